"""Which statements ask for the same measure: average-link groups of a probability, with vetoes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from pipeline.stages.propose.bonds import FAR, Bonds
from pipeline.stages.propose.measure import Measure, opposed
from pipeline.stages.propose.signs import Signs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# What each sign is worth, and what is against before any: a logistic regression on pairs of propositions of the sample,
# and of the meetings that the statements are learned from, which count for a tenth (few of theirs are the same).
# `benchmarks/same_measure.py` fits it again, and scores it on measures that it has not seen. Nearness is weighed less
# than the regression would (6.7): the sample's talks dwell on a measure more than those of workshops written by others.
WEIGHTS: Final = (8.4, 3.8, 5.0, 28.9, 2.6)
AGAINST: Final = -7.9
# The share of the pairs that were the same measure there, and how many pairs of it are believed against those of a run.
_SHARE: Final = 0.009
_BELIEVED: Final = 1000
_ROUNDS: Final = 100


@dataclass(frozen=True, slots=True)
class Groups:
    """Which statements go together.

    Attributes
    ----------
    labels : int array (n,)
        Group of each statement.
    similarity : float array (n, n)
        Probability that two statements ask for the same measure, before vetoes.
    """

    labels: NDArray[np.int64]
    similarity: Matrix


def group(signs: Signs, measures: Sequence[Measure], least: float, bonds: Bonds | None = None) -> Groups:
    """Return groups whose members have on average a probability of at least ``least`` to be the same measure.

    Average link, like complete link, keeps chains from gluing different measures (a–b alike, b–c alike, a–c
    not); on the sample's gold it finds a third more pairs at the same precision.

    Parameters
    ----------
    signs : Signs
        Of n statements.
    measures : sequence of Measure
        In the same order.
    least : float
        0 to 1.
    bonds : Bonds, optional
        What reviewers said of them.
    """
    alike = probability(signs)
    if len(measures) < 2:
        return Groups(np.zeros(len(measures), dtype=np.int64), alike)
    distance = np.where(_vetoes(measures), FAR, 1.0 - alike)
    distance = distance if bonds is None else bonds.bend(distance)
    np.fill_diagonal(distance, 0.0)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - least
    )
    return Groups(model.fit_predict(distance), alike)


def probability(signs: Signs) -> Matrix:
    """Return the probability that every two statements ask for the same measure, symmetric.

    In a cycle where towns ask for the same things one pair in fifty is the same measure, in one where each meeting has
    its own subject one in three thousand: the share is estimated on the pairs of the run themselves, by the
    expectation-maximisation of Saerens, Latinne and Decaestecker (Neural Computation 14, 2002).
    """
    score = AGAINST + (signs.stacked() * WEIGHTS).sum(axis=-1)
    score = (score + score.T) / 2.0
    score += _logit(_share(score[np.triu_indices(len(score), 1)])) - _logit(_SHARE)
    found: Matrix = np.round(1.0 / (1.0 + np.exp(-score)), 6)
    return found


def _share(scores: Matrix) -> float:
    """Return the share of same pairs under which the probabilities of ``scores`` have it as their mean."""
    share = _SHARE
    for _ in range(_ROUNDS):
        likely = 1.0 / (1.0 + np.exp(_logit(_SHARE) - _logit(share) - scores))
        share = float((likely.sum() + _BELIEVED * _SHARE) / (len(scores) + _BELIEVED))
    return share


def _logit(share: float) -> float:
    return math.log(share / (1.0 - share))


def _vetoes(measures: Sequence[Measure]) -> NDArray[np.bool_]:
    veto = np.zeros((len(measures), len(measures)), dtype=bool)
    firm = [place for place, one in enumerate(measures) if one.direction or one.figures or any(one.sides)]
    for i, j in itertools.combinations(firm, 2):
        veto[i, j] = veto[j, i] = opposed(measures[i], measures[j])
    return veto
