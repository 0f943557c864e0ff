"""Two reviewers of one draft: how far they agree on verdicts, types and themes, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.ledger.entries import NO_THEME, Anchor
from pipeline.stages.review.anomalies import RefusedError
from pipeline.stages.review.import_workbook import Proposed
from pipeline.stages.review.meaning import Cell, Meaning, New, Reading
from pipeline.stages.review.merging import Side
from pipeline.stages.review.wording import shortened
from pipeline.text.typography import typeset

_FIELDS: Final = {"status": "décision", "type": "type", "theme": "thème"}
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """A thing that both reviewers looked at: what it is, and for a field what each makes of it."""

    anchor: Anchor
    field: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A thing that a reviewer looked at, and its fields as they leave it."""

    anchor: Anchor
    values: dict[str, str]


def lines(proposed: Proposed) -> list[str]:
    """Return what an import says before it writes: corrections, anomalies, conflicts, two reviewers' agreement."""
    said = [f"• {line}" for line in proposed.lines]
    said += [f"• Anomalie : {anomaly.sentence}" for anomaly in proposed.anomalies]
    said += proposed.notes
    said += agreement(*proposed.sides) if proposed.sides else []
    return said + ([f"Corrections déjà inscrites : {proposed.n_known}."] if proposed.n_known else [])


def agreement(first: Side, second: Side) -> list[str]:
    """Return the agreement of two reviewers in French, a line for each field, then their disagreements.

    Parameters
    ----------
    first, second : Side
        Their workbooks. A row counts when both changed something in it, a comment apart: an untouched row may
        not have been read. Verdicts count where both gave one.
    """
    from pipeline.evaluation.kappa import agree

    judged = [*_judged(first, second)]
    said = [f"Accord entre {first.who} et {second.who} sur les lignes que les deux ont remplies :"]
    for name, label in _FIELDS.items():
        mine = [one for one in judged if one.field == name]
        found = agree([one.first for one in mine], [one.second for one in mine])
        said.append(f"  {label} : {found.said}")
    apart = [one for one in judged if one.first != one.second]
    said += [f"  désaccord, {_told(one, first.who, second.who)}" for one in apart[:_SHOWN]]
    said += [f"  … et {len(apart) - _SHOWN} autres désaccords."] if len(apart) > _SHOWN else []
    return [typeset(line) for line in said]


def _told(one: Judged, first: str, second: str) -> str:
    thing = f"{one.anchor.kind} « {shortened(one.anchor.text, 70)} »"
    return f"{_FIELDS[one.field]} : {thing} : {first} « {one.first} », {second} « {one.second} »"


def _judged(first: Side, second: Side) -> Iterator[Judged]:
    one, other = _rows(first), _rows(second)
    for key in sorted(one.keys() & other.keys()):
        mine, theirs = one[key].values, other[key].values
        for name in _FIELDS:
            if name in mine and name in theirs:
                yield Judged(one[key].anchor, name, mine[name], theirs[name])


def _rows(side: Side) -> dict[str, _Row]:
    """Return each thing that a reviewer looked at, with what its fields say in the end."""
    cells: dict[str, list[Cell]] = {}
    for cell in side.cells:
        if cell.edit.field != "comment":
            cells.setdefault(cell.edit.anchor.id, []).append(cell)
    base = {
        side.alignment.anchor(anchor).id: (anchor.id, sheet) for (sheet, _), anchor in side.filled.base.anchors.items()
    }
    verdicts = {edit.anchor.id: edit.now for row in side.filled.rows for edit in row if edit.field == "status"}
    reading = Reading(side.filled)
    found = {}
    for key, mine in cells.items():
        own, sheet = base[key]
        before = side.filled.base.values[sheet, own]
        values = {name: _before(name, before[name], side, reading) for name in _FIELDS if name in before}
        values |= {cell.edit.field: _said(cell.meaning) for cell in mine if cell.edit.field in _FIELDS}
        values.pop("status", None)
        values |= {"status": verdicts[own]} if own in verdicts else {}
        found[key] = _Row(mine[0].edit.anchor, values)
    return found


def _before(name: str, value: str, side: Side, reading: Reading) -> str:
    """Return what a field said before the review, a theme by the name that it has for the first reviewer."""
    if name != "theme":
        return value
    try:
        theme = reading.named(value)
    except RefusedError:
        return value
    return NO_THEME if theme is None else side.alignment.anchor(theme).text


def _said(meaning: Meaning) -> str:
    if isinstance(meaning, Anchor):
        return meaning.text
    if isinstance(meaning, New):
        return f"nouveau : {meaning.label}"
    return meaning if isinstance(meaning, str) else NO_THEME
