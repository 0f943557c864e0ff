"""The segments that speak best for a theme: central, of a readable length, and understood alone."""

from __future__ import annotations

from collections import Counter

import numpy as np

from pipeline.records import KEPT
from pipeline.stages.cluster.space import pool, unit_rows
from pipeline.stages.cluster.units import Floats, Ints, Units
from pipeline.text.alone import stands_alone

_COUNT = 5
_FEWEST, _MOST = 12, 60


def representatives(units: Units, labels: Ints) -> list[list[int]]:
    """Return the rows that represent each theme, the best first, one workshop after the other.

    Parameters
    ----------
    units : Units
        ``n`` units.
    labels : Ints, shape (n,)
        Their themes; -1 is none. Only a segment whose fate is « retenu » represents.
    """
    inside = np.flatnonzero(labels >= 0)
    if not len(inside):
        return []
    centred = units.vectors - np.average(units.vectors, axis=0, weights=units.words)
    centres = unit_rows(np.asarray(pool(centred[inside] * units.words[inside][:, None], labels[inside])))
    central = np.round((unit_rows(centred) * centres[labels]).sum(axis=1), 9)
    return [_best(units, central, np.flatnonzero(labels == theme)) for theme in range(len(centres))]


def _best(units: Units, central: Floats, rows: Ints) -> list[int]:
    kept = [row for row in rows.tolist() if units.fates[row] == KEPT]
    ranked = sorted(kept, key=lambda row: (_lacks(units, row), -central[row], units.texts[row]))
    seen: Counter[int] = Counter()
    turns = []
    for place, row in enumerate(ranked):
        workshop = int(units.workshops[row])
        turns.append((_lacks(units, row), seen[workshop], place, row))
        seen[workshop] += 1
    return [row for *_, row in sorted(turns)[:_COUNT]]


def _lacks(units: Units, row: int) -> int:
    """Return how many of the two conditions a segment misses: a readable length, and standing alone."""
    readable = _FEWEST <= units.words[row] <= _MOST
    return int(not readable) + int(not stands_alone(units.texts[row]))
