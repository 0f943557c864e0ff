"""The hand-written answers of the sample corpus: read, checked, never empty.

The tables stand in ``corpus/gold/`` (its README says how they were written). Offsets count characters in
the passage's text; a passage is found again in the pipeline's tables by its source and its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pipeline.errors import CorpusError

GoldType = Literal["constat", "frein", "levier", "proposition", "question", "autre"]
Refusal = Literal["niee", "rapportee", "passee", "fait"]

STRICT: Final = ConfigDict(extra="forbid", strict=True)
PARTIAL: Final = "PARTIEL.md"
_EVIDENCE: Final = "evidence.jsonl"
_SECOND: Final = "second.jsonl"

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Passage:
    """One speaking turn, note or post-it of the corpus.

    Attributes
    ----------
    atelier : str
        The workshop's folder.
    source : str
        The file, relative to the cycle's folder.
    kind : str
        One of ``records.KINDS``.
    n : int
        Its rank in the source, from 1.
    speaker, role : str or None
        Canonical full name and role; null in notes and post-its.
    theme : str or None
        The scenario's theme, null when the passage has none.
    text : str
        The words, without marks.
    """

    __pydantic_config__ = STRICT

    atelier: str
    source: str
    kind: str
    n: int
    speaker: str | None
    role: str | None
    theme: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One marked statement: ``text`` is ``passage.text[char_start:char_end]``.

    Attributes
    ----------
    type : str
        What an unmarked sentence is, « autre », is not listed; a listed « autre » is a trap.
    group : str or None
        The equivalence group of a proposition; null for one that no other workshop shares.
    refused : str or None
        Why a demand is no proposition: negated, reported, past, or a fact.
    """

    __pydantic_config__ = STRICT

    atelier: str
    source: str
    n: int
    char_start: int
    char_end: int
    text: str
    type: GoldType
    group: str | None
    refused: Refusal | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a proposition is made: the key of one statement."""

    __pydantic_config__ = STRICT

    source: str
    n: int
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Proposition:
    """A group of statements that ask for the same measure, in one workshop or several."""

    __pydantic_config__ = STRICT

    group: str
    theme: str
    measure: str
    ateliers: tuple[str, ...]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What a good synthesis of a workshop must say."""

    __pydantic_config__ = STRICT

    atelier: str
    theme: str
    group: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, by its key."""

    __pydantic_config__ = STRICT

    source: str
    n: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a key point that is no proposition is said: quoting one passage of each side says the point.

    A point with one side is a finding; a disagreement has two.
    """

    __pydantic_config__ = STRICT

    atelier: str
    text: str
    sides: tuple[tuple[Place, ...], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a workshop."""

    __pydantic_config__ = STRICT

    atelier: str
    name: str
    structure: str
    role: str


@dataclass(frozen=True, slots=True)
class Span:
    """A statement as a second reader marked it."""

    __pydantic_config__ = STRICT

    char_start: int
    char_end: int
    type: GoldType


@dataclass(frozen=True, slots=True)
class SecondReading:
    """One passage read again, by somebody who had not seen the first reader's marks."""

    __pydantic_config__ = STRICT

    source: str
    n: int
    statements: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The five tables, in the order of their files, and the evidence of key points when there is a table of it.

    Attributes
    ----------
    partial : bool
        Whether the passages are only some of the files' (a file ``PARTIEL.md`` stands beside the tables): the
        program is then judged on those alone.
    """

    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    propositions: tuple[Proposition, ...]
    points: tuple[Point, ...]
    speakers: tuple[Speaker, ...]
    evidence: tuple[Evidence, ...] = ()
    partial: bool = False


def load_gold(folder: Path) -> Gold:
    """Return the gold tables of ``folder``.

    Parameters
    ----------
    folder : Path
        Holds ``passages.jsonl``, ``statements.jsonl``, ``propositions.jsonl``, ``points.jsonl`` and
        ``speakers.jsonl``; ``evidence.jsonl`` when a key point is no proposition.

    Raises
    ------
    CorpusError
        If a table is missing, empty or malformed, if a statement is not where it says, or if a key point has
        neither group nor evidence: an evaluation against nothing must not look like a success.
    """
    gold = Gold(
        passages=read_table(folder, "passages.jsonl", Passage),
        statements=read_table(folder, "statements.jsonl", Statement),
        propositions=read_table(folder, "propositions.jsonl", Proposition),
        points=read_table(folder, "points.jsonl", Point),
        speakers=read_table(folder, "speakers.jsonl", Speaker),
        evidence=read_table(folder, _EVIDENCE, Evidence) if (folder / _EVIDENCE).exists() else (),
        partial=(folder / PARTIAL).exists(),
    )
    _check_places(folder, gold)
    _check_points(folder, gold)
    return gold


def load_second(folder: Path) -> tuple[SecondReading, ...]:
    """Return the passages that were read twice, of ``second.jsonl``; none when the gold has no such table.

    Raises
    ------
    CorpusError
        If the table is there and empty or malformed.
    """
    return read_table(folder, _SECOND, SecondReading) if (folder / _SECOND).exists() else ()


def read_table(folder: Path, name: str, row: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a table of gold; CorpusError when it is missing, empty or malformed."""
    path = folder / name
    try:
        # Not splitlines: a text may hold U+2028, which ends no line of the file.
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(
            f"La table de référence {path} ne peut pas être lue : refaites-la avec « python corpus/render.py »."
        ) from error
    adapter = TypeAdapter(row)
    rows = tuple(_parse(path, number, line, adapter) for number, line in enumerate(lines, 1) if line.strip())
    if not rows:
        raise CorpusError(
            f"La table de référence {path} est vide, on ne peut rien évaluer : "
            "refaites-la avec « python corpus/render.py »."
        )
    return rows


def _parse(path: Path, number: int, line: str, adapter: TypeAdapter[Row]) -> Row:
    try:
        return adapter.validate_json(line)
    except ValidationError as error:
        names = {".".join(str(part) for part in fault["loc"]) or "ligne entière" for fault in error.errors()}
        raise CorpusError(
            f"La table de référence {path}, ligne {number}, n’a pas les champs attendus "
            f"({', '.join(sorted(names))}) : refaites-la avec « python corpus/render.py »."
        ) from error


def _check_places(folder: Path, gold: Gold) -> None:
    texts = {(passage.source, passage.n): passage.text for passage in gold.passages}
    for statement in gold.statements:
        text = texts.get((statement.source, statement.n), "")
        if not statement.text or text[statement.char_start : statement.char_end] != statement.text:
            raise CorpusError(
                f"Dans {folder}, l’énoncé « {statement.text} » n’est pas à sa place dans "
                f"{statement.source}, passage {statement.n} : refaites les tables avec « python corpus/render.py »."
            )


def _check_points(folder: Path, gold: Gold) -> None:
    passages = {(passage.source, passage.n) for passage in gold.passages}
    for one in gold.evidence:
        if not all(any((place.source, place.n) in passages for place in side) for side in one.sides):
            raise CorpusError(
                f"Dans {folder / _EVIDENCE}, les passages du point « {one.text} » ne sont pas dans passages.jsonl : "
                "corrigez leur fichier ou leur rang."
            )
    known = {(one.atelier, one.text) for one in gold.evidence}
    for point in gold.points:
        if point.group is None and (point.atelier, point.text) not in known:
            raise CorpusError(
                f"Dans {folder}, le point « {point.text} » n’a ni groupe ni passages : ajoutez une ligne à {_EVIDENCE}."
            )
