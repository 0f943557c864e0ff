"""A fold in progress: the answer so far, where things are found, what is settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.ledger.entries import CORRECTED, REJECTED, TO_REVIEW, Anchor, Entry
from pipeline.ledger.locating import Place
from pipeline.ledger.matching import Placed
from pipeline.records import VERBATIM, content_id
from pipeline.stages.review.answer import Answer, Proposal, Segment, Statement
from pipeline.stages.review.placing import OrphanError, Placer
from pipeline.stages.review.settling import Settlement, named

UNSPECIFIED: Final = "non précisé"
_POURED: Final = {
    "thème": "Ce thème a été fusionné par",
    "proposition": "Cette proposition a été jointe à une autre par",
}


class ClashError(Exception):
    """A correction that an earlier one leaves without object; the message says in French which and why."""

    def __init__(self, target: str, detail: str) -> None:
        self.target = target
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class Done:
    """A correction applied: where it landed and, in French, what it did."""

    placed: Placed
    detail: str


class Work:
    """What the fold functions share.

    Parameters
    ----------
    answer : Answer
        A copy that they change.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.placer = Placer(answer)
        self.settlement = Settlement()
        self.settle = self.settlement.settle
        # What the acceptance of a theme put back under it: theme id → segment id → as the segment was.
        self.held: dict[str, dict[str, Segment]] = {}

    def place(self, anchor: Anchor) -> Placed:
        """Return where an anchor of any kind stands now; OrphanError when nowhere."""
        place = {
            "thème": self.placer.theme,
            "segment": self.placer.segment,
            "énoncé": self.statement,
            "proposition": self.proposal,
            "locuteur": self.placer.speaker,
        }
        return place[anchor.kind](anchor)

    def statement(self, anchor: Anchor) -> Placed:
        """Place a statement; where the program no longer sees one, make it again from its words."""
        found = self.placer.statement(anchor)
        return found if isinstance(found, Placed) else self._made_at(found, anchor.type or "constat")

    def _made_at(self, place: Place, kind: str) -> Placed:
        """Return the statement that stands at a place, made when there is none."""
        segment_id, start, end = place
        if key := self._overlapping(segment_id, start, end):
            return Placed(key, "retrouvé par ses mots, découpés autrement")
        statement = Statement(
            statement_id=content_id("e", segment_id, start, end),
            segment_id=segment_id,
            char_start=start,
            char_end=end,
            text=self.answer.segments[segment_id].text[start:end],
            type=kind,
            rule="relecture",
            cue=None,
            score=1.0,
            reason=None,
        )
        self.answer.statements[statement.statement_id] = statement
        return Placed(statement.statement_id, "le programme ne le relève plus, il est rétabli")

    def proposal(self, anchor: Anchor) -> Placed:
        """Place a proposition; where the program no longer sees one, make it again from its statement."""
        try:
            return self.placer.proposal(anchor)
        except OrphanError:
            found = self.placer.statement_like(anchor)
            if found is None:
                raise
            member = found if isinstance(found, Placed) else self._made_at(found, "proposition")
            return Placed(self.proposal_for(member.key), "le programme ne la relève plus, elle est rétablie")

    def proposal_for(self, statement_id: str) -> str:
        """Return the proposition that rests on a statement, made if there is none."""
        for key, proposal in self.answer.proposals.items():
            if statement_id in proposal.statement_ids:
                return key
        statement = self.answer.statements[statement_id]
        key = content_id("p", statement_id)
        self.answer.proposals[key] = new_proposal(key, statement.text, (statement_id,), statement.score)
        return key

    def own(self, entry: Entry) -> Placed:
        """Place what a correction is about, a theme or a proposition.

        Raises
        ------
        ClashError
            If another correction poured it into another one: what is asked of it has no object any more.
        """
        target = entry.change.target
        by = self.settlement.by(target.id, "into") if target.id in self.placer.poured else None
        if by is not None:
            raise ClashError(target.id, f"{_POURED[target.kind]} {named(by)}.")
        return self.place(target)

    def open_theme(self, anchor: Anchor) -> Placed:
        """Place a theme to put something in; ClashError if a reviewer rejected it."""
        placed = self.placer.theme(anchor)
        theme = self.answer.themes[placed.key]
        by = self.settlement.by(placed.key, "status")
        if theme.status == REJECTED and by is not None:
            raise ClashError(placed.key, f"Le thème « {theme.label} » a été rejeté par {named(by)}.")
        return placed

    def _overlapping(self, segment_id: str, start: int, end: int) -> str | None:
        """Return the statement that covers at least half of a place."""
        for key, statement in self.answer.statements.items():
            common = min(end, statement.char_end) - max(start, statement.char_start)
            if statement.segment_id == segment_id and 2 * common >= end - start:
                return key
        return None


def new_proposal(key: str, title: str, statement_ids: tuple[str, ...], score: float) -> Proposal:
    """Return a proposition that a reviewer makes: its title is the verbatim, its card is to be filled in."""
    return Proposal(
        proposal_id=key,
        title=title,
        title_origin=VERBATIM,
        statement_ids=statement_ids,
        nature=UNSPECIFIED,
        echelle=UNSPECIFIED,
        porteur=UNSPECIFIED,
        score=score,
        nearby=(),
    )


def touched(status: str) -> str:
    """Return the state of something that was just edited: a verdict stands, the rest is « corrigé »."""
    return CORRECTED if status == TO_REVIEW else status
