"""What a sentence is, with the rule and the words that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.rules.chain import Reading
from pipeline.stages.propose.rules.model import Hit
from pipeline.stages.propose.rules.precision import precision_of
from pipeline.stages.propose.learned.scorer import Scores

PROPOSITION: Final = "proposition"
RESEMBLANCE: Final = "ressemblance"
FINDING: Final = "constat"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one sentence.

    Attributes
    ----------
    type : str
        One of ``records.STATEMENT_TYPES``.
    hit : Hit or None
        The rule that fired; None when the sentence was recognised by its resemblance to labelled ones.
    score : float
        Probability that the type is right.
    reason : str or None
        Why a demand was refused: niee, rapportee, passee, fait.
    """

    type: str
    hit: Hit | None
    score: float
    reason: str | None = None

    @property
    def rule(self) -> str:
        """Name of the rule, or « ressemblance »."""
        return self.hit.rule.name if self.hit else RESEMBLANCE


def by_rules(reading: Reading, kind: str) -> Verdict | None:
    """Return what the rules alone say; None for a sentence that states nothing."""
    if reading.demands:
        return _best([Verdict(PROPOSITION, hit, precision_of(hit.rule.name, kind)) for hit in reading.demands])
    kept = next(iter(reading.others), None)
    if reading.refusals:
        refused = reading.refusals[0]
        kept_type = kept.rule.outcome if kept and kept.rule.outcome != "question" else FINDING
        return Verdict(kept_type, refused, precision_of(refused.rule.name, kind), refused.rule.outcome)
    return Verdict(kept.rule.outcome, kept, precision_of(kept.rule.name, kind)) if kept else None


def by_scores(reading: Reading, kind: str, scores: Scores, threshold: float) -> Verdict | None:
    """Return what the rules and the learned scorer say together; None for a sentence that states nothing."""
    if scores.proposition > threshold and not (reading.refusals and not reading.demands):
        best = by_rules(reading, kind) if reading.demands else None
        return Verdict(PROPOSITION, best.hit if best else None, scores.proposition)
    name, score = scores.other()
    if reading.refusals and not reading.demands:
        refused = reading.refusals[0]
        kept_type = name if name in ("constat", "frein", "levier") else FINDING
        return Verdict(kept_type, refused, precision_of(refused.rule.name, kind), refused.rule.outcome)
    if name is None:
        return None
    return Verdict(name, next((hit for hit in reading.others if hit.rule.outcome == name), None), score)


def _best(verdicts: list[Verdict]) -> Verdict:
    """Return the surest; among equals the first in the rules' order."""
    return max(verdicts, key=lambda verdict: verdict.score)
