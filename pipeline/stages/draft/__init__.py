"""Draft: the synthesis, in Word and as one page."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Progress, Settings, Stage


class DraftSettings(Settings):
    """Section ``[draft]``."""

    verbatims_per_theme: int = 3


def _run(inputs: Inputs, settings: DraftSettings, progress: Progress) -> Outcome:
    from pipeline.stages.draft.run import run

    return run(inputs, settings, progress)


STAGE = Stage(
    name="draft",
    title="Rédaction de la synthèse",
    reads=(
        "cycle",
        "glossary",
        "workshops",
        "sources",
        "speakers",
        "utterances",
        "segments",
        "themes",
        "statements",
        "proposals",
    ),
    writes=(),
    delivers=("synthese.docx", "synthese.html"),
    settings=DraftSettings,
    run=_run,
)
