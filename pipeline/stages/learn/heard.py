"""Where anchors stand among today's passages: a lesson is about words, and knows nothing of the machine's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pipeline.ledger.entries import Anchor
from pipeline.ledger.locating import Place, locate
from pipeline.ledger.matching import Items
from pipeline.ledger.passages import as_items, surroundings
from pipeline.ledger.prints import Votes, places, words
from pipeline.records import KEPT

if TYPE_CHECKING:
    import pandas as pd

_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Passage:
    """A row of ``passages``, its speaker by name."""

    segment_id: str
    workshop_id: str
    position: int
    text: str
    fate: str
    speaker: str | None


class Heard:
    """The passages of a run.

    Parameters
    ----------
    passages : iterable of Passage
        In order of id.
    """

    def __init__(self, passages: Mapping[str, Passage]) -> None:
        self._passages = passages

    def segment(self, anchor: Anchor) -> str | None:
        """Return the passage that a segment's anchor is about; None when none is clearly the one."""
        own = self._passages.get(anchor.id)
        if own is not None and words(own.text) == words(anchor.text):
            return anchor.id
        placed = self._items.same(anchor) or self._items.alike(anchor)
        return None if placed is None else placed.key

    def member(self, anchor: Anchor) -> str | None:
        """Return the passage that an accepted theme's member is: by its id, else by half of its few marks."""
        if anchor.id in self._passages:
            return anchor.id
        held = self._votes.holders(anchor.prints)
        best = max(held, key=lambda key: held[key], default=None)
        return best if best is not None and held[best] >= _HALF * len(anchor.prints) else None

    def place(self, anchor: Anchor) -> Place | None:
        """Return the passage and offsets where a statement's words stand; None when nowhere, or in several places."""
        everything = self._passages.values()
        return locate(anchor, everything, exact=True) or locate(anchor, everything, exact=False)

    def holders(self, anchor: Anchor) -> dict[str, float]:
        """Return how many marks of a theme's anchor each retained passage holds."""
        return self._votes.holders(anchor.prints)

    def places(self, anchor: Anchor) -> list[Place]:
        """Return where the statements of a proposition's anchor stand."""
        marks = frozenset(anchor.prints)
        return [
            (key, start, end)
            for key in self._votes.holders(anchor.prints)
            for start, end in places(self._passages[key].text, marks)
        ]

    @cached_property
    def _votes(self) -> Votes:
        return Votes({key: one.text for key, one in self._passages.items() if one.fate == KEPT})

    @cached_property
    def _items(self) -> Items:
        everything = self._passages.values()
        return as_items(everything, surroundings(everything), lambda one: one.speaker)


def hear(tables: Mapping[str, pd.DataFrame]) -> Heard:
    """Return the passages of the ``passages`` and ``speakers`` tables."""
    names = dict(zip(tables["speakers"]["speaker_id"], tables["speakers"]["speaker"], strict=True))
    rows = tables["passages"].sort_values("segment_id")
    columns = [rows[name] for name in ("segment_id", "workshop_id", "position", "text", "fate", "speaker_id")]
    return Heard(
        {
            key: Passage(key, workshop, int(position), text, fate, names.get(speaker))
            for key, workshop, position, text, fate, speaker in zip(*columns, strict=True)
        }
    )
