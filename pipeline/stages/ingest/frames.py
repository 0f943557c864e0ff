"""From sessions to the tables of the stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipeline import tables
from pipeline.records import UNKNOWN_ROLE, content_id
from pipeline.stages.ingest.files import SourceFile
from pipeline.stages.ingest.metadata import CycleFile
from pipeline.stages.ingest.naming import read_name
from pipeline.stages.ingest.readers.register import extension
from pipeline.stages.ingest.session import Session

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def build(
    cycle_name: str, cycle: CycleFile, sessions: Sequence[Session], files: Sequence[SourceFile]
) -> dict[str, pd.DataFrame]:
    """Return every table that the stage writes.

    Parameters
    ----------
    cycle_name : str
        Name of the cycle's folder.
    cycle : CycleFile
        Its metadata.
    sessions : sequence of Session
        The workshops held, in order of folder.
    files : sequence of SourceFile
        Every file of the cycle, read or not.
    """
    held = {session.workshop.workshop_id for session in sessions}
    rows: dict[str, list[Row]] = {
        "cycle": [{"key": key, "value": value} for key, value in _cycle(cycle_name, cycle).items()],
        "guided_themes": [
            {"label": theme.libelle, "description": theme.description, "examples": list(theme.exemples)}
            for theme in cycle.themes
        ],
        "glossary": [{"term": term, "definition": cycle.glossaire[term]} for term in sorted(cycle.glossaire)],
        "workshops": [_workshop(session) for session in sessions],
        "sources": [_source(file, held) for file in sorted(files, key=lambda file: file.source)],
        "speakers": [row for session in sessions for row in _speakers(session)],
        "utterances": [row for session in sessions for row in _utterances(session)],
    }
    return {name: tables.frame(name, found) for name, found in rows.items()}


def _cycle(cycle_name: str, cycle: CycleFile) -> dict[str, str]:
    title = cycle.titre or read_name(cycle_name).title
    found = {"titre": title, "commanditaire": cycle.commanditaire, "date": cycle.date, "dossier": cycle_name}
    return {key: value for key, value in found.items() if value}


def _workshop(session: Session) -> Row:
    declared, said = session.declared, read_name(session.workshop.folder)
    turns = [turn for file in session.files for turn in file.turns]
    return {
        "workshop_id": session.workshop.workshop_id,
        "folder": session.workshop.folder,
        "title": declared.titre or said.title,
        "town": declared.ville or said.town,
        "date": declared.date or said.date,
        "format": declared.format or said.format,
        "partner": declared.partenaire,
        "agenda": list(declared.themes),
        "expected_participants": declared.participants_attendus,
        "n_sources": sum(bool(file.turns) for file in session.files),
        "n_words": sum(len(turn.text.split()) for turn in turns),
        "n_speakers": len(session.speakers),
    }


def _source(file: SourceFile, held: set[str]) -> Row:
    return {
        "source": file.source,
        "workshop_id": file.workshop_id if file.workshop_id in held else None,
        "format": extension(file.source) or "sans extension",
        "kind": file.kind,
        "status": file.status,
        "reason": file.reason,
        "n_utterances": len(file.turns),
        "n_words": sum(len(turn.text.split()) for turn in file.turns),
        "digest": file.digest,
    }


def _speakers(session: Session) -> Iterator[Row]:
    for speaker in session.speakers:
        yield {
            "speaker_id": speaker.speaker_id,
            "workshop_id": session.workshop.workshop_id,
            "speaker": speaker.name,
            "structure": speaker.structure,
            "role": speaker.role.name,
            "role_origin": speaker.role.origin,
            "role_reason": speaker.role.reason,
            "spellings": list(speaker.spellings),
            "n_utterances": speaker.n_utterances,
            "n_words": speaker.n_words,
        }


def _utterances(session: Session) -> Iterator[Row]:
    by_name = {speaker.name: speaker for speaker in session.speakers}
    workshop_id = session.workshop.workshop_id
    for file in session.files:
        same: Counter[tuple[str | None, str]] = Counter()
        for position, turn in enumerate(file.turns):
            occurrence = same[turn.speaker, turn.text]
            same[turn.speaker, turn.text] += 1
            speaker = by_name[session.names[turn.speaker]] if turn.speaker else None
            yield {
                "utterance_id": content_id("u", workshop_id, file.source, turn.speaker or "", turn.text, occurrence),
                "workshop_id": workshop_id,
                "source": file.source,
                "kind": file.kind,
                "position": position,
                "speaker": speaker.name if speaker else None,
                "speaker_id": speaker.speaker_id if speaker else None,
                "role": speaker.role.name if speaker else UNKNOWN_ROLE,
                "start_s": turn.start_s,
                "end_s": turn.end_s,
                "text": turn.text,
                "locator": turn.locator,
            }
