"""From changed cells to corrections, and to French sentences for the cells that make none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from rapidfuzz import process

from pipeline.ledger import entries
from pipeline.ledger.entries import NO_THEME, Anchor, AnyWanted, Change, Verdict
from pipeline.ledger.prints import words
from pipeline.records import STATEMENT_TYPES
from pipeline.stages.review.base import Base
from pipeline.stages.review.filled import Edit, Filled
from pipeline.stages.review.sheets import theme_choices

# « nouveau : Santé de proximité », « nouvelle »; a title may follow the colon.
_NEW: Final = re.compile(r"nouve(?:au|lle)\s*(?::\s*(.*))?", re.IGNORECASE)
_VERDICTS: Final = get_args(Verdict)
# A row's edits in the order in which they make sense: what it says, where it belongs, the verdict, a remark.
_ORDER: Final = ("label", "description", "type", "title", "theme", "proposal", "into", "status", "comment")


class RefusedError(Exception):
    """A cell that makes no correction; the message says in French what was expected."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What a reviewer may write in a cell, and what it stands for."""

    themes: dict[str, Anchor]
    proposals: dict[str, Anchor]
    members: dict[str, tuple[Anchor, ...]]

    @classmethod
    def of(cls, base: Base) -> _Names:
        """Return the names that a workbook offers; propositions are numbered in the order of their sheet."""
        labels = [(key, values["label"]) for (sheet, key), values in base.values.items() if sheet == "Thèmes"]
        choices = theme_choices(labels)
        numbered = [anchor for (sheet, _), anchor in base.anchors.items() if sheet == "Propositions"]
        return cls(
            {choice: base.anchors["Thèmes", key] for key, choice in choices.items()},
            {str(number): anchor for number, anchor in enumerate(numbered, start=1)},
            base.members,
        )

    def theme(self, said: str) -> Anchor | None:
        """Return the theme of that name, None for « hors thème »."""
        if words(said) == words(NO_THEME):
            return None
        for choice, anchor in self.themes.items():
            if words(choice) == words(said):
                return anchor
        raise RefusedError(f"thème inconnu « {said} »{_near(said, [*self.themes, NO_THEME])}")

    def proposal(self, said: str) -> Anchor:
        """Return the proposition of that number."""
        found = self.proposals.get(said.removeprefix("n°").strip())
        if found is None:
            raise RefusedError(f"aucune proposition n° {said} ; donnez un numéro de 1 à {len(self.proposals)}.")
        return found


