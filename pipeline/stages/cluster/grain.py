"""How long the pieces should be: as long as a piece still tells what its other half says.

Subjects last two minutes in one meeting and twenty in another. Each recording is cut on every second turn, and
each turn left out is compared with the piece around it: too long a piece mixes subjects, too short a one is noise
(two-fold cross-validation on alternate turns).
"""

from __future__ import annotations

import numpy as np

from pipeline.stages.cluster.segmentation import pieces, spans
from pipeline.stages.cluster.space import CAP, pool, unit_rows
from pipeline.stages.cluster.units import Bools, Floats, Ints, Units

_TRIED = tuple(float(grain) for grain in np.geomspace(0.4, 4.0, 17))
# The longest pieces that lose no more than this part of what the best ones predict…
_KEPT = 0.95
# … and a few grains around: no single one has to be right, and a long piece is compared better than a short one.
_FROM = 0.75
_TO = 1.3
N_GRAINS = 8
# Rows on which the grain is chosen; a larger corpus repeats itself.
_ROWS = 8000


def choose_grains(units: Units, features: Floats) -> tuple[float, ...]:
    """Return the penalties at which talk is cut, from the shortest pieces to the longest.

    Parameters
    ----------
    units : Units
        ``n`` units of talk.
    features : Floats, shape (n, f)
        See ``space.row_features``.
    """
    seen = slice(0, _first_rows(units))
    sample = units.take(np.arange(len(units))[seen])
    told = _told(sample, features[seen], 0) + _told(sample, features[seen], 1)
    if told.max() <= 0:  # nothing follows from anything: a few words, or turns drawn at random
        told = np.array([grain <= 1 for grain in _TRIED], dtype=np.float64)
    good = np.flatnonzero(told >= _KEPT * told.max())
    # Every second turn is half of the words, so a cut is worth half as much as in the whole.
    longest = 2 * _TRIED[int(good[-1])]
    return tuple(float(grain) for grain in np.geomspace(_FROM * longest, _TO * longest, N_GRAINS))


def _first_rows(units: Units) -> int:
    """Return how many rows are looked at: whole sequences, at least one."""
    ends = [end for _, end in spans(units.sequences)]
    return max([end for end in ends if end <= _ROWS], default=ends[0])


def _told(units: Units, features: Floats, parity: int) -> Floats:
    """Return, for each grain tried, how well pieces cut without the rows of ``parity`` point at them."""
    weights = np.minimum(units.words, CAP)
    centred = features - np.average(features, axis=0, weights=weights)
    left_out = _alternate(units, parity)
    kept, asked = np.flatnonzero(~left_out), np.flatnonzero(left_out)
    around = _neighbours(units, asked)
    asked, around = asked[around >= 0], around[around >= 0]
    place = np.searchsorted(kept, around)
    scores = []
    for piece in pieces(units.take(kept), features[kept], _TRIED) if len(asked) else []:
        means = unit_rows(np.asarray(pool(centred[kept] * weights[kept][:, None], piece)))
        scores.append(float((weights[asked] * (centred[asked] * means[piece[place]]).sum(axis=1)).sum()))
    return np.round(scores or np.zeros(len(_TRIED)), 9)


def _alternate(units: Units, parity: int) -> Bools:
    out = np.zeros(len(units), dtype=np.bool_)
    for start, end in spans(units.sequences):
        out[start:end] = np.arange(end - start) % 2 == parity
    return out


def _neighbours(units: Units, rows: Ints) -> Ints:
    """Return the row before each of ``rows`` in its sequence, else the row after, else -1."""
    before, after = rows - 1, np.minimum(rows + 1, len(units) - 1)
    same_before = (before >= 0) & (units.sequences[np.maximum(before, 0)] == units.sequences[rows])
    same_after = (after > rows) & (units.sequences[after] == units.sequences[rows])
    return np.where(same_before, before, np.where(same_after, after, -1)).astype(np.int64)
