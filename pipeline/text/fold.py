"""Fold text to compare it: one character for one, so that offsets keep their meaning."""

from __future__ import annotations

import unicodedata
from typing import Final

_SAME: Final = {
    **dict.fromkeys("’‘ʼ`´′", "'"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
}


class _Folding(dict[int, str]):
    """A translation table that learns each character the first time it meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_one(chr(code))
        return folded


_TABLE: Final = _Folding()


def fold(text: str) -> str:
    """Return ``text`` without case, accents, or variants of apostrophes, quotes, dashes and spaces.

    Parameters
    ----------
    text : str
        Any text; composed accents (normal form C) give the useful result.

    Returns
    -------
    str
        Of the same length: character ``i`` of the result stands for character ``i`` of ``text``, so « œ » and
        « ß », which would need two letters, stay as they are.
    """
    return text.translate(_TABLE)


def _fold_one(char: str) -> str:
    """Return the folded character, itself already folded."""
    if char.isspace():
        return " "
    step = _SAME.get(char) or _lower(_base(char))
    return char if step == char else _fold_one(step)


def _base(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return decomposed[0] if all(unicodedata.combining(mark) for mark in decomposed[1:]) else char


def _lower(char: str) -> str:
    lowered = char.lower()
    return lowered if len(lowered) == 1 else char
