"""Cluster: themes that return from workshop to workshop."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Progress, Settings, Stage


class ClusterSettings(Settings):
    """Section ``[cluster]``."""

    min_themes: int = 8
    max_themes: int = 25


def _run(inputs: Inputs, settings: ClusterSettings, progress: Progress) -> Outcome:
    from pipeline.stages.cluster.run import run

    return run(inputs, settings, progress)


STAGE = Stage(
    name="cluster",
    title="Regroupement en thèmes",
    reads=("workshops", "passages", "tokens", "vectors", "guided_themes"),
    writes=("assignments", "found_themes"),
    settings=ClusterSettings,
    run=_run,
)
