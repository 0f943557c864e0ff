"""Stability: themes stay the same when a few turns are missing, the seed changes, or rows come in disorder.

The clustering stage is run again, as the pipeline declares it, on the tables that it reads, less a few turns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from sklearn.metrics import adjusted_rand_score

from pipeline.evaluation.results import Fault, Grid, Measure, Part, part
from pipeline.evaluation.scorer import promise
from pipeline.evaluation.settings import EvaluationSettings
from pipeline.evaluation.words import decimal
from pipeline.stage import Inputs, Place, Progress, Settings, Silent, Stage
from pipeline.stages import STAGES

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.store import Store

    Tables = Mapping[str, pd.DataFrame]

_STAGE: Final = "cluster"
_OFF: Final = "hors thème"
_LEAD: Final = (
    "Les thèmes sont refaits sans quelques prises de parole tirées au sort, puis avec d’autres graines, puis avec les "
    "mêmes lignes dans un autre ordre ; l’accord est mesuré sur les passages gardés (bornes : le plus faible et le "
    "plus fort essai)."
)


def stability(
    store: Store,
    place: Place,
    stage_settings: Mapping[str, Settings],
    settings: EvaluationSettings,
    progress: Progress | None = None,
) -> Part:
    """Return the part on stability.

    Parameters
    ----------
    store : Store
        The run's folder.
    place : Place
        Where it took place.
    stage_settings : mapping of str to Settings
        Each stage's, as configured.
    settings : EvaluationSettings
        How many times turns are dropped, and how many.
    progress : Progress, optional
        Where to say how far it is.
    """
    stage = next(stage for stage in STAGES if stage.name == _STAGE)
    inputs = Inputs(place, {name: store.read_table(name) for name in stage.reads})
    whole = _themes(store.read_table("assignments"))
    own = stage_settings[_STAGE]
    seeds = [settings.seed + rank for rank in range(settings.drops)]
    dropped, seeded = [], []
    for seed in (progress or Silent()).track(seeds, "Stabilité", "essais"):
        dropped.append(_agreement(whole, _rerun(stage, own, _without_turns(inputs, seed, settings.dropped))))
        seeded.append(_agreement(whole, _rerun(stage, own.model_copy(update={"seed": seed}), inputs)))
    moved = _moved(whole, _rerun(stage, own, _shuffled(inputs, settings.seed)))
    lost = f"{settings.dropped:.0%} des prises de parole manquent".replace("%", " %")
    measures = [
        _measure("sans_tours", f"ARI quand {lost}", dropped),
        _measure("graine", "ARI quand la graine des tirages change", seeded),
        promise(
            "stabilite.ordre",
            "passages qui gardent leur thème quand les lignes changent d’ordre",
            len(whole) - len(moved),
            len(whole),
        ),
    ]
    return part(
        "stabilite", "Stabilité", _LEAD, measures, [_disordered(key) for key in moved], (_grid(seeds, dropped),)
    )


def _measure(name: str, label: str, values: Sequence[float]) -> Measure:
    mean = float(np.mean(values))
    return Measure(f"stabilite.{name}", label, mean, len(values), "index", min(values), max(values))


def _grid(seeds: Sequence[int], dropped: Sequence[float]) -> Grid:
    rows = tuple((str(seed), decimal(value)) for seed, value in zip(seeds, dropped, strict=True))
    return Grid("Accord avec l’analyse entière, essai par essai", ("graine", "ARI"), rows)


def _themes(assignments: pd.DataFrame) -> dict[str, str]:
    """Return segment id → theme id, « hors thème » for none."""
    themes = assignments["theme_id"].where(assignments["theme_id"].notna(), _OFF)
    return dict(sorted(zip(assignments["segment_id"], themes, strict=True)))


def _rerun(stage: Stage, settings: Settings, inputs: Inputs) -> dict[str, str]:
    return _themes(stage.run(inputs, settings, Silent()).tables["assignments"])


def _without_turns(inputs: Inputs, seed: int, share: float) -> Inputs:
    """Return ``inputs`` less a share of the turns, in every table that names their segments."""
    passages = inputs.tables["passages"]
    turns = np.array(sorted(passages["utterance_id"].unique()))
    drawn = np.random.default_rng(seed).random(len(turns)) < share
    lost = set(passages.loc[passages["utterance_id"].isin(set(turns[drawn])), "segment_id"])
    tables = {
        name: frame[~frame["segment_id"].isin(lost)].reset_index(drop=True) if "segment_id" in frame else frame
        for name, frame in inputs.tables.items()
    }
    return replace(inputs, tables=tables)


def _shuffled(inputs: Inputs, seed: int) -> Inputs:
    """Return ``inputs`` with the rows of passages and vectors in another order (a token's place is its meaning)."""
    tables = {
        name: frame.sample(frac=1, random_state=seed).reset_index(drop=True)
        if name in ("passages", "vectors")
        else frame
        for name, frame in inputs.tables.items()
    }
    return replace(inputs, tables=tables)


def _agreement(whole: Mapping[str, str], again: Mapping[str, str]) -> float:
    both = sorted(whole.keys() & again.keys())
    return float(adjusted_rand_score([whole[key] for key in both], [again[key] for key in both]))


def _moved(whole: Mapping[str, str], again: Mapping[str, str]) -> list[str]:
    return [key for key, theme in whole.items() if again.get(key) != theme]


def _disordered(segment_id: str) -> Fault:
    return Fault(
        key=f"ordre#{segment_id}",
        family="stabilité : ordre des lignes",
        where="étape « Regroupement en thèmes »",
        said=segment_id,
        problem="change de thème quand les lignes sont lues dans un autre ordre",
        identifier=segment_id,
        weight=5.0,
    )
