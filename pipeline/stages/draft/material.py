"""The tables, indexed and ordered: composing never touches a frame, nor depends on the order of its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from pipeline.records import DENIED, FACILITATOR, KEPT
from pipeline.stages.draft import wording
from pipeline.stages.draft.names import name_words
from pipeline.stages.draft.rows import (
    Effect,
    Number,
    Presence,
    Proposal,
    Segment,
    Source,
    Speaker,
    Statement,
    Theme,
    Utterance,
    Workshop,
    pairs,
    rows,
)

if TYPE_CHECKING:
    import pandas as pd

# The reviewers' verdicts, as the tables of statements and propositions write them.
REVIEWED: Final = ("accepté", "corrigé")
_REJECTED: Final = "rejeté"
# The same as another: its support is counted there, its words are not quoted twice.
_DUPLICATE: Final = "doublon"
# A « town » that is no proper noun.
_ONLINE: Final = "en ligne"

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Material:
    """All that the synthesis is composed from, indexed by id.

    Attributes
    ----------
    statements : mapping of str to Statement
        Those that stand, with offsets in their utterance's text as segments have, so that pieces compare.
    denied : mapping of str to Statement
        Demands that their own speaker denies (« surtout pas par décret »), in the same way.
    refused : mapping of str to int
        How many demands were refused, by reason; « rejeté » is a reviewer's verdict.
    kept_by_theme : mapping of (str or None) to tuple of Segment
        Segments that went on to themes; under None, those that have none.
    places : mapping of str to str
        How each workshop is called in a signature.
    keywords : mapping of str to tuple of str
        Each theme's words, in small letters.
    names : frozenset of str
        Words that are speakers' names and nothing else.
    effects : tuple of Effect
        What the reviewers' corrections taught the program.
    presences : mapping of str to tuple of Presence
        Each theme's share in each workshop and role, against chance.
    numbers : tuple of Number
        The numbers of themes that were compared.
    """

    cycle: Mapping[str, str]
    glossary: Mapping[str, str]
    workshops: tuple[Workshop, ...]
    sources: tuple[Source, ...]
    speakers: tuple[Speaker, ...]
    utterances: Mapping[str, Utterance]
    segments: Mapping[str, Segment]
    themes: tuple[Theme, ...]
    statements: Mapping[str, Statement]
    denied: Mapping[str, Statement]
    refused: Mapping[str, int]
    proposals: tuple[Proposal, ...]
    kept_by_theme: Mapping[str | None, tuple[Segment, ...]]
    segments_by_utterance: Mapping[str, tuple[Segment, ...]]
    statements_by_theme: Mapping[str | None, tuple[Statement, ...]]
    statements_by_segment: Mapping[str, tuple[Statement, ...]]
    places: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    names: frozenset[str]
    effects: tuple[Effect, ...]
    presences: Mapping[str, tuple[Presence, ...]]
    numbers: tuple[Number, ...]

    def utterance(self, thing: Statement | Segment) -> Utterance:
        """Return the utterance that a statement or a segment comes from."""
        segment = self.segments[thing.segment_id]
        return self.utterances[segment.utterance_id]

    def towns(self, workshops: Iterable[str]) -> str:
        """Return the places of workshops in the order of the cycle: « Nevers et Angoulême »."""
        wanted = set(workshops)
        return wording.listed([self.places[w.workshop_id] for w in self.workshops if w.workshop_id in wanted])


def gather(tables: Mapping[str, pd.DataFrame]) -> Material:
    """Return the material of a run's public tables (and the glossary)."""
    workshops = tuple(sorted(rows(Workshop, tables["workshops"]), key=lambda w: (w.date or "9999", w.workshop_id)))
    utterances = {row.utterance_id: row for row in rows(Utterance, tables["utterances"])}
    order = {key: rank for rank, key in enumerate(sorted(utterances, key=_in_reading_order(workshops, utterances)))}
    segments = sorted(rows(Segment, tables["segments"]), key=lambda s: (order[s.utterance_id], s.char_start))
    kept = [segment for segment in segments if segment.fate == KEPT]
    rank = {segment.segment_id: index for index, segment in enumerate(segments)}
    found = sorted(rows(Statement, tables["statements"]), key=lambda s: (rank[s.segment_id], s.char_start))
    by_id = {segment.segment_id: segment for segment in segments}
    statements = {s.statement_id: _in_utterance(s, by_id[s.segment_id]) for s in found if _refusal(s) is None}
    proposals = [row for row in rows(Proposal, tables["proposals"]) if row.status not in (_REJECTED, _DUPLICATE)]
    speakers = rows(Speaker, tables["speakers"])
    themes = tuple(sorted(rows(Theme, tables["themes"]), key=lambda t: (t.rank, t.theme_id)))
    return Material(
        cycle=pairs(tables["cycle"]),
        glossary=pairs(tables["glossary"]),
        workshops=workshops,
        sources=rows(Source, tables["sources"]),
        speakers=speakers,
        utterances={key: utterances[key] for key in order},
        segments=by_id,
        themes=themes,
        statements=statements,
        denied={s.statement_id: _in_utterance(s, by_id[s.segment_id]) for s in found if _refusal(s) == DENIED},
        refused=Counter(sorted(reason for s in found if (reason := _refusal(s)) not in (None, _DUPLICATE))),
        proposals=tuple(sorted(proposals, key=lambda p: (p.number, p.proposal_id))),
        kept_by_theme=_grouped(kept, lambda s: s.theme_id),
        segments_by_utterance=_grouped(segments, lambda s: s.utterance_id),
        statements_by_theme=_grouped(statements.values(), lambda s: s.theme_id),
        statements_by_segment=_grouped(statements.values(), lambda s: s.segment_id),
        places=_places(workshops),
        keywords={theme.theme_id: tuple(word.casefold() for word in theme.keywords) for theme in themes},
        names=name_words((s.speaker for s in speakers), (u.text for u in utterances.values())),
        effects=rows(Effect, tables["lesson_effects"]),
        presences=_grouped(rows(Presence, tables["specificities"]), lambda one: one.theme_id),
        numbers=tuple(sorted(rows(Number, tables["theme_evidence"]), key=lambda one: one.n_themes)),
    )


