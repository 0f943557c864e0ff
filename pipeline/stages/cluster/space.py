"""Where segments and pieces of talk are compared: half by sense (sentence vectors), half by words (lemmas).

Vectors tell subjects of daily life apart and blur those of one trade; lemmas do the contrary (measured on debates
about everything and on texts that are all about housing: ``benchmarks/themes.md``). The words are latent semantic
axes (Deerwester et al. 1990, « Indexing by latent semantic analysis »).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from pipeline.stages.cluster.units import Bools, Floats, Ints, Units

_AXES = 150
# An axis weighs its singular value to this power: the first ones relate words best, the last ones tell them apart.
_POWER = 0.5
# Words of a window in which two lemmas are said to occur together.
_WINDOW = 150.0
# A lemma of more than half of the windows tells nothing apart; one of a single window relates nothing.
_MOST_COMMON = 0.5
_RAREST = 2
# Part of a workshop's own vocabulary that is taken away: enough to let a theme meet itself elsewhere, not enough
# to lose the theme that a workshop is all about.
_OWN = 0.5
# Words beyond which a turn weighs no more when boundaries are sought: a monologue must not be one piece.
CAP = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Both views of ``n`` units.

    Attributes
    ----------
    units : Units
        The units.
    sense : Floats, shape (n, d)
        Sentence vectors less the mean of their register, talk or writing.
    columns : Ints, shape (t,)
        The lemmas that are neither rare nor common, among those of the corpus.
    counts : csr_matrix, shape (n, t)
        How many times each unit says them.
    rarity : Floats, shape (t,)
        Logarithm of the inverse share of windows that say each lemma.
    axes : Floats, shape (t, a)
        Latent axes, each as long as it tells.
    """

    units: Units
    sense: Floats
    columns: Ints
    counts: sparse.csr_matrix
    rarity: Floats
    axes: Floats


def make_space(units: Units, counts: sparse.csr_matrix, seed: int) -> Space:
    """Return the space of ``units``, whose lemmas are counted in ``counts`` (n, t)."""
    windows = pool(counts, _windows(units))
    spread = np.asarray((windows > 0).sum(axis=0)).ravel()
    useful = np.flatnonzero((spread >= _RAREST) & (spread <= _MOST_COMMON * windows.shape[0]))
    rarity = np.log(windows.shape[0] / np.maximum(spread[useful], 1))
    return Space(
        units=units,
        sense=_centred(units.vectors, units.words, units.talk),
        columns=useful,
        counts=counts[:, useful].tocsr(),
        rarity=rarity,
        axes=_axes(weighted(windows[:, useful], rarity), seed),
    )


def _windows(units: Units) -> Ints:
    """Return the window of each row: rows of one sequence, until there are enough words."""
    window = np.zeros(len(units), dtype=np.int64)
    current, filled, last = -1, _WINDOW, -1
    for row, (sequence, words) in enumerate(zip(units.sequences.tolist(), units.words.tolist(), strict=True)):
        if sequence != last or filled >= _WINDOW:
            current, filled, last = current + 1, 0.0, sequence
        window[row] = current
        filled += words
    return window


def _axes(lemmas: sparse.csr_matrix, seed: int) -> Floats:
    most = min(_AXES, min(lemmas.shape) - 1)
    if most < 1:
        return np.zeros((lemmas.shape[1], 1))
    found = TruncatedSVD(most, random_state=seed, n_iter=7).fit(lemmas)
    return np.asarray(found.components_.T * found.singular_values_**_POWER, dtype=np.float64)


def weighted(counts: sparse.csr_matrix, rarity: Floats) -> sparse.csr_matrix:
    """Return rows of unit length: logarithm of the counts times rarity."""
    logged = counts.copy()
    logged.data = 1 + np.log(logged.data)
    rare = logged.multiply(rarity).tocsr()
    return normalize(rare) if all(rare.shape) else rare


def pool(values: sparse.csr_matrix | Floats, group: Ints) -> sparse.csr_matrix | Floats:
    """Return the sum of the rows of ``values`` (n, …) over each group 0 … g - 1, shape (g, …)."""
    n = len(group)
    return sparse.csr_matrix((np.ones(n), (group, np.arange(n))), shape=(int(group.max(initial=-1)) + 1, n)) @ values


def unit_rows(matrix: Floats) -> Floats:
    """Return rows of length one; a null row stays null."""
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-12), dtype=np.float64)


def _centred(values: Floats, masses: Floats, register: Bools) -> Floats:
    """Return ``values`` less the weighted mean of each register: how people write is no subject."""
    centred = np.array(values, dtype=np.float64)
    for here in (register, ~register):
        if here.any():
            centred[here] -= np.average(centred[here], axis=0, weights=masses[here])
    return centred


def row_features(space: Space) -> Floats:
    """Return what boundaries are sought in, shape (n, d + a): both views, of equal scatter."""
    weights = np.minimum(space.units.words, CAP)
    sense = _centred(space.units.vectors, weights, space.units.talk)
    words = unit_rows(np.asarray(weighted(space.counts, space.rarity) @ space.axes))
    words = _centred(words, weights, space.units.talk)
    return np.hstack([view / np.sqrt(max(_scatter(view, weights), 1e-12)) for view in (sense, words)])


def _scatter(values: Floats, weights: Floats) -> float:
    return float(np.average((values**2).sum(axis=1), weights=weights))


def piece_features(space: Space, piece: Ints) -> tuple[Floats, Floats]:
    """Return the two views of each piece, each of length √½, and the words of each piece.

    Parameters
    ----------
    space : Space
        Of ``n`` units.
    piece : Ints, shape (n,)
        The piece of each unit.

    Returns
    -------
    features : Floats, shape (p, d + a)
        The product of two rows is the mean of the cosines of the two views.
    masses : Floats, shape (p,)
        Words.
    """
    units = space.units
    masses = np.bincount(piece, units.words).astype(np.float64)
    first = np.unique(piece, return_index=True)[1]
    sense = unit_rows(np.asarray(pool(space.sense * units.words[:, None], piece)))
    words = np.asarray(weighted(pool(space.counts, piece), space.rarity) @ space.axes)
    words = unit_rows(_centred(words, masses, units.talk[first]))
    words = _less_own(words, masses, np.where(units.talk[first], units.workshops[first], -1))
    return np.hstack([sense, words]) * np.sqrt(0.5), masses


def _less_own(words: Floats, masses: Floats, workshops: Ints) -> Floats:
    """Return the words of each piece less a part of those of its whole workshop."""
    rest = words.copy()
    for workshop in np.unique(workshops[workshops >= 0]).tolist():
        here = workshops == workshop
        if here.sum() > 1:
            rest[here] -= _OWN * np.average(words[here], axis=0, weights=masses[here])
    return unit_rows(rest)
