"""Themes by consensus: many readings of the same corpus, and who is together in at least half of them.

No single grain of segmentation or depth of clustering has to be right (evidence accumulation: Fred and Jain 2005,
« Combining multiple clusterings using evidence accumulation »).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.stages.cluster import linkage
from pipeline.stages.cluster.units import Floats, Ints

# Head start of two neighbouring pieces of one recording, in cosine.
_TOUCHING = 0.15
# Cosines below which two groups of pieces are two themes, one reading each.
_DEPTHS = (0.10, 0.15, 0.20, 0.25, 0.30)
_TOGETHER = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Consensus:
    """What the readings agree on.

    Attributes
    ----------
    atom : Ints, shape (n,)
        For each row, the finest part that no reading separates: 0 … a - 1.
    masses : Floats, shape (a,)
        Words of each atom.
    vectors : Floats, shape (a, d)
        Word-weighted sum of each atom's vectors.
    together : Floats, shape (a, a)
        Share of the readings in which two atoms are in one group.
    groups : Ints, shape (a,)
        The group of each atom: those that are together in most readings.
    n_readings : int
        How many readings.
    """

    atom: Ints
    masses: Floats
    vectors: Floats
    together: Floats
    groups: Ints
    n_readings: int


def unit_rows(matrix: Floats) -> Floats:
    """Return rows of length one; a null row stays null."""
    return np.asarray(matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-12), dtype=np.float64)


def pooled(values: Floats, words: Floats, group: Ints) -> Floats:
    """Return the word-weighted sum of ``values`` (n, d) over each group 0 … g - 1, shape (g, d)."""
    total = np.zeros((int(group.max()) + 1, values.shape[1]))
    np.add.at(total, group, values * words[:, None])
    return total


def consensus(vectors: Floats, words: Floats, sequences: Ints, cuts: list[Ints]) -> Consensus:
    """Return what readings at several grains and depths agree on.

    Parameters
    ----------
    vectors : Floats, shape (n, d)
        Centred vectors.
    words : Floats, shape (n,)
        Masses.
    sequences : Ints, shape (n,)
        The recording of each row.
    cuts : list of Ints, each of shape (n,)
        The piece of each row, one array a grain.
    """
    read = np.stack([row for cut in cuts for row in _readings(vectors, words, sequences, cut)])
    _, first, atom = np.unique(read, axis=1, return_index=True, return_inverse=True)
    # Numbered by first row, so that nothing depends on how numpy sorts columns.
    order = np.argsort(first)
    atom = np.argsort(order)[atom.ravel()].astype(np.int64)
    columns = read[:, first[order]]
    together = np.zeros((len(first), len(first)))
    for row in columns:
        together += row[:, None] == row[None]
    together /= len(columns)
    masses = np.bincount(atom, words).astype(np.float64)
    merges = linkage.average_linkage(together, masses)
    return Consensus(
        atom=atom,
        masses=masses,
        vectors=pooled(vectors, words, atom),
        together=together,
        groups=linkage.cut(merges, len(masses), _TOGETHER),
        n_readings=len(columns),
    )


def _readings(vectors: Floats, words: Floats, sequences: Ints, piece: Ints) -> list[Ints]:
    """Return the group of each row at each depth, for one segmentation."""
    centres = unit_rows(pooled(vectors, words, piece))
    similarity = centres @ centres.T
    last = np.flatnonzero(np.diff(piece))
    last = last[sequences[last] == sequences[last + 1]]
    for left, right in zip(piece[last], piece[last + 1], strict=True):
        similarity[left, right] += _TOUCHING
        similarity[right, left] += _TOUCHING
    merges = linkage.average_linkage(np.round(similarity, 9), np.bincount(piece, words).astype(np.float64))
    return [linkage.cut(merges, len(centres), depth)[piece] for depth in _DEPTHS]
