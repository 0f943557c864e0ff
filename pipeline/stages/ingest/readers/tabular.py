"""Rows and columns: the cells of the columns of opinions, with who says them and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.stages.ingest.readers.columns import Column, column_kinds, is_number, read_header, time_in
from pipeline.stages.ingest.readers.reading import Line
from pipeline.text.repair import repair

_TAG: Final = re.compile(r"</?(?:p|br|strong|em|b|i|u|ul|ol|li|div|span|a|h\d)\b[^<>]*>", re.IGNORECASE)
_ITEM: Final = re.compile(r"\s*[-*•–]\s+")


@dataclass(frozen=True, slots=True)
class Table:
    """What a table gives.

    Attributes
    ----------
    lines : tuple of Line
        One a cell, or a list item in a cell, row by row.
    unread : tuple of str
        Headers of the columns that hold no opinion.
    """

    lines: tuple[Line, ...]
    unread: tuple[str, ...]


def read_table(rows: Sequence[Sequence[str]], locate: Callable[[int, int], str]) -> Table:
    """Return the opinions of a table.

    Parameters
    ----------
    rows : sequence of sequence of str
        Cells as written, rows of any length.
    locate : callable
        ``locate(row, column)``, counted from 0, names a cell in French.
    """
    at, header = read_header(rows)
    body = [(number, row) for number, row in enumerate(rows) if number >= at and any(cell.strip() for cell in row)]
    width = max((len(row) for _, row in body), default=0)
    columns = [[row[column] if column < len(row) else "" for _, row in body] for column in range(width)]
    kinds = column_kinds(columns, header)
    lines = [line for number, row in body for line in _row_lines(row, kinds, number, locate)]
    silent = Column.OPINION not in kinds
    unread = [
        header[column] if column < len(header) and header[column] else f"colonne {column + 1}"
        for column, kind in enumerate(kinds)
        if (silent or kind in (Column.CONTEXT, Column.TITLE)) and any(cell.strip() for cell in columns[column])
    ]
    return Table(tuple(lines), tuple(unread))


def _row_lines(
    row: Sequence[str], kinds: Sequence[Column], number: int, locate: Callable[[int, int], str]
) -> list[Line]:
    cells = {kind: " ".join(cell for cell, own in zip(row, kinds, strict=False) if own is kind) for kind in Column}
    speaker, structure = repair(cells[Column.SPEAKER], entities=True), repair(cells[Column.STRUCTURE], entities=True)
    if speaker and structure:
        speaker = f"{speaker} ({structure})"
    start, end = time_in(cells[Column.START]), time_in(cells[Column.END])
    end = end if start is None or end is None or end >= start else None
    return [
        Line(text, locate(number, column), bullet=True, speaker=speaker or None, start_s=start, end_s=end)
        for column, (cell, kind) in enumerate(zip(row, kinds, strict=False))
        if kind is Column.OPINION
        for text in _units(cell)
    ]


def _units(cell: str) -> list[str]:
    """Return the texts of a cell: its list items, or the whole of it."""
    lines = [line for line in _TAG.sub(" ", cell).splitlines() if line.strip()]
    listed = len(lines) > 1 and all(_ITEM.match(line) for line in lines)
    pieces = [_ITEM.sub("", line, count=1) for line in lines] if listed else [" ".join(lines)]
    return [text for text in (repair(piece, entities=True) for piece in pieces) if text and not is_number(text)]
