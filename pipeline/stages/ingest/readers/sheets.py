"""From the tables of a file to its reading: captions, speakers or post-its, and what was not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.stages.ingest.readers import captions
from pipeline.stages.ingest.readers.reading import Line, Reading, Request
from pipeline.stages.ingest.readers.tabular import Table, read_table
from pipeline.stages.ingest.readers.turns import spoken


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table before it is read.

    Attributes
    ----------
    name : str or None
        The sheet's name, where there are several.
    rows : sequence of sequence of str
        Its cells.
    locate : callable
        ``locate(row, column)`` names a cell in French.
    """

    name: str | None
    rows: Sequence[Sequence[str]]
    locate: Callable[[int, int], str]


def sheets_reading(
    sheets: Sequence[Sheet], request: Request, notes: tuple[str, ...] = (), warnings: tuple[str, ...] = ()
) -> Reading:
    """Return the opinions of the sheets, and say which sheets and columns hold none.

    Parameters
    ----------
    sheets : sequence of Sheet
        In the file's order.
    request : Request
        What is being read.
    notes, warnings : tuple of str
        What the format's reader has to say.
    """
    tables = [(sheet, read_table(sheet.rows, sheet.locate)) for sheet in sheets]
    lines = [line for _, table in tables for line in table.lines]
    for sheet, table in tables:
        if not table.lines:
            warnings += (f"{_where(sheet)}aucun avis trouvé{_columns(table)}",)
        elif table.unread:
            notes += (f"{_where(sheet)}colonnes non lues : {', '.join(table.unread)}",)
    if lines and all(line.start_s is not None for line in lines):
        reading = captions.to_reading(lines, request)
    else:
        reading = Reading(tuple(spoken(lines)), request.hint or _kind(lines))
    return replace(reading, notes=notes, warnings=warnings)


def _where(sheet: Sheet) -> str:
    return f"feuille « {sheet.name} » : " if sheet.name else ""


def _columns(table: Table) -> str:
    return f" (colonnes {', '.join(table.unread)})" if table.unread else ""


def _kind(lines: Sequence[Line]) -> str:
    """Return « transcript » for long words of named people, else « postit »."""
    named = [line for line in lines if line.speaker]
    words = sum(len(line.text.split()) for line in named)
    return "transcript" if len(named) > len(lines) / 2 and words > 25 * len(named) else "postit"
