"""What reviewers said of a place in a passage, found by how much of it is common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from pipeline.tables import records

if TYPE_CHECKING:
    import pandas as pd

# Two places are of one statement when they share this much of the shorter.
_SAME: Final = 0.5

Row = Mapping[Any, Any]


class Lessons:
    """A table of lessons.

    Parameters
    ----------
    table : DataFrame
        ``lesson_statements`` or ``lesson_groups``, in any order of rows.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in records(table.sort_values(["segment_id", "char_start", "char_end"])):
            self._rows[str(row["segment_id"])].append(row)

    def about(self, segment_id: str, start: int, end: int) -> Row | None:
        """Return the row about the place ``start`` to ``end`` of a passage; None when nothing was said of it."""
        near = [(_shared(start, end, row), -place, row) for place, row in enumerate(self._rows.get(segment_id, ()))]
        share, _, row = max(near, key=lambda one: one[:2], default=(0.0, 0, None))
        return row if share >= _SAME else None


def _shared(start: int, end: int, row: Row) -> float:
    """Return how much of the shorter of two places is common to both."""
    low, high = int(row["char_start"]), int(row["char_end"])
    return max(0, min(end, high) - max(start, low)) / max(min(end - start, high - low), 1)
