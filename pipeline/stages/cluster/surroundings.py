"""What is known of the workshops besides what was said in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.stages.cluster.units import Units

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Facts about workshops and units.

    Attributes
    ----------
    dates : tuple of str
        The date of each workshop code, empty when unknown.
    agenda : dict of str to set of int
        The codes of the workshops that had each item on their agenda.
    workshops, roles : tuple of str
        Workshop id and role of each unit.
    """

    dates: tuple[str, ...]
    agenda: dict[str, set[int]]
    workshops: tuple[str, ...]
    roles: tuple[str, ...]


def look_around(tables: Mapping[str, pd.DataFrame], units: Units) -> Surroundings:
    """Return what the ``workshops`` and ``passages`` tables say of ``units``."""
    passages = tables["passages"].set_index("segment_id").loc[list(units.ids)]
    workshops = tuple(passages["workshop_id"])
    id_of = dict(zip(units.workshops.tolist(), workshops, strict=True))
    known = tables["workshops"].set_index("workshop_id")
    agenda: dict[str, set[int]] = defaultdict(set)
    for code, workshop_id in id_of.items():
        for item in known["agenda"].get(workshop_id, ()):
            agenda[str(item)].add(code)
    return Surroundings(
        dates=tuple(known["date"].get(id_of[code]) or "" for code in sorted(id_of)),
        agenda=dict(sorted(agenda.items())),
        workshops=workshops,
        roles=tuple(passages["role"]),
    )
