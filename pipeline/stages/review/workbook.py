"""``relecture.xlsx``: the review in a spreadsheet, for those who prefer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger.entries import ACCEPTED, CORRECTED, NO_THEME, REJECTED, TO_REVIEW
from pipeline.records import ROLES, STATEMENT_TYPES
from pipeline.stages.review import base, checks_sheet
from pipeline.stages.review.checks_sheet import write_checks
from pipeline.stages.review.columns import Column
from pipeline.stages.review.drawing import (
    CONTEXT,
    KEY,
    TO_FILL,
    add_styles,
    choose,
    finish,
    flag,
    header,
    height,
    protect,
    write_guide,
)
from pipeline.stages.review.guide import guide
from pipeline.stages.review.settling import Report
from pipeline.stages.review.sheets import Book, Sheet
from pipeline.stages.review.xlsx import define_list, put, to_bytes

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
# What the lists of ``Column.choices`` are called in the workbook.
_NAMES: Final = {
    "themes": "liste_themes",
    "mergers": "liste_fusions",
    "types": "liste_types",
    "roles": "liste_roles",
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
    write_guide(front, guide(book))
    for sheet in book.sheets:
        _write(made.create_sheet(sheet.title), sheet)
    write_checks(made.create_sheet(checks_sheet.TITLE), book, _NAMES)
    _write_journal(made.create_sheet(JOURNAL), reports)
    define_list(made, LISTS, _lists(book))
    protect(made[LISTS])
    _write_hidden(made.create_sheet(base.TITLE), [*base.lines(book, since)])
    return to_bytes(made, moment)


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
    lists = {
        "themes": (NO_THEME, *themes),
        "mergers": themes,
        "types": STATEMENT_TYPES,
        "roles": ROLES,
        "states": STATES,
    }
    return {_NAMES[name]: values for name, values in lists.items()}


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
