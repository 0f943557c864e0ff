"""Tables as text (.csv): post-it walls, surveys, speech recognisers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Final

from pipeline.stages.ingest.readers.reading import Reading, Refused, Request
from pipeline.stages.ingest.readers.sheets import Sheet, sheets_reading

_DELIMITERS: Final = ";,\t|"
_NONE: Final = "\x1f"  # in no text: the table is one column
_REGULAR: Final = 0.6  # share of rows of the usual width that makes a delimiter believable
_SAMPLE_ROWS: Final = 200


def read_csv(request: Request) -> Reading:
    """Read a table, whatever its delimiter and its encoding, with a header or without."""
    decoded = request.text()
    try:
        sheet = _sheet(decoded.text, _delimiter(decoded.text))
    except csv.Error as error:
        raise Refused("tableau CSV mal formé (guillemet non fermé, cellule géante) ; exportez-le à nouveau") from error
    notes = () if decoded.encoding.startswith("utf") else (f"lu en {decoded.encoding}",)
    return sheets_reading([sheet], request, notes)


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts most rows into the same number of cells."""
    best, best_share = _NONE, 0.0
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        widths = Counter(len(row) for row, _ in zip(reader, range(_SAMPLE_ROWS), strict=False) if row)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        share = count / max(sum(widths.values()), 1)
        if width > 1 and share >= _REGULAR and share > best_share:
            best, best_share = delimiter, share
    return best


def _sheet(text: str, delimiter: str) -> Sheet:
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    line = 1
    for row in reader:
        rows.append(row)
        lines.append(line)
        line = reader.line_num + 1
    return Sheet(None, rows, lambda at, column: f"ligne {lines[at]}, colonne {column + 1}")
