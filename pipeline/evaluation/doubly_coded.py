"""The table of sentences that two people coded blind, beside the gold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.evaluation.gold import STRICT, read_table

DOUBLE: Final = "double.jsonl"


@dataclass(frozen=True, slots=True)
class DoublyCoded:
    """A sentence that two people typed without seeing each other's answer nor the machine's.

    Attributes
    ----------
    first, second : str
        A statement's type, or « aucun ».
    final : str or None
        The type retained; None while they disagree.
    """

    __pydantic_config__ = STRICT

    source: str
    n: int
    char_start: int
    char_end: int
    text: str
    first: str
    second: str
    final: str | None


def load_double(folder: Path) -> tuple[DoublyCoded, ...]:
    """Return the sentences that were coded twice, of ``double.jsonl``; none when the gold has no such table.

    Raises
    ------
    CorpusError
        If the table is there and empty or malformed.
    """
    return read_table(folder, DOUBLE, DoublyCoded) if (folder / DOUBLE).exists() else ()
