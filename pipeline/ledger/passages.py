"""What was said, passage by passage, as corrections look it up: its words, those around it, who said it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Protocol, TypeVar

from pipeline.ledger.matching import Item, Items
from pipeline.ledger.prints import words

# Enough to tell two « oui, tout à fait » apart, little enough to survive an edit nearby.
_NEAR: Final = 8


class Spoken(Protocol):
    """A passage: where it stands and its words."""

    @property
    def segment_id(self) -> str:
        """Its id."""
        ...

    @property
    def workshop_id(self) -> str:
        """Its workshop."""
        ...

    @property
    def position(self) -> int:
        """Its rank in the workshop."""
        ...

    @property
    def text(self) -> str:
        """Its words."""
        ...


S = TypeVar("S", bound=Spoken)


def surroundings(passages: Iterable[Spoken]) -> dict[str, tuple[str, str]]:
    """Return, for each passage, the last words before it and the first words after it in its workshop."""
    ordered = sorted(passages, key=lambda one: (one.workshop_id, one.position, one.segment_id))
    around = {}
    for index, passage in enumerate(ordered):
        before = ordered[index - 1] if index else None
        after = ordered[index + 1] if index + 1 < len(ordered) else None
        around[passage.segment_id] = (
            last_words(before.text) if before and before.workshop_id == passage.workshop_id else "",
            first_words(after.text) if after and after.workshop_id == passage.workshop_id else "",
        )
    return around


def as_items(passages: Iterable[S], around: dict[str, tuple[str, str]], name: Callable[[S], str | None]) -> Items:
    """Return passages as anchors are compared with them.

    Parameters
    ----------
    passages : iterable of Spoken
        In a fixed order.
    around : dict of str to (str, str)
        See ``surroundings``.
    name : callable
        Who says a passage.
    """
    return Items(
        (one.workshop_id, item(one.segment_id, one.text, around[one.segment_id], name(one))) for one in passages
    )


def item(key: str, text: str, around: tuple[str, str], speaker: str | None) -> Item:
    """Return something said, its words counted."""
    return Item(key, text, words(text), words(around[0]), words(around[1]), speaker)


def last_words(text: str) -> str:
    """Return the few words that end a text."""
    return " ".join(text.split()[-_NEAR:])


def first_words(text: str) -> str:
    """Return the few words that open a text."""
    return " ".join(text.split()[:_NEAR])
