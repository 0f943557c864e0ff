"""Two reviewers' workbooks: what both say counts once, what one says counts, what contradicts is for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.ledger.entries import Anchor
from pipeline.ledger.prints import words
from pipeline.stages.review.aligning import Alignment
from pipeline.stages.review.anomalies import Anomaly
from pipeline.stages.review.changes import joined, understood
from pipeline.stages.review.contradictions import clashes
from pipeline.stages.review.filled import Filled
from pipeline.stages.review.meaning import Cell, Meaning, New
from pipeline.stages.review.ranks import Between

_COMMENT: Final = "comment"


@dataclass(frozen=True, slots=True)
class Side:
    """A reviewer's workbook, understood.

    Attributes
    ----------
    who : str
        The reviewer.
    filled : Filled
        The workbook.
    cells : tuple of Cell
        What it asks, told with the first workbook's anchors.
    anomalies : tuple of Anomaly
        What is not understood.
    alignment : Alignment
        From its things to the first workbook's.
    """

    who: str
    filled: Filled
    cells: tuple[Cell, ...]
    anomalies: tuple[Anomaly, ...]
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Conflict:
    """Cells of two reviewers that cannot all be followed, and why in French."""

    first: tuple[Cell, ...]
    second: tuple[Cell, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What two workbooks ask together: each cell once, with who asks it, and what is to be decided."""

    cells: tuple[Cell, ...]
    conflicts: tuple[Conflict, ...]


def sides(first: tuple[str, Filled], second: tuple[str, Filled]) -> tuple[Side, Side]:
    """Return two filled workbooks understood, the things of the second under the ids of the first."""
    alignment = Alignment(first[1].base)
    found = []
    for who, filled in (first, second):
        cells, anomalies = understood(filled)
        signed = tuple(replace(alignment.cell(cell), who=who) for cell in cells)
        found.append(Side(who, filled, signed, anomalies, alignment))
    return found[0], found[1]


def merged(first: Side, second: Side) -> Merged:
    """Return what two reviewers ask together: nothing is lost, nothing contradictory is applied."""
    mine = {key(cell): cell for cell in first.cells}
    theirs = {key(cell): cell for cell in second.cells}
    apart: list[tuple[Cell, Cell, str]] = []
    together: list[Cell] = []
    for one in mine.values():
        other = theirs.get(key(one))
        if other is None:
            together.append(one)
        elif said(one.meaning) == said(other.meaning):
            together.append(replace(one, who=joined((one.who, other.who))))
        elif one.edit.field == _COMMENT:
            together += [one, other]
        else:
            apart.append((one, other, "deux réponses différentes"))
    together += [other for other in theirs.values() if key(other) not in mine]
    union = [*together, *(cell for one, other, _ in apart for cell in (one, other))]
    apart += [(*_sorted(clash.cells, first.who), clash.why) for clash in clashes(union) if _crosses(clash.cells)]
    conflicts = _gathered(apart)
    taken = {id(cell) for conflict in conflicts for cell in (*conflict.first, *conflict.second)}
    return Merged(tuple(cell for cell in together if id(cell) not in taken), tuple(conflicts))


def key(cell: Cell) -> tuple[str, str]:
    """Return what a cell is about: the thing and the field."""
    return cell.edit.anchor.id, cell.edit.field


def said(meaning: Meaning) -> tuple[str, ...]:
    """Return what a cell asks, equal when two cells ask the same."""
    if isinstance(meaning, Anchor):
        return ("chose", meaning.id)
    if isinstance(meaning, New):
        return ("nouveau", *words(meaning.label))
    if isinstance(meaning, Between):
        return ("entre", *(one.id if one else "" for one in (meaning.after, meaning.before)))
    return ("rien",) if meaning is None else ("texte", meaning)


def _crosses(cells: tuple[Cell, Cell]) -> bool:
    """Tell whether two cells are each of one reviewer alone, and not of the same."""
    one, other = (cell.who for cell in cells)
    return one != other


def _sorted(cells: tuple[Cell, Cell], who: str) -> tuple[Cell, Cell]:
    return cells if who in cells[0].who.split(" et ") else cells[::-1]


def _gathered(apart: Sequence[tuple[Cell, Cell, str]]) -> list[Conflict]:
    """Return the conflicts, those that share a cell made one."""
    groups: list[list[tuple[Cell, Cell, str]]] = []
    for pair in apart:
        touching = [group for group in groups if any(_shares(pair, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(one for group in touching for one in group), pair])
    return [
        Conflict(
            _each_once(one for one, _, _ in group),
            _each_once(other for _, other, _ in group),
            " ; ".join(dict.fromkeys(why for *_, why in group)),
        )
        for group in groups
    ]


def _shares(one: tuple[Cell, Cell, str], other: tuple[Cell, Cell, str]) -> bool:
    return any(mine is theirs for mine in one[:2] for theirs in other[:2])


def _each_once(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple({id(cell): cell for cell in cells}.values())
