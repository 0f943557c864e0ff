"""Lists and counts in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# A sentence that lists more is not read.
_SHOWN: Final = 6


def counted(count: int, one: str, several: str) -> str:
    """Return a count in figures with its noun: « 1 thème », « 12 thèmes »."""
    return f"{count} {one if count < 2 else several}"


def listed(names: Iterable[str]) -> str:
    """Return « a, b, c », at most six of them and how many others."""
    found = list(names)
    shown, rest = found[:_SHOWN], len(found) - _SHOWN
    return ", ".join(shown) + (f" et {counted(rest, 'autre', 'autres')}" if rest > 0 else "")


def quoted(names: Iterable[str]) -> str:
    """Return « “a”, “b” » in French quotes, at most six of them and how many others."""
    return listed(f"« {name} »" for name in names)
