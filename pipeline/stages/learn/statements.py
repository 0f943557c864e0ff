"""Statements whose type a person gave, confirmed or refused: examples for the scorer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.ledger.entries import ACCEPTED, REJECTED, Anchor, Decide, Entry, Retype
from pipeline.ledger.locating import Place
from pipeline.stages.learn.heard import Heard


@dataclass(slots=True)
class _Said:
    """What reviewers said of one statement: the type given, the type confirmed, whether it is one at all."""

    given: str | None = None
    confirmed: str | None = None
    rejected: bool = False


def statement_rows(entries: Iterable[Entry], heard: Heard) -> list[dict[str, Any]]:
    """Return the rows of ``lesson_statements``: of two corrections of one statement, the later.

    Parameters
    ----------
    entries : iterable of Entry
        In the order of the ledger.
    heard : Heard
        Today's passages.

    Returns
    -------
    list of dict
        ``type`` is None for what a reviewer rejected: a sentence that states nothing.
    """
    said: dict[Place, _Said] = {}
    for entry in entries:
        for anchor, kind in _asked(entry):
            if (place := heard.place(anchor)) is not None:
                _note(said.setdefault(place, _Said()), entry, kind)
    rows = ((place, known, known.given or known.confirmed) for place, known in sorted(said.items()))
    return [
        {"segment_id": key, "char_start": start, "char_end": end, "type": None if known.rejected else kind}
        for (key, start, end), known, kind in rows
        if known.rejected or kind
    ]


def _asked(entry: Entry) -> list[tuple[Anchor, str | None]]:
    """Return the statements that a correction types, and the type that it gives or confirms."""
    wanted, target = entry.change.wanted, entry.change.target
    if isinstance(wanted, Retype):
        return [(target, wanted.type)]
    if isinstance(wanted, Decide) and target.kind == "énoncé":
        return [(target, target.type)]
    if isinstance(wanted, Decide) and target.kind == "proposition" and wanted.status == ACCEPTED:
        return [(member, "proposition") for member in wanted.members]
    return []


def _note(known: _Said, entry: Entry, kind: str | None) -> None:
    wanted = entry.change.wanted
    if isinstance(wanted, Retype):
        known.given, known.rejected = kind, False
    elif isinstance(wanted, Decide):
        known.rejected = wanted.status == REJECTED
        known.confirmed = kind if wanted.status == ACCEPTED else None
