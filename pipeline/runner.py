"""Walk the stages: skip what is unchanged, run the rest, write tables, deliverables and the manifest."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline import __version__, config
from pipeline.changes import runs
from pipeline.changes.report import sentences
from pipeline.errors import CorpusError, PipelineError
from pipeline.stage import Inputs, Outcome, Place, Progress, Settings, Silent, Stage
from pipeline.stages import STAGES
from pipeline.store import Store, digest, project_root, tree_digest
from pipeline.toml_file import did_you_mean


@dataclass(slots=True)
class StageReport:
    """What became of a stage in this run."""

    name: str
    title: str
    ran: bool
    reason: str
    seconds: float = 0.0


@dataclass(slots=True)
class RunReport:
    """What a run did, for the closing summary.

    Attributes
    ----------
    changes : list of str or None
        In French, what the public tables say now that they did not say before the run; None when there were none.
    """

    folder: Path
    stages: list[StageReport] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    changes: list[str] | None = None


def choose(only: str | None, first: str | None) -> tuple[Stage, ...]:
    """Return the stages to consider for ``--only`` and ``--from``.

    Raises
    ------
    PipelineError
        If a name is not a stage's, or both are given.
    """
    if only and first:
        raise PipelineError("Choisissez « --only » ou « --from », pas les deux.")
    wanted = only or first
    if wanted is None:
        return STAGES
    names = [stage.name for stage in STAGES]
    if wanted not in names:
        raise PipelineError(f"Étape inconnue « {wanted} »{did_you_mean(wanted, names)}")
    at = names.index(wanted)
    return STAGES[at : at + 1] if only else STAGES[at:]


def run(
    cycle: Path,
    out: Path | None = None,
    *,
    only: str | None = None,
    first: str | None = None,
    force: bool = False,
    extra_config: Path | None = None,
    progress: Progress | None = None,
) -> RunReport:
    """Run the pipeline on a cycle.

    Parameters
    ----------
    cycle : Path
        Folder of workshop folders.
    out : Path, optional
        Output folder; ``outputs/<cycle>`` by default.
    only, first : str, optional
        A single stage, or the first stage of the rest.
    force : bool
        Run the chosen stages even when nothing changed.
    extra_config : Path, optional
        A settings file read last.
    progress : Progress, optional
        Where stages say how far they are.

    Raises
    ------
    PipelineError
        For the user's mistakes.
    """
    chosen = choose(only, first)
    place = find(cycle)
    settings = config.load(place.root, place.cycle.name, extra_config)
    store = Store(out or default_output(place))
    manifest = store.read_manifest()
    walk = _Walk(place, store, settings, manifest.get("stages", {}), progress or Silent())
    report = RunReport(store.folder)
    memory = runs.remember(store)
    for stage in chosen:
        report.stages.append(walk.step(stage, force))
        _save(store, place, walk, settings)
    _fill(report, walk, store)
    report.changes = _changes(memory, runs.remember(store))
    if report.changes:
        store.write_manifest(store.read_manifest() | {"changes": report.changes})
    return report


def rehearse(cycle: Path, out: Path | None = None, **options: Any) -> RunReport:  # noqa: ANN401
    """Run on a copy of the output folder, thrown away afterwards: what a run would change, and nothing written.

    Parameters
    ----------
    cycle, out : Path
        As for ``run``.
    **options
        The other parameters of ``run``.
    """
    folder = out or default_output(find(cycle))
    with TemporaryDirectory(prefix="synthese-") as scratch:
        copy = Path(scratch) / folder.name
        if folder.is_dir():
            shutil.copytree(folder, copy)
        report = run(cycle, copy, **options)
    report.folder, report.files = folder, []
    return report


def _changes(memory: Mapping[str, bytes], now: Mapping[str, bytes]) -> list[str] | None:
    """Return what the new tables say that those of the last run did not; None when one of the two runs is missing."""
    if memory == now:
        return [] if memory else None
    before, after = runs.read(memory), runs.read(now)
    return None if before is None or after is None else sentences(before, after)


def status(cycle: Path, out: Path | None = None, extra_config: Path | None = None) -> list[StageReport]:
    """Return, for each stage, whether the next run would run it (``ran``) and why; nothing is run or written."""
    place = find(cycle)
    store = Store(out or default_output(place))
    settings = config.load(place.root, place.cycle.name, extra_config)
    walk = _Walk(place, store, settings, store.read_manifest().get("stages", {}), Silent())
    lines: list[StageReport] = []
    stale: dict[str, str] = {}
    for stage in STAGES:
        reason = walk.why(stage)
        upstream = [stale[name] for name in stage.reads if name in stale]
        if not reason and upstream:
            reason = f"après {upstream[0]}"
        if reason:
            stale |= dict.fromkeys(stage.writes, stage.name)
        lines.append(StageReport(stage.name, stage.title, bool(reason), reason))
    return lines


def find(cycle: Path) -> Place:
    """Return the place of a cycle's folder; CorpusError when there is none."""
    if not cycle.is_dir():
        raise CorpusError(
            f"{cycle} : dossier introuvable ; donnez le dossier d’un cycle, qui contient un sous-dossier par atelier."
        )
    return Place(cycle=cycle.resolve(), root=project_root())


