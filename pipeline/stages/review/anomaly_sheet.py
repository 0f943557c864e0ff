"""The « Anomalies » sheet: a copy of a filled workbook that says which of its cells were not understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.stages.review.anomalies import Anomaly
from pipeline.stages.review.checks_sheet import TITLE
from pipeline.stages.review.columns import Column
from pipeline.stages.review.drawing import CONTEXT, add_styles, finish, header, height, note
from pipeline.stages.review.filled import open_workbook
from pipeline.stages.review.xlsx import keep_beside, put, to_bytes

_COLUMNS: Final = (
    Column("Où (cliquez)", 24),
    Column("Colonne", 18),
    Column("Ce qui a été trouvé", 52),
    Column("Ce qui était attendu", 40),
    Column("Que faire", 48),
)
_LEAD: Final = (
    "Ces cellules n’ont pas été lues ; tout le reste l’a été. Corrigez-les dans ce classeur, enregistrez-le, puis "
    "importez-le : ce qui est déjà inscrit ne le sera pas deux fois."
)


def leave_copy(path: Path, anomalies: Sequence[Anomaly]) -> Path | None:
    """Write a copy of a filled workbook with the sheet beside it, and return where; None without anomaly.

    The workbook itself is left as it is, and so is a copy that somebody may be mending: the next has a number.

    Raises
    ------
    ReviewError
        If the copy cannot be written.
    """
    if not anomalies:
        return None
    book = open_workbook(path, rich=True)
    if TITLE in book.sheetnames:
        del book[TITLE]
    add_styles(book)
    sheet = book.create_sheet(TITLE, 1)
    _write(sheet, anomalies)
    book.active = 1
    for other in book.worksheets:
        other.sheet_view.tabSelected = other.title == TITLE
    moment = book.properties.created
    return keep_beside(path, "anomalies", to_bytes(book, moment if moment is not None else datetime(2000, 1, 1)))


def _write(sheet: Worksheet, anomalies: Sequence[Anomaly]) -> None:
    header(sheet, _COLUMNS)
    for line, one in enumerate(anomalies, start=2):
        cells = (_place(one), one.column, one.found, one.expected, one.todo)
        for at, value in enumerate(cells, start=1):
            put(sheet, line, at, value, CONTEXT)
        if one.found != "feuille absente":
            link = sheet.cell(line, 1)
            there = f"'{one.sheet}'!{get_column_letter(max(one.at, 1))}{max(one.line, 1)}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=there)
            link.font = Font(color="0563C1", underline="single")
        sizes = [(value, column.width) for value, column in zip(cells, _COLUMNS, strict=True)]
        sheet.row_dimensions[line].height = height(sizes)
    finish(sheet, len(_COLUMNS), len(anomalies))
    note(sheet, len(anomalies) + 3, len(_COLUMNS), _LEAD)


def _place(one: Anomaly) -> str:
    """Return how a spreadsheet calls the cell: « Énoncés ! E12 », « Énoncés, ligne 12 », « Énoncés »."""
    if one.at and one.line:
        return f"{one.sheet} ! {get_column_letter(one.at)}{one.line}"
    return f"{one.sheet}, ligne {one.line}" if one.line else one.sheet
