"""Cut each sequence into pieces that speak of one thing: exact optimal partition by dynamic programming.

A turn is about what its neighbours are about. The cost of a piece is the word-weighted scatter of its features
around their mean; each piece also pays a penalty, in units of the corpus's own scatter, so that one setting
fits any encoder and any length of turn (Jackson et al. 2005, « An algorithm for optimal partitioning of data on
an interval »).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from pipeline.stages.cluster.space import CAP
from pipeline.stages.cluster.units import Floats, Ints, Units

# A piece never holds more turns than this: memory then grows with the corpus, not with its square.
_LONGEST = 400
_BLOCK = 256
# Who opens a subject speaks at some length, and it is mostly the facilitator: before such a turn, of at least so many
# words, a cut costs this part of its price.
_HOST = (20.0, 0.5)
_OTHERS = (80.0, 0.8)


def pieces(units: Units, features: Floats, grains: Sequence[float]) -> list[Ints]:
    """Return, for each grain, the piece of each row: 0, 1, … in row order, never across two sequences.

    Parameters
    ----------
    units : Units
        What is cut.
    features : Floats, shape (n, f)
        See ``space.row_features``.
    grains : sequence of float
        Penalties of a new piece, in units of the corpus's scatter: the larger, the longer the pieces.
    """
    weights = np.minimum(units.words, CAP)
    weights = weights / weights.mean()
    centred = features - np.average(features, axis=0, weights=weights)
    scatter = float((weights**2 * (centred**2).sum(axis=1)).sum() / weights.sum())
    prices = _openings(units) * scatter
    found = [np.zeros(len(units), dtype=np.int64) for _ in grains]
    counts = [0] * len(grains)
    for start, end in spans(units.sequences):
        costs = _costs(centred[start:end], weights[start:end]) if end - start > 1 else None
        for index, grain in enumerate(grains):
            part = np.zeros(1, dtype=np.int64) if costs is None else _partition(costs, grain * prices[start:end])
            found[index][start:end] = part + counts[index]
            counts[index] += int(part[-1]) + 1
    return found


def _openings(units: Units) -> Floats:
    """Return the part of its price that a cut costs before each row."""
    host, others = (np.where(units.words >= words, part, 1.0) for words, part in (_HOST, _OTHERS))
    return np.where(units.host, host, others)


def spans(codes: Ints) -> list[tuple[int, int]]:
    """Return the (start, end) of each run of equal values."""
    if not len(codes):
        return []
    edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    return list(itertools.pairwise(edges))


def _costs(vectors: Floats, weights: Floats) -> Floats:
    """Return the scatter of rows ``end - back .. end - 1`` at ``[end, back]``; infinite where there are none."""
    n = len(vectors)
    longest = min(n, _LONGEST)
    mass = np.concatenate([[0.0], np.cumsum(weights)])
    sums = np.vstack([np.zeros(vectors.shape[1]), np.cumsum(vectors * weights[:, None], axis=0)])
    energy = np.concatenate([[0.0], np.cumsum(weights * (vectors**2).sum(axis=1))])
    squares = (sums**2).sum(axis=1)
    costs = np.full((n + 1, longest + 1), np.inf)
    for low in range(1, n + 1, _BLOCK):
        ends = np.arange(low, min(low + _BLOCK, n + 1))
        first = max(0, low - longest)
        products = sums[ends] @ sums[first : ends[-1]].T
        starts = ends[:, None] - np.arange(1, longest + 1)[None]
        at = np.maximum(starts, 0)
        product = np.take_along_axis(products, np.maximum(at - first, 0), axis=1)
        spread = squares[ends][:, None] - 2 * product + squares[at]
        cost = energy[ends][:, None] - energy[at] - spread / np.maximum(mass[ends][:, None] - mass[at], 1e-9)
        costs[ends, 1:] = np.where(starts >= 0, np.round(cost, 9), np.inf)
    return costs


def _partition(costs: Floats, prices: Floats) -> Ints:
    """Return the piece of each row in the cheapest partition; of equal ones, the one with the latest cut.

    Parameters
    ----------
    costs : Floats, shape (n + 1, longest + 1)
        See ``_costs``.
    prices : Floats, shape (n,)
        What a piece that opens at each row pays.
    """
    n = len(prices)
    # ``paid[row]``: the cheapest way to ``row``, the price of the piece that opens there included.
    paid = np.zeros(n + 1)
    back = np.zeros(n + 1, dtype=np.int64)
    for end in range(1, n + 1):
        reach = min(end, costs.shape[1] - 1)
        totals = paid[end - reach : end][::-1] + costs[end, 1 : reach + 1]
        shortest = int(totals.argmin())
        paid[end] = totals[shortest] + (prices[end] if end < n else 0.0)
        back[end] = shortest + 1
    return _numbered(back, n)


def _numbered(back: Ints, n: int) -> Ints:
    """Return the piece of each row, where a piece that ends at ``end`` holds ``back[end]`` rows."""
    opens = np.zeros(n, dtype=np.int64)
    end = n
    while end > 0:
        end -= int(back[end])
        opens[end] = 1
    return np.asarray(np.cumsum(opens) - 1, dtype=np.int64)
