"""Embed: one sentence vector a segment."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class EmbedSettings(Settings):
    """Section ``[embed]``."""

    model: str = "models/use-multilingual-v3"
    batch_size: int = 32


def _run(inputs: Inputs, settings: EmbedSettings, progress: Progress) -> Outcome:
    from pipeline.stages.embed.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: EmbedSettings) -> dict[str, str]:
    from pipeline.vectors.models import model_fingerprint

    return {"model": model_fingerprint(settings.model, place.root)}


STAGE = Stage(
    name="embed",
    title="Plongements de phrases",
    reads=("passages",),
    writes=("vectors",),
    settings=EmbedSettings,
    run=_run,
    outside=_outside,
)
