"""French agreement."""

from __future__ import annotations


def counted(count: int, one: str, several: str) -> str:
    """Return a count in figures with its noun: « 1 énoncé », « 12 énoncés »."""
    return f"{count} {one if count < 2 else several}"
