"""Workbooks to code sentences blind: words in their context, a type to choose, nothing of the machine's answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import ReviewError
from pipeline.records import STATEMENT_TYPES
from pipeline.stages.review.anomalies import Anomaly
from pipeline.stages.review.base import text
from pipeline.stages.review.columns import Column
from pipeline.stages.review.drawing import (
    CONTEXT,
    KEY,
    TO_FILL,
    add_styles,
    choose,
    finish,
    flag,
    header,
    height,
    write_guide,
)
from pipeline.stages.review.filled import open_workbook
from pipeline.stages.review.wording import shortened
from pipeline.stages.review.xlsx import define_list, put, to_bytes
from pipeline.text.typography import typeset

# What a sentence is that states nothing of the closed list.
NONE: Final = "aucun"
CHOICES: Final = (*STATEMENT_TYPES, NONE)
SHEET: Final = "Codage"
_HIDDEN: Final = "_codage"
_LISTS: Final = "Listes"
_LIST: Final = "liste_types"
_TYPE: Final = "Type"
_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
_COLUMNS: Final = (
    Column("N°", 5),
    Column("Atelier", 16),
    Column("Rôle", 13),
    Column("Ce qui précède", 42),
    Column("Phrase à coder", 62),
    Column("Ce qui suit", 42),
    Column(_TYPE, 14, "type"),
    Column("Commentaire", 28, "comment"),
)
_GUIDE: Final = (
    ("Codage à l’aveugle : mode d’emploi", True),
    (
        "Pour chaque phrase de la feuille « Codage », choisissez son type dans la colonne orange. Lisez ce qui précède "
        "et ce qui suit, mais ne codez que la phrase. Travaillez seul : ne regardez ni l’autre exemplaire, ni la "
        "synthèse. Le classeur ne contient rien de la réponse du programme.",
        False,
    ),
    ("Les types", True),
    (
        "proposition : la personne demande, propose, souhaite ou promet une action que quelqu’un pourrait mener (« il "
        "faudrait… », « pourquoi ne pas… », un nom de mesure). Le contenu doit se comprendre dans la phrase : « il "
        "faut le faire » seul n’en est pas une, ni ce qui est déjà fait, ni la demande d’un autre que l’on rapporte.",
        False,
    ),
    ("frein : une difficulté, un manque, un risque, un coût, une critique.", False),
    ("levier : une pratique, une réussite, une ressource donnée comme ce qui marche ou sur quoi s’appuyer.", False),
    ("constat : toute autre observation sur le sujet (chiffres, tendances, explications, principes).", False),
    (
        "question : posée aux autres et qui attend une réponse ; une fausse question a le type de ce qu’elle affirme.",
        False,
    ),
    ("aucun : salutation, organisation de la séance, hésitation, acquiescement, redite sans contenu.", False),
    ("Quand deux conviennent, dans cet ordre : proposition, frein, levier, constat, question, aucun.", False),
    ("Rendre le classeur", True),
    ("Enregistrez-le au format .xlsx, sous le même nom. Une ligne sans type ne compte pas.", False),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to code.

    Attributes
    ----------
    key : str
        Its id.
    town, role : str
        Where it was said, by what sort of person.
    before, text, after : str
        Its words and those around it.
    source, position : str, int
        The file, and the rank of the speaking turn in it.
    start, end : int
        Its offsets in the speaking turn.
    """

    key: str
    town: str
    role: str
    before: str
    text: str
    after: str
    source: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A filled workbook: its sentences, the type given to each of those coded, and what is not understood."""

    sentences: tuple[Sentence, ...]
    types: dict[str, str]
    anomalies: tuple[Anomaly, ...]


def coding_book(sentences: Sequence[Sentence], answers: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return a workbook to code sentences; the same sentences, the same bytes.

    Parameters
    ----------
    sentences : sequence of Sentence
        In the order in which they are shown.
    answers : sequence of mapping of str to str
        What coders A, B… said, by sentence: shown to whoever decides between them; none for a blind coding.
    """
    book = Workbook()
    add_styles(book)
    front = book.active
    assert isinstance(front, Worksheet)
    write_guide(front, [(typeset(said), heading) for said, heading in [*_GUIDE, *(_DECIDING if answers else ())]])
    columns = _with_answers(len(answers))
    sheet = book.create_sheet(SHEET)
    header(sheet, columns)
    for line, one in enumerate(sentences, start=2):
        given = [answer.get(one.key, "") for answer in answers]
        cells: list[str | int] = [line - 1, one.town, one.role, one.before, one.text, one.after, *given, "", ""]
        for at, (column, value) in enumerate(zip(columns, cells, strict=True), start=1):
            put(sheet, line, at, value, TO_FILL if column.field else KEY if at == 1 else CONTEXT)
        sizes = [(str(value), column.width) for column, value in zip(columns, cells, strict=True)]
        sheet.row_dimensions[line].height = height(sizes)
        sheet.cell(line, 5).font = Font(bold=True)
    finish(sheet, len(columns), len(sentences))
    at = next(at for at, column in enumerate(columns, start=1) if column.title == _TYPE)
    define_list(book, _LISTS, {_LIST: CHOICES})
    choose(sheet, at, len(sentences), _LIST, free=False)
    flag(sheet, at, len(sentences), _LIST, free=False)
    hidden = book.create_sheet(_HIDDEN)
    hidden.sheet_state = "veryHidden"
    for line, one in enumerate(sentences, start=1):
        put(hidden, line, 1, json.dumps({name: getattr(one, name) for name in Sentence.__slots__}, sort_keys=True))
    return to_bytes(book, _MOMENT)


