"""The draft stage: tables in, one outline, two files out."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.draft import DraftSettings
from pipeline.stages.draft.compose import compose
from pipeline.stages.draft.material import gather
from pipeline.stages.draft.page import page
from pipeline.stages.draft.walk import quoted
from pipeline.stages.draft.word import word


def run(inputs: Inputs, settings: DraftSettings, progress: Progress) -> Outcome:  # noqa: ARG001
    """Compose the synthesis and write it twice: ``synthese.docx`` and ``synthese.html``."""
    material = gather(inputs.tables)
    document = compose(material, settings)
    files = {"synthese.docx": word(document), "synthese.html": page(document)}
    messages = () if material.statements else (_NOTHING,)
    return Outcome(files=files, counts={"citations": len(quoted(document))}, messages=messages)


_NOTHING = (
    "La synthèse ne contient aucun constat, frein, levier ni proposition : aucun énoncé n’a été relevé ; vérifiez que "
    "les fichiers du cycle contiennent bien les paroles des participants."
)
