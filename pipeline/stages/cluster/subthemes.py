"""What a theme holds that is smaller than a theme: its parts, and the groups that were folded into it."""

from __future__ import annotations

import numpy as np

from pipeline.stages.cluster import linkage
from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.units import Bools, Floats, Ints

# Pieces of one part are together in at least this share of the readings.
_TOGETHER = 0.8
# A group of its own was folded because it is small: it is shown from this part of a theme's least words.
_FOLDED = 0.25


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
        A part of a group holds at least so many words; a group that was folded, a quarter of them.
    """
    parts = np.full(len(themes), -1, dtype=np.int64)
    for theme in range(int(themes.max(initial=-1)) + 1):
        inside = np.flatnonzero(themes == theme)
        main = _largest(groups[inside], readings.masses[inside])
        part, folded = _parts(readings, groups, inside, main)
        words = np.bincount(part, readings.masses[inside])
        shown = np.flatnonzero(words >= least_words * np.where(folded, _FOLDED, 1.0))
        if len(words) > 1 and len(shown):
            number = np.full(len(words), -1)
            number[shown] = parts.max() + 1 + np.arange(len(shown))
            parts[inside] = number[part]
    return parts


def _largest(groups: Ints, masses: Floats) -> int:
    return int(np.bincount(groups, masses).argmax())


def _parts(readings: Readings, groups: Ints, inside: Ints, main: int) -> tuple[Ints, Bools]:
    """Return the part of each piece of a theme, and which parts are groups that were folded into it.

    The main group is cut in those of its pieces that are nearly always together; the others are parts as they are.
    """
    found = np.unique(groups[inside], return_inverse=True)[1] + len(inside)
    rows = np.flatnonzero(groups[inside] == main)
    together = readings.together[np.ix_(inside[rows], inside[rows])]
    merges = linkage.average_linkage(together, readings.masses[inside[rows]])
    found[rows] = linkage.cut(merges, len(rows), _TOGETHER)
    names, part = np.unique(found, return_inverse=True)
    return part.astype(np.int64), names >= len(inside)
