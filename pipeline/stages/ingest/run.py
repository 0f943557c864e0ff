"""Read a cycle: its files, its speakers and their roles, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import ConfigError, CorpusError
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.ingest import IngestSettings
from pipeline.stages.ingest.files import READ, SourceFile, read_source, read_stray, without_copies
from pipeline.stages.ingest.folder import Folder, clean_name, read_folder
from pipeline.stages.ingest.frames import build
from pipeline.stages.ingest.messages import messages
from pipeline.stages.ingest.metadata import CycleFile, WorkshopFile, read_cycle, read_workshop
from pipeline.stages.ingest.session import Session, assemble


def run(inputs: Inputs, settings: IngestSettings, progress: Progress) -> Outcome:
    """Return the tables of the cycle at ``inputs.place.cycle``.

    Raises
    ------
    CorpusError
        If the folder is missing, or no workshop in it can be read.
    ConfigError
        If a metadata file is wrong: every fault of every file.
    """
    folder = read_folder(inputs.place.cycle)
    cycle, declared = _metadata(folder)
    files = _read(folder, declared, settings, progress)
    sessions = [
        assemble(
            workshop,
            declared[workshop.workshop_id],
            [file for file in files if file.workshop_id == workshop.workshop_id],
            cycle.roles,
            settings,
        )
        for workshop in folder.workshops
    ]
    held = [session for session in sessions if session.held]
    said = messages(folder, sessions, files)
    if not held:
        raise CorpusError(_nothing(inputs.place.cycle, folder, said))
    return Outcome(
        tables=build(clean_name(inputs.place.cycle.name), cycle, held, files),
        counts=_counts(held, files),
        messages=said,
    )


def _metadata(folder: Folder) -> tuple[CycleFile, dict[str, WorkshopFile]]:
    """Return the cycle's metadata and each workshop's, or raise with the faults of all the files."""
    faults: list[str] = []
    cycle, declared = CycleFile(), {}
    try:
        cycle = read_cycle(folder.metadata)
    except ConfigError as error:
        faults.append(str(error))
    for workshop in folder.workshops:
        try:
            declared[workshop.workshop_id] = read_workshop(workshop.metadata)
        except ConfigError as error:
            faults.append(str(error))
    if faults:
        raise ConfigError("\n".join(faults))
    return cycle, declared


def _read(
    folder: Folder, declared: dict[str, WorkshopFile], settings: IngestSettings, progress: Progress
) -> list[SourceFile]:
    found = [(workshop.workshop_id, file) for workshop in folder.workshops for file in workshop.files]
    read = [
        read_source(file, workshop_id, declared[workshop_id], settings)
        for workshop_id, file in progress.track(found, "Lecture des fichiers", "fichiers")
    ]
    return [*map(read_stray, folder.strays), *without_copies(read)]


def _counts(held: Sequence[Session], files: Sequence[SourceFile]) -> dict[str, int]:
    turns = [turn for session in held for file in session.files for turn in file.turns]
    return {
        "ateliers": len(held),
        "fichiers": sum(file.status == READ for file in files),
        "fichiers_ecartes": sum(file.status != READ for file in files),
        "prises_de_parole": len(turns),
        "mots": sum(len(turn.text.split()) for turn in turns),
        "locuteurs": sum(len(session.speakers) for session in held),
    }


def _nothing(cycle: Path, folder: Folder, said: Sequence[str]) -> str:
    if not folder.workshops:
        return (
            f"{cycle} : aucun atelier ; un cycle contient un sous-dossier par atelier, avec ses transcriptions et ses "
            "notes (.docx, .vtt, .srt, .txt, .md, .csv, .xlsx)."
        )
    found = "\n".join(f"  • {sentence}" for sentence in said)
    return f"{cycle} : aucun atelier n’a de texte lisible.\n{found}"
