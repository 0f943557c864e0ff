"""Read a workbook that a reviewer filled in: which editable cells differ from what was written."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import ReviewError
from pipeline.ledger.entries import Anchor
from pipeline.stages.review import base, columns
from pipeline.stages.review.columns import Column
from pipeline.stages.review.wording import counted

SHEETS: Final[dict[str, tuple[Column, ...]]] = {
    "Thèmes": columns.THEMES,
    "Propositions": columns.PROPOSALS,
    "Énoncés": columns.STATEMENTS,
    "Segments": columns.SEGMENTS,
}
# A workbook of 200,000 words stays far below; a bomb does not.
_LARGEST: Final = 300_000_000


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that a reviewer changed: where, on what, from what to what (texts without outer or double spaces)."""

    sheet: str
    line: int
    title: str
    anchor: Anchor
    field: str
    was: str
    now: str

    @property
    def where(self) -> str:
        """Where a person finds the cell."""
        return f"Feuille « {self.sheet} », ligne {self.line}, colonne « {self.title} »"


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook: its base, the changed cells row by row, and what cannot be understood, in French."""

    base: base.Base
    rows: tuple[tuple[Edit, ...], ...]
    anomalies: tuple[str, ...]


def read(path: Path) -> Filled:
    """Read a filled workbook.

    Raises
    ------
    ReviewError
        If the file is no workbook of this program.
    """
    book = _open(path)
    if base.TITLE not in book.sheetnames:
        raise ReviewError(
            f"{path} : ce n’est pas un classeur de relecture, ou sa feuille cachée a été perdue ; attendu : le "
            "« relecture.xlsx » de la dernière exécution, enregistré au format .xlsx."
        )
    known = base.read(_sheet(book, base.TITLE), str(path))
    rows: list[tuple[Edit, ...]] = []
    anomalies: list[str] = []
    for title, expected in SHEETS.items():
        if title not in book.sheetnames:
            anomalies.append(f"Feuille « {title} » absente : rien n’y est lu.")
            continue
        reader = _Reader(title, expected, known)
        rows += reader.rows(_sheet(book, title))
        anomalies += reader.anomalies
    return Filled(known, tuple(row for row in rows if row), tuple(anomalies))


def _open(path: Path) -> Workbook:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > _LARGEST:
            raise ReviewError(f"{path} : fichier démesuré une fois décompressé ; attendu : un « relecture.xlsx ».")
        return load_workbook(path)
    except OSError as error:
        raise ReviewError(
            f"{path} : fichier illisible ({error.strerror or error}) ; vérifiez son nom et ses droits."
        ) from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        raise ReviewError(
            f"{path} : ce n’est pas un classeur Excel lisible ; enregistrez-le au format .xlsx, puis recommencez."
        ) from error


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book[title]
    assert isinstance(sheet, Worksheet)
    return sheet


class _Reader:
    """Reads one sheet."""

    def __init__(self, title: str, expected: tuple[Column, ...], known: base.Base) -> None:
        self._title = title
        self._fields = {column.title: column.field for column in expected if column.field is not None}
        self._known = known
        self.anomalies: list[str] = []

    def rows(self, sheet: Worksheet) -> Iterator[tuple[Edit, ...]]:
        """Yield the changed cells of each row that can be told."""
        lines = sheet.iter_rows()
        places = self._places([text(cell.value) for cell in next(lines, ())])
        seen: set[str] = set()
        for number, cells in enumerate(lines, start=2):
            key = text(cells[0].value) if cells else ""
            if self._tell(number, key, seen, [cell.value for cell in cells]):
                seen.add(key)
                yield tuple(self._edits(number, key, cells, places))
        lost = sum(title == self._title for title, _ in self._known.anchors) - len(seen)
        if lost:
            self.anomalies.append(
                f"Feuille « {self._title} » : {counted(lost, 'ligne a disparu', 'lignes ont disparu')} ; "
                "rien n’y est changé."
            )

    def _places(self, titles: list[str]) -> dict[str, int]:
        missing = [title for title in self._fields if title not in titles]
        if missing:
            names = ", ".join(f"« {title} »" for title in missing)
            self.anomalies.append(f"Feuille « {self._title} » : colonne absente, donc non lue : {names}.")
        return {title: titles.index(title) for title in self._fields if title in titles}

    def _tell(self, number: int, key: str, seen: set[str], values: list[Any]) -> bool:
        """Tell whether a row is about a known thing, once; say what is wrong."""
        where = f"Feuille « {self._title} », ligne {number}"
        if not key:
            if any(value is not None for value in values):
                self.anomalies.append(f"{where} : ligne sans identifiant, ignorée.")
            return False
        if (self._title, key) not in self._known.anchors:
            self.anomalies.append(f"{where} : identifiant inconnu « {key} » ; rétablissez celui d’origine.")
            return False
        if key in seen:
            self.anomalies.append(f"{where} : identifiant « {key} » déjà vu plus haut ; ligne ignorée.")
            return False
        return True

    def _edits(self, number: int, key: str, cells: tuple[Any, ...], places: dict[str, int]) -> Iterator[Edit]:
        for title, at in places.items():
            field = self._fields[title]
            cell = cells[at]
            was, now = text(self._known.values[self._title, key].get(field, "")), text(cell.value)
            if was == now:
                continue
            edit = Edit(self._title, number, title, self._known.anchors[self._title, key], field, was, now)
            if cell.data_type == "f":
                self.anomalies.append(f"{edit.where} : formule refusée ; écrivez un texte.")
            elif cell.data_type == "e":
                self.anomalies.append(f"{edit.where} : la cellule est en erreur ({now}) ; écrivez un texte.")
            else:
                yield edit


def text(value: Any) -> str:  # noqa: ANN401
    """Return a cell's value as text, spaces made one: spreadsheets turn « 12 » into a number and back."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(unicodedata.normalize("NFC", str(value)).split())
