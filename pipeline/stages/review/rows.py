"""The public tables of a published answer, rows in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pipeline import tables
from pipeline.stages.review.answer import Answer, Segment, Statement
from pipeline.stages.review.counts import Standing
from pipeline.stages.review.publish import Carried, Published
from pipeline.stages.review.settling import Report

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def frames(published: Published, reports: Sequence[Report]) -> dict[str, pd.DataFrame]:
    """Return the five public tables that review writes."""
    answer = published.answer
    segments = sorted(answer.segments.values(), key=lambda row: (row.workshop_id, row.position, row.segment_id))
    rows = {
        "segments": [_segment(row) for row in segments],
        "themes": [_theme(row, rank) for rank, row in enumerate(published.themes, start=1)],
        "statements": [_statement(answer, row) for _, row in sorted(answer.statements.items())],
        "proposals": [_proposal(row, number) for number, row in enumerate(published.proposals, start=1)],
        "corrections": [_correction(report) for report in reports],
    }
    return {name: tables.frame(name, found) for name, found in rows.items()}


def _segment(row: Segment) -> Row:
    return _taken(row, "segments")


def _theme(row: Standing, rank: int) -> Row:
    theme = row.theme
    return _taken(theme, "themes") | {
        "keywords": list(theme.keywords),
        "representatives": list(theme.representatives),
        "n_segments": row.n_segments,
        "n_speakers": len(row.support.speakers),
        "n_workshops": len(row.support.workshops),
        "workshops": list(row.support.workshops),
        "roles": list(row.support.roles),
        "recurrence": row.recurrence,
        "n_on_agenda": row.n_on_agenda,
        "n_words": row.n_words,
        "rank": rank,
    }


def _statement(answer: Answer, row: Statement) -> Row:
    workshop = answer.segments[row.segment_id].workshop_id
    return _taken(row, "statements") | {"workshop_id": workshop, "theme_id": answer.theme_of(row)}


def _proposal(row: Carried, number: int) -> Row:
    return _taken(row.proposal, "proposals") | {
        "number": number,
        "statement_ids": list(row.proposal.statement_ids),
        "nearby": list(row.proposal.nearby),
        "workshops": list(row.support.workshops),
        "n_workshops": len(row.support.workshops),
        "n_speakers": len(row.support.speakers),
        "roles": list(row.support.roles),
    }


def _correction(report: Report) -> Row:
    entry = report.entry
    return {
        "entry_id": entry.entry_id,
        "at": entry.at,
        "who": entry.who,
        "action": entry.action,
        "target": report.target,
        "outcome": report.outcome,
        "detail": report.detail,
    }


def _taken(thing: object, table: str) -> Row:
    """Return the columns of a table that a thing has under the same name."""
    return {name: getattr(thing, name) for name in tables.columns(table) if hasattr(thing, name)}
