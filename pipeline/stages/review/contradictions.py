"""Cells that cannot both be followed, in one workbook or between two reviewers'."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.ledger.entries import REJECTED, Anchor
from pipeline.stages.review.meaning import Cell

# What is poured into something else, or stands behind it, has nothing of its own any more.
_POURED: Final = frozenset({"label", "description", "title", "theme", "order", "duplicate"})
_BEHIND: Final = frozenset({"order", "proposal"})
_OUT: Final = frozenset({"into", "duplicate", "type", "proposal", "order"})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two cells that contradict each other, and why in French."""

    cells: tuple[Cell, Cell]
    why: str


def clashes(cells: Sequence[Cell]) -> list[Clash]:
    """Return the contradictions between cells, each pair once."""
    by_thing: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_thing[cell.edit.anchor.id].append(cell)
    return [*_within(by_thing.values()), *_towards_rejected(cells, by_thing), *_rings(cells)]


def _within(rows: Iterable[Sequence[Cell]]) -> Iterator[Clash]:
    for row in rows:
        for at, one in enumerate(row):
            for other in row[at + 1 :]:
                if why := _why(one, other) or _why(other, one):
                    yield Clash((one, other), why)


def _why(one: Cell, other: Cell) -> str:
    """Return why the first leaves the second without object, on one row; empty when it does not."""
    if one.edit.field == "into" and other.edit.field in _POURED:
        return "ce qui est réuni à autre chose n’a plus rien à lui"
    if one.edit.field == "duplicate" and one.meaning is not None and other.edit.field in _BEHIND:
        return "un doublon n’a plus de place à lui"
    rejected = one.edit.field == "status" and one.meaning == REJECTED
    return "on ne corrige pas ce que l’on rejette" if rejected and other.edit.field in _OUT else ""


def _towards_rejected(cells: Sequence[Cell], by_thing: dict[str, list[Cell]]) -> Iterator[Clash]:
    for cell in cells:
        if not isinstance(cell.meaning, Anchor):
            continue
        for other in by_thing.get(cell.meaning.id, ()):
            if other.edit.field == "status" and other.meaning == REJECTED:
                yield Clash((cell, other), "l’un va vers ce que l’autre rejette")


def _rings(cells: Sequence[Cell]) -> Iterator[Clash]:
    for name in ("into", "duplicate"):
        edges = {cell.edit.anchor.id: cell for cell in cells if cell.edit.field == name}
        done: set[str] = set()
        for start in edges:
            ring: list[str] = []
            key = start
            while key in edges and key not in ring and key not in done:
                ring.append(key)
                meaning = edges[key].meaning
                key = meaning.id if isinstance(meaning, Anchor) else ""
            done |= set(ring)
            loop = ring[ring.index(key) :] if key in ring else []
            for one, other in pairwise(loop):
                yield Clash((edges[one], edges[other]), "chacun irait dans l’autre")
