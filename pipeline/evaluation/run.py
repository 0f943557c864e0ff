"""A run's tables as typed values, indexed by id, in an order that does not depend on the rows'."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from pipeline import tables

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.store import Store


# What the review stage writes of a statement or a proposal that a reviewer refused, or took as it is or mended.
REJECTED: Final = "rejeté"
_DUPLICATE: Final = "doublon"
TAKEN: Final = ("accepté", "corrigé")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A row of ``utterances``."""

    utterance_id: str
    workshop_id: str
    source: str
    kind: str
    position: int
    speaker: str | None
    speaker_id: str | None
    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A row of ``segments``; offsets are in the utterance."""

    segment_id: str
    utterance_id: str
    workshop_id: str
    char_start: int
    char_end: int
    text: str
    fate: str
    theme_id: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A row of ``statements``; ``start`` and ``end`` are in the utterance, unlike the table's."""

    statement_id: str
    segment_id: str
    utterance_id: str
    workshop_id: str
    start: int
    end: int
    text: str
    type: str
    rule: str
    status: str
    reason: str | None

    @property
    def stands(self) -> bool:
        """Whether it is part of the answer: a reviewer's word first, else the rules'."""
        return self.status in TAKEN or (self.reason is None and self.status != REJECTED)


@dataclass(frozen=True, slots=True)
class Theme:
    """A row of ``themes``."""

    theme_id: str
    label: str
    origin: str
    parent_id: str | None
    n_workshops: int
    workshops: tuple[str, ...]


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
    status: str


@dataclass(frozen=True)
class Run:
    """A run's public tables.

    Attributes
    ----------
    proposals : mapping of str to Proposal
        Those that no reviewer refused or called the same as another.
    rejected : frozenset of str
        Ids of the statements of the others.
    folders : mapping of str to str
        Workshop id → its folder's name.
    agenda : frozenset of str
        Themes that the workshops' metadata announce.
    glossary : mapping of str to str
        What acronyms stand for.
    """

    utterances: Mapping[str, Utterance]
    segments: Mapping[str, Segment]
    statements: Mapping[str, Statement]
    themes: Mapping[str, Theme]
    proposals: Mapping[str, Proposal]
    rejected: frozenset[str]
    folders: Mapping[str, str]
    agenda: frozenset[str]
    glossary: Mapping[str, str]

    @cached_property
    def statements_of(self) -> Mapping[str, tuple[Statement, ...]]:
        """Utterance id → its statements."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for one in self.statements.values():
            found[one.utterance_id].append(one)
        return {key: tuple(mine) for key, mine in found.items()}

    @cached_property
    def proposal_of(self) -> Mapping[str, Proposal]:
        """Statement id → its proposal."""
        return {key: proposal for proposal in self.proposals.values() for key in proposal.statement_ids}


def read_run(store: Store) -> Run:
    """Return the run that stands in ``store``.

    Raises
    ------
    PipelineError
        If it has not taken place.
    """
    names = ("workshops", "utterances", "segments", "statements", "themes", "proposals", "glossary")
    return gather({name: store.read_table(name) for name in names})


def gather(frames: Mapping[str, pd.DataFrame]) -> Run:
    """Return the run whose public tables are ``frames``."""
    segments = _keyed(Segment, frames["segments"])
    proposals: dict[str, Proposal] = _keyed(Proposal, frames["proposals"])
    workshops = tables.records(frames["workshops"])
    return Run(
        utterances=_utterances(frames["utterances"]),
        segments=segments,
        statements=_statements(frames["statements"], segments),
        themes=_keyed(Theme, frames["themes"]),
        proposals={key: one for key, one in proposals.items() if one.status not in (REJECTED, _DUPLICATE)},
        rejected=frozenset(key for one in proposals.values() if one.status == REJECTED for key in one.statement_ids),
        folders={row["workshop_id"]: unicodedata.normalize("NFC", row["folder"]) for row in workshops},
        agenda=frozenset(theme for row in workshops for theme in row["agenda"]),
        glossary=dict(zip(frames["glossary"]["term"], frames["glossary"]["definition"], strict=True)),
    )


def _utterances(frame: pd.DataFrame) -> dict[str, Utterance]:
    """Return utterances in reading order, their source in normal form C (some systems decompose file names)."""
    rows = [row | {"source": unicodedata.normalize("NFC", row["source"])} for row in tables.records(frame)]
    rows.sort(key=lambda row: (row["source"], row["position"], row["utterance_id"]))
    return {row["utterance_id"]: _made(Utterance, row) for row in rows}


def _statements(frame: pd.DataFrame, segments: Mapping[str, Segment]) -> dict[str, Statement]:
    found = {}
    for row in tables.records(frame):
        segment = segments[row["segment_id"]]
        place = {
            "utterance_id": segment.utterance_id,
            "start": segment.char_start + row["char_start"],
            "end": segment.char_start + row["char_end"],
        }
        found[row["statement_id"]] = _made(Statement, row | place)
    return dict(sorted(found.items()))


def _keyed(kind: type[Any], frame: pd.DataFrame) -> dict[str, Any]:
    key = next(iter(kind.__dataclass_fields__))
    return dict(sorted((row[key], _made(kind, row)) for row in tables.records(frame)))


def _made(kind: type[Any], row: Mapping[str, Any]) -> Any:  # noqa: ANN401
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})
