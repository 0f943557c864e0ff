"""Annotate: segments with their fate, and their spaCy tokens."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Progress, Settings, Stage


class AnnotateSettings(Settings):
    """Section ``[annotate]``."""

    min_words: int = Field(5, ge=1)
    max_words: int = Field(250, ge=20)


def _run(inputs: Inputs, settings: AnnotateSettings, progress: Progress) -> Outcome:
    from pipeline.stages.annotate.run import run

    return run(inputs, settings, progress)


STAGE = Stage(
    name="annotate",
    title="Analyse linguistique",
    reads=("utterances", "speakers"),
    writes=("passages", "tokens"),
    settings=AnnotateSettings,
    run=_run,
)
