"""Themes by consensus: many readings of the same corpus, and who is together in at least half of them.

No single length of piece or number of themes has to be right (evidence accumulation: Fred and Jain 2005,
« Combining multiple clusterings using evidence accumulation »).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.cluster import BisectingKMeans

from pipeline.stages.cluster import linkage
from pipeline.stages.cluster.space import Space, piece_features, pool
from pipeline.stages.cluster.units import Bools, Floats, Ints

# Head start of two neighbouring pieces of one recording, in cosine.
_TOUCHING = 0.15
_TOGETHER = 0.5
# Nearest texts that make the context of a text without sequence: one number a reading.
_CONTEXT = (4, 5, 6, 7, 9, 11, 13, 16)
_CONTEXT_SHARE = 20
# More pieces than this are first gathered into as many small groups: the matrices below are squares.
_MOST_PIECES = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """What the readings say of the finest pieces.

    Attributes
    ----------
    piece : Ints, shape (n,)
        The finest piece of each row.
    masses : Floats, shape (p,)
        Words of each piece.
    features : Floats, shape (p, f)
        See ``space.piece_features``.
    groups : Ints, shape (r, c, p)
        For each length of piece and each number of themes, the group of each finest piece.
    numbers : tuple of int
        The ``c`` numbers of themes.
    together : Floats, shape (p, p)
        Share of the readings in which two pieces are in one group.
    """

    piece: Ints
    masses: Floats
    features: Floats
    groups: Ints
    numbers: tuple[int, ...]
    together: Floats

    def agreed(self) -> Ints:
        """Return the group of each piece: those that are together in most readings."""
        merges = linkage.average_linkage(self.together, self.masses)
        return linkage.cut(merges, len(self.masses), _TOGETHER)


def read(space: Space, cuts: list[Ints], numbers: tuple[int, ...], seed: int) -> Readings:
    """Return the readings of a corpus cut at several grains.

    Parameters
    ----------
    space : Space
        Of ``n`` units.
    cuts : list of Ints, each of shape (n,)
        The piece of each row, from the shortest pieces to the longest.
    numbers : tuple of int
        Numbers of themes that are readable.
    seed : int
        For corpora of too many pieces.
    """
    finest = _few(space, cuts[0], seed)
    features, masses = _seen(space, finest, _CONTEXT[len(_CONTEXT) // 2])
    groups = []
    for cut, context in zip(cuts, _CONTEXT, strict=True):
        piece = finest if cut is cuts[0] else _few(space, cut, seed)
        views, words = _seen(space, piece, context)
        merges = linkage.average_linkage(_similarity(space, views, piece), words)
        of_finest = _most_words(finest, piece, space.units.words)
        groups.append([linkage.cut_to(merges, len(words), number)[of_finest] for number in numbers])
    stacked = np.array(groups, dtype=np.int64)
    return Readings(finest, masses, features, stacked, numbers, _together(stacked))


def _few(space: Space, piece: Ints, seed: int) -> Ints:
    """Return the pieces, those that are most alike taken together when there are too many."""
    if int(piece.max()) < _MOST_PIECES:
        return piece
    features, masses = piece_features(space, piece)
    model = BisectingKMeans(_MOST_PIECES, bisecting_strategy="largest_cluster", random_state=seed, max_iter=20)
    group = model.fit_predict(features, sample_weight=masses)
    return np.unique(group[piece], return_inverse=True)[1].astype(np.int64)


def _seen(space: Space, piece: Ints, context: int) -> tuple[Floats, Floats]:
    """Return the features and masses of the pieces, lone texts seen in context."""
    features, masses = piece_features(space, piece)
    return _in_context(features, _alone(space, piece), context), masses


def _alone(space: Space, piece: Ints) -> Bools:
    """Tell which pieces are (made of) texts without sequence."""
    sizes = np.bincount(space.units.sequences)[space.units.sequences]
    lone = np.ones(int(piece.max()) + 1, dtype=np.bool_)
    lone[piece[sizes > 1]] = False
    return lone


def _in_context(features: Floats, alone: Bools, context: int) -> Floats:
    """Return lone texts as the mean of themselves and the nearest texts: their neighbours in sense."""
    count = min(context, len(features) // _CONTEXT_SHARE)
    rows = np.flatnonzero(alone)
    if not count or not len(rows):
        return features
    likeness = np.round(features[rows] @ features.T, 9)
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, : count + 1]
    seen = features.copy()
    seen[rows] = features[nearest].mean(axis=1)
    seen[rows] /= np.maximum(np.linalg.norm(seen[rows], axis=1, keepdims=True), 1e-12)
    return seen


def _similarity(space: Space, features: Floats, piece: Ints) -> Floats:
    similarity = features @ features.T
    last = np.flatnonzero(np.diff(piece))
    last = last[space.units.sequences[last] == space.units.sequences[last + 1]]
    similarity[piece[last], piece[last + 1]] += _TOUCHING
    similarity[piece[last + 1], piece[last]] += _TOUCHING
    return np.round(similarity, 9)


def _most_words(finest: Ints, piece: Ints, words: Floats) -> Ints:
    """Return, for each finest piece, the piece that holds most of its words."""
    shared = np.zeros((int(finest.max()) + 1, int(piece.max()) + 1))
    np.add.at(shared, (finest, piece), words)
    return np.asarray(shared.argmax(axis=1), dtype=np.int64)


def _together(groups: Ints) -> Floats:
    flat = groups.reshape(-1, groups.shape[-1])
    together = np.zeros((flat.shape[1], flat.shape[1]))
    for row in flat:
        together += row[:, None] == row[None]
    return together / len(flat)


def memberships(readings: Readings, labels: Ints) -> Floats:
    """Return, for each piece and theme, the mean share of readings it has in common with the theme's words.

    Returns
    -------
    Floats, shape (p, t)
        From 0 (never together) to 1 (never apart).
    """
    inside = np.zeros((len(labels), int(labels.max()) + 1))
    inside[np.arange(len(labels)), labels] = readings.masses
    return np.asarray(readings.together @ inside / inside.sum(axis=0), dtype=np.float64)


def centres(readings: Readings, labels: Ints) -> Floats:
    """Return the word-weighted mean of each theme's features, of length one, shape (t, f)."""
    total = np.asarray(pool(readings.features * readings.masses[:, None], labels))
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12), dtype=np.float64)
