"""Write safe cells and the same bytes for the same workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import ReviewError

# A spreadsheet takes a text that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_LONGEST: Final = 32_000
_CHANGED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
# The zip format counts from here.
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
# « relecture (anomalies 2) » is still « relecture ».
_BESIDE: Final = re.compile(r"(?: \((?:anomalies|conflits|à arbitrer)(?: \d+)?\))+$")


def put(sheet: Worksheet, line: int, at: int, value: str | int, style: str = "Normal") -> None:
    """Write ``value`` as what it is: a text is never a formula, and holds no character that XML refuses.

    Parameters
    ----------
    sheet : Worksheet
        Where.
    line, at : int
        Row and column, from 1.
    value : str or int
        What; an empty text leaves the cell empty.
    style : str
        A named style of the workbook.
    """
    cell = sheet.cell(line, at)
    assert isinstance(cell, Cell)
    if style != "Normal":
        cell.style = style
    if isinstance(value, int):
        cell.value = value
        return
    text = clean(value)
    cell.value = text or None
    if text.startswith(_FORMULA):
        cell.data_type = "s"
        cell.quotePrefix = True


def clean(text: str) -> str:
    """Return ``text`` as a cell can hold it."""
    return ILLEGAL_CHARACTERS_RE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]


def define_list(book: Workbook, title: str, lists: Mapping[str, Sequence[str]]) -> None:
    """Write lists in a hidden sheet, each with a name that cells can choose from.

    Excel keeps a list that has a name; one told by its cells on another sheet, it rewrites where few readers find it.

    Parameters
    ----------
    book : Workbook
        Where.
    title : str
        The hidden sheet's.
    lists : mapping of str to sequence of str
        The lists by name.
    """
    sheet = book.create_sheet(title)
    sheet.sheet_state = "veryHidden"
    for at, (name, values) in enumerate(lists.items(), start=1):
        for line, value in enumerate((name, *values), start=1):
            put(sheet, line, at, value)
        letter = get_column_letter(at)
        where = f"{title}!${letter}$2:${letter}${len(values) + 1}"
        book.defined_names[name] = DefinedName(name, attr_text=where)


def keep_beside(path: Path, what: str, data: bytes) -> Path:
    """Write ``data`` beside a file as « name (what).xlsx », or with a number where another content has that name.

    Raises
    ------
    ReviewError
        If it cannot be written.
    """
    stem = _BESIDE.sub("", path.stem)
    for number in count(1):
        made = path.with_name(f"{stem} ({what}{f' {number}' if number > 1 else ''}).xlsx")
        try:
            if made.exists() and made.read_bytes() == data:
                return made
            with made.open("xb") as stream:
                stream.write(data)
        except FileExistsError:
            continue
        except OSError as error:
            raise ReviewError(
                f"{made} : impossible d’écrire ({error.strerror or error}) ; vérifiez les droits du dossier."
            ) from error
        return made
    raise AssertionError


def to_bytes(workbook: Workbook, moment: datetime) -> bytes:
    """Return the file: same workbook and ``moment``, same bytes (openpyxl writes the clock in two places)."""
    workbook.properties.created = moment
    workbook.properties.creator = "synthese-ateliers"
    buffer = io.BytesIO()
    workbook.save(buffer)
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    settled = io.BytesIO()
    with zipfile.ZipFile(buffer) as found, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as made:
        for name in found.namelist():
            data = found.read(name)
            if name == "docProps/core.xml":
                data = _CHANGED.sub(rb"\g<1>" + stamp, data)
            made.writestr(zipfile.ZipInfo(name, _ZIP_DATE), data, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
