"""Where and by whom a theme is said more, or less, than chance would have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from pipeline.records import KEPT
from pipeline.stages.cluster.specificity import specificity
from pipeline.stages.cluster.units import Ints, Units


def presence(
    units: Units, themes: Ints, ids: Sequence[str], sides: dict[str, tuple[str, ...]]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of the ``specificities`` table.

    Parameters
    ----------
    units : Units
        ``n`` units; those whose fate is « retenu » are counted.
    themes : Ints, shape (n,)
        Their themes; -1 is none.
    ids : sequence of str
        The id of each theme.
    sides : dict of str to tuple of str
        For each side (« atelier », « rôle »), the value of each unit.
    """
    kept = np.array([fate == KEPT for fate in units.fates])
    for side, values in sides.items():
        here = np.array(values)[kept]
        for value in sorted(set(here.tolist())):
            seen = np.bincount(themes[kept & (np.array(values) == value)] + 1, minlength=len(ids) + 1)[1:]
            drawn = np.bincount(themes[kept] + 1, minlength=len(ids) + 1)[1:]
            scores = specificity(seen, drawn, (here == value).sum(), kept.sum())
            for theme, theme_id in enumerate(ids):
                yield {
                    "theme_id": theme_id,
                    "side": side,
                    "value": value,
                    "n_segments": int(seen[theme]),
                    "expected": round(float(drawn[theme] * (here == value).mean()), 6),
                    "specificity": float(scores[theme]),
                }
