"""The « Anomalies » sheet of a workbook to fill in: live counts of the cells that the import will not understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.stages.review.columns import Column
from pipeline.stages.review.drawing import CONTEXT, finish, header, note
from pipeline.stages.review.sheets import Book, Sheet
from pipeline.stages.review.xlsx import put

TITLE: Final = "Anomalies"
_COLUMNS: Final = (
    Column("Feuille", 16),
    Column("Colonne", 26),
    Column("Cellules à reprendre", 12),
    Column("Ce qui est attendu", 60),
)
_LEAD: Final = (
    "Ces comptes se mettent à jour pendant que vous remplissez. Ils doivent rester à 0 ; les autres anomalies "
    "(identifiant changé, demandes qui se contredisent…) sont listées ici, une par ligne, à l’import."
)
# Whatever must be there: emptied, it says nothing.
_NEEDED: Final = ("label", "title", "name")
_NUMBERS: Final = ("into", "duplicate", "proposal")


def write_checks(sheet: Worksheet, book: Book, lists: Mapping[str, str]) -> None:
    """Write a line for each column that can be checked.

    Parameters
    ----------
    sheet : Worksheet
        Where.
    book : Book
        What the workbook holds.
    lists : mapping of str to str
        The names of the lists, by ``Column.choices``.
    """
    header(sheet, _COLUMNS)
    line = 1
    for content in book.sheets:
        for at, column in enumerate(content.columns, start=1):
            for tests, expected in _checks(content, column, at, lists):
                line += 1
                for place, value in ((1, content.title), (2, column.title), (4, expected)):
                    put(sheet, line, place, value, CONTEXT)
                counted = sheet.cell(line, 3)
                counted.style = CONTEXT
                counted.value = f"=SUMPRODUCT({'*'.join(tests)})"
    finish(sheet, len(_COLUMNS), line - 1)
    note(sheet, line + 2, len(_COLUMNS), _LEAD)


def _checks(content: Sheet, column: Column, at: int, lists: Mapping[str, str]) -> Iterator[tuple[list[str], str]]:
    """Yield the tests, each 0 or 1 for a cell, that a cell to take up again passes, and what is expected."""
    if column.field is None or not content.rows:
        return
    letter = get_column_letter(at)
    cells = f"'{content.title}'!{letter}2:{letter}{len(content.rows) + 1}"
    filled = f"(LEN({cells})>0)"
    if column.choices is not None:
        tests = [filled, f"(COUNTIF({lists[column.choices]},{cells})=0)"]
        free = content.kind == "segment"
        yield tests + [f'(LEFT({cells},6)<>"nouvea")'] * free, "un choix de la liste" + ", ou « nouveau : … »" * free
    elif column.field in _NEEDED:
        yield [f"(LEN({cells})=0)"], "un texte"
    elif column.field == "order":
        yield [filled, f"(1-ISNUMBER({cells}))"], "un nombre"
    elif column.field in _NUMBERS and column.title.endswith("(n°)"):
        new = column.field == "proposal"
        tests = [filled, f"(1-ISNUMBER({cells}))"] + [f'(LEFT({cells},5)<>"nouve")'] * new
        yield tests, "le numéro d’une proposition" + ", ou « nouvelle »" * new
