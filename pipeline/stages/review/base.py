"""What the workbook said when it was written, kept in a hidden sheet: the base that a filled workbook is compared to.

A reviewer may send it back weeks later, after other runs: the base holds anchors, not only ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import ReviewError
from pipeline.ledger.entries import Anchor
from pipeline.stages.review.sheets import Book, Row, Sheet
from pipeline.stages.review.xlsx import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TITLE: Final = "_base"
_VERSION: Final = "1"
# A cell holds 32,767 characters.
_PIECE: Final = 30_000


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
    """

    since: str
    anchors: dict[tuple[str, str], Anchor]
    values: dict[tuple[str, str], dict[str, str]]
    members: dict[str, tuple[Anchor, ...]]


def lines(book: Book, since: str) -> Iterable[tuple[str, ...]]:
    """Yield the rows of the hidden sheet: sheet title, id, JSON in pieces."""
    yield _VERSION, since
    for sheet in book.sheets:
        for row in sheet.rows:
            known = {
                "anchor": _plain(row.anchor),
                "members": [_plain(member) for member in row.members],
                "values": fields(sheet, row),
            }
            text = json.dumps(known, sort_keys=True)
            pieces = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
            yield sheet.title, row.anchor.id, *pieces


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
    version, since, *_ = (*next(rows, ()), "", "")
    if str(version) != _VERSION:
        raise ReviewError(
            f"{name} : ce classeur vient d’une autre version du programme ; reprenez le « relecture.xlsx » de la "
            "dernière exécution."
        )
    base = Base(str(since or ""), {}, {}, {})
    try:
        for sheet, key, *pieces in rows:
            found = json.loads("".join(str(piece) for piece in pieces if piece is not None))
            base.anchors[str(sheet), str(key)] = Anchor.model_validate(found["anchor"])
            base.members[str(key)] = tuple(Anchor.model_validate(member) for member in found["members"])
            base.values[str(sheet), str(key)] = {str(field): str(value) for field, value in found["values"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReviewError(
            f"{name} : la feuille cachée « {TITLE} » a été abîmée ; reportez vos corrections dans le "
            "« relecture.xlsx » de la dernière exécution."
        ) from error
    return base
