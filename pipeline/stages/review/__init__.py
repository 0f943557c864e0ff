"""Review: the machine's answer with the reviewers' corrections folded in."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class ReviewSettings(Settings):
    """Section ``[review]``.

    Attributes
    ----------
    transversal_share : float
        Share of the cycle's workshops from which a theme is « transversal ».
    recurrent_workshops : int
        Workshops from which a theme is « récurrent ».
    recurrent_speakers : int
        People of different names below which a theme stays « localisé » or « singulier », however many workshops:
        one person who attends them all does not make it national.
    counted_segments, counted_words : int
        A workshop counts for a theme with that many segments, or that many words, on it.
    sure_score : float
        Score (0–1) from which a proposition is « sûre » rather than « à confirmer ».
    workbook_segments : int
        Most segments shown in ``relecture.xlsx``, the least certain first; all of them are in the tables.
    """

    transversal_share: float = Field(0.75, gt=0, le=1)
    recurrent_workshops: int = Field(2, ge=2)
    recurrent_speakers: int = Field(2, ge=1)
    counted_segments: int = Field(2, ge=1)
    counted_words: int = Field(40, ge=1)
    sure_score: float = Field(0.8, ge=0, le=1)
    workbook_segments: int = Field(3000, ge=0)


def _run(inputs: Inputs, settings: ReviewSettings, progress: Progress) -> Outcome:
    from pipeline.stages.review.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: ReviewSettings) -> dict[str, str]:  # noqa: ARG001
    from pipeline.ledger.storage import ledger_digest

    return {"corrections": ledger_digest(place.cycle)}


STAGE = Stage(
    name="review",
    title="Corrections des relecteurs",
    reads=(
        "workshops",
        "speakers",
        "utterances",
        "passages",
        "assignments",
        "found_themes",
        "found_statements",
        "found_proposals",
    ),
    writes=("segments", "themes", "statements", "proposals", "corrections"),
    delivers=("relecture.xlsx",),
    settings=ReviewSettings,
    run=_run,
    outside=_outside,
)
