"""The chain: asides and refusals first, then demands, then the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.rules.demands import DEMANDS
from pipeline.stages.propose.rules.model import Hit, Rule
from pipeline.stages.propose.rules.others import OTHERS
from pipeline.stages.propose.rules.refusals import ASIDES, REFUSALS
from pipeline.stages.propose.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the rules found in a sentence.

    Attributes
    ----------
    demands, others : tuple of Hit
        In the order of the rules.
    asides, refusals : tuple of Hit
        What was blanked, and why.
    """

    asides: tuple[Hit, ...]
    refusals: tuple[Hit, ...]
    demands: tuple[Hit, ...]
    others: tuple[Hit, ...]


def read(sentence: Sentence) -> Reading:
    """Return what every rule finds in ``sentence``."""
    flat = sentence.flat
    asides, flat = _blank(ASIDES, sentence, flat)
    refusals, flat = _blank(REFUSALS, sentence, flat)
    return Reading(asides, refusals, _all(DEMANDS, sentence, flat), _all(OTHERS, sentence, sentence.flat))


def _all(rules: tuple[Rule, ...], sentence: Sentence, flat: str) -> tuple[Hit, ...]:
    return tuple(hit for rule in rules if (hit := rule.find(sentence, flat)))


def _blank(rules: tuple[Rule, ...], sentence: Sentence, flat: str) -> tuple[tuple[Hit, ...], str]:
    hits = []
    for rule in rules:
        while hit := rule.find(sentence, flat):
            hits.append(hit)
            flat = flat[: hit.start] + "·" * (hit.end - hit.start) + flat[hit.end :]
    return tuple(hits), flat


_EMPTY: Final = Reading((), (), (), ())
