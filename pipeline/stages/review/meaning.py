"""What a changed cell means: a name becomes the thing it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from rapidfuzz import process

from pipeline.ledger.entries import ACCEPTED, CORRECTED, NO_THEME, Anchor, Verdict
from pipeline.ledger.prints import words
from pipeline.records import ROLES, STATEMENT_TYPES
from pipeline.stages.review.anomalies import RefusedError
from pipeline.stages.review.filled import Edit, Filled
from pipeline.stages.review.ranks import Between, between
from pipeline.stages.review.sheets import theme_choices
from pipeline.stages.review.wording import shortened

# « nouveau : Santé de proximité », « nouvelle »; a title may follow the colon.
_NEW: Final = re.compile(r"nouve(?:au|lle)\s*(?::\s*(.*))?", re.IGNORECASE)
_VERDICTS: Final[tuple[str, ...]] = get_args(Verdict)
_LONGEST: Final = 2000
_LIST: Final = "un choix de la liste"


@dataclass(frozen=True, slots=True)
class New:
    """A theme or a proposition to make; a proposition may have no title."""

    label: str


# None: « hors thème », or no longer a duplicate.
Meaning = str | Anchor | New | Between | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A changed cell that is understood.

    Attributes
    ----------
    edit : Edit
        The cell.
    meaning : Meaning
        What it asks.
    seen : mapping of str to str
        What stood there, as ``Change.seen`` says it.
    members : tuple of Anchor
        The statements of a proposition that is accepted.
    who : str
        Whose workbook, when there are several.
    """

    edit: Edit
    meaning: Meaning
    seen: Mapping[str, str] = field(default_factory=dict)
    members: tuple[Anchor, ...] = ()
    who: str = ""


class Reading:
    """Understands the cells of a filled workbook.

    Parameters
    ----------
    filled : Filled
        The workbook.
    """

    def __init__(self, filled: Filled) -> None:
        self._base = filled.base
        self._themes = _themes(filled)
        numbered = [anchor for (sheet, _), anchor in filled.base.anchors.items() if sheet == "Propositions"]
        self._proposals = {str(number): anchor for number, anchor in enumerate(numbered, start=1)}
        self._ranks = between(filled)

    def cell(self, edit: Edit, row: Sequence[Edit]) -> Cell | None:
        """Return what a changed cell asks; None for a state that follows from the rest of the row.

        Raises
        ------
        RefusedError
            If it makes no correction.
        """
        if edit.field == "status" and edit.now == CORRECTED:
            _check_follows(row)
            return None
        if not edit.now and edit.field not in ("order", "duplicate"):
            raise RefusedError(
                f"cellule vidée ; il y avait « {edit.was} »", "un texte", "rétablissez-le ou récrivez-le"
            )
        members = self._base.members[edit.anchor.id] if edit.field == "status" and edit.now == ACCEPTED else ()
        return Cell(edit, _MEANINGS[edit.field](self, edit, row), self._seen(edit), members)

    def _seen(self, edit: Edit) -> dict[str, str]:
        if edit.field in ("proposal", "duplicate"):
            same = self._proposals.get(edit.was) or self._base.anchors.get(("Énoncés", edit.was))
            return {} if same is None else {edit.field: same.text if edit.field == "proposal" else same.text[:120]}
        if edit.field == "order":
            return dict(self._base.seen.get((edit.sheet, edit.anchor.id), {}))
        return {} if edit.field == "into" else {edit.field: edit.was}

    def theme(self, edit: Edit, row: Sequence[Edit]) -> Meaning:  # noqa: ARG002
        """Return the theme that a cell names, new or not; None for « hors thème »."""
        asked = _NEW.fullmatch(edit.now)
        return self.named(edit.now) if asked is None else _new_theme(edit, (asked[1] or "").strip())

    def named(self, said: str) -> Anchor | None:
        """Return the theme of a name, None for « hors thème »; RefusedError when there is none."""
        if words(said) == words(NO_THEME):
            return None
        for choice, anchor in self._themes.items():
            if words(choice) == words(said):
                return anchor
        raise RefusedError(f"thème inconnu « {said} »", _LIST, _near(said, [*self._themes, NO_THEME]))

    def into(self, edit: Edit, row: Sequence[Edit]) -> Meaning:
        """Return the theme or the proposition that absorbs the row's."""
        found = self.theme(edit, row) if edit.anchor.kind == "thème" else self._proposal(edit)
        if not isinstance(found, Anchor) or found.id == edit.anchor.id:
            kind = f"{'un' if edit.anchor.kind == 'thème' else 'une'} autre {edit.anchor.kind}"
            raise RefusedError(f"« {edit.now} » ne peut pas absorber cette ligne", kind, f"choisissez {kind}")
        return found

    def holder(self, edit: Edit, row: Sequence[Edit]) -> Meaning:
        """Return the proposition that a statement goes to, new or not."""
        kind = self._base.values[edit.sheet, edit.anchor.id].get("type", "")
        kind = next((other.now for other in row if other.field == "type"), kind)
        if kind != "proposition":
            todo = "changez d’abord son type sur la même ligne"
            raise RefusedError("cet énoncé n’est pas une proposition", "un énoncé de type proposition", todo)
        asked = _NEW.fullmatch(edit.now)
        return self._proposal(edit) if asked is None else New(_fitting((asked[1] or "").strip()))

    def same(self, edit: Edit, row: Sequence[Edit]) -> Meaning:  # noqa: ARG002
        """Return of what the row is the duplicate; None for of nothing."""
        if not edit.now:
            return None
        found = self._proposal(edit) if edit.anchor.kind == "proposition" else self._statement(edit)
        if found.id == edit.anchor.id:
            raise RefusedError("rien n’est son propre doublon", "une autre ligne", "désignez l’autre ligne")
        return found

    def rank(self, edit: Edit, row: Sequence[Edit]) -> Meaning:  # noqa: ARG002
        """Return between which neighbours a row is put."""
        found = self._ranks[edit.place]
        if isinstance(found, RefusedError):
            raise found
        return found

    def _proposal(self, edit: Edit) -> Anchor:
        found = self._proposals.get(edit.now.removeprefix("n°").strip())
        if found is None:
            most = len(self._proposals)
            todo = f"donnez un numéro de 1 à {most}"
            raise RefusedError(f"aucune proposition n° {edit.now}", f"un numéro de 1 à {most}", todo)
        return found

    def _statement(self, edit: Edit) -> Anchor:
        found = self._base.anchors.get(("Énoncés", edit.now.strip("[]")))
        if found is None:
            todo = "copiez l’identifiant de l’autre énoncé (première colonne)"
            raise RefusedError(f"aucun énoncé « {edit.now} »", "l’identifiant d’un énoncé", todo)
        return found


