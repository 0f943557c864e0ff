"""Which statements ask for the same measure: average-link groups of a similarity with vetoes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.cluster import AgglomerativeClustering

from pipeline.stages.propose.bonds import FAR, Bonds
from pipeline.stages.propose.measure import Measure, opposed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

# Shares of the sentence vectors, of the words in common and of the words alike. Tuned on the sample's gold.
_SENTENCES: Final = 0.25
_COMMON: Final = 0.25
_ALIKE: Final = 0.5
# Two words of lesser likeness are strangers: the cube of a cosine of 0.3 is 0.03.
_SHARPNESS: Final = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of the content words of a run.

    Attributes
    ----------
    places : mapping of str to int
        Row of each lemma.
    vectors : float32 array (n, d)
        Unit vectors.
    rarity : float array (n,)
        Weight of a word: the rarer in the run, the heavier.
    """

    places: Mapping[str, int]
    vectors: NDArray[np.float32]
    rarity: Matrix


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
    similarity: Matrix


def group(
    vectors: NDArray[np.float32],
    measures: Sequence[Measure],
    lexicon: Lexicon,
    least: float,
    bonds: Bonds | None = None,
) -> Groups:
    """Return groups whose members are on average at least ``least`` alike.

    Average link, like complete link, keeps chains from gluing different measures (a–b alike, b–c alike, a–c
    not); on the sample's gold it finds half as many pairs again at the same precision.

    Parameters
    ----------
    vectors : float32 array (n, d)
        Unit vectors of the statements' texts.
    measures : sequence of Measure
        In the same order.
    lexicon : Lexicon
        Holds every lemma of ``measures``.
    least : float
        0 to 1.
    bonds : Bonds, optional
        What reviewers said of them.
    """
    alike = similarity(vectors, measures, lexicon)
    if len(measures) < 2:
        return Groups(np.zeros(len(measures), dtype=np.int64), alike)
    distance = np.where(_vetoes(measures), FAR, 1.0 - alike)
    distance = distance if bonds is None else bonds.bend(distance)
    np.fill_diagonal(distance, 0.0)
    model = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - least
    )
    return Groups(model.fit_predict(distance), alike)


def similarity(vectors: NDArray[np.float32], measures: Sequence[Measure], lexicon: Lexicon) -> Matrix:
    """Return how alike every two statements are, symmetric, from 0 to 1."""
    places = [sorted(lexicon.places[lemma] for lemma in measure.lemmas) for measure in measures]
    sentences = _cosines(vectors)
    alike = _SENTENCES * sentences + _COMMON * _common(places, lexicon) + _ALIKE * _alike(places, lexicon)
    return np.round((alike + alike.T) / 2.0, 6)


def _cosines(vectors: NDArray[np.float32]) -> Matrix:
    wide = vectors.astype(np.float64)
    return np.clip(np.round(wide @ wide.T, 6), 0.0, 1.0)


def _common(places: Sequence[list[int]], lexicon: Lexicon) -> Matrix:
    """Return the cosine of the statements' words, each weighted by its rarity."""
    matrix = np.zeros((len(places), len(lexicon.rarity)))
    for row, own in enumerate(places):
        matrix[row, own] = lexicon.rarity[own]
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms > 0, norms, 1.0)
    return np.round(matrix @ matrix.T, 6)


def _alike(places: Sequence[list[int]], lexicon: Lexicon) -> Matrix:
    """Return the share of each statement's words that have a close one in the other, weighted by rarity.

    The greedy alignment of words of BERTScore (T. Zhang et al., ICLR 2020), with static vectors.
    """
    words = _cosines(lexicon.vectors) ** _SHARPNESS
    found = np.zeros((len(places), len(places)))
    spoken = [row for row, own in enumerate(places) if own]
    if not spoken:
        return found
    every = np.concatenate([places[row] for row in spoken])
    starts = np.cumsum([0, *(len(places[row]) for row in spoken[:-1])])
    for row in spoken:
        own = places[row]
        weights = lexicon.rarity[own] / lexicon.rarity[own].sum()
        # The closest word of each other statement, all statements at once.
        found[row, spoken] = weights @ np.maximum.reduceat(words[own][:, every], starts, axis=1)
    return (found + found.T) / 2.0


def _vetoes(measures: Sequence[Measure]) -> NDArray[np.bool_]:
    veto = np.zeros((len(measures), len(measures)), dtype=bool)
    firm = [place for place, one in enumerate(measures) if one.direction or one.figures]
    for i, j in itertools.combinations(firm, 2):
        veto[i, j] = veto[j, i] = opposed(measures[i], measures[j])
    return veto
