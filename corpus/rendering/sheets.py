"""Post-its, as whiteboards export them: CSV of Excel, CSV of the web, workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from openpyxl import Workbook

from rendering.frozen import freeze
from rendering.master import Document, Item, Master

# What stood at the top of the board: a facilitator's words, not the gold identifier.
BOARDS: Final = {
    "financement": "Financement",
    "strategie": "Stratégie territoriale",
    "interbailleur": "Entre bailleurs",
    "ingenierie": "Ingénierie et métiers",
    "vacance": "Vacance",
    "sobriete": "Sobriété foncière",
    "attractivite": "Attractivité",
    "energie": "Énergie",
    "attributions": "Attributions",
    "adaptation": "Adaptation du logement",
    "lien-social": "Lien social",
    "sante": "Santé",
    "services": "Services",
    "numerique": "Numérique",
    "mobilite": "Mobilité",
    None: "Divers",
}


def excel_csv(master: Master, document: Document) -> bytes:  # noqa: ARG001
    """Return the CSV that a French Excel saves: semicolons, cp1252."""
    rows = [(item.table, BOARDS[item.theme], item.text) for item in document.items]
    return _csv([("groupe", "thème", "texte"), *rows], ";").encode("cp1252")


def web_csv(master: Master, document: Document) -> bytes:  # noqa: ARG001
    """Return the CSV of a web tool: commas, UTF-8 with a byte-order mark."""
    rows = [(item.table, item.text) for item in document.items]
    return _csv([("Table", "Contribution"), *rows], ",").encode("utf-8-sig")


def workbook(master: Master, document: Document) -> bytes:
    """Return a workbook with a sheet of post-its and one that holds no opinion."""
    book = Workbook()
    del book["Sheet"]
    _sheet(book, "Post-its", ("Table", "Thème", "Post-it"), map(_row, document.items))
    present = ((voice.name, voice.structure, "oui") for voice in master.voices)
    _sheet(book, "Participants", ("Nom", "Structure", "Présent"), present)
    book.properties.creator = ""
    buffer = io.BytesIO()
    book.save(buffer)
    return freeze(buffer.getvalue(), master.day)


def _row(item: Item) -> tuple[str, ...]:
    return item.table, BOARDS[item.theme], item.text


def _sheet(book: Workbook, title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    sheet = book.create_sheet(title)
    for row in (head, *rows):
        sheet.append(row)


def _csv(rows: Iterable[tuple[str, ...]], delimiter: str) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()
