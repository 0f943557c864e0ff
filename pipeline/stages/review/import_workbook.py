"""``synthese import relecture.xlsx``: show what a filled workbook asks, then write it in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.ledger import journal
from pipeline.ledger.entries import Change, Entry
from pipeline.stages.review.changes import changes
from pipeline.stages.review.filled import read
from pipeline.stages.review.said import said
from pipeline.text.typography import typeset


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an import would write.

    Attributes
    ----------
    changes : tuple of Change
        Corrections that the ledger does not have yet.
    lines : tuple of str
        One French sentence for each of them.
    anomalies : tuple of str
        One French sentence for each cell that makes no correction.
    n_known : int
        Corrections of the workbook that the same reviewer has recorded already.
    """

    changes: tuple[Change, ...]
    lines: tuple[str, ...]
    anomalies: tuple[str, ...]
    n_known: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a filled workbook asks: its corrections, its anomalies, and the last correction that it knew of."""

    changes: tuple[Change, ...]
    anomalies: tuple[str, ...]
    since: str


def read_changes(path: Path) -> Asked:
    """Return what a filled workbook asks, compared to the base that it carries: it may come from an earlier run.

    Raises
    ------
    ReviewError
        If the file is no workbook of this program.
    """
    filled = read(path)
    found, anomalies = changes(filled)
    return Asked(found, tuple(typeset(anomaly) for anomaly in anomalies), filled.base.since)


def propose(path: Path, cycle: Path, who: str) -> Proposed:
    """Return what importing ``path`` as ``who`` would add to the ledger of ``cycle``; nothing is written.

    Raises
    ------
    ReviewError
        If the workbook or the ledger cannot be read.
    """
    asked = read_changes(path)
    new = journal.unrecorded(journal.read(cycle), asked.changes, journal.signed(who), asked.since)
    lines = tuple(typeset(said(change)) for change in new)
    return Proposed(new, lines, asked.anomalies, len(asked.changes) - len(new))


def accept(proposed: Proposed, cycle: Path, who: str) -> tuple[Entry, ...]:
    """Write the proposed corrections in the ledger of ``cycle``, signed ``who``; the next run folds them.

    Raises
    ------
    ReviewError
        If the ledger cannot be written.
    """
    return journal.record(cycle, proposed.changes, who)
