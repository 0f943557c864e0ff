"""Read each file of the cycle, or say why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.records import Turn
from pipeline.stages.ingest import IngestSettings
from pipeline.stages.ingest.folder import FoundFile, file_digest
from pipeline.stages.ingest.metadata import WorkshopFile
from pipeline.stages.ingest.names import parse_label
from pipeline.stages.ingest.readers.reading import Refused, Request
from pipeline.stages.ingest.readers.register import IGNORED, READERS, REFUSALS, extension, hint, read_file

READ, EMPTY, IGNORED_STATUS, REFUSED = "lu", "vide", "ignoré", "refusé"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file and what became of it.

    Attributes
    ----------
    source : str
        Its path from the cycle's folder.
    workshop_id : str or None
        None for a file at the cycle's root.
    status : str
        « lu », « vide » (no words in it), « ignoré » (no text format, or a copy) or « refusé » (words that cannot be
        read: the analyst has something to do).
    digest : str
        SHA-256 of its bytes.
    kind : str or None
        One of ``records.KINDS`` once read.
    reason : str or None
        Why it is not read, or what was assumed and set aside in reading it.
    turns : tuple of Turn
        In the file's order.
    warnings : tuple of str
        What the analyst must know of a file that was read.
    """

    source: str
    workshop_id: str | None
    status: str
    digest: str
    kind: str | None = None
    reason: str | None = None
    turns: tuple[Turn, ...] = ()
    warnings: tuple[str, ...] = ()


def declared_names(declared: WorkshopFile) -> tuple[str, ...]:
    """Return the facilitators' and participants' names of a metadata file, once each."""
    return tuple(dict.fromkeys([*declared.animateurs, *(one.nom for one in declared.participants)]))


def read_source(file: FoundFile, workshop_id: str, declared: WorkshopFile, settings: IngestSettings) -> SourceFile:
    """Return a workshop's file with its turns, or with the reason why it has none."""
    found = SourceFile(file.source, workshop_id, REFUSED, file_digest(file.path))
    form = extension(file.source)
    if form not in READERS:
        refused = REFUSALS.get(form)
        return replace(found, status=REFUSED if refused else IGNORED_STATUS, reason=refused or IGNORED)
    known = frozenset(tuple(sorted(parse_label(name).tokens)) for name in declared_names(declared))
    try:
        reading = read_file(Request(file.path, hint(file.source), known, settings))
    except Refused as error:
        return replace(found, reason=str(error))
    said = "; ".join([*reading.warnings, *reading.notes]) or None
    if not reading.turns:
        return replace(found, status=EMPTY, kind=reading.kind, reason=said or "aucun texte")
    return replace(found, status=READ, kind=reading.kind, reason=said, turns=reading.turns, warnings=reading.warnings)


def read_stray(file: FoundFile) -> SourceFile:
    """Return a file at the cycle's root, unread: it belongs to no workshop."""
    readable = extension(file.source) in READERS or extension(file.source) in REFUSALS
    reason = "à la racine du cycle ; déplacez-le dans le sous-dossier de son atelier" if readable else IGNORED
    return SourceFile(file.source, None, REFUSED if readable else IGNORED_STATUS, file_digest(file.path), reason=reason)


def without_copies(files: Sequence[SourceFile]) -> list[SourceFile]:
    """Return the files, where the second copy of the same bytes in a workshop is not read again."""
    first: dict[tuple[str | None, str], str] = {}
    kept = []
    for file in files:
        original = first.setdefault((file.workshop_id, file.digest), file.source)
        if file.status == READ and original != file.source:
            file = replace(file, status=IGNORED_STATUS, reason=f"copie exacte de « {original} »", turns=(), warnings=())
        kept.append(file)
    return kept
