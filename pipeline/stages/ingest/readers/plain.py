"""Plain text (.txt) and Markdown (.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.stages.ingest.readers.paragraphs import Row, read_paragraphs
from pipeline.stages.ingest.readers.reading import Line, Reading, Request
from pipeline.stages.ingest.readers.tabular import read_table
from pipeline.stages.ingest.readers.turns import to_reading


def read_txt(request: Request) -> Reading:
    """Read a text file: a transcript with its speakers, notes, or the copy of a chat."""
    return to_reading(list(_lines(request, markdown=False)), request)


def read_md(request: Request) -> Reading:
    """Read a Markdown file: titles are context, list items are units, tables are read by column."""
    return to_reading(list(_lines(request, markdown=True)), request)


def _lines(request: Request, *, markdown: bool) -> Iterator[Line]:
    found = read_paragraphs(request.text().text, markdown=markdown)
    for is_table, items in groupby(found, key=lambda item: isinstance(item, Row)):
        if is_table:
            yield from _table([item for item in items if isinstance(item, Row)])
        else:
            yield from (item for item in items if isinstance(item, Line))


def _table(rows: Sequence[Row]) -> tuple[Line, ...]:
    return read_table([row.cells for row in rows], lambda at, column: f"ligne {rows[at].number}").lines  # noqa: ARG005
