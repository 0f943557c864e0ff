"""What the columns of a table hold: told by their headers, else by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from statistics import fmean
from typing import Final

from pipeline.stages.ingest.names import shape_of
from pipeline.stages.ingest.readers.marks import seconds
from pipeline.text.fold import fold
from pipeline.text.repair import repair
from pipeline.text.words import words


class Column(Enum):
    """What a column holds."""

    OPINION = "avis"
    TITLE = "titre"  # an opinion in short, read when nothing says it at length
    SPEAKER = "locuteur"
    STRUCTURE = "structure"
    START = "début"
    END = "fin"
    CONTEXT = "contexte"


# First cue found in the header decides, column by column.
_HEADERS: Final = (
    (
        Column.CONTEXT,
        words(
            """adresse age atelier auteurs avatar board categorie category code color colonne couleur courriel cree
            created date dates departement email etat fonction format frame groupe heure horodatage horodateur hour id
            identifiant importance ip langue lang language lien like likes link mail nb nombre numero num number
            ordre phone poids position priorite profil qualite rang reference role score section source statut status
            table tag tags tel telephone theme thematique themes timestamp type url ville commune
            visibilite vote votes zone"""
        ),
    ),
    (Column.STRUCTURE, words("organisation organisme organization structure entreprise societe institution")),
    (Column.START, words("start debut")),
    (Column.END, words("end fin")),
    (
        Column.SPEAKER,
        words(
            """auteur auteure author intervenant intervenante locuteur locutrice name nom orateur participant
            participante participants personne prenom speaker user utilisateur"""
        ),
    ),
    (
        Column.OPINION,
        words(
            """avis besoin besoins body comment commentaire commentaires comments constat constats content contenu
            contribution contributions description detail enjeu enjeux frein freins idea ideas idee idees intervention
            levier leviers message messages notes observation observations opinion opinions parole post-it postit
            postits proposition propositions propos question questions remarque remarques reponse reponses suggestion
            suggestions text texte transcript transcription verbatim verbatims note"""
        ),
    ),
    (Column.TITLE, words("intitule titre title")),
)

_NUMBER: Final = re.compile(
    r"[-+]?[\d\s.,:/]+(?:%|€|s|h|ms)?|\S+@\S+\.\S+|https?://\S+"
    r"|(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})[\sT\d:.,hZ+-]*|(?:oui|non|vrai|faux|true|false|x|n/?a|-)",
    re.IGNORECASE,
)
_MOSTLY: Final = 0.8
_HEADER_WORDS: Final = 4
_TOP_ROWS: Final = 10


def read_header(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Return the rank of the first row of data and the header above it, empty when there is none."""
    top = [[repair(cell) for cell in row] for row in rows[:_TOP_ROWS]]
    widest = max((sum(map(bool, cells)) for cells in top), default=0)
    for at, cells in enumerate(top):
        said = [cell for cell in cells if cell]
        # A lone cell above a wider table is its title.
        if len(said) >= min(widest, 2) and at + 1 < len(rows) and _is_header(said):
            return at + 1, cells
    return _above_numbers(rows)


def _is_header(said: Sequence[str]) -> bool:
    """Return whether the cells of a row announce those below: short, without figures, two known or half of them."""
    cued = [cell for cell in said if _by_header(cell) and len(cell.split()) <= 3 and not re.search(r"\d", cell)]
    short = all(len(cell.split()) <= _HEADER_WORDS or cell.endswith(("?", ":")) for cell in said)
    return short and (len(cued) >= 2 or (len(cued) >= 1 and len(cued) >= len(said) / 2))


