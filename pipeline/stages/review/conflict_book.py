"""« relecture (conflits).xlsx »: what two reviewers say against each other, for a person to decide, then to import."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import ReviewError
from pipeline.ledger.encoding import plain, unplain
from pipeline.ledger.entries import Change
from pipeline.stages.review.anomalies import Anomaly
from pipeline.stages.review.base import text
from pipeline.stages.review.changes import written
from pipeline.stages.review.columns import Column
from pipeline.stages.review.drawing import CONTEXT, TO_FILL, add_styles, choose, finish, header, height, note
from pipeline.stages.review.meaning import Cell
from pipeline.stages.review.merging import Conflict
from pipeline.stages.review.wording import shortened
from pipeline.stages.review.xlsx import put, to_bytes

SHEET: Final = "Conflits"
HIDDEN: Final = "_conflits"
NEITHER: Final = "aucun des deux"
_CHOICE: Final = "Choix"
_LEAD: Final = (
    "Rien de ces lignes n’est encore inscrit. Choisissez dans la dernière colonne, enregistrez ce classeur, puis "
    "importez-le : synthese import, avec le nom de ce fichier. Une ligne sans choix attend."
)
_PIECE: Final = 30_000
_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided of conflicts.

    Attributes
    ----------
    changes : tuple of Change
        Of the sides that were chosen.
    anomalies : tuple of Anomaly
        Choices that are none.
    waiting : int
        Conflicts without a choice yet.
    since : str
        Last correction that both workbooks knew of.
    """

    changes: tuple[Change, ...]
    anomalies: tuple[Anomaly, ...]
    waiting: int
    since: str


def conflict_book(conflicts: Sequence[Conflict], names: tuple[str, str], since: str) -> bytes:
    """Return the workbook where a person decides: a line for each conflict, a choice of three.

    Parameters
    ----------
    conflicts : sequence of Conflict
        At least one.
    names : (str, str)
        The reviewers, first and second workbook.
    since : str
        Id of the last correction that the first workbook knew of.
    """
    book = Workbook()
    add_styles(book)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    columns = _columns(names)
    header(sheet, columns)
    for line, conflict in enumerate(conflicts, start=2):
        cells = _cells(line - 1, conflict)
        for at, (column, value) in enumerate(zip(columns, cells, strict=True), start=1):
            put(sheet, line, at, value, CONTEXT if column.field is None else TO_FILL)
        sizes = [(str(value), column.width) for column, value in zip(columns, cells, strict=True)]
        sheet.row_dimensions[line].height = height(sizes)
    finish(sheet, len(columns), len(conflicts))
    note(sheet, len(conflicts) + 3, len(columns), _LEAD)
    at = next(at for at, column in enumerate(columns, start=1) if column.title == _CHOICE)
    choose(sheet, at, len(conflicts), f'"{",".join(_safe(name) for name in (*names, NEITHER))}"', free=False)
    hidden = book.create_sheet(HIDDEN)
    hidden.sheet_state = "veryHidden"
    for line, values in enumerate(_hidden(conflicts, names, since), start=1):
        for at, value in enumerate(values, start=1):
            put(hidden, line, at, value)
    return to_bytes(book, _MOMENT)


def decided(book: Workbook, name: str) -> Decided:
    """Return what a person decided in the workbook.

    Raises
    ------
    ReviewError
        If it was damaged.
    """
    if SHEET not in book.sheetnames:
        raise ReviewError(f"{name} : la feuille « {SHEET} » a disparu ; refaites l’import des deux classeurs.")
    rows = [["" if value is None else str(value) for value in row] for row in book[HIDDEN].iter_rows(values_only=True)]
    try:
        (first, second, since), options = _opened(rows)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ReviewError(
            f"{name} : la feuille cachée « {HIDDEN} » a été abîmée ; refaites l’import des deux classeurs."
        ) from error
    return _chosen(book[SHEET], (first, second), since, options)


def _chosen(sheet: Any, names: tuple[str, str], since: str, options: dict[str, list[list[Change]]]) -> Decided:  # noqa: ANN401
    titles = [text(cell.value) for cell in sheet[1]]
    at = titles.index(_CHOICE) if _CHOICE in titles else len(titles)
    choices = [_safe(one) for one in (*names, NEITHER)]
    changes: list[Change] = []
    anomalies: list[Anomaly] = []
    answered: set[str] = set()
    for line, cells in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2):
        number, said = text(cells[0]), text(cells[at]) if at < len(cells) else ""
        if number not in options or number in answered or not said:
            continue
        answered.add(number)
        if said not in choices:
            expected = ", ".join(choices)
            found = f"choix inconnu « {shortened(said, 60)} »"
            anomalies.append(Anomaly(SHEET, found, expected, "choisissez dans la liste", line, at + 1, _CHOICE))
            continue
        changes += ([*options[number], []])[choices.index(said)]
    return Decided(tuple(changes), tuple(anomalies), len(options) - len(answered), since)


def _columns(names: tuple[str, str]) -> tuple[Column, ...]:
    return (
        Column("N°", 5),
        Column("Sur quoi", 50),
        Column("Avant", 30),
        *(Column(f"Ce que dit {name}", 38) for name in names),
        Column("Pourquoi les deux ne vont pas", 28),
        Column(_CHOICE, 20, "choice"),
    )


def _cells(number: int, conflict: Conflict) -> tuple[str | int, ...]:
    cells = (*conflict.first, *conflict.second)
    anchors = [cell.edit.anchor for cell in cells]
    things = dict.fromkeys(f"{one.kind.capitalize()} « {shortened(one.text, 160)} »" for one in anchors)
    was = dict.fromkeys(f"{cell.edit.title} : {shortened(cell.edit.was, 80)}" for cell in cells if cell.edit.was)
    return number, "\n".join(things), "\n".join(was), _asked(conflict.first), _asked(conflict.second), conflict.why, ""


def _asked(cells: Sequence[Cell]) -> str:
    return "\n".join(f"{cell.edit.title} : {shortened(cell.edit.now, 160) or '(vide)'}" for cell in cells)


def _hidden(conflicts: Sequence[Conflict], names: tuple[str, str], since: str) -> Iterator[tuple[str, ...]]:
    yield (*names, since)
    for number, conflict in enumerate(conflicts, start=1):
        options = [[plain(asked.change) for asked in written(side)] for side in (conflict.first, conflict.second)]
        said = json.dumps(options, sort_keys=True)
        yield str(number), *(said[at : at + _PIECE] for at in range(0, len(said), _PIECE))


def _opened(rows: list[list[str]]) -> tuple[tuple[str, str, str], dict[str, list[list[Change]]]]:
    first, second, since, *_ = (*rows[0], "", "", "")
    options = {row[0]: json.loads("".join(row[1:])) for row in rows[1:]}
    changes = {number: [[unplain(one) for one in side] for side in sides] for number, sides in options.items()}
    return (first, second, since), changes


def _safe(name: str) -> str:
    """Return a name as an item of a list can be: a comma would make two, a quote would end it."""
    return name.replace(",", " ").replace('"', " ")[:60].strip()
