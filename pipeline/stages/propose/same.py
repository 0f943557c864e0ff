"""Which statements ask for the same measure: complete-link groups of a similarity with vetoes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from pipeline.stages.propose.measure import Measure

# Shares of the sentence vectors and of the words in common.
_VECTORS: Final = 0.5
_FAR: Final = 2.0


@dataclass(frozen=True, slots=True)
class Groups:
    """Which statements go together.

    Attributes
    ----------
    labels : int array (n,)
        Group of each statement.
    similarity : float array (n, n)
        Before vetoes, 0 to 1.
    """

    labels: NDArray[np.int64]
    similarity: NDArray[np.float64]


def group(vectors: NDArray[np.float32], measures: Sequence[Measure], least: float) -> Groups:
    """Return complete-link groups: every two members of a group are at least ``least`` alike.

    Complete link keeps chains from gluing different measures (a–b alike, b–c alike, a–c not).

    Parameters
    ----------
    vectors : float32 array (n, d)
        Unit vectors of the statements' texts.
    measures : sequence of Measure
        In the same order.
    least : float
        0 to 1.
    """
    alike = similarity(vectors, measures)
    if len(measures) < 2:
        return Groups(np.zeros(len(measures), dtype=np.int64), alike)
    distance = np.where(_vetoes(measures), _FAR, 1.0 - alike)
    np.fill_diagonal(distance, 0.0)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="complete", distance_threshold=1.0 - least
    )
    return Groups(model.fit_predict(distance), alike)


def similarity(vectors: NDArray[np.float32], measures: Sequence[Measure]) -> NDArray[np.float64]:
    """Return how alike every two statements are: vectors and rare words in common, half and half."""
    cosine = np.clip(np.round(vectors.astype(np.float64) @ vectors.astype(np.float64).T, 6), 0.0, 1.0)
    alike = _VECTORS * cosine + (1.0 - _VECTORS) * _overlap(measures)
    return (alike + alike.T) / 2.0


def _overlap(measures: Sequence[Measure]) -> NDArray[np.float64]:
    """Return the cosine of the statements' words, each weighted by its rarity."""
    counts = Counter(lemma for measure in measures for lemma in measure.lemmas)
    terms = {lemma: place for place, lemma in enumerate(sorted(counts))}
    matrix = np.zeros((len(measures), max(len(terms), 1)))
    for row, measure in enumerate(measures):
        for lemma in measure.lemmas:
            matrix[row, terms[lemma]] = 1.0 + np.log(len(measures) / counts[lemma])
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms > 0, norms, 1.0)
    return np.round(matrix @ matrix.T, 6)


def _vetoes(measures: Sequence[Measure]) -> NDArray[np.bool_]:
    """Return which pairs can never be the same measure: other figures, opposite directions."""
    veto = np.zeros((len(measures), len(measures)), dtype=bool)
    for i, one in enumerate(measures):
        for j in range(i):
            other = measures[j]
            figures = bool(one.numbers and other.numbers and not one.numbers & other.numbers)
            veto[i, j] = veto[j, i] = figures or one.direction * other.direction < 0
    return veto
