"""Evaluate a run against hand-written answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline import runner
from pipeline.config import load as load_settings
from pipeline.errors import CorpusError
from pipeline.evaluation.agreement import agreement
from pipeline.evaluation.comparison import compare
from pipeline.evaluation.documents import read_draft
from pipeline.evaluation.double_part import double_coding
from pipeline.evaluation.doubly_coded import load_double
from pipeline.evaluation.faithful import faithful
from pipeline.evaluation.gold import Gold, load_gold, load_second
from pipeline.evaluation.page import page
from pipeline.evaluation.points import points
from pipeline.evaluation.proposals import proposals
from pipeline.evaluation.reading import reading
from pipeline.evaluation.report import markdown
from pipeline.evaluation.results import Evaluation
from pipeline.evaluation.run import read_run
from pipeline.evaluation.settings import EvaluationSettings
from pipeline.evaluation.stability import stability
from pipeline.evaluation.statements import statements
from pipeline.evaluation.themes import themes
from pipeline.evaluation.words import whole
from pipeline.stage import Place, Progress, Settings
from pipeline.store import Store

_PASSAGES: Final = "passages.jsonl"


def evaluate(
    cycle: Path,
    out: Path | None = None,
    gold: Path | None = None,
    extra_config: Path | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Run a cycle where it changed, and compare what it gives with its gold.

    Parameters
    ----------
    cycle : Path
        Folder of workshop folders.
    out : Path, optional
        Output folder; ``outputs/<cycle>`` by default.
    gold : Path, optional
        Folder of the answers; see :func:`find_gold`.
    extra_config : Path, optional
        A settings file read last.
    progress : Progress, optional
        Where to say how far it is.

    Raises
    ------
    PipelineError
        If the cycle cannot be run, has no gold, or has another cycle's.
    """
    place = runner.find(cycle)
    answers = gold or find_gold(place.cycle)
    report = runner.run(cycle, out, extra_config=extra_config, progress=progress)
    settings = load_settings(place.root, place.cycle.name, extra_config)
    return evaluate_run(Store(report.folder), place, answers, settings, progress)


def evaluate_run(
    store: Store,
    place: Place,
    answers: Path,
    stage_settings: Mapping[str, Settings],
    progress: Progress | None = None,
    settings: EvaluationSettings | None = None,
) -> Evaluation:
    """Compare a run that has taken place with the gold tables in ``answers``.

    Raises
    ------
    PipelineError
        If a table or a document of the run is missing, or the gold is of another cycle.
    """
    settings = settings or EvaluationSettings()
    gold = load_gold(answers)
    run = read_run(store)
    comparison = compare(gold, run, settings)
    draft = read_draft(store.folder)
    parts = [
        reading(comparison),
        themes(comparison),
        statements(comparison),
        proposals(comparison),
        points(comparison, draft),
        faithful(run, draft),
        stability(store, place, stage_settings, settings, progress),
        *agreement(comparison, load_second(answers)),
        *double_coding(run, comparison.scorer, load_double(answers)),
    ]
    return Evaluation(place.cycle.name, _size(gold), tuple(parts))


def find_gold(cycle: Path) -> Path:
    """Return the folder of a cycle's answers: ``gold`` beside it when it is about its workshops, else ``gold/<cycle>``.

    Raises
    ------
    CorpusError
        If there is none.
    """
    shelf = cycle.parent / "gold"
    for folder in (shelf, shelf / cycle.name):
        if (folder / _PASSAGES).exists() and _is_about(folder, cycle):
            return folder
    raise CorpusError(
        f"{cycle.name} n’a pas de réponses de référence : écrivez-les dans « {shelf / cycle.name} », tirez-les d’une "
        "relecture avec « synthese gold export », ou donnez leur dossier avec « --gold »."
    )


def _is_about(folder: Path, cycle: Path) -> bool:
    workshops = {passage.atelier for passage in load_gold(folder).passages}
    return any((cycle / workshop).is_dir() for workshop in workshops)


def _size(gold: Gold) -> str:
    workshops = len({passage.atelier for passage in gold.passages})
    counts = (
        (workshops, "ateliers"),
        (len(gold.passages), "passages"),
        (len(gold.statements), "énoncés"),
        (len(gold.propositions), "mesures"),
        (len(gold.points), "points clés"),
    )
    return ", ".join(f"{whole(count)} {name}" for count, name in counts)


def save(evaluation: Evaluation, store: Store) -> list[Path]:
    """Write ``evaluation.html`` and ``evaluation.md`` in the run's folder; return their paths."""
    files = {"evaluation.html": page(evaluation), "evaluation.md": markdown(evaluation)}
    for name, text in files.items():
        store.write_file(name, text.encode(), store.digest(name))
    return [store.path(name) for name in files]
