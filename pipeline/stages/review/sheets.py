"""What the review workbook holds: its sheets, columns and rows, before any spreadsheet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.ledger.entries import DUPLICATE, NO_THEME, REJECTED, Anchor, Kind
from pipeline.records import KEPT, REFUSALS
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer, Segment, Speaker, Statement
from pipeline.stages.review.columns import PROPOSALS, SEGMENTS, SPEAKERS, STATEMENTS, THEMES, Column
from pipeline.stages.review.counts import Standing
from pipeline.stages.review.publish import Carried, Published
from pipeline.stages.review.settling import Report
from pipeline.stages.review.wording import fiche, shortened

Value = str | int
# Characters of an example: three fill a cell.
_EXAMPLE = 220


@dataclass(frozen=True, slots=True)
class Row:
    """A thing under review: its anchor, a cell for each column, what else the reviewer sees of it.

    ``members`` are a proposition's statements; ``seen`` says what no cell says as ``Change.seen`` does.
    """

    anchor: Anchor
    cells: tuple[Value, ...]
    members: tuple[Anchor, ...] = ()
    seen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of things of one kind; the first column is their id."""

    title: str
    kind: Kind
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook.

    Attributes
    ----------
    sheets : tuple of Sheet
        Themes, propositions, statements, segments, speakers.
    themes : mapping of str to str
        What a theme is called in a list, by id: its label, with its id when two share it.
    n_left_out : int
        Segments that the workbook has no room for.
    """

    sheets: tuple[Sheet, ...]
    themes: dict[str, str]
    n_left_out: int


def book(published: Published, reports: Sequence[Report], max_segments: int) -> Book:
    """Return the workbook of a published answer.

    Parameters
    ----------
    published : Published
        The reviewed answer.
    reports : sequence of Report
        The corrections so far: they make the column « Historique ».
    max_segments : int
        Most segments to show; the least certain are kept.
    """
    writer = _Writer(published, reports)
    segments = _least_certain(published.answer, max_segments)
    shown = writer.sheet("Segments", "segment", SEGMENTS, writer.segment, writer.in_order(segments))
    return Book(
        (
            writer.sheet("Thèmes", "thème", THEMES, writer.theme, list(enumerate(published.themes, start=1))),
            writer.sheet(
                "Propositions", "proposition", PROPOSALS, writer.proposal, list(enumerate(published.proposals, start=1))
            ),
            writer.sheet("Énoncés", "énoncé", STATEMENTS, writer.statement, writer.statements()),
            shown,
            writer.sheet("Locuteurs", "locuteur", SPEAKERS, writer.speaker, writer.speakers()),
        ),
        writer.labels,
        sum(segment.fate == KEPT for segment in published.answer.segments.values()) - len(shown.rows),
    )


# Accepting one of these holds what it gathers together.
_HOLDING: Final = ("thème", "proposition")


class _Writer:
    """Makes rows."""

    def __init__(self, published: Published, reports: Sequence[Report]) -> None:
        self._answer = published.answer
        self._anchors = Anchors(published.answer)
        self.labels = theme_choices([(row.theme.theme_id, row.theme.label) for row in published.themes])
        self._rank = {standing.theme.theme_id: rank for rank, standing in enumerate(published.themes)}
        self._number = {row.proposal.proposal_id: at for at, row in enumerate(published.proposals, start=1)}
        self._place = _places(published)
        self._held = {
            key: at
            for at, row in reversed([*enumerate(published.proposals, start=1)])
            for key in row.proposal.statement_ids
        }
        self._heard = Counter(segment.speaker_id for segment in published.answer.segments.values())
        self._history: dict[str, list[str]] = defaultdict(list)
        for report in reports:
            entry = report.entry
            self._history[report.target].append(f"{entry.at[:10]} {entry.who} ({report.outcome}) : {report.detail}")

    def sheet(
        self,
        title: str,
        kind: Kind,
        columns: tuple[Column, ...],
        make: Callable[..., tuple[str, tuple[Value, ...]]],
        things: Iterable[tuple[object, ...]],
    ) -> Sheet:
        """Return a sheet with the row that ``make`` gives for each thing."""
        rows = [make(*thing) for thing in things]
        members = {key: self._anchors.members(key) for key, _ in rows} if kind in _HOLDING else {}
        return Sheet(
            title,
            kind,
            columns,
            tuple(
                Row(self._anchors.of(kind, key), (key, *cells), members.get(key, ()), self._placed(key))
                for key, cells in rows
            ),
        )

    def _placed(self, key: str) -> dict[str, str]:
        """Return the correction that last put a theme or a proposition in its place, if one did."""
        row = self._answer.themes.get(key) or self._answer.proposals.get(key)
        return {"order": row.places[-1].entry_id} if row is not None and row.places else {}

    def theme(self, rank: int, row: Standing) -> tuple[str, tuple[Value, ...]]:
        """Return a theme's id and cells."""
        theme = row.theme
        examples = [self._answer.segments[key].text for key in theme.representatives if key in self._answer.segments]
        return theme.theme_id, (
            rank,
            row.recurrence,
            self._towns(row.support.workshops),
            ", ".join(theme.keywords),
            "\n".join(f"• {shortened(text, _EXAMPLE)}" for text in examples[:3]),
            theme.label,
            theme.description or "",
            rank,
            "",
            theme.status,
            "",
            len(row.support.speakers),
            row.n_segments,
            ", ".join(row.support.roles),
            self._past(theme.theme_id),
        )

    def proposal(self, number: int, row: Carried) -> tuple[str, tuple[Value, ...]]:
        """Return a proposition's id and cells."""
        proposal = row.proposal
        said = [self._answer.statements[key] for key in proposal.statement_ids]
        near = sorted(self._number[key] for key in proposal.nearby if key in self._number)
        decided = self._answer.proposals[proposal.proposal_id].status
        return proposal.proposal_id, (
            number,
            proposal.status,
            self._towns(row.support.workshops),
            "\n".join(f"• {one.text}" for one in said),
            proposal.title,
            self._theme(proposal.theme_id),
            self._place.get(proposal.proposal_id, ""),
            "",
            self._number.get(proposal.duplicate_of or "", ""),
            decided,
            "",
            ", ".join(str(one) for one in near),
            fiche(proposal),
            len(row.support.speakers),
            ", ".join(row.support.roles),
            self._past(proposal.proposal_id),
        )

    def statement(self, row: Statement) -> tuple[str, tuple[Value, ...]]:
        """Return a statement's id and cells."""
        segment = self._answer.segments[row.segment_id]
        return row.statement_id, (
            self._towns([segment.workshop_id]),
            segment.role,
            row.text,
            row.type,
            self._theme(self._answer.theme_of(row)),
            self._held.get(row.statement_id, ""),
            row.duplicate_of or "",
            row.status,
            "",
            round(100 * row.score),
            row.rule,
            REFUSALS.get(row.reason or "", row.reason or ""),
            self._past(row.statement_id),
        )

    def segment(self, row: Segment) -> tuple[str, tuple[Value, ...]]:
        """Return a segment's id and cells."""
        return row.segment_id, (
            self._towns([row.workshop_id]),
            row.role,
            row.text,
            self._theme(row.theme_id),
            "",
            "" if row.second_theme_id is None else self._theme(row.second_theme_id),
            "" if row.theme_score is None else round(100 * row.theme_score),
            self._past(row.segment_id),
        )

    def speaker(self, row: Speaker) -> tuple[str, tuple[Value, ...]]:
        """Return a speaker's id and cells."""
        return row.speaker_id, (
            self._towns([row.workshop_id]),
            row.speaker,
            self._heard[row.speaker_id],
            row.speaker,
            row.role,
            "",
            self._past(row.speaker_id),
        )

    def speakers(self) -> list[tuple[Speaker]]:
        """Return the speakers by workshop, those heard most first."""
        rows = self._answer.speakers.values()
        return [(row,) for row in sorted(rows, key=lambda r: (r.workshop_id, -self._heard[r.speaker_id], r.speaker_id))]

    def statements(self) -> list[tuple[Statement]]:
        """Return the statements by theme, type and place."""
        rows = self._answer.statements.values()
        return [(row,) for row in sorted(rows, key=self._statement_place)]

    def in_order(self, segments: Iterable[Segment]) -> list[tuple[Segment]]:
        """Return segments by theme and place."""
        return [(row,) for row in sorted(segments, key=lambda row: (self._at(row.theme_id), *_place(row)))]

    def _statement_place(self, row: Statement) -> tuple[int, str, str, int, str, int]:
        segment = self._answer.segments[row.segment_id]
        return (self._at(self._answer.theme_of(row)), row.type, *_place(segment), row.char_start)

    def _at(self, theme_id: str | None) -> int:
        return self._rank.get(theme_id or "", len(self._rank))

    def _theme(self, theme_id: str | None) -> str:
        return self.labels.get(theme_id or "", NO_THEME)

    def _past(self, key: str) -> str:
        return "\n".join(self._history.get(key, ()))

    def _towns(self, workshops: Iterable[str]) -> str:
        shops = [self._answer.workshops[key] for key in workshops]
        return ", ".join(shop.town or shop.title for shop in shops)


def _places(published: Published) -> dict[str, int]:
    """Return the place of each proposition that stands among those of its theme, from 1."""
    counts: Counter[str | None] = Counter()
    places = {}
    for row in published.proposals:
        if row.proposal.status not in (DUPLICATE, REJECTED):
            counts[row.proposal.theme_id] += 1
            places[row.proposal.proposal_id] = counts[row.proposal.theme_id]
    return places


def _place(segment: Segment) -> tuple[str, int, str]:
    return segment.workshop_id, segment.position, segment.segment_id


def theme_choices(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return what each theme is called in a list, for pairs of id and label: no two alike."""
    shared = Counter(label for _, label in pairs)
    return {key: label if shared[label] == 1 and label != NO_THEME else f"{label} [{key}]" for key, label in pairs}


def _least_certain(answer: Answer, most: int) -> list[Segment]:
    """Return the kept segments, the least certain first, at most ``most``."""
    kept = [segment for segment in answer.segments.values() if segment.fate == KEPT]
    return sorted(kept, key=lambda row: (row.robust is True, row.theme_score or 0.0, row.segment_id))[:most]