def default_output(place: Place) -> Path:
    """Return ``outputs/<cycle>``."""
    return place.root / "outputs" / place.cycle.name


class _Walk:
    """One pass over the stages, with the memory of the last one."""

    def __init__(
        self,
        place: Place,
        store: Store,
        settings: Mapping[str, Settings],
        memory: Mapping[str, Any],
        progress: Progress,
    ) -> None:
        self.place, self.store, self.settings, self.progress = place, store, settings, progress
        self.memory: dict[str, Any] = dict(memory)

    def step(self, stage: Stage, force: bool) -> StageReport:
        """Run ``stage``, or say why it need not be."""
        inputs = self._inputs(stage)
        reason = "demandé" if force else self._changes(stage, inputs)
        if not reason:
            return StageReport(stage.name, stage.title, False, "rien n’a changé")
        started = time.perf_counter()
        tables = {name: self.store.read_table(name) for name in stage.reads}
        outcome = stage.run(Inputs(self.place, tables), self.settings[stage.name], self.progress)
        outputs, asides = self._write(stage, outcome)
        seconds = time.perf_counter() - started
        self.memory[stage.name] = {
            "inputs": inputs,
            "outputs": outputs,
            "counts": dict(outcome.counts),
            "messages": [*outcome.messages],
            "seconds": round(seconds, 2),
        }
        self.memory[stage.name]["messages"] += asides
        return StageReport(stage.name, stage.title, True, reason, seconds)

    def _inputs(self, stage: Stage) -> dict[str, str]:
        """Return the digest of all that decides the stage's answer."""
        settings = self.settings[stage.name]
        found = {
            "code": code_digest(stage),
            "settings": digest(settings.model_dump_json().encode()),
            **stage.outside(self.place, settings),
        }
        for name in stage.reads:
            found[f"table {name}"] = self.store.digest(name) or "absente"
        return found

    def why(self, stage: Stage) -> str:
        """Return in French why ``stage`` would run, or an empty string."""
        return self._changes(stage, self._inputs(stage))

    def _changes(self, stage: Stage, inputs: dict[str, str]) -> str:
        last = self.memory.get(stage.name)
        if last is None:
            return "première fois"
        changed = [name for name in inputs if inputs[name] != last.get("inputs", {}).get(name)]
        if changed:
            return "a changé : " + ", ".join(_FRENCH.get(name, name) for name in changed)
        lost = [name for name in stage.writes if self.store.digest(name) != last["outputs"].get(name)]
        lost += [name for name in stage.delivers if not self.store.path(name).exists()]
        return f"à refaire : {', '.join(lost)}" if lost else ""

    def _write(self, stage: Stage, outcome: Outcome) -> tuple[dict[str, str], list[str]]:
        """Write what the stage made; return digests, and sentences on what was set aside."""
        if set(outcome.tables) != set(stage.writes) or set(outcome.files) != set(stage.delivers):
            made = sorted({*outcome.tables, *outcome.files})
            raise ValueError(f"stage {stage.name} made {made}, declared {stage.writes + stage.delivers}")
        last = self.memory.get(stage.name, {}).get("outputs", {})
        outputs = {name: self.store.write_table(name, frame) for name, frame in sorted(outcome.tables.items())}
        asides = []
        for name, data in sorted(outcome.files.items()):
            outputs[name], aside = self.store.write_file(name, data, last.get(name))
            if aside:
                asides.append(
                    f"{name} avait été modifié à la main : votre version est conservée dans « {aside.name} »."
                )
        return outputs, asides


_FRENCH = {"code": "le programme", "settings": "les réglages", "corpus": "les fichiers", "model": "le modèle"}


_CORE = ("records.py", "tables.py", "toml_file.py")


def code_digest(stage: Stage) -> str:
    """Return a digest of the code a stage runs: its own room and the shared ones below it."""
    package = Path(__file__).parent
    shared = ["text", "ledger"]
    if stage.name not in ("ingest", "learn", "review", "draft"):  # these load neither spaCy nor vectors
        shared += ["french", "vectors"]
    rooms = [package / "stages" / stage.name, *(package / name for name in shared)]
    files = [path for room in rooms for path in room.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return tree_digest(package, [*files, *(package / name for name in _CORE)])


def _save(store: Store, place: Place, walk: _Walk, settings: Mapping[str, Settings]) -> None:
    store.write_manifest(
        {
            "program": f"synthese-ateliers {__version__}",
            "cycle": place.cycle.name,
            "settings": {name: json.loads(section.model_dump_json()) for name, section in settings.items()},
            "stages": walk.memory,
            "changes": store.read_manifest().get("changes", []),
        }
    )


def _fill(report: RunReport, walk: _Walk, store: Store) -> None:
    known: Sequence[Stage] = [stage for stage in STAGES if stage.name in walk.memory]
    for stage in known:
        report.counts |= walk.memory[stage.name]["counts"]
        report.messages += walk.memory[stage.name]["messages"]
        report.files += [store.path(name) for name in stage.delivers if store.path(name).exists()]
