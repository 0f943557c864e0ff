"""Propose: typed statements, and one list of propositions."""

from __future__ import annotations

from pipeline.stage import Inputs, Outcome, Progress, Settings, Stage


class ProposeSettings(Settings):
    """Section ``[propose]``."""

    same_measure: float = 0.75


def _run(inputs: Inputs, settings: ProposeSettings, progress: Progress) -> Outcome:
    from pipeline.stages.propose.run import run

    return run(inputs, settings, progress)


STAGE = Stage(
    name="propose",
    title="Énoncés et propositions",
    reads=("passages", "tokens", "vectors", "assignments"),
    writes=("found_statements", "found_proposals"),
    settings=ProposeSettings,
    run=_run,
)
