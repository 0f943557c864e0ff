"""Cluster: themes that return from workshop to workshop."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Progress, Settings, Stage


class ClusterSettings(Settings):
    """Section ``[cluster]``.

    Attributes
    ----------
    min_themes, max_themes : int
        Numbers of themes that are readable; the corpus chooses among them.
    least_share : float
        A theme holds at least this share of the words that themes are found in…
    least_words : int
        … and at least this many; what is smaller is shown beneath the nearest theme.
    seed : int
        For what draws at random: latent axes, and groups of pieces in corpora of more than a few million words.
    """

    min_themes: int = Field(8, ge=1)
    max_themes: int = Field(25, ge=1)
    least_share: float = Field(0.005, ge=0, le=0.2)
    least_words: int = Field(250, ge=1)
    seed: int = 0


def _run(inputs: Inputs, settings: ClusterSettings, progress: Progress) -> Outcome:
    from pipeline.stages.cluster.run import run

    return run(inputs, settings, progress)


STAGE = Stage(
    name="cluster",
    title="Regroupement en thèmes",
    reads=(
        "workshops",
        "passages",
        "tokens",
        "vectors",
        "agenda_vectors",
        "guided_themes",
        "glossary",
        "lesson_themes",
        "lesson_members",
    ),
    writes=("assignments", "found_themes", "theme_evidence", "specificities"),
    settings=ClusterSettings,
    run=_run,
)
