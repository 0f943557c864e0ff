"""Give a vector to every segment that says something, and to what the agendas announce."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from pipeline import tables
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.vectors.models import load_encoder

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.stages.embed import EmbedSettings

# No French words in these. The others have vectors even where they make no statement: a facilitator's
# question or a short answer tells what its neighbours are about.
WORDLESS: Final = ("hors_langue", "hallucination", "sans_parole", "gabarit")


def run(inputs: Inputs, settings: EmbedSettings, progress: Progress) -> Outcome:
    """Return the tables of unit vectors.

    ``vectors``: one a segment, by id, for fates not in ``WORDLESS``; ``agenda_vectors``: one an item of the workshops'
    agendas, by item.

    Raises
    ------
    ModelError
        If the model is not on this machine or does not load.
    """
    passages = inputs.tables["passages"]
    spoken = passages[~passages["fate"].isin(WORDLESS)].sort_values("segment_id")
    if spoken.empty:
        message = "Aucun passage en français à comparer : vérifiez la langue et le contenu des fichiers du cycle."
        return Outcome(tables=_tables([], []), counts={"plongements": 0}, messages=(message,))

    def shown(texts: Sequence[str]) -> Iterable[str]:
        return progress.track(texts, "Plongements", "passages")

    encoder = load_encoder(
        settings.model, inputs.place.root, settings.prompt, trust_remote_code=settings.trust_remote_code
    )
    items = sorted({str(item) for agenda in inputs.tables["workshops"]["agenda"] for item in agenda})
    vectors = [
        {"segment_id": segment, "vector": vector}
        for segment, vector in zip(spoken["segment_id"], encoder.encode(spoken["text"].tolist(), shown), strict=True)
    ]
    named = [{"item": item, "vector": vector} for item, vector in zip(items, encoder.encode(items), strict=True)]
    return Outcome(tables=_tables(vectors, named), counts={"plongements": len(vectors)})


def _tables(vectors: list[dict[str, Any]], named: list[dict[str, Any]]) -> dict[str, pd.DataFrame]:
    return {"vectors": tables.frame("vectors", vectors), "agenda_vectors": tables.frame("agenda_vectors", named)}
