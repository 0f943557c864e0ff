"""Propose: typed statements, and one list of propositions."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Stage


class ProposeSettings(Settings):
    """Section ``[propose]``.

    Attributes
    ----------
    same_measure : float
        Least probability (0 to 1), on average, that the statements of one proposition ask for the same measure;
        lower merges more.
    nearby : float
        Least probability (0 to 1), on average, that their statements ask for the same measure, for two propositions of
        one theme to be offered as « à rapprocher ? ».
    """

    same_measure: float = Field(0.21, ge=0, le=1)
    nearby: float = Field(0.03, ge=0, le=1)


def _run(inputs: Inputs, settings: ProposeSettings, progress: Progress) -> Outcome:
    from pipeline.stages.propose.run import run

    return run(inputs, settings, progress)


def _outside(place: Place, settings: ProposeSettings) -> dict[str, str]:  # noqa: ARG001
    import hashlib

    from pipeline.stages.propose.paths import COMPLETENESS, ENCODER, JUDGE, READER, WEIGHTS
    from pipeline.vectors.models import model_fingerprint
    from pipeline.vectors.pins import DEFAULT_MODEL

    learned = {
        name: hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "absents"
        for name, path in (
            ("weights", WEIGHTS),
            ("encoder", ENCODER),
            ("titles", READER),
            ("fitness", JUDGE),
            ("complete", COMPLETENESS),
        )
    }
    return {"model": model_fingerprint(DEFAULT_MODEL, place.root), **learned}


STAGE = Stage(
    name="propose",
    title="Énoncés et propositions",
    reads=("passages", "tokens", "lesson_statements", "lesson_groups"),
    writes=("found_statements", "found_proposals", "lesson_effects"),
    settings=ProposeSettings,
    run=_run,
    outside=_outside,
)
