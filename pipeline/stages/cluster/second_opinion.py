"""A second opinion: the same pieces clustered by their words alone. Where both agree, the theme is robust."""

from __future__ import annotations

import numpy as np

from pipeline.stages.cluster import linkage
from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.space import Space, pool, unit_rows, weighted
from pipeline.stages.cluster.units import Bools, Floats, Ints


def agrees(space: Space, readings: Readings, themes: Ints) -> Bools:
    """Tell which pieces a clustering by words puts with the bulk of their theme.

    Parameters
    ----------
    space : Space
        Of the units that were read.
    readings : Readings
        Of ``p`` pieces.
    themes : Ints, shape (p,)
        Themes 0, 1, …; -1 is none.

    Returns
    -------
    Bools, shape (p,)
        False for pieces without theme.
    """
    count = max(len(np.unique(themes[themes >= 0])), 1)
    said = np.asarray(weighted(pool(space.counts, readings.piece), space.rarity) @ space.axes)
    said = unit_rows(said - np.average(said, axis=0, weights=readings.masses))
    merges = linkage.average_linkage(np.round(said @ said.T, 9), readings.masses)
    lexical = linkage.cut_to(merges, len(themes), count)
    return np.asarray((themes >= 0) & (_named(lexical, themes, readings.masses)[lexical] == themes), dtype=np.bool_)


def _named(lexical: Ints, themes: Ints, masses: Floats) -> Ints:
    """Return the theme that holds most words of each lexical cluster."""
    shared = np.zeros((int(lexical.max()) + 1, int(themes.max(initial=-1)) + 2))
    np.add.at(shared, (lexical, themes + 1), masses)
    return np.asarray(shared.argmax(axis=1) - 1, dtype=np.int64)
