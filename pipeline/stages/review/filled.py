"""Read a workbook that a reviewer filled in: which editable cells differ from what was written."""

from __future__ import annotations

import warnings
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
from pipeline.stages.review.anomalies import Anomaly, RefusedError
from pipeline.stages.review.base import mark, text
from pipeline.stages.review.columns import Column
from pipeline.stages.review.wording import counted, shortened

SHEETS: Final[dict[str, tuple[Column, ...]]] = {
    "Thèmes": columns.THEMES,
    "Propositions": columns.PROPOSALS,
    "Énoncés": columns.STATEMENTS,
    "Segments": columns.SEGMENTS,
    "Locuteurs": columns.SPEAKERS,
}
# A workbook of 200,000 words stays far below; a bomb does not.
_LARGEST: Final = 300_000_000


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that a reviewer changed: where, on what, from what to what (texts without outer or double spaces)."""

    sheet: str
    line: int
    at: int
    title: str
    anchor: Anchor
    field: str
    was: str
    now: str

    @property
    def place(self) -> tuple[str, str, str]:
        """The sheet, the thing's id and the field: one for each cell to fill in."""
        return self.sheet, self.anchor.id, self.field

    def anomaly(self, refusal: RefusedError) -> Anomaly:
        """Return why the cell makes no correction."""
        return Anomaly(self.sheet, refusal.found, refusal.expected, refusal.todo, self.line, self.at, self.title)


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled workbook: its base, the changed cells row by row, and what cannot be understood."""

    base: base.Base
    rows: tuple[tuple[Edit, ...], ...]
    anomalies: tuple[Anomaly, ...]


def read(path: Path) -> Filled:
    """Read a filled workbook.

    Raises
    ------
    ReviewError
        If the file is no workbook of this program.
    """
    book = open_workbook(path)
    if base.TITLE not in book.sheetnames:
        raise ReviewError(
            f"{path} : ce n’est pas un classeur de relecture, ou sa feuille cachée a été perdue ; attendu : le "
            "« relecture.xlsx » de la dernière exécution, enregistré au format .xlsx."
        )
    known = base.read(_sheet(book, base.TITLE), str(path))
    rows: list[tuple[Edit, ...]] = []
    anomalies: list[Anomaly] = []
    for title, expected in SHEETS.items():
        if title not in book.sheetnames and not any(sheet == title for sheet, _ in known.anchors):
            continue  # a workbook of before this sheet, or a cycle without such things
        if title not in book.sheetnames:
            todo = "rien n’y est lu ; reprenez-la d’un autre exemplaire du classeur si elle portait des corrections"
            anomalies.append(Anomaly(title, "feuille absente", f"la feuille « {title} »", todo))
            continue
        reader = _Reader(title, expected, known)
        rows += reader.rows(_sheet(book, title))
        anomalies += reader.anomalies
    return Filled(known, tuple(row for row in rows if row), tuple(anomalies))


def open_workbook(path: Path, *, rich: bool = False) -> Workbook:
    """Open a workbook; openpyxl's English warnings on what it does not keep are for nobody."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(part.file_size for part in archive.infolist())
        if size > _LARGEST:
            raise ReviewError(f"{path} : fichier démesuré une fois décompressé ; attendu : un « relecture.xlsx ».")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            return load_workbook(path, rich_text=rich)
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
        self._columns = {column.title: column for column in expected}
        self._known = known
        self._ids = [key for sheet, key in known.anchors if sheet == title]
        self.anomalies: list[Anomaly] = []

    def rows(self, sheet: Worksheet) -> Iterator[tuple[Edit, ...]]:
        """Yield the changed cells of each row that can be told."""
        lines = sheet.iter_rows()
        titles = [text(cell.value) for cell in next(lines, ())]
        self._check(titles)
        places = {title: titles.index(title) for title in self._columns if title in titles}
        seen: set[str] = set()
        for number, cells in enumerate(lines, start=2):
            key = text(cells[0].value) if cells else ""
            if self._tell(number, key, seen, cells, places):
                seen.add(key)
                self._guard(number, key, cells, places)
                yield tuple(self._edits(number, key, cells, places))
        if lost := len(self._ids) - len(seen):
            found = counted(lost, "ligne a disparu", "lignes ont disparu")
            self._say(found, "une ligne pour chaque identifiant", "rien n’y est changé")

    def _say(self, found: str, expected: str, todo: str, line: int = 0, at: int = 0, column: str = "") -> None:
        self.anomalies.append(Anomaly(self._title, found, expected, todo, line, at, column))

    def _check(self, titles: list[str]) -> None:
        """Say which columns are gone, and which are not known."""
        known = {name for key in self._ids[:1] for name in self._known.values[self._title, key]}
        missing = [one.title for one in self._columns.values() if one.field in known and one.title not in titles]
        if missing:
            names = ", ".join(f"« {title} »" for title in missing)
            self._say(f"colonne absente, donc non lue : {names}", names, "rétablissez son titre en première ligne")
        for at, title in enumerate(titles, start=1):
            if title and title not in self._columns:
                todo = "mettez ce qui doit être lu dans une colonne à remplir, ou en commentaire"
                self._say("colonne inconnue, donc non lue", "les colonnes d’origine", todo, 1, at, title)

    def _tell(self, number: int, key: str, seen: set[str], cells: tuple[Any, ...], places: dict[str, int]) -> bool:
        """Tell whether a row is about a known thing, once; say what is wrong."""
        if not key:
            if any(cell.value is not None for cell in cells):
                expected = self._likely(cells, places) or "un identifiant en première colonne"
                self._say(
                    "ligne sans identifiant, ignorée", expected, "rétablissez-le pour qu’elle soit lue", number, 1
                )
            return False
        if (self._title, key) not in self._known.anchors:
            expected = self._likely(cells, places) or "celui d’origine"
            self._say(f"identifiant inconnu « {key} »", expected, "rétablissez celui d’origine", number, 1)
            return False
        if key in seen:
            found = f"identifiant « {key} » déjà vu plus haut ; ligne ignorée"
            self._say(found, "une seule ligne par identifiant", "portez vos corrections sur la première", number, 1)
            return False
        return True

    def _likely(self, cells: tuple[Any, ...], places: dict[str, int]) -> str:
        """Return the id that the protected cells of a row point to, if to one only."""
        here = {title: mark(text(cells[at].value)) for title, at in places.items()}
        alike = [
            key
            for key in self._ids
            if (marks := self._known.marks.get((self._title, key)))
            and all(here.get(title) == one for title, one in marks.items())
        ]
        return alike[0] if len(alike) == 1 else ""

    def _guard(self, number: int, key: str, cells: tuple[Any, ...], places: dict[str, int]) -> None:
        """Say which protected cells were changed: nothing is read in them."""
        for title, was in self._known.marks.get((self._title, key), {}).items():
            at = places.get(title)
            if at is not None and mark(text(cells[at].value)) != was:
                found = f"cellule protégée modifiée (« {shortened(text(cells[at].value), 60)} »), sans effet"
                todo = "servez-vous d’une colonne à remplir, ou du commentaire"
                self._say(found, "le texte d’origine", todo, number, at + 1, title)

    def _edits(self, number: int, key: str, cells: tuple[Any, ...], places: dict[str, int]) -> Iterator[Edit]:
        values = self._known.values[self._title, key]
        for title, at in places.items():
            name, cell = self._columns[title].field, cells[at]
            if name is None or name not in values:
                continue
            was, now = text(values[name]), text(cell.value)
            if was == now:
                continue
            edit = Edit(self._title, number, at + 1, title, self._known.anchors[self._title, key], name, was, now)
            if cell.data_type == "f":
                self.anomalies.append(edit.anomaly(RefusedError("formule refusée", "un texte", "écrivez un texte")))
            elif cell.data_type == "e":
                refusal = RefusedError(f"la cellule est en erreur ({now})", "un texte", "écrivez un texte")
                self.anomalies.append(edit.anomaly(refusal))
            else:
                yield edit
