"""What the workbook said when it was written, kept in a hidden sheet: the base that a filled workbook is compared to.

A reviewer may send it back weeks later, after other runs: the base holds anchors, not only ids.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pipeline.errors import ReviewError
from pipeline.ledger.entries import Anchor
from pipeline.stages.review.columns import Column
from pipeline.stages.review.sheets import Book, Row, Sheet
from pipeline.stages.review.xlsx import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

T = TypeVar("T")

TITLE: Final = "_base"
_VERSION: Final = "1"
# A cell holds 32,767 characters.
_PIECE: Final = 30_000
# Hexadecimal digits of a protected cell's digest.
_MARK: Final = 4


@dataclass(frozen=True, slots=True)
class Base:
    """The hidden sheet.

    Attributes
    ----------
    since : str
        Id of the last correction that the workbook knew of; empty when there was none.
    anchors : mapping of (str, str) to Anchor
        By sheet title and id.
    values : mapping of (str, str) to mapping of str to str
        The editable fields as written, by sheet title and id.
    members : mapping of str to tuple of Anchor
        A proposition's statements, by its id.
    seen : mapping of (str, str) to mapping of str to str
        What else the reviewer saw, as ``Change.seen`` says it, by sheet title and id.
    marks : mapping of (str, str) to mapping of str to str
        Digests of the protected cells by column title, by sheet title and id; empty in older workbooks.
    """

    since: str
    anchors: dict[tuple[str, str], Anchor]
    values: dict[tuple[str, str], dict[str, str]]
    members: dict[str, tuple[Anchor, ...]]
    seen: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    marks: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)


def lines(book: Book, since: str) -> Iterable[tuple[str, ...]]:
    """Yield the rows of the hidden sheet: sheet title, id, JSON in pieces."""
    protected = {
        sheet.title: _protected(sheet.columns, [column.title for column in sheet.columns]) for sheet in book.sheets
    }
    yield _VERSION, since, json.dumps(protected)
    for sheet in book.sheets:
        for row in sheet.rows:
            known = {
                "anchor": _plain(row.anchor),
                "members": [_plain(member) for member in row.members],
                "values": fields(sheet, row),
                "seen": dict(row.seen),
                "marks": "".join(mark(str(value)) for value in _protected(sheet.columns, row.cells)),
            }
            text = json.dumps(known, sort_keys=True)
            pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
            yield sheet.title, row.anchor.id, *pieces


def _protected(columns: Sequence[Column], cells: Sequence[T]) -> list[T]:
    """Return the cells that no reviewer fills in, the id left out."""
    pairs = [*zip(columns, cells, strict=True)][1:]
    return [cell for column, cell in pairs if column.field is None]


def mark(value: str) -> str:
    """Return four hexadecimal digits for what a cell says: enough to see that it was changed."""
    return hashlib.blake2b(text(clean(value)).encode(), digest_size=_MARK // 2).hexdigest()


def text(value: Any) -> str:  # noqa: ANN401
    """Return a cell's value as text, spaces made one: spreadsheets turn « 12 » into a number and back."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def _plain(anchor: Anchor) -> dict[str, Any]:
    return anchor.model_dump(mode="json", exclude_defaults=True)


def fields(sheet: Sheet, row: Row) -> dict[str, str]:
    """Return the editable fields of a row as text."""
    pairs = zip(sheet.columns, row.cells, strict=True)
    return {column.field: clean(str(value)) for column, value in pairs if column.field is not None}


def read(worksheet: Worksheet, name: str) -> Base:
    """Return the base of a workbook.

    Raises
    ------
    ReviewError
        If the hidden sheet was damaged or comes from another version.
    """
    rows = worksheet.iter_rows(values_only=True)
    version, since, protected, *_ = (*next(rows, ()), "", "", None)
    if str(version) != _VERSION:
        raise ReviewError(
            f"{name} : ce classeur vient d’une autre version du programme ; reprenez le « relecture.xlsx » de la "
            "dernière exécution."
        )
    base = Base(str(since or ""), {}, {}, {})
    try:
        titles = json.loads(str(protected)) if protected else {}
        for sheet, key, *pieces in rows:
            found = json.loads("".join(str(piece) for piece in pieces if piece is not None))
            base.anchors[str(sheet), str(key)] = Anchor.model_validate(found["anchor"])
            base.members[str(key)] = tuple(Anchor.model_validate(member) for member in found["members"])
            base.values[str(sheet), str(key)] = {str(name): str(value) for name, value in found["values"].items()}
            base.seen[str(sheet), str(key)] = {str(name): str(value) for name, value in found.get("seen", {}).items()}
            base.marks[str(sheet), str(key)] = _marks(titles.get(str(sheet), []), found.get("marks", ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReviewError(
            f"{name} : la feuille cachée « {TITLE} » a été abîmée ; reportez vos corrections dans le "
            "« relecture.xlsx » de la dernière exécution."
        ) from error
    return base


def _marks(titles: Sequence[str], marks: str) -> dict[str, str]:
    return {title: marks[at * _MARK : (at + 1) * _MARK] for at, title in enumerate(titles)}
