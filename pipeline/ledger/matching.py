"""Find words again: the same, or nearly the same, in nearly the same place.

Likeness is counted in words, not characters: two unrelated French sentences share half of their characters but
hardly a word, so that a re-issued transcript (a few words changed) and another sentence lie far apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

from pipeline.ledger.entries import Anchor
from pipeline.ledger.prints import words

# A turn cut in two or glued to one as long shares two thirds of its words with what it was.
ALIKE: Final = 0.6
# Below this, the place alone would decide.
_HARDLY: Final = 0.34
# What a full agreement of the neighbours, or of the speaker, adds to the likeness of the words.
_PLACE: Final = 0.25
_SPEAKER: Final = 0.05
# The best must be ahead of the next by this much, else a person chooses.
_AHEAD: Final = 0.04
_LIMIT: Final = 20


@dataclass(frozen=True, slots=True)
class Item:
    """Something said: its words, those around it, who said it."""

    key: str
    text: str
    words: list[str]
    before: list[str]
    after: list[str]
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate: its likeness of words (0–1), and the score that the place adds to."""

    item: Item
    likeness: float
    score: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a correction lands: the id now, and in French how it was found when not by its id."""

    key: str
    how: str = ""


class Items:
    """What was said, by workshop.

    Parameters
    ----------
    items : iterable of (str, Item)
        Workshop id and item, in a fixed order.
    """

    def __init__(self, items: Iterable[tuple[str, Item]]) -> None:
        self._by_key: dict[str, Item] = {}
        self._by_workshop: dict[str, list[Item]] = defaultdict(list)
        for workshop, item in items:
            self._by_key[item.key] = item
            self._by_workshop[workshop].append(item)

    def same(self, anchor: Anchor) -> Placed | None:
        """Return where the same words stand, if they stand once, or once in that place."""
        for pool in self._pools(anchor):
            exact = [found for found in self._ranked(anchor, pool, 1.0) if found.likeness == 1.0]
            if _clear(exact):
                return Placed(exact[0].item.key, "retrouvé par ses mots")
        return None

    def alike(self, anchor: Anchor) -> Placed | None:
        """Return where nearly the same words stand, if one place is clearly the best."""
        item = self._by_key.get(anchor.id)
        if item is not None and Indel.normalized_similarity(item.words, words(anchor.text)) >= ALIKE:
            return Placed(item.key, "texte modifié depuis")
        for pool in self._pools(anchor):
            ranked = self._ranked(anchor, pool, _HARDLY)
            if _clear(ranked) and ranked[0].score >= ALIKE:
                return Placed(ranked[0].item.key, f"retrouvé à {ranked[0].likeness:.0%} de ses mots")
        return None

    def nearest(self, anchor: Anchor) -> list[Found]:
        """Return the three nearest candidates, for a person to choose."""
        return self._ranked(anchor, self._pools(anchor)[-1], 0.2)[:3]

    def _pools(self, anchor: Anchor) -> list[list[Item]]:
        """Return where to search: its own workshop, then everywhere (a folder may have been renamed)."""
        own = self._by_workshop.get(anchor.workshop or "", [])
        everywhere = [item for items in self._by_workshop.values() for item in items]
        return [own, everywhere] if own else [everywhere]

    def _ranked(self, anchor: Anchor, pool: list[Item], at_least: float) -> list[Found]:
        choices = [item.words for item in pool]
        near = process.extract(
            words(anchor.text), choices, scorer=Indel.normalized_similarity, limit=_LIMIT, score_cutoff=at_least
        )
        found = [Found(pool[at], likeness, likeness + _place(anchor, pool[at])) for _, likeness, at in near]
        return sorted(found, key=lambda candidate: (-candidate.score, candidate.item.key))


def _place(anchor: Anchor, item: Item) -> float:
    """Return what the neighbours and the speaker add."""
    sides = [(anchor.before, item.before), (anchor.after, item.after)]
    likeness = sum(Indel.normalized_similarity(words(was), now) for was, now in sides) / len(sides)
    same = anchor.speaker is not None and item.speaker is not None and words(anchor.speaker) == words(item.speaker)
    return _PLACE * likeness + _SPEAKER * same


def _clear(ranked: list[Found]) -> bool:
    return bool(ranked) and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= _AHEAD)