def _above_numbers(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Return the first row as a header when it is words above a column of numbers or dates."""
    if len(rows) < 3:
        return 0, []
    first = [repair(cell) for cell in rows[0]]
    for column, cell in enumerate(first):
        below = [row[column] for row in rows[1:] if column < len(row) and row[column].strip()]
        if cell and below and not is_number(cell) and all(is_number(item) for item in below):
            return 1, first
    return 0, []


def _by_header(cell: str) -> Column | None:
    """Return what a header announces; « Nom du groupe » is no name, « Date de la contribution » no opinion.

    A whole question (« Vos idées pour la ville ? ») announces nothing by a word in it: its column is judged by what
    it holds.
    """
    if len(cell.split()) > _HEADER_WORDS:
        return None
    found = re.findall(r"post-it|[^\W_]+", fold(cell))
    return next((kind for kind, cues in _HEADERS if cues.intersection(found)), None)


def column_kinds(columns: Sequence[Sequence[str]], header: Sequence[str]) -> list[Column]:
    """Return what each column holds.

    Parameters
    ----------
    columns : sequence of sequence of str
        The cells below the header, column by column, all of one length.
    header : sequence of str
        Empty when there is none.
    """
    announced = [_by_header(header[at]) if at < len(header) else None for at in range(len(columns))]
    kinds = [_kind(cells, kind, alone=len(columns) == 1) for cells, kind in zip(columns, announced, strict=True)]
    if Column.OPINION not in kinds:
        kinds = [Column.OPINION if kind is Column.TITLE else kind for kind in kinds]
    if not header:
        kinds = _bare(columns, kinds)
    return kinds


def _kind(cells: Sequence[str], announced: Column | None, *, alone: bool) -> Column:
    said = [cell.strip() for cell in cells if cell.strip()]
    if announced in (Column.START, Column.END):
        return announced if said and all(is_number(cell) for cell in said) else Column.CONTEXT
    if not said or _share(is_number, said) >= _MOSTLY:
        return Column.CONTEXT
    if announced:
        return announced
    return Column.OPINION if _reads_as_opinions(said, alone=alone) else Column.CONTEXT


def _reads_as_opinions(said: Sequence[str], *, alone: bool) -> bool:
    """Return whether cells without a telling header are phrases, not names, places or categories."""
    lengths = [len(cell.split()) for cell in said]
    if alone:
        return fmean(lengths) >= 2 and _share(lambda cell: shape_of(cell) is not None, said) < _MOSTLY
    if len(said) >= 6 and len(set(said)) < len(said) / 2:
        return False
    return fmean(lengths) >= 3 and sum(length >= 4 for length in lengths) >= 0.3 * len(said)


def _bare(columns: Sequence[Sequence[str]], kinds: list[Column]) -> list[Column]:
    """Find, without header, the times of a speech recogniser and the names that stand before the words."""
    first = kinds.index(Column.OPINION) if Column.OPINION in kinds else 0
    if first == 0:
        return kinds
    if first == 2 and _are_times(columns[0], columns[1]):
        return [Column.START, Column.END, *kinds[2:]]
    names = [cell for cell in columns[first - 1] if cell.strip()]
    if names and _share(lambda cell: shape_of(repair(cell)) is not None, names) >= _MOSTLY:
        kinds[first - 1] = Column.SPEAKER
    return kinds


def _are_times(starts: Sequence[str], ends: Sequence[str]) -> bool:
    begun = [time for time in map(time_in, starts) if time is not None]
    ended = [time for time in map(time_in, ends) if time is not None]
    if len(begun) < len(starts) or len(ended) < len(ends):
        return False
    return begun == sorted(begun) and all(start <= end for start, end in zip(begun, ended, strict=True))


def time_in(cell: str) -> float | None:
    """Return a time in seconds; whole numbers are milliseconds, as speech recognisers write them."""
    cell = cell.strip().replace(",", ".")
    if re.fullmatch(r"\d+", cell):
        return int(cell) / 1000
    if re.fullmatch(r"\d+\.\d+|(?:\d+:)?\d{1,2}:\d{2}(?:\.\d+)?", cell):
        return seconds(cell)
    return None


def is_number(cell: str) -> bool:
    """Return whether a cell holds a figure, a date, an address or a yes-or-no: no words."""
    return _NUMBER.fullmatch(cell.strip()) is not None


def _share(test: Callable[[str], bool], cells: Sequence[str]) -> float:
    return sum(test(cell) for cell in cells) / len(cells)