def changes(filled: Filled) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Return the corrections of a filled workbook, and the sentences on the cells that make none.

    Returns
    -------
    (tuple of Change, tuple of str)
        Corrections in the order of the sheets, new groups after them; anomalies in the same order.
    """
    names = _Names.of(filled.base)
    found: list[Change] = []
    anomalies = list(filled.anomalies)
    new: dict[tuple[str, str], list[Edit]] = defaultdict(list)
    for row in filled.rows:
        for edit in sorted(row, key=lambda edit: _ORDER.index(edit.field)):
            try:
                label = _new_group(edit, row, filled.base)
                if label is not None:
                    new[edit.field, label or edit.anchor.id].append(edit)
                else:
                    found += _change(edit, row, names, filled.base)
            except (RefusedError, ValueError) as refusal:
                anomalies.append(f"{edit.where} : {_reason(refusal)}")
    found += [_grouped(field, edits, names) for (field, _), edits in new.items()]
    return tuple(found), tuple(anomalies)


def _new_group(edit: Edit, row: Sequence[Edit], base: Base) -> str | None:
    """Return the label of the new theme or proposition that a cell asks for (empty: without one), None if none."""
    asked = _NEW.fullmatch(edit.now) if edit.field in ("theme", "proposal") else None
    if asked is None:
        return None
    label = (asked[1] or "").strip()
    if edit.field == "theme":
        if edit.anchor.kind != "segment":
            raise RefusedError("un thème se crée dans la feuille « Segments ».")
        if not label:
            raise RefusedError("donnez le libellé du nouveau thème : « nouveau : Libellé ».")
    else:
        _need_proposition(edit, row, base)
    return label


def _grouped(field: str, edits: Sequence[Edit], names: _Names) -> Change:
    """Return the correction that makes one new theme or proposition of several rows."""
    anchors = tuple(edit.anchor for edit in edits)
    asked = _NEW.fullmatch(edits[0].now)
    label = (asked[1] or "").strip() if asked else ""
    was = {edit.was for edit in edits}
    if field == "theme":
        seen = {"theme": was.pop()} if len(was) == 1 else {}
        return Change(anchors[0], entries.Split(label=label, segments=anchors), seen)
    seen = _seen_proposal(was.pop(), names) if len(was) == 1 else {}
    return Change(anchors[0], entries.Part(others=anchors[1:], title=label or None), seen)


def _change(edit: Edit, row: Sequence[Edit], names: _Names, base: Base) -> list[Change]:
    """Return the correction that a changed cell makes; none for a state that follows from the rest of the row."""
    if edit.field == "status" and edit.now == entries.CORRECTED:
        if any(other.field not in ("status", "comment") for other in row):
            return []
        raise RefusedError("« corrigé » sans rien de changé sur la ligne ; corrigez-la, ou choisissez « accepté ».")
    if not edit.now:
        raise RefusedError(f"cellule vidée ; il y avait « {edit.was} ».")
    seen = _seen_proposal(edit.was, names) if edit.field == "proposal" else {edit.field: edit.was}
    if edit.field == "into" and edit.anchor.kind == "proposition":
        return [Change(names.proposal(edit.now), entries.Join(others=(edit.anchor,)))]
    if edit.field == "proposal":
        _need_proposition(edit, row, base)
        return [Change(edit.anchor, entries.Part(into=names.proposal(edit.now)), seen)]
    return [Change(edit.anchor, _WANTED[edit.field](edit, names), seen)]


def _merge(edit: Edit, names: _Names) -> AnyWanted:
    into = names.theme(edit.now)
    if into is None or into.id == edit.anchor.id:
        raise RefusedError("choisissez un autre thème dans la liste.")
    return entries.Merge(into=into)


def _retype(edit: Edit, names: _Names) -> AnyWanted:  # noqa: ARG001
    if edit.now not in STATEMENT_TYPES:
        raise RefusedError(f"type inconnu « {edit.now} »{_near(edit.now, STATEMENT_TYPES)}")
    return entries.Retype.model_validate({"type": edit.now})


def _decide(edit: Edit, names: _Names) -> AnyWanted:
    if edit.now not in _VERDICTS:
        raise RefusedError(f"décision inconnue « {edit.now} »{_near(edit.now, _VERDICTS)}")
    members = names.members[edit.anchor.id] if edit.now == entries.ACCEPTED else ()
    return entries.Decide.model_validate({"status": edit.now, "members": members})


_WANTED: Final[Mapping[str, Callable[[Edit, _Names], AnyWanted]]] = {
    "label": lambda edit, _: entries.Rename(label=edit.now),
    "description": lambda edit, _: entries.Describe(description=edit.now),
    "title": lambda edit, _: entries.Retitle(title=edit.now),
    "comment": lambda edit, _: entries.Comment(text=edit.now),
    "theme": lambda edit, names: entries.Move(theme=names.theme(edit.now)),
    "into": _merge,
    "type": _retype,
    "status": _decide,
}


def _need_proposition(edit: Edit, row: Sequence[Edit], base: Base) -> None:
    """Refuse to put in a proposition what is none, once the row's own correction of type is counted."""
    kind = base.values[edit.sheet, edit.anchor.id].get("type", "")
    kind = next((other.now for other in row if other.field == "type"), kind)
    if kind != "proposition":
        raise RefusedError("cet énoncé n’est pas une proposition ; changez d’abord son type sur la même ligne.")


def _seen_proposal(number: str, names: _Names) -> dict[str, str]:
    return {"proposal": names.proposals[number].text} if number in names.proposals else {}


def _near(said: str, known: Iterable[str]) -> str:
    near = process.extractOne(said, list(known), score_cutoff=70)
    return f" ; vouliez-vous dire « {near[0]} » ?" if near else " ; choisissez dans la liste."


def _reason(refusal: Exception) -> str:
    """Return the French sentence of a refusal; what pydantic refuses is a text too long."""
    return str(refusal) if isinstance(refusal, RefusedError) else "texte trop long (2 000 caractères au plus)."
