"""Statements that a person said ask for the same measure, or for another one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.ledger.entries import ACCEPTED, Anchor, Decide, Entry, Join, Part, Retitle
from pipeline.ledger.locating import Place
from pipeline.stages.learn.heard import Heard


class Groups:
    """What a ledger says of propositions, read in its order.

    Parameters
    ----------
    entries : iterable of Entry
        In the order of the ledger.
    heard : Heard
        Today's passages.
    """

    def __init__(self, entries: Iterable[Entry], heard: Heard) -> None:
        self._heard = heard
        self._group: dict[Place, str] = {}
        self._closed: set[str] = set()
        # Propositions with a title or a verdict of their own: joined to another they keep it to themselves, and
        # the fold must find them apart to see which of two titles stands.
        self._named: set[str] = set()
        for entry in entries:
            self._read(entry)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of ``lesson_groups``."""
        return [
            {
                "segment_id": key,
                "char_start": start,
                "char_end": end,
                "group_id": group,
                "closed": group in self._closed,
            }
            for (key, start, end), group in sorted(self._group.items())
        ]

    def _read(self, entry: Entry) -> None:
        wanted, target = entry.change.wanted, entry.change.target
        if isinstance(wanted, Join):
            others = [other for other in wanted.others if other.id not in self._named]
            self._gather(entry, [place for one in (target, *others) for place in self._heard.places(one)])
        elif isinstance(wanted, Decide) and wanted.members and wanted.status == ACCEPTED:
            self._named.add(target.id)
            self._gather(entry, self._stated(wanted.members))
        elif isinstance(wanted, Part):
            members = self._stated((target, *wanted.others))
            self._gather(entry, members + (self._heard.places(wanted.into) if wanted.into else []), fresh=True)
            if wanted.into is None:
                self._closed.add(entry.entry_id)
        elif isinstance(wanted, Retitle):
            self._named.add(target.id)

    def _stated(self, anchors: Iterable[Anchor]) -> list[Place]:
        return [place for anchor in anchors if (place := self._heard.place(anchor)) is not None]

    def _gather(self, entry: Entry, members: list[Place], *, fresh: bool = False) -> None:
        """Put statements in one group, with what was grouped with them unless they are taken out of there."""
        own = [self._known(place) for place in members]
        old = set() if fresh else {self._group[place] for place in own if place in self._group}
        for place, group in self._group.items():
            if group in old:
                self._group[place] = entry.entry_id
        self._group.update(dict.fromkeys(own, entry.entry_id))

    def _known(self, place: Place) -> Place:
        """Return the same statement as met before: its sample of words may stop a word short of it."""
        key, start, end = place
        for known in self._group:
            common = min(end, known[2]) - max(start, known[1])
            if known[0] == key and 2 * common >= min(end - start, known[2] - known[1]):
                return known
        return place
