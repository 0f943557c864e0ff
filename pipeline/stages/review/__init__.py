"""Review: the machine's answer with the reviewers' corrections folded in."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class ReviewSettings(Settings):
    """Section ``[review]``."""

    transversal_share: float = 0.75
    recurrent_workshops: int = 2


def _run(inputs: Inputs, settings: ReviewSettings, progress: Progress) -> Outcome:
    from pipeline.stages.review.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: ReviewSettings) -> dict[str, str]:  # noqa: ARG001
    from pipeline.stages.review.ledger import ledger_digest

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
