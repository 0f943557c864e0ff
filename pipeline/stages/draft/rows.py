"""Rows of the tables as typed values: a field is named as its column."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from pipeline.tables import records

if TYPE_CHECKING:
    import pandas as pd
    from _typeshed import DataclassInstance

    R = TypeVar("R", bound=DataclassInstance)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A row of ``workshops``."""

    workshop_id: str
    folder: str
    title: str
    town: str | None
    date: str | None
    format: str | None
    partner: str | None
    expected_participants: int | None
    n_words: int


@dataclass(frozen=True, slots=True)
class Source:
    """A row of ``sources``."""

    source: str
    workshop_id: str | None
    format: str
    kind: str | None
    n_utterances: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A row of ``lesson_effects``: what the reviewers' examples changed, each judged without itself."""

    lesson: str
    n: int
    f1_before: float
    f1_after: float
    kept: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row of ``speakers``; the name serves to find it inside quotes, it is never written."""

    speaker_id: str
    workshop_id: str
    speaker: str
    structure: str | None
    role: str
    role_origin: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """A row of ``utterances``, without the name."""

    utterance_id: str
    workshop_id: str
    source: str
    kind: str
    position: int
    speaker_id: str | None
    role: str
    start_s: float | None
    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of ``segments``: its offsets count from the start of its utterance's text."""

    segment_id: str
    utterance_id: str
    workshop_id: str
    char_start: int
    char_end: int
    text: str
    fate: str
    theme_id: str | None
    theme_score: float | None
    robust: bool | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A row of ``themes``."""

    theme_id: str
    label: str
    keywords: tuple[str, ...]
    n_segments: int
    n_speakers: int
    n_workshops: int
    workshops: tuple[str, ...]
    recurrence: str
    n_on_agenda: int
    roles: tuple[str, ...]
    representatives: tuple[str, ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Presence:
    """A row of ``specificities``."""

    theme_id: str
    side: str
    value: str
    n_segments: int
    expected: float
    specificity: float


@dataclass(frozen=True, slots=True)
class Number:
    """A row of ``theme_evidence``."""

    n_themes: int
    agreement: float
    chosen: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of ``statements``: its offsets count from the start of its segment's text."""

    statement_id: str
    segment_id: str
    workshop_id: str
    char_start: int
    char_end: int
    text: str
    type: str
    score: float
    theme_id: str | None
    status: str
    reason: str | None
    duplicate_of: str | None
    condition: str | None = None
    objection: str | None = None
    constat_id: str | None = None
    answer_id: str | None = None
    reserve_id: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of ``proposals``."""

    proposal_id: str
    number: int
    title: str
    title_origin: str
    theme_id: str | None
    statement_ids: tuple[str, ...]
    workshops: tuple[str, ...]
    n_workshops: int
    n_speakers: int
    roles: tuple[str, ...]
    nature: str
    echelle: str
    porteur: str
    status: str
    score: float
    nearby: tuple[str, ...]
    nature_words: str | None = None
    echelle_words: str | None = None
    porteur_words: str | None = None


def rows(kind: type[R], frame: pd.DataFrame) -> tuple[R, ...]:
    """Return the rows of ``frame`` as ``kind``, whose fields are named as the columns, sorted by key."""
    names = [part.name for part in fields(kind)]
    made = (kind(**record) for record in records(frame[names]))
    return tuple(sorted(made, key=lambda row: str(getattr(row, names[0]))))


def pairs(frame: pd.DataFrame) -> dict[str, str]:
    """Return a table of two columns as a mapping sorted by key."""
    return {str(key): str(value) for key, value in sorted(frame.itertuples(index=False, name=None))}
