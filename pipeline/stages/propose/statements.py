"""From sentences to typed statements, each an exact slice of its segment."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.records import content_id
from pipeline.stages.propose.clause import Clause, cut
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.verdict import PROPOSITION, Verdict


@dataclass(frozen=True)
class Statement:
    """A typed statement.

    Attributes
    ----------
    sentence : Sentence
        Where it was said.
    verdict : Verdict
        Its type, and why.
    clause : Clause
        The part that carries it, and what was said around it; offsets in the sentence's text.
    """

    sentence: Sentence
    verdict: Verdict
    clause: Clause

    @property
    def start(self) -> int:
        """Offset of its first character in the segment's text."""
        return self.sentence.start + self.clause.start

    @property
    def end(self) -> int:
        """Offset after its last character in the segment's text."""
        return self.sentence.start + self.clause.end

    @property
    def text(self) -> str:
        """The exact slice."""
        return self.sentence.text[self.clause.start : self.clause.end]

    @property
    def statement_id(self) -> str:
        """Its id: where it stands."""
        return content_id("e", self.sentence.segment_id, self.start, self.end)

    @property
    def is_proposition(self) -> bool:
        """Whether it is a proposition that stands."""
        return self.verdict.type == PROPOSITION and self.verdict.reason is None

    @property
    def cue(self) -> str | None:
        """The words that the rule recognised, as said."""
        hit = self.verdict.hit
        return self.sentence.text[hit.start : hit.end].strip(" ,") or None if hit else None

    def linked(self) -> dict[str, str | None]:
        """Return the exact words of the motive, condition and objection said with a proposition."""
        clause = self.clause
        # « si y a pas de travaux, elle revient à la commune ? » asks for it: what is asked sets no condition.
        condition = None if self.sentence.text.rstrip().endswith("?") else clause.condition
        parts = {"motive": clause.motive, "condition": condition, "objection": clause.objection}
        return {name: self.sentence.text[slice(*part)] if part else None for name, part in parts.items()}


def statement(sentence: Sentence, verdict: Verdict) -> Statement:
    """Return the statement that ``verdict`` makes of ``sentence``: a proposition is cut to its clause."""
    whole = Clause(0, len(sentence.text))
    is_cut = verdict.type == PROPOSITION and verdict.hit is not None
    return Statement(sentence, verdict, cut(sentence, verdict.hit) if is_cut and verdict.hit else whole)
