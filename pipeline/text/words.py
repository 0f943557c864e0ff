"""Cue lists as prose: a linguist reads and edits a block of words more easily than a list of quoted strings."""

from __future__ import annotations


def words(block: str) -> frozenset[str]:
    """Return the words of ``block``, separated by white space."""
    return frozenset(block.split())
