"""The same things in two workbooks of different runs: by id, else by content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pipeline.ledger.entries import Anchor
from pipeline.ledger.matching import Item, Items
from pipeline.ledger.prints import words
from pipeline.stages.review.base import Base
from pipeline.stages.review.meaning import Cell, Meaning
from pipeline.stages.review.ranks import Between

_SHEETS: Final = {
    "thème": "Thèmes",
    "proposition": "Propositions",
    "énoncé": "Énoncés",
    "segment": "Segments",
    "locuteur": "Locuteurs",
}
# A group that holds a third of another's sample, and clearly more than the next, is that group (see ``placing``).
_SHARE: Final = 0.3
_AHEAD: Final = 0.05


class Alignment:
    """Finds the things of one workbook under the ids of another.

    Parameters
    ----------
    base : Base
        Of the workbook whose ids are kept.
    """

    def __init__(self, base: Base) -> None:
        self._anchors = base.anchors
        self._known: dict[str, Anchor] = {}
        self._items: dict[str, Items] = {}

    def anchor(self, anchor: Anchor) -> Anchor:
        """Return the anchor of the same thing in the first workbook; ``anchor`` itself when it has none."""
        if anchor.id not in self._known:
            sheet = _SHEETS[anchor.kind]
            same = self._anchors.get((sheet, anchor.id))
            found = self._spoken(sheet, anchor) if anchor.kind in ("énoncé", "segment") else self._group(sheet, anchor)
            self._known[anchor.id] = same or found or anchor
        return self._known[anchor.id]

    def cell(self, cell: Cell) -> Cell:
        """Return a cell told with the first workbook's anchors."""
        edit = replace(cell.edit, anchor=self.anchor(cell.edit.anchor))
        # A theme's passages are known by their marks in any run; a proposition's statements by their words.
        members = tuple(one if one.prints else self.anchor(one) for one in cell.members)
        return replace(cell, edit=edit, meaning=self.meaning(cell.meaning), members=members)

    def meaning(self, meaning: Meaning) -> Meaning:
        """Return what a cell asks, told with the first workbook's anchors."""
        if isinstance(meaning, Anchor):
            return self.anchor(meaning)
        if isinstance(meaning, Between):
            sides = (one and self.anchor(one) for one in (meaning.after, meaning.before))
            return Between(*sides)
        return meaning

    def _spoken(self, sheet: str, anchor: Anchor) -> Anchor | None:
        if sheet not in self._items:
            mine = [one for (title, _), one in self._anchors.items() if title == sheet]
            self._items[sheet] = Items((one.workshop or "", _item(one)) for one in mine)
        items = self._items[sheet]
        placed = items.same(anchor) or items.alike(anchor)
        return None if placed is None else self._anchors[sheet, placed.key]

    def _group(self, sheet: str, anchor: Anchor) -> Anchor | None:
        mine = [one for (title, _), one in self._anchors.items() if title == sheet]
        wanted = frozenset(anchor.prints)
        share: Callable[[Anchor], float] = lambda one: len(wanted & set(one.prints)) / max(len(wanted), 1)  # noqa: E731
        ranked = sorted(mine, key=lambda one: (-share(one), one.id))
        if ranked and share(ranked[0]) >= _SHARE and (len(ranked) < 2 or share(ranked[0]) - share(ranked[1]) >= _AHEAD):
            return ranked[0]
        named = [one for one in mine if words(one.text) == words(anchor.text) and one.workshop == anchor.workshop]
        return named[0] if len(named) == 1 else None


def _item(one: Anchor) -> Item:
    return Item(one.id, one.text, words(one.text), words(one.before), words(one.after), one.speaker)
