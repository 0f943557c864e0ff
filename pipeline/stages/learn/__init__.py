"""Learn: what the reviewers' corrections teach the stages that come next."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class LearnSettings(Settings):
    """Section ``[learn]``.

    Attributes
    ----------
    themes : bool
        Whether themes that reviewers named, accepted or filled hold in the next grouping.
    statements : bool
        Whether the types that reviewers gave adjust the recognition of statements.
    proposals : bool
        Whether propositions that reviewers joined or parted stay so in the next grouping.
    """

    themes: bool = True
    statements: bool = True
    proposals: bool = True


def _run(inputs: Inputs, settings: LearnSettings, progress: Progress) -> Outcome:
    from pipeline.stages.learn.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: LearnSettings) -> dict[str, str]:  # noqa: ARG001
    from pipeline.ledger.storage import ledger_digest

    return {"corrections": ledger_digest(place.cycle)}


STAGE = Stage(
    name="learn",
    title="Leçons des corrections",
    reads=("speakers", "passages"),
    writes=("lesson_themes", "lesson_members", "lesson_statements", "lesson_groups"),
    settings=LearnSettings,
    run=_run,
    outside=_outside,
)
