"""Why so many themes: for each number, how far readings of other lengths of piece agree, and how apart themes are."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from sklearn.metrics import adjusted_rand_score, silhouette_score

from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.units import Floats, Ints


def evidence(readings: Readings, themes: Ints) -> list[dict[str, Any]]:
    """Return the rows of the ``theme_evidence`` table.

    Parameters
    ----------
    readings : Readings
        Of ``p`` pieces.
    themes : Ints, shape (p,)
        The themes that were kept in the end; -1 is none.
    """
    count = len(np.unique(themes[themes >= 0]))
    chosen = min(readings.numbers, key=lambda number: (abs(number - count), number))
    apart = np.clip(1 - readings.together, 0, 1)
    np.fill_diagonal(apart, 0)
    rows = []
    for index, number in enumerate(readings.numbers):
        groups = readings.groups[:, index]
        rows.append(
            {
                "n_themes": number,
                "agreement": _agreement(groups),
                "separation": round(float(np.mean([_silhouette(apart, group) for group in groups])), 6),
                "chosen": number == chosen,
            }
        )
    return rows


def _agreement(groups: Ints) -> float:
    """Return the mean adjusted Rand index of each reading and the next, whose pieces are a little longer."""
    pairs = [adjusted_rand_score(one, other) for one, other in itertools.pairwise(groups)]
    return round(float(np.mean(pairs)), 6)


def _silhouette(apart: Floats, group: Ints) -> float:
    return float(silhouette_score(apart, group, metric="precomputed")) if 1 < group.max() + 1 < len(group) else 0.0
