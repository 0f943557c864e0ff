"""Give a vector to every segment that says something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline import tables
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.vectors.models import load_encoder

if TYPE_CHECKING:
    from pipeline.stages.embed import EmbedSettings

# No French words in these. The others have vectors even where they make no statement: a facilitator's
# question or a short answer tells what its neighbours are about.
WORDLESS: Final = ("hors_langue", "hallucination", "sans_parole", "gabarit")


def run(inputs: Inputs, settings: EmbedSettings, progress: Progress) -> Outcome:
    """Return table ``vectors``: ``segment_id`` and its unit vector, by id, for fates not in ``WORDLESS``.

    Raises
    ------
    ModelError
        If the model is not on this machine or does not load.
    """
    passages = inputs.tables["passages"]
    spoken = passages[~passages["fate"].isin(WORDLESS)].sort_values("segment_id")
    if spoken.empty:
        message = "Aucun passage en français à comparer : vérifiez la langue et le contenu des fichiers du cycle."
        return Outcome(tables={"vectors": tables.frame("vectors", [])}, counts={"plongements": 0}, messages=(message,))

    def shown(texts: Sequence[str]) -> Iterable[str]:
        return progress.track(texts, "Plongements", "passages")

    encoder = load_encoder(
        settings.model, inputs.place.root, settings.prompt, trust_remote_code=settings.trust_remote_code
    )
    vectors = encoder.encode(spoken["text"].tolist(), shown)
    rows = [
        {"segment_id": segment, "vector": vector} for segment, vector in zip(spoken["segment_id"], vectors, strict=True)
    ]
    return Outcome(tables={"vectors": tables.frame("vectors", rows)}, counts={"plongements": len(rows)})
