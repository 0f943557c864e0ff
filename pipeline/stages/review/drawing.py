"""How the workbook's sheets look and what they let a reviewer touch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.stages.review.columns import Column
from pipeline.stages.review.xlsx import put

# Named styles: set at once, where alignment, border, fill and protection one by one take most of the time.
CONTEXT: Final = "Contexte"
TO_FILL: Final = "À remplir"
KEY: Final = "Identifiant"
_HEADER: Final = "En-tête"
_HEADER_TO_FILL: Final = "En-tête à remplir"
_A4: Final = 9
_LINE_POINTS: Final = 15
_TALLEST: Final = 300
# Characters that fit across an upright A4 page.
_GUIDE_WIDTH: Final = 90


def add_styles(book: Workbook) -> None:
    """Make the styles known to a workbook."""
    wrap = Alignment(wrap_text=True, vertical="top", horizontal="left")
    thin = Side(style="hair", color="BBBBBB")
    line, box = Border(bottom=thin), Border(bottom=thin, left=thin, right=thin)
    white = Font(bold=True, color="FFFFFF")
    middle = Alignment(wrap_text=True, vertical="center")
    paper = PatternFill("solid", fgColor="FFF9E6")
    grey = Font(color="8A8A8A", size=8)
    known = set(book.named_styles)
    for style in (
        NamedStyle(CONTEXT, alignment=wrap, border=line),
        NamedStyle(TO_FILL, alignment=wrap, border=box, fill=paper, protection=Protection(locked=False)),
        NamedStyle(KEY, alignment=Alignment(vertical="top"), border=line, font=grey),
        NamedStyle(_HEADER, font=white, alignment=middle, fill=PatternFill("solid", fgColor="1F4E5F")),
        NamedStyle(_HEADER_TO_FILL, font=white, alignment=middle, fill=PatternFill("solid", fgColor="9C5700")),
    ):
        if style.name not in known:
            book.add_named_style(style)


def write_guide(sheet: Worksheet, lines: Iterable[tuple[str, bool]]) -> None:
    """Write instructions: texts, and whether each is a heading."""
    sheet.title = "Mode d’emploi"
    sheet.column_dimensions["A"].width = _GUIDE_WIDTH
    sheet.sheet_view.showGridLines = False
    for at, (text, heading) in enumerate(lines, start=1):
        put(sheet, at, 1, text)
        cell = sheet.cell(at, 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=heading, size=14 if at == 1 else 11, color="1F4E5F" if heading else "000000")
        sheet.row_dimensions[at].height = height([(text, _GUIDE_WIDTH)]) + (6 if heading else 0)
    fit(sheet)
    protect(sheet)


def header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Write the header row and set the widths; columns to fill in have another colour."""
    for at, column in enumerate(columns, start=1):
        put(sheet, 1, at, column.title, _HEADER if column.field is None else _HEADER_TO_FILL)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.row_dimensions[1].height = 2 * _LINE_POINTS + 4


def note(sheet: Worksheet, line: int, n_columns: int, text: str) -> None:
    """Write a remark across the columns."""
    put(sheet, line, 1, text)
    sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=n_columns)
    sheet.cell(line, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[line].height = 2 * _LINE_POINTS + 6


def finish(sheet: Worksheet, n_columns: int, n_rows: int) -> None:
    """Freeze the header and the id, add filters, lock all that is not to be edited."""
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(n_columns)}{n_rows + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    fit(sheet)
    protect(sheet)


def fit(sheet: Worksheet) -> None:
    """Print on A4, as wide as the page."""
    sheet.page_setup.paperSize = _A4
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.8, footer=0.4)
    foot = sheet.oddFooter
    assert foot is not None
    assert foot.center is not None
    foot.center.text = "&A – &P / &N"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def protect(sheet: Worksheet) -> None:
    """Lock the sheet without a password; filters and sizes stay free (the file format says what is forbidden)."""
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def choose(sheet: Worksheet, at: int, n_rows: int, source: str, *, free: bool) -> None:
    """Make the cells of column ``at`` choose from the range ``source``; ``free``: something else is only asked about.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    at : int
        Column, from 1.
    n_rows : int
        Rows below the header.
    source : str
        « Listes!$A$2:$A$9 ».
    free : bool
        Whether another value may be kept.
    """
    rule = DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        errorStyle="warning" if free else "stop",
        errorTitle="Valeur inconnue",
        error="Choisissez dans la liste, ou écrivez « nouveau : » suivi d’un libellé pour créer un thème."
        if free
        else "Choisissez une valeur dans la liste.",
        showErrorMessage=True,
    )
    letter = get_column_letter(at)
    rule.add(f"{letter}2:{letter}{n_rows + 1}")
    sheet.add_data_validation(rule)


def flag(sheet: Worksheet, at: int, n_rows: int, source: str, *, free: bool) -> None:
    """Colour the cells of column ``at`` that are not in the list ``source``: a pasted value escapes the list's check.

    Parameters
    ----------
    sheet : Worksheet
        The sheet.
    at, n_rows : int
        Column, from 1, and rows below the header.
    source : str
        The list's name.
    free : bool
        Whether « nouveau : … » is allowed too.
    """
    letter = get_column_letter(at)
    tests = [f"LEN({letter}2)>0", f"COUNTIF({source},{letter}2)=0"] + [f'LEFT({letter}2,6)<>"nouvea"'] * free
    red = DifferentialStyle(font=Font(color="9C0006"), fill=PatternFill(bgColor="F4B6B6"))
    rule = Rule(type="expression", dxf=red, formula=[f"AND({','.join(tests)})"])
    sheet.conditional_formatting.add(f"{letter}2:{letter}{n_rows + 1}", rule)


def height(cells: Sequence[tuple[str, int]]) -> float:
    """Return the points that the longest text needs in a column of its width (in characters)."""
    needed = [sum(max(1, math.ceil(len(part) / width)) for part in text.split("\n")) for text, width in cells]
    return min(_TALLEST, _LINE_POINTS * max(needed, default=1))
