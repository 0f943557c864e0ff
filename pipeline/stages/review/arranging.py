"""The order that reviewers give: their placings replayed, one after the other, on the computed order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from pipeline.stages.review.answer import Place

T = TypeVar("T")


def arranged(
    things: Iterable[T],
    key: Callable[[T], str],
    group: Callable[[T], Hashable],
    places: Mapping[str, tuple[Place, ...]],
) -> list[T]:
    """Return things in the reviewers' order, group by group.

    Parameters
    ----------
    things : iterable
        In the computed order; what nobody placed keeps it.
    key, group : callable
        A thing's id, and among what it can be placed.
    places : mapping of str to tuple of Place
        By id.
    """
    groups: dict[Hashable, dict[str, T]] = {}
    for thing in things:
        groups.setdefault(group(thing), {})[key(thing)] = thing
    return [members[one] for members in groups.values() for one in _replayed(list(members), places)]


def _replayed(line: list[str], places: Mapping[str, tuple[Place, ...]]) -> list[str]:
    asked = [(place.turn, key, place) for key in line for place in places.get(key, ())]
    for _, key, place in sorted(asked, key=lambda one: one[:2]):
        _put(line, key, place)
    return line


def _put(line: list[str], key: str, place: Place) -> None:
    """Move ``key`` next to its first neighbour that is still in the line; leave it where none is."""
    for neighbour, step in ((place.after, 1), (place.before, 0)):
        if neighbour in line and neighbour != key:
            line.remove(key)
            line.insert(line.index(neighbour) + step, key)
            return
