"""The chain: asides and refusals first, then demands, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.rules.demands import DEMANDS
from pipeline.stages.propose.rules.model import Hit, Rule
from pipeline.stages.propose.rules.others import OTHERS
from pipeline.stages.propose.rules.refusals import ASIDES, REFUSALS
from pipeline.stages.propose.sentences import Sentence

# Asides that cover this share of a sentence leave nothing to it.
_MOST: Final = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the rules found in a sentence.

    Attributes
    ----------
    asides, refusals : tuple of Hit
        What was blanked, and why.
    demands, others : tuple of Hit
        In the order of the rules.
    is_aside : bool
        Whether asides cover the sentence: it is about the meeting, not about the subject.
    """

    asides: tuple[Hit, ...]
    refusals: tuple[Hit, ...]
    demands: tuple[Hit, ...]
    others: tuple[Hit, ...]
    is_aside: bool


def read(sentence: Sentence, *, demands_alone: bool = False) -> Reading:
    """Return what every rule finds in ``sentence``; of those that demand, refuse or turn aside alone when so asked."""
    flat = sentence.flat
    asides, flat = _blank(ASIDES, sentence, flat)
    refusals, flat = _blank(REFUSALS, sentence, flat)
    demands = _all(DEMANDS, sentence, flat)
    others = () if demands_alone else _all(OTHERS, sentence, sentence.flat)
    covered = sum(hit.end - hit.start for hit in asides)
    return Reading(asides, refusals, demands, others, covered >= _MOST * len(sentence.text))


def _all(rules: tuple[Rule, ...], sentence: Sentence, flat: str) -> tuple[Hit, ...]:
    return tuple(hit for rule in rules if (hit := rule.find(sentence, flat)))


def _blank(rules: tuple[Rule, ...], sentence: Sentence, flat: str) -> tuple[tuple[Hit, ...], str]:
    hits = []
    for rule in rules:
        while hit := rule.find(sentence, flat):
            hits.append(hit)
            flat = flat[: hit.start] + "·" * (hit.end - hit.start) + flat[hit.end :]
    return tuple(hits), flat
