"""Ingest: from a folder of files to speaking turns with known speakers and roles."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class IngestSettings(Settings):
    """Section ``[ingest]``.

    Attributes
    ----------
    merge_gap_s : float
        Caption cues of one speaker make one turn while the silence between them stays under this, in seconds.
    turn_words : int
        Captions that name nobody are cut into turns at the first sentence end after this many words.
    max_file_mb : int
        A larger file is refused, in megabytes.
    max_unpacked_mb : int
        A .docx or .xlsx that unpacks to more than this is refused, in megabytes.
    infer_facilitators : bool
        Whether to look for the facilitators of a workshop that declares none.
    max_facilitators : int
        At most this many are inferred in a workshop.
    """

    merge_gap_s: float = Field(2.0, ge=0)
    turn_words: int = Field(60, ge=10)
    max_file_mb: int = Field(200, ge=1)
    max_unpacked_mb: int = Field(500, ge=1)
    infer_facilitators: bool = True
    max_facilitators: int = Field(3, ge=1)


def _run(inputs: Inputs, settings: IngestSettings, progress: Progress) -> Outcome:
    from pipeline.stages.ingest.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: IngestSettings) -> dict[str, str]:  # noqa: ARG001
    from pipeline.stages.ingest.folder import corpus_digest

    return {"corpus": corpus_digest(place.cycle)}


STAGE = Stage(
    name="ingest",
    title="Lecture des fichiers",
    reads=(),
    writes=("cycle", "guided_themes", "glossary", "workshops", "sources", "speakers", "utterances"),
    settings=IngestSettings,
    run=_run,
    outside=_outside,
)
