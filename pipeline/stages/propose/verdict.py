"""What a sentence is, with the rule and the words that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.learned.scorer import Scores
from pipeline.stages.propose.rules.chain import Reading
from pipeline.stages.propose.rules.model import Hit
from pipeline.stages.propose.rules.precision import precision_of

PROPOSITION: Final = "proposition"
RESEMBLANCE: Final = "ressemblance"
FINDING: Final = "constat"
# From here on the learned voices are right more often than a refusal: of 33 refused demands that they called
# propositions, out of fold, 12 were, and 8 of the 11 above this.
_OVERRULES: Final = 0.75
# What a refused demand may still be.
_SAYS: Final = (FINDING, "frein", "levier", "question")


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
    if reading.is_aside:
        return None
    if reading.demands:
        return _surest(reading, kind)
    kept = next(iter(reading.others), None)
    if reading.refusals:
        return _refused(reading, kept.rule.outcome if kept else None)
    return Verdict(kept.rule.outcome, kept, precision_of(kept.rule.name, kind)) if kept else None


def by_scores(reading: Reading, kind: str, scores: Scores, threshold: float) -> Verdict | None:
    """Return what the rules and the learned scorer say together; None for a sentence that states nothing.

    Parameters
    ----------
    reading : Reading
        What the rules found.
    kind : str
        Kind of source.
    scores : Scores
        What the scorer says.
    threshold : float
        Probability from which a sentence is a proposition. A demand that a rule refuses is none, unless the
        learned voices are sure of it.
    """
    if reading.is_aside:
        return None
    name, score = scores.other()
    if reading.refusals and not reading.demands and scores.proposition < _OVERRULES:
        return _refused(reading, name)
    if scores.proposition > threshold:
        hit = _surest(reading, kind).hit if reading.demands else None
        return Verdict(PROPOSITION, hit, scores.proposition)
    if name is None:
        return None
    return Verdict(name, next((hit for hit in reading.others if hit.rule.outcome == name), None), score)


def _surest(reading: Reading, kind: str) -> Verdict:
    """Return the demand whose rule is most often right; among equals the first in the rules' order."""
    found = [Verdict(PROPOSITION, hit, precision_of(hit.rule.name, kind)) for hit in reading.demands]
    return max(found, key=lambda verdict: verdict.score)


def _refused(reading: Reading, other: str | None) -> Verdict:
    """Return a demand that was refused, as what it says all the same."""
    hit = reading.refusals[0]
    name = other if other in _SAYS else FINDING
    return Verdict(name, hit, precision_of(hit.rule.name, "transcript"), hit.rule.outcome)
