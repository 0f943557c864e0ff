"""``relecture.xlsx``: the review in a spreadsheet, for those who prefer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger.entries import ACCEPTED, CORRECTED, NO_THEME, REJECTED, TO_REVIEW
from pipeline.records import STATEMENT_TYPES
from pipeline.stages.review import base
from pipeline.stages.review.columns import Column
from pipeline.stages.review.drawing import (
    CONTEXT,
    KEY,
    TO_FILL,
    add_styles,
    choose,
    finish,
    fit,
    flag,
    header,
    height,
    protect,
)
from pipeline.stages.review.guide import guide
from pipeline.stages.review.settling import Report
from pipeline.stages.review.sheets import Book, Sheet
from pipeline.stages.review.xlsx import put, to_bytes

LISTS: Final = "Listes"
JOURNAL: Final = "Journal"
STATES: Final = (TO_REVIEW, ACCEPTED, CORRECTED, REJECTED)
_JOURNAL: Final = (
    Column("Identifiant", 16),
    Column("Date", 18),
    Column("Relecteur", 18),
    Column("Correction", 14),
    Column("Suite", 12),
    Column("Détail", 110),
)
_GUIDE_WIDTH: Final = 110
# Excel keeps a list that has a name; one told by its cells on another sheet, it rewrites where few readers find it.
_NAMES: Final = {
    "themes": "liste_themes",
    "mergers": "liste_fusions",
    "types": "liste_types",
    "states": "liste_decisions",
}


def workbook(book: Book, reports: Sequence[Report], since: str, moment: datetime) -> bytes:
    """Return ``relecture.xlsx``: same content, same bytes.

    Parameters
    ----------
    book : Book
        What it holds.
    reports : sequence of Report
        What became of the corrections so far.
    since : str
        Id of the last correction of the ledger, empty when there is none.
    moment : datetime
        The only date written in the file's properties.
    """
    made = Workbook()
    add_styles(made)
    front = made.active
    assert isinstance(front, Worksheet)
    _write_guide(front, book)
    lists = _lists(book)
    for name, called in _NAMES.items():
        made.defined_names[called] = DefinedName(called, attr_text=_source(name, lists))
    for sheet in book.sheets:
        _write(made.create_sheet(sheet.title), sheet)
    _write_journal(made.create_sheet(JOURNAL), reports)
    _write_hidden(made.create_sheet(LISTS), [*zip(*_padded(lists), strict=True)])
    _write_hidden(made.create_sheet(base.TITLE), [*base.lines(book, since)])
    return to_bytes(made, moment)


def _write_guide(sheet: Worksheet, book: Book) -> None:
    sheet.title = "Mode d’emploi"
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    sheet.sheet_view.showGridLines = False
    for at, (text, heading) in enumerate(guide(book), start=1):
        put(sheet, at, 1, text)
        cell = sheet.cell(at, 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=heading, size=14 if at == 1 else 11, color="1F4E5F" if heading else "000000")
        sheet.row_dimensions[at].height = height([(text, _GUIDE_WIDTH)]) + (6 if heading else 0)
    fit(sheet)
    protect(sheet)


def _write(sheet: Worksheet, content: Sheet) -> None:
    header(sheet, content.columns)
    for line, row in enumerate(content.rows, start=2):
        put(sheet, line, 1, row.cells[0], KEY)
        for at, (column, value) in enumerate(zip(content.columns[1:], row.cells[1:], strict=True), start=2):
            put(sheet, line, at, value, CONTEXT if column.field is None else TO_FILL)
        sizes = [(str(value), column.width) for column, value in zip(content.columns[1:], row.cells[1:], strict=True)]
        sheet.row_dimensions[line].height = height(sizes)
    finish(sheet, len(content.columns), len(content.rows))
    for at, column in enumerate(content.columns, start=1):
        if column.choices is not None and content.rows:
            free, source = content.kind == "segment", _NAMES[column.choices]
            choose(sheet, at, len(content.rows), source, free=free)
            flag(sheet, at, len(content.rows), source, free=free)


def _lists(book: Book) -> dict[str, tuple[str, ...]]:
    themes = tuple(sorted(book.themes.values()))
    return {"themes": (NO_THEME, *themes), "mergers": themes, "types": STATEMENT_TYPES, "states": STATES}


def _source(name: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """Return the range of the hidden sheet that holds a list."""
    letter = get_column_letter([*lists].index(name) + 1)
    return f"{LISTS}!${letter}$2:${letter}${len(lists[name]) + 1}"


def _padded(lists: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Return the lists as columns of one length, their names first."""
    longest = max(len(values) for values in lists.values())
    return [[name, *values, *[""] * (longest - len(values))] for name, values in lists.items()]


def _write_journal(sheet: Worksheet, reports: Sequence[Report]) -> None:
    header(sheet, _JOURNAL)
    for line, report in enumerate(reports, start=2):
        entry = report.entry
        at_day = entry.at[:16].replace("T", " ")
        values = (report.target, at_day, entry.who, entry.action, report.outcome, report.detail)
        for at, value in enumerate(values, start=1):
            put(sheet, line, at, value, KEY if at == 1 else CONTEXT)
        sheet.row_dimensions[line].height = height([(report.detail, _JOURNAL[-1].width)])
    finish(sheet, len(_JOURNAL), len(reports))


def _write_hidden(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    sheet.sheet_state = "veryHidden"
    protect(sheet)
    for line, values in enumerate(rows, start=1):
        for at, value in enumerate(values, start=1):
            put(sheet, line, at, value)
