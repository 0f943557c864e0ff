"""French agreement."""

from __future__ import annotations


def counted(count: int, one: str, several: str) -> str:
    """Return a count in figures with its noun: « 1 énoncé », « 12 énoncés »."""
    return f"{count} {one if count < 2 else several}"


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between two words and marked so."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