def read_coding(path: Path) -> Coded:
    """Return what a person coded.

    Raises
    ------
    ReviewError
        If the file is no coding workbook.
    """
    book = open_workbook(path)
    if SHEET not in book.sheetnames or _HIDDEN not in book.sheetnames:
        raise ReviewError(
            f"{path} : ce n’est pas un classeur de codage ; attendu : celui qu’écrit « synthese double »."
        )
    try:
        lines = [str(row[0]) for row in book[_HIDDEN].iter_rows(values_only=True)]
        sentences = tuple(Sentence(**json.loads(line)) for line in lines)
    except (ValueError, TypeError) as error:
        raise ReviewError(f"{path} : la feuille cachée « {_HIDDEN} » a été abîmée ; reprenez un exemplaire.") from error
    sheet = book[SHEET]
    assert isinstance(sheet, Worksheet)
    titles = [text(cell.value) for cell in sheet[1]]
    if _TYPE not in titles:
        raise ReviewError(f"{path} : la colonne « {_TYPE} » a disparu ; rétablissez son titre en première ligne.")
    return _coded(sheet, titles.index(_TYPE), sentences)


def _coded(sheet: Worksheet, at: int, sentences: tuple[Sentence, ...]) -> Coded:
    types: dict[str, str] = {}
    anomalies = []
    for line, cells in enumerate(sheet.iter_rows(min_row=2, values_only=True), start=2):
        number, said = text(cells[0]), text(cells[at])
        if not said:
            continue
        known = number.isdigit() and 0 < int(number) <= len(sentences)
        if known and said in CHOICES:
            types.setdefault(sentences[int(number) - 1].key, said)
        else:
            found = f"« {shortened(said, 40)} »" if known else f"numéro inconnu « {shortened(number, 20)} »"
            expected = f"{', '.join(CHOICES[:-1])} ou {CHOICES[-1]}" if known else "le numéro d’origine"
            anomalies.append(Anomaly(SHEET, found, expected, "rétablissez-le", line, at + 1, _TYPE))
    return Coded(sentences, types, tuple(anomalies))


_DECIDING: Final = (
    ("Arbitrage", True),
    (
        "Les deux codeurs ne sont pas d’accord sur ces phrases : donnez le type qui convient dans la colonne orange.",
        False,
    ),
)


def _with_answers(count: int) -> tuple[Column, ...]:
    added = tuple(Column(f"Codeur {letter}", 13) for letter in "ABCDEFGH"[:count])
    return (*_COLUMNS[:6], *added, *_COLUMNS[6:])
