"""What ``synthese evaluate`` does: run what changed, compare, write the report, say it."""

from __future__ import annotations

from pathlib import Path

from pipeline import runner
from pipeline.evaluation.evaluate import evaluate, save
from pipeline.evaluation.report import lines
from pipeline.stage import Progress
from pipeline.store import Store, project_root


def report(
    cycle: Path | None = None,
    out: Path | None = None,
    gold: Path | None = None,
    extra_config: Path | None = None,
    progress: Progress | None = None,
) -> list[str]:
    """Evaluate a cycle, write ``evaluation.html`` and ``evaluation.md`` beside its run; return the lines to show.

    Parameters
    ----------
    cycle : Path, optional
        Folder of workshop folders; the sample by default.
    out : Path, optional
        Output folder; ``outputs/<cycle>`` by default.
    gold : Path, optional
        Folder of the answers; found beside the cycle by default.
    extra_config : Path, optional
        A settings file read last.
    progress : Progress, optional
        Where to say how far it is.

    Raises
    ------
    PipelineError
        If the cycle cannot be run, has no gold, or has another cycle's.
    """
    folder = cycle or project_root() / "corpus" / "exemple"
    evaluation = evaluate(folder, out, gold, extra_config, progress)
    store = Store(out or runner.default_output(runner.find(folder)))
    return [*lines(evaluation), "", *(f"→ {path}" for path in save(evaluation, store))]
