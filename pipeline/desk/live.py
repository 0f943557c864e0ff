"""The reviewed answer, kept up to date with the ledger one correction at a time.

Refolding everything at each gesture would cost seconds on a large cycle; the fold takes corrections in order, so
the next one is simply applied to what stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.ledger.encoding import decode
from pipeline.ledger.entries import Entry
from pipeline.ledger.storage import NAME, read_lines
from pipeline.stages.review.answer import Answer
from pipeline.stages.review.folding import apply
from pipeline.stages.review.settling import Report
from pipeline.stages.review.work import Work

PARTS: Final = ("themes", "segments", "statements", "proposals", "speakers")


@dataclass(frozen=True, slots=True)
class Delta:
    """What one correction changed: for each part of the answer, ids with the value before and after (None: absent)."""

    themes: dict[str, tuple[Any, Any]]
    segments: dict[str, tuple[Any, Any]]
    statements: dict[str, tuple[Any, Any]]
    proposals: dict[str, tuple[Any, Any]]
    speakers: dict[str, tuple[Any, Any]]


class Live:
    """The answer after every correction read so far.

    Parameters
    ----------
    cycle : Path
        The cycle's folder, where the ledger lies.
    machine : Answer
        The machine's answer; left as it is.
    """

    def __init__(self, cycle: Path, machine: Answer) -> None:
        self._cycle = cycle
        self._work = Work(machine.copy())
        self._size = 0
        self._taken = 0
        self._known: set[str] = set()
        self.unreadable = 0
        for entry in self._new_entries():
            apply(self._work, entry)

    @property
    def answer(self) -> Answer:
        """The reviewed answer; to be read only."""
        return self._work.answer

    @property
    def reports(self) -> dict[str, Report]:
        """What became of each correction, by its id, in the order of the ledger."""
        return self._work.settlement.reports

    def take(self) -> list[tuple[Entry, Delta]]:
        """Apply what was added to the ledger since last time, by anyone; return it with its effects."""
        return [(entry, self._apply(entry)) for entry in self._new_entries()]

    def was_cut(self) -> bool:
        """Tell whether the ledger is shorter than it was: somebody put an older copy back."""
        return _size(self._cycle) < self._size

    def _apply(self, entry: Entry) -> Delta:
        before = self.answer.copy()
        apply(self._work, entry)
        return Delta(**{part: _changes(getattr(before, part), getattr(self.answer, part)) for part in PARTS})

    def _new_entries(self) -> list[Entry]:
        """Return the whole lines added since last time; a line still being written waits."""
        if not self._grew():
            return []
        lines = read_lines(self._cycle)[:-1]
        new = lines[self._taken :]
        self._taken = len(lines)
        found = []
        for line in filter(bytes.strip, new):
            try:
                entry = decode(line)
            except ValueError:
                self.unreadable += 1
                continue
            if entry.entry_id not in self._known:
                self._known.add(entry.entry_id)
                found.append(entry)
        return found

    def _grew(self) -> bool:
        """Tell whether the ledger changed: it only ever grows."""
        size = _size(self._cycle)
        grew, self._size = size != self._size, size
        return grew


def _size(cycle: Path) -> int:
    path = cycle / NAME
    return path.stat().st_size if path.exists() else 0


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what differs, by id. Values are frozen and replaced, never changed: the same object is the same value."""
    changed = {key: (value, after.get(key)) for key, value in before.items() if after.get(key) is not value}
    return changed | {key: (None, value) for key, value in after.items() if key not in before}
