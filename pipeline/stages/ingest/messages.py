"""What the analyst must be told of the reading: what was refused, set aside, inferred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records import FACILITATOR
from pipeline.stages.ingest.files import EMPTY, IGNORED_STATUS, REFUSED, SourceFile
from pipeline.stages.ingest.folder import Folder
from pipeline.stages.ingest.session import Session
from pipeline.text.typography import typeset

_SHOWN = 3


def messages(folder: Folder, sessions: Sequence[Session], files: Sequence[SourceFile]) -> tuple[str, ...]:
    """Return French sentences: folders, then files, then workshops, each in order of name.

    Parameters
    ----------
    folder : Folder
        What the cycle's folder holds.
    sessions : sequence of Session
        Every workshop, with or without words.
    files : sequence of SourceFile
        Every file.
    """
    said = [f"Dossier « {name} » : illisible ; vérifiez les droits d’accès." for name in folder.closed]
    for file in files:
        said += [f"{file.source} : {file.reason}."] if file.status in (REFUSED, EMPTY) else []
        said += [f"{file.source} : {warning}." for warning in file.warnings]
    said += _ignored(files)
    for session in sessions:
        said += _workshop(session)
    return tuple(typeset(sentence) for sentence in said)


def _ignored(files: Sequence[SourceFile]) -> Iterator[str]:
    """Say once each reason for leaving files aside, with the first of them."""
    reasons: dict[str, list[str]] = {}
    for file in files:
        if file.status == IGNORED_STATUS:
            reasons.setdefault(file.reason or "", []).append(file.source)
    for reason, sources in reasons.items():
        more = f" et {len(sources) - _SHOWN} autre(s)" if len(sources) > _SHOWN else ""
        yield f"{', '.join(sources[:_SHOWN])}{more} : {reason}."


def _workshop(session: Session) -> Iterator[str]:
    name = session.workshop.folder
    if not session.files:
        yield f"Atelier « {name} » : le dossier est vide ; il est laissé de côté."
        return
    if not session.held:
        yield f"Atelier « {name} » : aucun texte lisible ; il est laissé de côté."
        return
    if session.inferred:
        people = " et ".join(f"{one.speaker} ({one.reason})" for one in session.inferred)
        yield f"{name} : animation déduite pour {people} ; sinon, déclarez « animateurs » dans son atelier.toml."
    unknown = not any(speaker.role.name == FACILITATOR for speaker in session.speakers)
    if unknown and len(session.speakers) > 2:
        yield f"{name} : aucune animation reconnue ; déclarez « animateurs » dans son atelier.toml."
