"""Run the review: fold the ledger into the machine's answer, publish it, write the workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from pipeline.ledger import journal
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.answer import Answer, gather
from pipeline.stages.review.folding import fold
from pipeline.stages.review.publish import publish
from pipeline.stages.review.rows import frames
from pipeline.stages.review.settling import CONFLICT, HONOURED, ORPHAN, Report
from pipeline.stages.review.sheets import book
from pipeline.stages.review.wording import counted
from pipeline.stages.review.workbook import workbook
from pipeline.text.typography import typeset

# A file without a date has this one: any would do, but not the clock's.
_NO_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)
# The others are in the table and in the workbook.
_SHOWN: Final = 5


def run(inputs: Inputs, settings: ReviewSettings, progress: Progress) -> Outcome:  # noqa: ARG001
    """Return the five public tables, ``relecture.xlsx``, counts and what became of the corrections."""
    cycle = inputs.place.cycle
    ledger = journal.read(cycle)
    reviewed = fold(gather(inputs.tables), ledger.entries)
    published = publish(reviewed.answer, settings)
    tables = frames(published, reviewed.reports)
    since = ledger.entries[-1].entry_id if ledger.entries else ""
    sheets = book(published, reviewed.reports, settings.workbook_segments)
    return Outcome(
        tables=tables,
        files={"relecture.xlsx": workbook(sheets, reviewed.reports, since, _moment(published.answer))},
        counts={
            "themes": len(tables["themes"]),
            "enonces": len(tables["statements"]),
            "propositions": len(tables["proposals"]),
            "corrections": len(reviewed.reports),
        },
        messages=(*journal.warnings(cycle, ledger), *_messages(reviewed.reports)),
    )


def _messages(reports: Sequence[Report]) -> list[str]:
    """Return the sentences that the user must read: how many corrections, and those that did not simply apply."""
    if not reports:
        return []
    counts = Counter(report.outcome for report in reports)
    parts = [counted(counts[HONOURED], "correction honorée", "corrections honorées")]
    parts += [counted(counts[CONFLICT], "en conflit", "en conflit")] if counts[CONFLICT] else []
    parts += [counted(counts[ORPHAN], "orpheline", "orphelines")] if counts[ORPHAN] else []
    rest = [report for outcome in (ORPHAN, CONFLICT) for report in reports if report.outcome == outcome]
    lines = [f"{', '.join(parts)}."]
    lines += [f"Correction {report.outcome} ({report.entry.action}) : {report.detail}" for report in rest[:_SHOWN]]
    if len(rest) > _SHOWN:
        others = counted(len(rest) - _SHOWN, "autre", "autres")
        lines.append(f"… et {others} : feuille « Journal » de relecture.xlsx.")
    return [typeset(line) for line in lines]


def _moment(answer: Answer) -> datetime:
    """Return the day of the last workshop."""
    days = [workshop.date for workshop in answer.workshops.values() if workshop.date]
    for day in sorted(days, reverse=True):
        try:
            return datetime.fromisoformat(day).replace(tzinfo=UTC)
        except ValueError:
            continue
    return _NO_DATE
