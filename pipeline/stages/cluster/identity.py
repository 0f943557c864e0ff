"""A theme's id: it stays when a workshop is added and most members stay.

The id is a digest of one member, the anchor: the longest text of the theme's first workshop. A long text changes
theme least, and a workshop that comes later does not touch the first one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.records import content_id
from pipeline.stages.cluster.units import Ints, Units


def theme_ids(units: Units, order: Sequence[str], labels: Ints) -> list[str]:
    """Return the id of each theme, by number.

    Parameters
    ----------
    units : Units
        ``n`` units.
    order : sequence of str
        For each workshop code, what it is sorted by: its date, empty when unknown.
    labels : Ints, shape (n,)
        Their themes; -1 is none.
    """
    return [_id(units, order, np.flatnonzero(labels == theme)) for theme in range(int(labels.max(initial=-1)) + 1)]


def _id(units: Units, order: Sequence[str], rows: Ints) -> str:
    # A theme's first workshop holds a fair part of it: one stray passage is no beginning.
    words = np.bincount(units.workshops[rows], units.words[rows])
    fair = [int(code) for code in np.flatnonzero(words >= words.sum() / len(words) / 2)]
    first = min(fair, key=lambda code: (order[code] or "9999", -words[code], code))
    members = rows[units.workshops[rows] == first]
    anchor = min(members.tolist(), key=lambda row: (-units.words[row], units.texts[row]))
    return content_id("t", units.texts[anchor])
