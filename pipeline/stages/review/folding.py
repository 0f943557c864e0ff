"""Reviewed answer = machine's answer + corrections, folded in their order. The machine's answer is never altered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.ledger.entries import Comment, Decide, Entry
from pipeline.stages.review.answer import Answer
from pipeline.stages.review.fold_marks import duplicate, order
from pipeline.stages.review.fold_speakers import identify
from pipeline.stages.review.fold_statements import decide_proposal, decide_statement, join, part, retitle, retype
from pipeline.stages.review.fold_themes import describe, merge, move, rename, split
from pipeline.stages.review.holding import decide_theme
from pipeline.stages.review.placing import OrphanError
from pipeline.stages.review.settling import CONFLICT, HONOURED, ORPHAN, Report, Settlement
from pipeline.stages.review.work import ClashError, Done, Work


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The answer after review, and what became of each correction in the order of the ledger."""

    answer: Answer
    reports: tuple[Report, ...]


def fold(machine: Answer, entries: Iterable[Entry]) -> Reviewed:
    """Fold corrections into a copy of the machine's answer.

    Parameters
    ----------
    machine : Answer
        Left as it is.
    entries : iterable of Entry
        In the order of the ledger; an id met twice counts once.

    Returns
    -------
    Reviewed
        One report for each correction: honoured, in conflict or orphan.
    """
    work = Work(machine.copy())
    for entry in {entry.entry_id: entry for entry in entries}.values():
        apply(work, entry)
    return Reviewed(work.answer, tuple(work.settlement.reports.values()))


def apply(work: Work, entry: Entry) -> None:
    """Apply the next correction to a fold in progress and report what became of it; it never fails.

    Parameters
    ----------
    work : Work
        Changed.
    entry : Entry
        Not applied before: ``fold`` sees to it for a whole ledger.
    """
    settlement: Settlement = work.settlement
    try:
        done = FOLDS[entry.action](work, entry, entry.change.wanted)
    except OrphanError as orphan:
        settlement.report(entry, entry.change.target.id, ORPHAN, _lost(orphan))
    except ClashError as clash:
        settlement.report(entry, clash.target, CONFLICT, str(clash))
    else:
        how = f" ({done.placed.how})" if done.placed.how else ""
        settlement.report(entry, done.placed.key, HONOURED, done.detail + how)


def _decide(work: Work, entry: Entry, wanted: Decide) -> Done:
    """Accept, reject, or open again."""
    kind = entry.change.target.kind
    if kind == "thème":
        placed = decide_theme(work, entry, wanted)
    elif kind == "énoncé":
        placed = work.place(entry.change.target)
        decide_statement(work, entry, placed.key, wanted.status)
    else:
        placed = decide_proposal(work, entry, wanted)
    work.settle(entry, placed.key, "status", wanted.status)
    return Done(placed, f"État : {wanted.status}.")


def _comment(work: Work, entry: Entry, wanted: Comment) -> Done:
    """Say something."""
    return Done(work.place(entry.change.target), f"Commentaire : « {wanted.text} »")


def _lost(orphan: OrphanError) -> str:
    about = orphan.anchor
    place = ", ".join(part for part in (about.workshop, about.speaker) if part)
    where = f" ({place})" if place else ""
    near = "Plus proches : " + " ; ".join(orphan.near) + "." if orphan.near else "Rien d’approchant."
    return f"Introuvable : {about.kind} « {about.text[:120]} »{where}. {near}"


# Each takes the work, the entry and what it wants (the type that its action names).
FOLDS: Final[Mapping[str, Callable[[Work, Entry, Any], Done]]] = {
    "renommer": rename,
    "décrire": describe,
    "fusionner": merge,
    "scinder": split,
    "déplacer": move,
    "retyper": retype,
    "titrer": retitle,
    "joindre": join,
    "détacher": part,
    "décider": _decide,
    "ordonner": order,
    "doublon": duplicate,
    "identifier": identify,
    "commenter": _comment,
}
