"""Average linkage of things that have a mass: the nearest two merge first, and weigh together from then on.

scipy's linkage knows no masses, and a segment of 900 words must count for more than a post-it
(UPGMA: Sokal and Michener 1958).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.stages.cluster.units import Floats, Ints


@dataclass(frozen=True, slots=True)
class Merge:
    """Cluster ``other`` joins cluster ``kept`` (``kept`` < ``other``) at a similarity."""

    kept: int
    other: int
    similarity: float


def average_linkage(similarity: Floats, masses: Floats) -> list[Merge]:
    """Return the merges from the nearest pair to the last.

    Parameters
    ----------
    similarity : Floats, shape (n, n)
        Symmetric; the diagonal is not read.
    masses : Floats, shape (n,)
        Positive weights.

    Returns
    -------
    list of Merge
        ``n - 1`` merges; equal similarities are taken by the lowest numbers.
    """
    n = len(similarity)
    values = similarity.copy()
    np.fill_diagonal(values, -np.inf)
    masses = masses.copy()
    alive = np.ones(n, dtype=np.bool_)
    nearest = values.argmax(axis=1) if n else np.zeros(0, dtype=np.int64)
    best = values[np.arange(n), nearest]
    merges = []
    for _ in range(n - 1):
        first = int(np.where(alive, best, -np.inf).argmax())
        kept, other = sorted((first, int(nearest[first])))
        merges.append(Merge(kept, other, float(best[first])))
        joined = (masses[kept] * values[kept] + masses[other] * values[other]) / (masses[kept] + masses[other])
        joined[~alive] = joined[kept] = joined[other] = -np.inf
        masses[kept] += masses[other]
        alive[other] = False
        values[kept] = values[:, kept] = joined
        values[other] = values[:, other] = -np.inf
        stale = np.flatnonzero(alive & ((nearest == kept) | (nearest == other)))
        stale = np.union1d(stale, [kept])
        nearest[stale] = values[stale].argmax(axis=1)
        best[stale] = values[stale, nearest[stale]]
        closer = alive & (joined > best)
        closer[kept] = False
        nearest[closer] = kept
        best[closer] = joined[closer]
    return merges


def cut(merges: list[Merge], n: int, least: float) -> Ints:
    """Return the cluster of each of ``n`` things when merges above similarity ``least`` are made, from 0."""
    return _labels([merge for merge in merges if merge.similarity > least], n)


def cut_to(merges: list[Merge], n: int, count: int) -> Ints:
    """Return the cluster of each of ``n`` things when ``count`` clusters are left, from 0."""
    return _labels(merges[: max(n - count, 0)], n)


def _labels(merges: list[Merge], n: int) -> Ints:
    parent = np.arange(n)
    for merge in merges:
        parent[parent == merge.other] = merge.kept
    return np.unique(parent, return_inverse=True)[1].astype(np.int64)
