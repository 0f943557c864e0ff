"""From what the page asks to a change that the ledger can keep: ids become anchors, what was seen is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import ValidationError

from pipeline.desk.requests import Gesture
from pipeline.errors import ReviewError
from pipeline.ledger.entries import (
    ACCEPTED,
    NO_THEME,
    REJECTED,
    Anchor,
    AnyWanted,
    Change,
    Comment,
    Decide,
    Describe,
    Duplicate,
    Identify,
    Join,
    Kind,
    Merge,
    Move,
    Order,
    Part,
    Rename,
    Retitle,
    Retype,
    Split,
)
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer, Place

KINDS: Final[Mapping[str, Kind]] = {
    "t": "thème",
    "s": "segment",
    "e": "énoncé",
    "p": "proposition",
    "l": "locuteur",
}


def change(gesture: Gesture, anchors: Anchors, answer: Answer) -> Change:
    """Return the change that a gesture asks for, what was seen left out.

    Parameters
    ----------
    gesture : Gesture
        What the page sent.
    anchors : Anchors
        Of the answer as it stands.
    answer : Answer
        The answer as it stands.

    Raises
    ------
    ReviewError
        If the target is gone, or the gesture lacks what it needs.
    """
    _refuse_rejected(gesture, answer)
    try:
        target = anchors.of(KINDS[gesture.target[0]], gesture.target)
        return Change(target, _BUILD[gesture.action](gesture, anchors))
    except KeyError as error:
        raise ReviewError(GONE) from error
    except ValidationError as error:
        raise ReviewError(_MISSING.get(gesture.action, "Cette correction est incomplète.")) from error
    except ValueError as error:
        raise ReviewError(f"Correction impossible : {error}.") from error


def _refuse_rejected(gesture: Gesture, answer: Answer) -> None:
    """Refuse to do anything with a rejected theme but to take it back."""
    keys = [gesture.theme] if gesture.action in ("décider", "commenter") else [gesture.theme, gesture.target]
    for theme in (answer.themes.get(key or "") for key in keys):
        if theme is not None and theme.status == REJECTED:
            raise ReviewError(f"Le thème « {theme.label} » est rejeté : reprenez-le d’abord.")


def seen(answer: Answer, key: str, theme_id: str | None) -> dict[str, str]:
    """Return the fields of a thing as a reviewer sees them, a theme by its label.

    Parameters
    ----------
    answer : Answer
        The answer as it stands.
    key : str
        Id of the thing.
    theme_id : str or None
        The theme under which the page shows it.
    """
    if key[0] == "t":
        theme = answer.themes[key]
        shown = {"label": theme.label, "description": theme.description or "", "status": theme.status}
        return shown | _placed(theme.places)
    if key[0] == "l":
        speaker = answer.speakers[key]
        return {"name": speaker.speaker, "role": speaker.role}
    above = answer.themes.get(theme_id or "")
    placed = {"theme": NO_THEME if above is None else above.label}
    if key[0] == "p":
        proposal = answer.proposals[key]
        original = answer.proposals.get(proposal.duplicate_of or "")
        shown = {"title": proposal.title, "status": proposal.status}
        return placed | shown | _placed(proposal.places) | _same(original.title if original else "")
    if key[0] == "e":
        statement = answer.statements[key]
        same = answer.statements.get(statement.duplicate_of or "")
        return placed | {"type": statement.type, "status": statement.status} | _same(same.text if same else "")
    return placed


def _placed(places: tuple[Place, ...]) -> dict[str, str]:
    """Return the last correction that put a thing in its place; nothing while nobody did."""
    return {"order": places[-1].entry_id} if places else {}


def _same(original: str) -> dict[str, str]:
    """Return of what a thing is the duplicate, nothing when of nothing."""
    return {"duplicate": original[:120]} if original else {}


def _any(key: str | None, anchors: Anchors) -> Anchor | None:
    return None if key is None else anchors.of(KINDS[key[0]], key)


GONE: Final = "Cet élément n’existe plus : il a été joint ou fusionné entre-temps. La page vient d’être actualisée."

# What each action asks for; pydantic refuses what is missing.
_BUILD: Final[Mapping[str, Callable[[Gesture, Anchors], AnyWanted]]] = {
    "renommer": lambda asked, _: Rename.model_validate({"label": asked.text}),
    "décrire": lambda asked, _: Describe.model_validate({"description": asked.text}),
    "fusionner": lambda asked, anchors: Merge(into=anchors.theme(asked.theme or "")),
    "scinder": lambda asked, anchors: Split.model_validate(
        {"label": asked.text, "segments": [anchors.segment(key) for key in asked.others]}
    ),
    "déplacer": lambda asked, anchors: Move(theme=None if asked.theme is None else anchors.theme(asked.theme)),
    "retyper": lambda asked, _: Retype.model_validate({"type": asked.type}),
    "titrer": lambda asked, _: Retitle.model_validate({"title": asked.text}),
    "joindre": lambda asked, anchors: Join(others=tuple(anchors.proposal(key) for key in asked.others)),
    "détacher": lambda asked, anchors: Part(
        others=tuple(anchors.statement(key) for key in asked.others),
        into=None if asked.into is None else anchors.proposal(asked.into),
    ),
    "décider": lambda asked, anchors: Decide.model_validate(
        {"status": asked.status, "members": anchors.members(asked.target) if asked.status == ACCEPTED else ()}
    ),
    "ordonner": lambda asked, anchors: Order(after=_any(asked.after, anchors), before=_any(asked.before, anchors)),
    "doublon": lambda asked, anchors: Duplicate(of=_any(asked.into, anchors)),
    "identifier": lambda asked, _: Identify(name=asked.text, role=asked.role),
    "commenter": lambda asked, _: Comment.model_validate({"text": asked.text}),
}

_MISSING: Final = {
    "renommer": "Un thème porte un libellé : écrivez-le (2 000 signes au plus).",
    "décrire": "La description est vide ou dépasse 2 000 signes.",
    "scinder": "Un nouveau thème porte un libellé et reçoit au moins un passage.",
    "titrer": "Une proposition porte un titre : écrivez-le (2 000 signes au plus).",
    "joindre": "Choisissez au moins une proposition à joindre.",
    "commenter": "Le commentaire est vide ou dépasse 2 000 signes.",
}
