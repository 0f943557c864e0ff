"""What a theme holds that is smaller than a theme: its parts, and the groups that were folded into it."""

from __future__ import annotations

import numpy as np

from pipeline.stages.cluster import linkage
from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.units import Ints

# Pieces of one part are together in at least this share of the readings.
_TOGETHER = 0.8


def subthemes(readings: Readings, groups: Ints, themes: Ints, least_words: float) -> Ints:
    """Return the part of each piece, 0, 1, …; -1 where a theme is one, or a part too small.

    Parameters
    ----------
    readings : Readings
        Of ``p`` pieces.
    groups : Ints, shape (p,)
        The groups that the readings agree on, before folding.
    themes : Ints, shape (p,)
        Themes; -1 is none.
    least_words : float
        A part holds at least so many words.
    """
    parts = np.full(len(themes), -1, dtype=np.int64)
    for theme in range(int(themes.max(initial=-1)) + 1):
        inside = np.flatnonzero(themes == theme)
        part = _parts(readings, groups, inside)
        words = np.bincount(part, readings.masses[inside])
        large = np.flatnonzero(words >= least_words)
        if len(words) > 1 and len(large):
            number = np.full(len(words), -1)
            number[large] = parts.max() + 1 + np.arange(len(large))
            parts[inside] = number[part]
    return parts


def _parts(readings: Readings, groups: Ints, inside: Ints) -> Ints:
    """Return the part of each piece of a theme: within its groups, those that are nearly always together."""
    found = np.zeros(len(inside), dtype=np.int64)
    for group in np.unique(groups[inside]).tolist():
        rows = np.flatnonzero(groups[inside] == group)
        together = readings.together[np.ix_(inside[rows], inside[rows])]
        merges = linkage.average_linkage(together, readings.masses[inside[rows]])
        found[rows] = found.max() + 1 + linkage.cut(merges, len(rows), _TOGETHER)
    return np.unique(found, return_inverse=True)[1].astype(np.int64)