def _themes(filled: Filled) -> dict[str, Anchor]:
    """Return the themes by the names that a cell may give them: the list's, and the new ones of this workbook."""
    known = filled.base
    labels = [(key, values["label"]) for (sheet, key), values in known.values.items() if sheet == "Thèmes"]
    names = {choice: known.anchors["Thèmes", key] for key, choice in theme_choices(labels).items()}
    renamed = [edit for row in filled.rows for edit in row if edit.field == "label" and edit.now]
    taken = [words(choice) for choice in names] + [words(edit.now) for edit in renamed]
    return names | {edit.now: edit.anchor for edit in renamed if taken.count(words(edit.now)) == 1}


def _new_theme(edit: Edit, label: str) -> New:
    if edit.anchor.kind != "segment":
        raise RefusedError("un thème se crée dans la feuille « Segments »", _LIST, "créez-le là, ligne à ligne")
    if not label:
        todo = "donnez le libellé du nouveau thème : « nouveau : Libellé »"
        raise RefusedError("nouveau thème sans nom", "« nouveau : Libellé »", todo)
    return New(_fitting(label))


def _check_follows(row: Sequence[Edit]) -> None:
    if all(edit.field in ("status", "comment") for edit in row):
        todo = "corrigez-la, ou choisissez « accepté »"
        raise RefusedError("« corrigé » sans rien de changé sur la ligne", "accepté, rejeté ou à relire", todo)


def _text(_: Reading, edit: Edit, __: Sequence[Edit]) -> Meaning:
    return _fitting(edit.now)


def _fitting(text: str) -> str:
    if len(text) > _LONGEST:
        found = f"texte trop long (2 000 caractères au plus ; il y en a {len(text)})"
        raise RefusedError(found, "2 000 caractères au plus", "raccourcissez-le")
    return text


def _among(kind: str, known: Sequence[str]) -> Callable[[Reading, Edit, Sequence[Edit]], Meaning]:
    def meaning(_: Reading, edit: Edit, __: Sequence[Edit]) -> Meaning:
        if edit.now not in known:
            raise RefusedError(
                f"{kind} « {shortened(edit.now, 80)} »",
                f"{', '.join(known[:-1])} ou {known[-1]}",
                _near(edit.now, known),
            )
        return edit.now

    return meaning


_MEANINGS: Final[Mapping[str, Callable[[Reading, Edit, Sequence[Edit]], Meaning]]] = {
    "label": _text,
    "description": _text,
    "title": _text,
    "comment": _text,
    "name": _text,
    "role": _among("rôle inconnu", ROLES),
    "type": _among("type inconnu", STATEMENT_TYPES),
    "status": _among("décision inconnue", _VERDICTS),
    "theme": Reading.theme,
    "into": Reading.into,
    "proposal": Reading.holder,
    "duplicate": Reading.same,
    "order": Reading.rank,
}


def _near(said: str, known: Iterable[str]) -> str:
    near = process.extractOne(said, list(known), score_cutoff=70)
    return f"vouliez-vous dire « {near[0]} » ?" if near else "choisissez dans la liste"
