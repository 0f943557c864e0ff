"""The theme of each segment: themes are found in the talk, and what is written joins them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.attach import likeness
from pipeline.stages.cluster.consensus import Readings, memberships, read
from pipeline.stages.cluster.fold import fold
from pipeline.stages.cluster.grain import N_GRAINS, choose_grains
from pipeline.stages.cluster.segmentation import pieces
from pipeline.stages.cluster.space import Space, make_space, row_features
from pipeline.stages.cluster.units import Bools, Floats, Ints, Units

# Talk holds the themes when it is at least this part of the words; below, every text stands for itself.
_TALK_SHARE = 0.5
# A second theme shares this part of the readings, or comes as near to the best one.
_SECOND = 0.25
_AS_NEAR = 0.85


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Themes of ``n`` units.

    Attributes
    ----------
    theme, second : Ints, shape (n,)
        Theme and second theme, -1 for none.
    score : Floats, shape (n,)
        How sure the theme is, from 0 to 1.
    readings : Readings
        What the themes were found from.
    core : Ints, shape (c,)
        The rows they were found in.
    """

    theme: Ints
    second: Ints
    score: Floats
    readings: Readings
    core: Ints


def group(units: Units, counts: sparse.csr_matrix, numbers: tuple[int, ...], least_share: float, seed: int) -> Grouping:
    """Return the themes of ``units``.

    Parameters
    ----------
    units : Units
        ``n`` units, at least one.
    counts : csr_matrix, shape (n, t)
        Their lemmas.
    numbers : tuple of int
        Numbers of themes that are readable.
    least_share : float
        A theme holds at least this share of the words.
    seed : int
        For what draws at random.
    """
    inside = _core(units)
    core = np.flatnonzero(inside)
    found = units.take(core) if inside.any() and not inside.all() else units
    if not _talks(units):
        found = found.loosened()
    space = make_space(found, counts[core], seed)
    readings = read(space, _cuts(space), numbers, seed)
    labels = fold(readings, readings.agreed(), least_share, max(numbers))
    return _spread(units, counts, seed, core, readings, labels)


def _talks(units: Units) -> bool:
    return bool(units.words[units.talk].sum() >= _TALK_SHARE * units.words.sum())


def _core(units: Units) -> Bools:
    """Tell which rows the themes are found in."""
    return units.talk if _talks(units) else np.ones(len(units), dtype=np.bool_)


def _cuts(space: Space) -> list[Ints]:
    units, features = space.units, row_features(space)
    if len(np.unique(units.sequences)) == len(units):  # nothing follows anything
        return [np.arange(len(units), dtype=np.int64)] * N_GRAINS
    return pieces(units, features, choose_grains(units, features))


def _spread(
    units: Units, counts: sparse.csr_matrix, seed: int, core: Ints, readings: Readings, labels: Ints
) -> Grouping:
    """Return the themes of all rows, from those of the finest pieces of the core."""
    theme, second = np.full(len(units), -1), np.full(len(units), -1)
    score = np.zeros(len(units))
    best, next_best, sure = _first_two(memberships(readings, labels), labels)
    piece = readings.piece
    theme[core], score[core] = best[piece], sure[piece]
    second[core] = next_best[piece]
    rest = np.setdiff1d(np.arange(len(units)), core)
    if len(rest):
        space = make_space(units, counts, seed)
        near = np.round(likeness(space, theme, rest), 9)
        order = np.argsort(-near, axis=1, kind="stable")
        at = np.arange(len(rest))
        theme[rest], score[rest] = order[:, 0], np.clip(near[at, order[:, 0]], 0, 1)
        if near.shape[1] > 1:
            close = near[at, order[:, 1]] >= _AS_NEAR * near[at, order[:, 0]]
            second[rest] = np.where(close, order[:, 1], -1)
    return Grouping(theme.astype(np.int64), second.astype(np.int64), np.round(score, 6), readings, core)


def _first_two(shares: Floats, labels: Ints) -> tuple[Ints, Ints, Floats]:
    """Return each piece's theme, the next one when it is shared enough, and the share of the first."""
    at = np.arange(len(labels))
    own = np.round(shares, 6)
    others = own.copy()
    others[at, labels] = -1.0
    second = np.where(others.max(axis=1) >= _SECOND, others.argmax(axis=1), -1)
    return labels, second.astype(np.int64), own[at, labels]
