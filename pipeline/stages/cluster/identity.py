"""A theme's id: it stays when a workshop is added and most members stay.

The id is a digest of one member, the anchor: the longest text of the theme's first workshop. A long text changes
theme least, and a workshop that comes later does not touch the first one. A theme that somebody expects has the id of
the name they gave it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from pipeline.records import content_id
from pipeline.stages.cluster.units import Ints, Units

# A theme's first workshop holds at least this part of what its largest holds: a stray passage is no beginning.
_FAIR = 0.33
_UNDATED = "9999"


def theme_ids(
    units: Units, dates: Sequence[str], labels: Ints, kind: str, expected: Mapping[int, str] | None = None
) -> list[str]:
    """Return the id of each theme, by number.

    Parameters
    ----------
    units : Units
        ``n`` units.
    dates : sequence of str
        The date of each workshop code, empty when unknown.
    labels : Ints, shape (n,)
        Their themes; -1 is none.
    kind : str
        What is named, so that a theme and its part have two ids.
    expected : mapping of int to str, optional
        The names of the themes that somebody expected.
    """
    known = expected or {}
    return [
        content_id("t", f"{kind} attendu", known[theme])
        if theme in known
        else content_id("t", kind, units.texts[_anchor(units, dates, np.flatnonzero(labels == theme))])
        for theme in range(int(labels.max(initial=-1)) + 1)
    ]


def _anchor(units: Units, dates: Sequence[str], rows: Ints) -> int:
    words = np.bincount(units.workshops[rows], units.words[rows])
    present = np.flatnonzero(words)
    fair = [code for code in present.tolist() if words[code] >= _FAIR * words.max()]
    first = min(fair, key=lambda code: (dates[code] or _UNDATED, -words[code], code))
    members = rows[units.workshops[rows] == first].tolist()
    return int(min(members, key=lambda row: (-units.words[row], units.texts[row])))
