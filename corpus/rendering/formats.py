"""Which writer makes which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pipeline.errors import CorpusError
from rendering import cues, plain, sheets, word
from rendering.master import Document, Master

Writer = Callable[[Master, Document], bytes]

WRITERS: Final[Mapping[tuple[str, str], Writer]] = {
    ("teams-docx", "transcript"): word.teams,
    ("docx-labels", "transcript"): word.labelled,
    ("txt", "transcript"): plain.labelled,
    ("srt", "transcript"): cues.srt,
    ("teams-vtt", "transcript"): cues.teams_vtt,
    ("chat", "chat"): plain.chat,
    ("csv", "postit"): sheets.excel_csv,
    ("csv-simple", "postit"): sheets.web_csv,
    ("xlsx", "postit"): sheets.workbook,
    ("md", "note"): plain.markdown,
    ("txt", "note"): plain.plain_notes,
    ("docx-notes", "note"): word.notes,
}


def write(master: Master, document: Document) -> bytes:
    """Return the bytes of ``document``.

    Raises
    ------
    CorpusError
        If the format is unknown or cannot hold a character of the text.
    """
    where = f"{master.folder}, fichier « {document.name} »"
    writer = WRITERS.get((document.format, document.kind))
    if writer is None:
        known = ", ".join(f"{name} ({kind})" for name, kind in WRITERS)
        raise CorpusError(f"{where} : le format « {document.format} » ({document.kind}) est inconnu ; attendu {known}.")
    try:
        return writer(master, document)
    except UnicodeEncodeError as error:
        lost = error.object[error.start : error.end]
        raise CorpusError(
            f"{where} : le caractère « {lost} » n’existe pas en {error.encoding} ; remplacez-le dans l’atelier annoté."
        ) from error
