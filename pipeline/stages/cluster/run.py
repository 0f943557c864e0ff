"""From sentence vectors to named themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from pipeline import tables
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.cluster import ClusterSettings
from pipeline.stages.cluster.consensus import consensus
from pipeline.stages.cluster.fold import fold, memberships
from pipeline.stages.cluster.identity import theme_ids
from pipeline.stages.cluster.keywords import keywords
from pipeline.stages.cluster.labels import labels
from pipeline.stages.cluster.representatives import representatives
from pipeline.stages.cluster.segmentation import pieces
from pipeline.stages.cluster.terms import find_terms
from pipeline.stages.cluster.units import Floats, Ints, Units, gather

if TYPE_CHECKING:
    import pandas as pd

_KEYWORDS = 8
# A second theme is one that shares at least this part of the readings.
_SECOND = 0.25
_GRAINS = (1.4, 1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.2)


def run(inputs: Inputs, settings: ClusterSettings, progress: Progress) -> Outcome:  # noqa: ARG001
    """Return the ``assignments`` and ``found_themes`` tables."""
    # The sums of several threads differ in their last bits: one thread, one answer.
    with threadpool_limits(1):
        return _run(inputs.tables, settings)


def _run(given: Mapping[str, pd.DataFrame], settings: ClusterSettings) -> Outcome:
    units = gather(given)
    if not len(units):
        return Outcome(
            tables={name: tables.frame(name, []) for name in ("assignments", "found_themes")},
            counts={"themes_trouves": 0},
            messages=("Aucun passage à regrouper en thèmes : les fichiers lus ne contiennent pas de parole.",),
        )
    theme, score, second = _group(units, settings)
    ids, rows = _themes(units, given, theme)
    return Outcome(
        tables={
            "assignments": tables.frame("assignments", _assignments(units, ids, theme, score, second)),
            "found_themes": tables.frame("found_themes", sorted(rows, key=lambda row: str(row["theme_id"]))),
        },
        counts={"themes_trouves": len(ids)},
    )


def _group(units: Units, settings: ClusterSettings) -> tuple[Ints, Floats, Ints]:
    centred = units.vectors - np.average(units.vectors, axis=0, weights=units.words)
    found = consensus(centred, units.words, units.sequences, pieces(units, _GRAINS))
    folded = fold(found, settings.least_share, settings.max_themes)
    shares = np.round(memberships(found, folded), 6)
    own = shares[np.arange(len(folded)), folded]
    others = shares.copy()
    others[np.arange(len(folded)), folded] = -1.0
    second = np.where(others.max(axis=1) >= _SECOND, others.argmax(axis=1), -1)
    return folded[found.atom], own[found.atom], second[found.atom]


def _themes(units: Units, given: Mapping[str, pd.DataFrame], theme: Ints) -> tuple[list[str], list[dict[str, Any]]]:
    passages = given["passages"].set_index("segment_id")
    fates = tuple(passages.loc[list(units.ids), "fate"])
    words = keywords(units, find_terms(given["tokens"], units.ids), theme)
    centred = units.vectors - np.average(units.vectors, axis=0, weights=units.words)
    shown = representatives(units, fates, centred, theme)
    ids = theme_ids(units, _dates(units, given), theme)
    rows = [
        {
            "theme_id": ids[number],
            "label": name,
            "keywords": [word.surface for word in words[number][:_KEYWORDS]],
            "parent_id": None,
            "origin": "émergent",
            "representatives": [units.ids[row] for row in shown[number]],
        }
        for number, name in enumerate(labels(words))
    ]
    return ids, rows


def _dates(units: Units, given: Mapping[str, pd.DataFrame]) -> Sequence[str]:
    """Return the date of each workshop code, empty when unknown."""
    passages = given["passages"].set_index("segment_id")["workshop_id"].loc[list(units.ids)].tolist()
    date = dict(zip(given["workshops"]["workshop_id"], given["workshops"]["date"], strict=True))
    known = dict(zip(units.workshops.tolist(), passages, strict=True))
    return [date.get(known[code]) or "" for code in sorted(known)]


def _assignments(units: Units, ids: list[str], theme: Ints, score: Floats, second: Ints) -> list[dict[str, Any]]:
    rows = [
        {
            "segment_id": units.ids[row],
            "theme_id": ids[theme[row]],
            "theme_score": float(score[row]),
            "second_theme_id": ids[second[row]] if second[row] >= 0 else None,
            "robust": None,
        }
        for row in range(len(units))
    ]
    return sorted(rows, key=lambda row: str(row["segment_id"]))
