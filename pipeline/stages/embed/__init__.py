"""Embed: one sentence vector a segment, and one an agenda item."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage
from pipeline.vectors.pins import DEFAULT_MODEL


class EmbedSettings(Settings):
    """Section ``[embed]``.

    Attributes
    ----------
    model : str
        A sentence-transformers model: a folder, or a hub name already downloaded.
    prompt : str
        Put before each text: « query: » for the e5 family; empty for the model's own choice.
    trust_remote_code : bool
        Whether Python code that a model's folder brings along may run.
    """

    model: str = DEFAULT_MODEL
    prompt: str = ""
    trust_remote_code: bool = False


def _run(inputs: Inputs, settings: EmbedSettings, progress: Progress) -> Outcome:
    from pipeline.stages.embed.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: EmbedSettings) -> dict[str, str]:
    from pipeline.vectors.models import model_fingerprint

    return {"model": model_fingerprint(settings.model, place.root)}


STAGE = Stage(
    name="embed",
    title="Plongements de phrases",
    reads=("passages", "workshops"),
    writes=("vectors", "agenda_vectors"),
    settings=EmbedSettings,
    run=_run,
    outside=_outside,
)
