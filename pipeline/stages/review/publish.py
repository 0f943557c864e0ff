"""The reviewed answer as it is published: nothing dangles, everything is counted, ranked and numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.ledger.entries import DUPLICATE, REJECTED, TO_REVIEW
from pipeline.records import FACILITATOR
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.answer import Answer, Proposal, Segment, Statement
from pipeline.stages.review.arranging import arranged
from pipeline.stages.review.counts import Standing, Support, standings, support
from pipeline.stages.review.duplicates import gathered
from pipeline.stages.review.fold_marks import root

SURE = "sûre"
TO_CONFIRM = "à confirmer"
_MOST_NEARBY = 3


@dataclass(frozen=True, slots=True)
class Carried:
    """A proposition with its figures.

    Attributes
    ----------
    proposal : Proposal
        Its theme and state are final, its statements those that stand (all of them when none does).
    """

    proposal: Proposal
    support: Support


@dataclass(frozen=True, slots=True)
class Published:
    """The answer as the public tables say it.

    Attributes
    ----------
    answer : Answer
        Nothing in it points to a theme that does not stand.
    themes : list of Standing
        Ranked.
    proposals : list of Carried
        Numbered from 1 in this order.
    """

    answer: Answer
    themes: list[Standing]
    proposals: list[Carried]


def publish(reviewed: Answer, settings: ReviewSettings) -> Published:
    """Return the reviewed answer with its figures; ``reviewed`` is not changed."""
    answer = _without_rejected_themes(reviewed)
    themes = standings(answer, settings)
    answer = _within(answer, {standing.theme.theme_id for standing in themes})
    answer.statements = {key: _of_facilitator(answer, row) for key, row in answer.statements.items()}
    rank = {standing.theme.theme_id: number for number, standing in enumerate(themes, start=1)}
    return Published(answer, themes, _numbered(_proposals(answer, rank, settings), rank))


def _proposals(answer: Answer, rank: Mapping[str, int], settings: ReviewSettings) -> list[Carried]:
    """Return the propositions with their figures; a duplicate has its own, its original those of both."""
    support = gathered(answer)
    rows = [
        carried(
            answer,
            replace(
                row,
                statement_ids=row.statement_ids if key in support.hidden else support.members[key],
                duplicate_of=support.hidden.get(key),
                nearby=tuple(near for near in row.nearby if near not in support.hidden),
            ),
            rank,
            settings,
        )
        for key, row in answer.proposals.items()
        if row.statement_ids
    ]
    return _near_in_theme([_marked(row) for row in rows])


def _near_in_theme(rows: list[Carried]) -> list[Carried]:
    """Keep, of the near propositions, the first few of the same theme: of two themes, they are rarely one measure."""
    themes = {row.proposal.proposal_id: row.proposal.theme_id for row in rows}

    def near(own: Proposal) -> tuple[str, ...]:
        same = (key for key in own.nearby if own.theme_id is not None and themes.get(key) == own.theme_id)
        return tuple(same)[:_MOST_NEARBY]

    return [replace(row, proposal=replace(row.proposal, nearby=near(row.proposal))) for row in rows]


def _marked(row: Carried) -> Carried:
    if row.proposal.duplicate_of is None:
        return row
    return replace(row, proposal=replace(row.proposal, status=DUPLICATE))


def _numbered(rows: list[Carried], rank: Mapping[str, int]) -> list[Carried]:
    """Return the propositions in the order of their numbers: computed, then as reviewers arranged each theme."""
    return arranged(
        sorted(rows, key=lambda one: _order(one, rank)),
        key=lambda one: one.proposal.proposal_id,
        group=lambda one: _order(one, rank)[:2],
        places={one.proposal.proposal_id: one.proposal.places for one in rows},
    )


def _without_rejected_themes(reviewed: Answer) -> Answer:
    answer = reviewed.copy()
    answer.themes = {key: theme for key, theme in answer.themes.items() if theme.status != REJECTED}
    return _within(answer, set(answer.themes))


def _within(answer: Answer, standing: set[str]) -> Answer:
    """Return the answer where everything under a theme that does not stand is under none."""

    def still(key: str | None) -> str | None:
        return key if key in standing else None

    kept = answer.copy()
    kept.themes = {
        key: replace(theme, parent_id=still(theme.parent_id)) for key, theme in answer.themes.items() if key in standing
    }
    kept.segments = {key: _segment_within(row, standing) for key, row in answer.segments.items()}
    kept.statements = {key: replace(row, theme_id=still(row.theme_id)) for key, row in answer.statements.items()}
    kept.proposals = {key: replace(row, theme_id=still(row.theme_id)) for key, row in answer.proposals.items()}
    return kept


def _segment_within(segment: Segment, standing: set[str]) -> Segment:
    second = segment.second_theme_id if segment.second_theme_id in standing else None
    if segment.theme_id is None or segment.theme_id in standing:
        return replace(segment, second_theme_id=second)
    return replace(segment, theme_id=None, theme_score=None, second_theme_id=None)


def _of_facilitator(answer: Answer, statement: Statement) -> Statement:
    """Return the statement, refused when a reviewer said that its speaker facilitates."""
    if answer.segments[statement.segment_id].role != FACILITATOR or statement.reason is not None:
        return statement
    return replace(statement, reason=FACILITATOR)


def carried(answer: Answer, proposal: Proposal, rank: Mapping[str, int], settings: ReviewSettings) -> Carried:
    """Return a proposition with what still supports it; without any support it is rejected.

    Parameters
    ----------
    answer : Answer
        The reviewed answer, nothing in it under a theme that does not stand.
    proposal : Proposal
        Resting on at least one statement.
    rank : mapping of str to int
        The themes that stand, by id, 1 for the first.
    settings : ReviewSettings
        From which score it is sure.
    """
    rows = [answer.statements[key] for key in proposal.statement_ids]
    standing = [row for row in rows if row.type == "proposition" and row.reason is None and row.status != REJECTED]
    standing = [row for row in standing if not _refused_original(answer, row)]
    segments = [answer.segments[row.segment_id] for row in standing or rows]
    status = proposal.status if standing else REJECTED
    if status == TO_REVIEW:
        status = SURE if proposal.score >= settings.sure_score else TO_CONFIRM
    theme = proposal.theme_id if proposal.moved else _theme(answer, standing or rows, rank)
    final = replace(
        proposal, theme_id=theme, status=status, statement_ids=tuple(row.statement_id for row in standing or rows)
    )
    return Carried(final, support(answer, segments, (segment.workshop_id for segment in segments)))


def _refused_original(answer: Answer, row: Statement) -> bool:
    """Tell whether a statement is the duplicate of one that a reviewer rejected: they say the same."""
    if row.duplicate_of is None:
        return False
    return answer.statements[root(answer.statements, row.statement_id)].status == REJECTED


def _theme(answer: Answer, statements: list[Statement], rank: Mapping[str, int]) -> str | None:
    """Return the theme of most statements, the better ranked of two."""
    votes = Counter(theme for theme in map(answer.theme_of, statements) if theme is not None)
    return min(votes, key=lambda theme: (-votes[theme], rank[theme]), default=None)


def _order(row: Carried, rank: Mapping[str, int]) -> tuple[int, int, int, int, int, float, str]:
    """Return the key that numbers propositions: by theme, then support; duplicates and the rejected come last."""
    proposal, said = row.proposal, row.support
    return (
        (DUPLICATE, REJECTED).index(proposal.status) + 1 if proposal.status in (DUPLICATE, REJECTED) else 0,
        rank.get(proposal.theme_id or "", len(rank) + 1),
        -len(said.workshops),
        -len(said.speakers),
        -len(proposal.statement_ids),
        -proposal.score,
        proposal.proposal_id,
    )
