"""Ingest: from a folder of files to speaking turns with known speakers and roles."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class IngestSettings(Settings):
    """Section ``[ingest]``."""

    merge_gap_s: float = Field(2.0, ge=0)
    max_file_mb: int = Field(200, ge=1)


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