def is_spoken(utterance: Utterance) -> bool:
    """Tell whether somebody said or typed it in the meeting: a note or a post-it is nobody's own words."""
    return utterance.kind in ("transcript", "chat") and utterance.speaker_id is not None


def is_facilitator(role: str) -> bool:
    """Tell whether a role is the facilitator's."""
    return role == FACILITATOR


def _refusal(statement: Statement) -> str | None:
    """Return why a statement does not stand: a reviewer's verdict first, else the rule that refused the demand."""
    if statement.status == _REJECTED:
        return _REJECTED
    if statement.duplicate_of is not None:
        return _DUPLICATE
    return None if statement.status in REVIEWED else statement.reason


def _in_utterance(statement: Statement, segment: Segment) -> Statement:
    """Return ``statement`` with offsets in its utterance's text."""
    start, end = statement.char_start + segment.char_start, statement.char_end + segment.char_start
    return replace(statement, char_start=start, char_end=end)


def _in_reading_order(
    workshops: tuple[Workshop, ...], utterances: Mapping[str, Utterance]
) -> Callable[[str], tuple[int, str, int, str]]:
    rank = {workshop.workshop_id: index for index, workshop in enumerate(workshops)}

    def key(utterance_id: str) -> tuple[int, str, int, str]:
        utterance = utterances[utterance_id]
        return rank[utterance.workshop_id], utterance.source, utterance.position, utterance_id

    return key


def _places(workshops: tuple[Workshop, ...]) -> dict[str, str]:
    """Return how each workshop is called in a signature: its town, dated where two share it, else its title."""
    towns = [workshop.town for workshop in workshops]
    places = {}
    for workshop in workshops:
        when = wording.parsed(workshop.date)
        if workshop.town is None:
            places[workshop.workshop_id] = f"« {workshop.title} »"
        elif workshop.town.casefold() == _ONLINE:
            places[workshop.workshop_id] = _ONLINE
        elif towns.count(workshop.town) == 1:
            places[workshop.workshop_id] = workshop.town
        else:
            places[workshop.workshop_id] = f"{workshop.town} ({wording.day(when) if when else workshop.title})"
    return places


def _grouped(items: Iterable[V], key: Callable[[V], K]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(group) for name, group in groups.items()}
