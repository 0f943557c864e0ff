"""Workbooks (.xlsx): each visible sheet is a table."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from pipeline.stages.ingest.readers.archive import check_archive
from pipeline.stages.ingest.readers.reading import Reading, Refused, Request
from pipeline.stages.ingest.readers.sheets import Sheet, sheets_reading


def read_xlsx(request: Request) -> Reading:
    """Read the opinions of a workbook; hidden sheets are said and left aside, formulas give their last value."""
    check_archive(request, "xl/workbook.xml", "xlsx")
    try:
        visible, hidden = _sheets(request)
    except Exception as error:  # openpyxl raises whatever the damage makes it raise: the file is at fault
        raise Refused("classeur endommagé ; ouvrez-le dans Excel et enregistrez-le à nouveau") from error
    warnings = tuple(f"feuille masquée « {name} » laissée de côté" for name in hidden)
    return sheets_reading(visible, request, warnings=warnings)


def _sheets(request: Request) -> tuple[list[Sheet], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # « extension is not supported » and kin: nothing that holds words
        book = load_workbook(request.path, read_only=True, data_only=True)
        try:
            visible = [_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
            hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
        finally:
            book.close()
    return visible, hidden


def _sheet(sheet: Any) -> Sheet:  # noqa: ANN401
    sheet.reset_dimensions()  # some exporters announce one cell, and openpyxl believes them
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    name = str(sheet.title)
    return Sheet(name, rows, lambda at, column: f"feuille « {name} », cellule {get_column_letter(column + 1)}{at + 1}")


def _text(value: Any) -> str:  # noqa: ANN401
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value)
