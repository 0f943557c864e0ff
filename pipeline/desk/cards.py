"""Cards: a proposition or a statement as the page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.desk.doubt import priority, theme_doubt
from pipeline.ledger.entries import DUPLICATE, REJECTED, TO_REVIEW, Comment
from pipeline.records import DOUBTED, FACILITATOR, VERBATIM
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.answer import Answer, Proposal, Statement
from pipeline.stages.review.duplicates import Gathered, is_duplicate
from pipeline.stages.review.fold_marks import root
from pipeline.stages.review.publish import TO_CONFIRM, carried
from pipeline.stages.review.settling import CONFLICT, Report
from pipeline.text.speech import is_said

PROPOSAL: Final = "proposition"
# Statements that a rule set aside (a demand that is denied, reported, already met…): a reviewer may take them back.
SET_ASIDE: Final = "écarté"
# Out of the way too: a statement that a reviewer called the same as another.
OUT: Final = (SET_ASIDE, DUPLICATE)

_SPOKEN: Final = "transcript"
_QUOTE_LENGTH: Final = 160


@dataclass(frozen=True, slots=True)
class Card:
    """A proposition (``key`` begins with p) or a statement (e).

    Attributes
    ----------
    key : str
        Its id.
    kind : str
        « proposition » for a proposition; a statement's type, or « écarté » or « doublon », for a statement.
    title : str
        Its title, or the statement's words.
    quote : str
        The first words that a proposition rests on; empty for a statement.
    theme_id : str or None
        Its theme, None when it stands under none.
    status : str
        à relire, accepté, corrigé or rejeté.
    unsure : bool
        Whether the program itself doubts it.
    title_task : str
        What a person must still do with its title: « à intituler », « titre à relire », nothing.
    workshops, towns, roles : tuple of str
        Who carries it.
    n_speakers, n_statements, n_remarks : int
        Speakers, statements, comments.
    contested : bool
        Whether two reviewers contradict each other on it.
    score : float
        How sure the program is of it (0–1).
    priority : float
        How much a review of it is worth: see ``doubt``.
    """

    key: str
    kind: str
    title: str
    quote: str
    theme_id: str | None
    status: str
    unsure: bool
    title_task: str
    workshops: tuple[str, ...]
    towns: tuple[str, ...]
    roles: tuple[str, ...]
    n_speakers: int
    n_statements: int
    n_remarks: int
    contested: bool
    score: float
    priority: float

    @property
    def to_review(self) -> bool:
        """Whether nobody looked at it yet."""
        return self.status == TO_REVIEW


class Dealer:
    """Makes cards of an answer as it stands.

    Parameters
    ----------
    answer : Answer
        The reviewed answer, which goes on changing.
    rank : mapping of str to int
        The themes that stand, by rank: what is under another one is under none.
    settings : ReviewSettings
        Thresholds.
    support : Gathered
        What supports each proposition, its duplicates included.
    """

    def __init__(self, answer: Answer, rank: dict[str, int], settings: ReviewSettings, support: Gathered) -> None:
        self._answer = answer
        self._support = support
        self._rank = rank
        self._settings = settings

    def proposal(self, row: Proposal, reports: Sequence[Report]) -> Card | None:
        """Return a proposition's card, or None when nothing is left in it or another one speaks for it."""
        if not row.statement_ids or row.proposal_id in self._support.hidden:
            return None
        own = self._standing_part(replace(row, statement_ids=self._support.members[row.proposal_id]))
        one = carried(own, own.proposals[row.proposal_id], self._rank, self._settings)
        statements = [self._answer.statements[key] for key in one.proposal.statement_ids]
        segments = [self._answer.segments[statement.segment_id] for statement in statements]
        doubt = theme_doubt(segment.theme_score for segment in segments)
        return Card(
            key=row.proposal_id,
            kind=PROPOSAL,
            title=row.title,
            quote=_cut(statements[0].text),
            theme_id=one.proposal.theme_id,
            status=REJECTED if one.proposal.status == REJECTED else row.status,
            unsure=one.proposal.status == TO_CONFIRM,
            title_task=_title_task(
                row, [one.text for one, of in zip(statements, segments, strict=True) if of.kind != _SPOKEN]
            ),
            workshops=one.support.workshops,
            towns=towns(self._answer, one.support.workshops),
            roles=one.support.roles,
            n_speakers=len(one.support.speakers),
            n_statements=len(statements),
            n_remarks=_remarks(reports),
            contested=_contested(reports),
            score=row.score,
            priority=priority(
                row.score, doubt, len(one.support.workshops), len(one.support.speakers), bool(row.nearby)
            ),
        )

    def statement(self, row: Statement, reports: Sequence[Report]) -> Card:
        """Return a statement's card."""
        segment = self._answer.segments[row.segment_id]
        person = self._answer.person(segment)
        return Card(
            key=row.statement_id,
            kind=self._kind(row),
            title=row.text,
            quote="",
            theme_id=self._standing(self._answer.theme_of(row)),
            status=row.status,
            unsure=row.score < self._settings.sure_score,
            title_task="",
            workshops=(segment.workshop_id,),
            towns=towns(self._answer, (segment.workshop_id,)),
            roles=(segment.role,),
            n_speakers=0 if person is None else 1,
            n_statements=1,
            n_remarks=_remarks(reports),
            contested=_contested(reports),
            score=row.score,
            priority=priority(row.score, theme_doubt([segment.theme_score]), 1, 1, False),
        )

    def _kind(self, row: Statement) -> str:
        if is_duplicate(self._answer, row.statement_id):
            return DUPLICATE
        return row.type if row.reason is None else SET_ASIDE

    def _standing_part(self, row: Proposal) -> Answer:
        """Return what concerns a proposition as it would be published, without publishing all the rest.

        Nothing is under a theme that does not stand, and what a facilitator says is set aside.
        """
        part = Answer(workshops=self._answer.workshops, speakers=self._answer.speakers)
        part.proposals = {row.proposal_id: replace(row, theme_id=self._standing(row.theme_id))}
        for key in row.statement_ids:
            statement = self._answer.statements[key]
            original = root(self._answer.statements, key)
            part.statements[original] = self._answer.statements[original]
            segment = self._answer.segments[statement.segment_id]
            reason = statement.reason or (FACILITATOR if segment.role == FACILITATOR else None)
            part.statements[key] = replace(statement, theme_id=self._standing(statement.theme_id), reason=reason)
            part.segments[segment.segment_id] = replace(segment, theme_id=self._standing(segment.theme_id))
        return part

    def _standing(self, theme_id: str | None) -> str | None:
        return theme_id if theme_id in self._rank else None


def towns(answer: Answer, workshops: Iterable[str]) -> tuple[str, ...]:
    """Return how workshops are called on the page: by town, else by title."""
    found = (answer.workshops[key] for key in workshops)
    return tuple(workshop.town or workshop.title for workshop in found)


def _title_task(row: Proposal, written: Sequence[str]) -> str:
    """Return what a person must still do with a title, as the draft says it; what was written makes one as it is."""
    if row.title_origin == DOUBTED and row.status == TO_REVIEW:
        return "titre à relire"
    spoken = row.title_origin == VERBATIM and not is_said(row.title, written)
    return "à intituler" if spoken and row.status != REJECTED else ""


def _remarks(reports: Sequence[Report]) -> int:
    return sum(isinstance(report.entry.change.wanted, Comment) for report in reports)


def _contested(reports: Sequence[Report]) -> bool:
    return any(report.outcome == CONFLICT for report in reports)


def _cut(text: str) -> str:
    if len(text) <= _QUOTE_LENGTH:
        return text
    return text[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " […]"
