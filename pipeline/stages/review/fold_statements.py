"""Corrections of statements and propositions."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ledger.entries import ACCEPTED, Decide, Entry, Join, Part, Retitle, Retype
from pipeline.ledger.matching import Placed
from pipeline.ledger.prints import words
from pipeline.records import content_id
from pipeline.stages.review.answer import Proposal
from pipeline.stages.review.fold_themes import BY_REVIEWER, missing, place_all
from pipeline.stages.review.wording import counted
from pipeline.stages.review.work import Done, Work, new_proposal, touched

_CARD = ("nature", "echelle", "porteur", "nature_words", "echelle_words", "porteur_words")


def retype(work: Work, entry: Entry, wanted: Retype) -> Done:
    """Give a statement another type; a new proposition gets its place in the list."""
    placed = work.place(entry.change.target)
    statement = work.answer.statements[placed.key]
    work.settle(entry, placed.key, "type", wanted.type)
    work.answer.statements[placed.key] = replace(
        statement, type=wanted.type, reason=None, status=touched(statement.status)
    )
    if wanted.type == "proposition":
        work.proposal_for(placed.key)
    return Done(placed, f"Énoncé retypé : {statement.type} → {wanted.type}.")


def retitle(work: Work, entry: Entry, wanted: Retitle) -> Done:
    """Give a proposition another title."""
    placed = work.own(entry)
    proposal = work.answer.proposals[placed.key]
    work.settle(entry, placed.key, "title", wanted.title)
    work.answer.proposals[placed.key] = replace(
        proposal, title=wanted.title, title_origin=BY_REVIEWER, status=touched(proposal.status)
    )
    return Done(placed, f"Proposition « {proposal.title} » intitulée « {wanted.title} ».")


def join(work: Work, entry: Entry, wanted: Join) -> Done:
    """Gather propositions into one; each keeps its statements, so nothing of their support is lost."""
    placed = work.own(entry)
    found, lost = place_all(work.proposal, wanted.others)
    others = [key for key in found if key != placed.key]
    for key in others:
        _pour(work, entry, key, placed.key)
    title = work.answer.proposals[placed.key].title
    detail = (
        f"{counted(len(others), 'proposition jointe', 'propositions jointes')} à « {title} »."
        if others
        else "Ces propositions n’en font qu’une."
    )
    return Done(placed, detail + missing(lost))


def part(work: Work, entry: Entry, wanted: Part) -> Done:
    """Take statements out of their proposition, into another or a new one, whose id depends on the correction alone."""
    placed = work.statement(entry.change.target)
    found, lost = place_all(work.statement, (entry.change.target, *wanted.others))
    key = _new_part(work, entry, wanted, found) if wanted.into is None else work.proposal(wanted.into).key
    title = work.answer.proposals[key].title
    for member in found:
        work.settle(entry, member, "proposal", key, title)
    _give(work, tuple(found), key)
    return Done(
        placed, f"{counted(len(found), 'énoncé mis', 'énoncés mis')} dans la proposition « {title} ».{missing(lost)}"
    )


def decide_statement(work: Work, entry: Entry, key: str, status: str) -> None:
    """Accept or reject a statement; accepting confirms the type that was seen and lifts a refusal by rule."""
    statement = work.answer.statements[key]
    kind, reason = statement.type, statement.reason
    if status == ACCEPTED:
        reason = None
        if work.settlement.by(key, "type") is None:
            kind = entry.change.target.type or kind
    work.answer.statements[key] = replace(statement, status=status, type=kind, reason=reason)
    if status == ACCEPTED and kind == "proposition":
        work.proposal_for(key)


def decide_proposal(work: Work, entry: Entry, wanted: Decide) -> Placed:
    """Accept or reject a proposition; accepting confirms the title and the statements that were seen."""
    placed = work.own(entry)
    found: list[str] = []
    if wanted.status == ACCEPTED and wanted.members:
        found, _ = place_all(work.statement, wanted.members)
        placed = _apart(work, entry, placed, found)
    title = work.answer.proposals[placed.key].title
    if wanted.status == ACCEPTED and work.settlement.by(placed.key, "title") is None:
        title = entry.change.target.text or title
    for member in found:
        work.settle(entry, member, "proposal", placed.key, title)
    if found:
        _give(work, tuple(found), placed.key)
    work.answer.proposals[placed.key] = replace(work.answer.proposals[placed.key], status=wanted.status, title=title)
    return placed


def _apart(work: Work, entry: Entry, placed: Placed, members: list[str]) -> Placed:
    """Return the accepted proposition, made again where the program joined it to another one that is accepted too."""
    target, other = entry.change.target, work.answer.proposals[placed.key]
    verdict = work.settlement.by(placed.key, "status")
    taken = other.status == ACCEPTED and verdict is not None and verdict.change.target.id != target.id
    if not taken or words(other.title) == words(target.text):
        return placed
    made = _new_part(work, entry, Part(title=target.text or None), members)
    work.placer.poured[target.id] = made
    return Placed(made, "le programme ne la distingue plus, elle est rétablie")


def _new_part(work: Work, entry: Entry, wanted: Part, members: list[str]) -> str:
    """Make the proposition that will hold ``members``, with the card of the one they leave."""
    key = content_id("p", entry.entry_id)
    statements = [work.answer.statements[member] for member in members]
    made = new_proposal(key, wanted.title or statements[0].text, (), max(row.score for row in statements))
    if wanted.title:
        made = replace(made, title_origin=BY_REVIEWER)
    for source in work.answer.proposals.values():
        if members[0] in source.statement_ids:
            card = {name: getattr(source, name) for name in _CARD}
            made = replace(made, **card)
    work.answer.proposals[key] = made
    return key


def _pour(work: Work, entry: Entry, gone: str, kept: str) -> None:
    """Put all of a proposition into another."""
    proposals = work.answer.proposals
    poured = proposals.pop(gone)
    target = proposals[kept]
    work.settle(entry, gone, "into", kept, target.title)
    work.placer.poured[gone] = kept
    proposals[kept] = replace(
        target,
        statement_ids=tuple(dict.fromkeys(target.statement_ids + poured.statement_ids)),
        score=max(target.score, poured.score),
        nearby=tuple(dict.fromkeys(key for key in target.nearby + poured.nearby if key not in (gone, kept))),
        status=touched(target.status),
    )
    for key, proposal in proposals.items():
        if gone in proposal.nearby:
            proposals[key] = replace(proposal, nearby=_swapped(proposal, gone, kept))
    for key, proposal in proposals.items():
        if proposal.duplicate_of == gone:
            proposals[key] = replace(proposal, duplicate_of=None if key == kept else kept)


def _swapped(proposal: Proposal, gone: str, kept: str) -> tuple[str, ...]:
    """Return the propositions near one, ``gone`` replaced by ``kept``."""
    near = (kept if key == gone else key for key in proposal.nearby)
    return tuple(dict.fromkeys(key for key in near if key != proposal.proposal_id))


def _give(work: Work, members: tuple[str, ...], to: str) -> None:
    """Make ``to`` the only proposition that rests on these statements."""
    proposals = work.answer.proposals
    for key, proposal in proposals.items():
        left = tuple(member for member in proposal.statement_ids if member not in members)
        if key == to and not set(members) <= set(proposal.statement_ids):
            proposals[key] = replace(proposal, statement_ids=left + members, status=touched(proposal.status))
        elif key != to and left != proposal.statement_ids:
            proposals[key] = replace(proposal, statement_ids=left, status=touched(proposal.status))
