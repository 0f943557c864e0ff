"""A correction as a French sentence, before it is applied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pipeline.ledger.entries import (
    NO_THEME,
    Change,
    Describe,
    Duplicate,
    Identify,
    Join,
    Merge,
    Move,
    Order,
    Part,
    Split,
)
from pipeline.stages.review.wording import counted, shortened

_LONGEST: Final = 70


def said(change: Change) -> str:
    """Return what a correction asks: « Énoncé « … » : type frein → levier »."""
    target, wanted = change.target, change.wanted
    subject = f"{target.kind.capitalize()} « {_short(target.text)} »"
    return f"{subject} : {_SAID[wanted.action](wanted, change.seen)}"


def _replaced(name: str, field: str) -> Callable[[Any, Mapping[str, str]], str]:
    """Return a sentence maker for a field of the same name in ``seen`` and in what is wanted."""
    return lambda wanted, seen: f"{name} « {_short(seen.get(field, ''))} » → « {_short(getattr(wanted, field))} »"


def _describe(wanted: Describe, _: Mapping[str, str]) -> str:
    return f"description « {_short(wanted.description)} »"


def _merge(wanted: Merge, _: Mapping[str, str]) -> str:
    return f"fusionné dans « {wanted.into.text} »"


def _split(wanted: Split, _: Mapping[str, str]) -> str:
    return f"nouveau thème « {wanted.label} » ({counted(len(wanted.segments), 'segment', 'segments')})"


def _move(wanted: Move, seen: Mapping[str, str]) -> str:
    label = NO_THEME if wanted.theme is None else wanted.theme.text
    return f"thème « {seen.get('theme', '')} » → « {label} »"


def _join(wanted: Join, _: Mapping[str, str]) -> str:
    return "reçoit " + ", ".join(f"« {_short(other.text)} »" for other in wanted.others)


def _part(wanted: Part, _: Mapping[str, str]) -> str:
    count = f" avec {counted(len(wanted.others), 'autre', 'autres')}" if wanted.others else ""
    if wanted.into is None:
        return f"mis{count} dans une nouvelle proposition" + (f" « {_short(wanted.title)} »" if wanted.title else "")
    return f"mis{count} dans la proposition « {_short(wanted.into.text)} »"


def _order(wanted: Order, _: Mapping[str, str]) -> str:
    if wanted.after is None and wanted.before is None:
        return "remis à sa place d’avant"
    sides = [("après", wanted.after), ("avant", wanted.before)]
    return "rangé " + " et ".join(f"{side} « {_short(other.text)} »" for side, other in sides if other is not None)


def _duplicate(wanted: Duplicate, _: Mapping[str, str]) -> str:
    return "n’est plus un doublon" if wanted.of is None else f"doublon de « {_short(wanted.of.text)} »"


def _identify(wanted: Identify, _: Mapping[str, str]) -> str:
    asked = [("nom", wanted.name), ("rôle", wanted.role)]
    return ", ".join(f"{name} « {value} »" for name, value in asked if value)


def _short(text: str) -> str:
    return shortened(text, _LONGEST)


_SAID: Final[Mapping[str, Callable[[Any, Mapping[str, str]], str]]] = {
    "renommer": _replaced("libellé", "label"),
    "décrire": _describe,
    "fusionner": _merge,
    "scinder": _split,
    "déplacer": _move,
    "retyper": _replaced("type", "type"),
    "titrer": _replaced("titre", "title"),
    "joindre": _join,
    "détacher": _part,
    "décider": _replaced("décision", "status"),
    "ordonner": _order,
    "doublon": _duplicate,
    "identifier": _identify,
    "commenter": lambda wanted, _: f"commentaire « {_short(wanted.text)} »",
}
