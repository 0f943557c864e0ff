"""The answer under review: themes, segments, statements, propositions and speakers as frozen values.

The machine's answer is gathered once from the tables; corrections replace values in a copy of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, TypeVar

from pipeline.ledger.entries import TO_REVIEW
from pipeline.tables import records

if TYPE_CHECKING:
    import pandas as pd
    from _typeshed import DataclassInstance

    R = TypeVar("R", bound=DataclassInstance)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A row of ``workshops``."""

    workshop_id: str
    title: str
    town: str | None
    date: str | None
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A row of ``speakers``; ``same_as`` names the speaker that a reviewer says this one is."""

    speaker_id: str
    workshop_id: str
    speaker: str
    role: str
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of ``passages`` with its theme."""

    segment_id: str
    utterance_id: str
    workshop_id: str
    kind: str
    position: int
    speaker_id: str | None
    role: str
    char_start: int
    char_end: int
    text: str
    fate: str
    n_words: int
    theme_id: str | None = None
    theme_score: float | None = None
    second_theme_id: str | None = None
    robust: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reviewer put a thing: next to which others.

    Attributes
    ----------
    turn : int
        How many corrections came before: placings are replayed in their order.
    entry_id : str
        The correction.
    after, before : str or None
        Ids of the neighbours; the first that is still there decides.
    """

    turn: int
    entry_id: str
    after: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Theme:
    """A row of ``found_themes``, or a theme made by a reviewer."""

    theme_id: str
    label: str
    keywords: tuple[str, ...]
    parent_id: str | None
    origin: str
    representatives: tuple[str, ...]
    description: str | None = None
    status: str = TO_REVIEW
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of ``found_statements``; it follows its segment's theme unless ``moved``."""

    statement_id: str
    segment_id: str
    char_start: int
    char_end: int
    text: str
    type: str
    rule: str
    cue: str | None
    score: float
    reason: str | None
    motive: str | None = None
    condition: str | None = None
    objection: str | None = None
    constat_id: str | None = None
    constat_words: str | None = None
    answer_id: str | None = None
    answer_words: str | None = None
    reserve_id: str | None = None
    reserve_words: str | None = None
    theme_id: str | None = None
    moved: bool = False
    status: str = TO_REVIEW
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row of ``found_proposals``; it follows its statements' theme unless ``moved``."""

    proposal_id: str
    title: str
    title_origin: str
    statement_ids: tuple[str, ...]
    nature: str
    echelle: str
    porteur: str
    score: float
    nearby: tuple[str, ...]
    nature_words: str | None = None
    echelle_words: str | None = None
    porteur_words: str | None = None
    theme_id: str | None = None
    moved: bool = False
    status: str = TO_REVIEW
    duplicate_of: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(slots=True)
class Answer:
    """All that reviewers correct, each thing by its id, in the order of ids."""

    workshops: dict[str, Workshop] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)
    segments: dict[str, Segment] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)

    def copy(self) -> Answer:
        """Return an answer that can change without changing this one: its values are frozen."""
        return Answer(**{part.name: dict(getattr(self, part.name)) for part in fields(self)})

    def theme_of(self, statement: Statement) -> str | None:
        """Return the theme of a statement."""
        return statement.theme_id if statement.moved else self.segments[statement.segment_id].theme_id

    def person(self, segment: Segment) -> Speaker | None:
        """Return who speaks in a segment, corrections of identity followed."""
        if segment.speaker_id is None:
            return None
        speaker = self.speakers.get(segment.speaker_id)
        while speaker is not None and speaker.same_as is not None:
            speaker = self.speakers[speaker.same_as]
        return speaker


def gather(tables: Mapping[str, pd.DataFrame]) -> Answer:
    """Return the machine's answer.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``workshops``, ``speakers``, ``passages``, ``assignments``, ``found_themes``, ``found_statements`` and
        ``found_proposals``; none is changed.
    """
    passages = tables["passages"].merge(tables["assignments"], on="segment_id", how="left", validate="1:1")
    return Answer(
        workshops=_rows(Workshop, tables["workshops"]),
        speakers=_rows(Speaker, tables["speakers"]),
        segments=_rows(Segment, passages),
        themes=_rows(Theme, tables["found_themes"]),
        statements=_rows(Statement, tables["found_statements"]),
        proposals=_rows(Proposal, tables["found_proposals"]),
    )


def _rows(kind: type[R], frame: pd.DataFrame) -> dict[str, R]:
    """Return the rows of ``frame`` as ``kind`` by key, sorted; fields that are no column keep their default."""
    names = [part.name for part in fields(kind) if part.name in frame.columns]
    rows = (kind(**record) for record in records(frame[names]))
    return dict(sorted((getattr(row, names[0]), row) for row in rows))
