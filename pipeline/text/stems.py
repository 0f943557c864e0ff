"""Beginnings of long words: what two texts share, whatever the endings."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.fold import fold

_WORD: Final = re.compile(r"[^\W\d_]+")
_STEM: Final = 6


def stems(text: str, least: int) -> tuple[str, ...]:
    """Return the folded beginnings of the words of at least ``least`` letters, in order."""
    return tuple(word[:_STEM] for word in _WORD.findall(fold(text)) if len(word) >= least)
