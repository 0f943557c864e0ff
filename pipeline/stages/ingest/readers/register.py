"""Which reader reads which file; what is refused, and what is only left aside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from pipeline.stages.ingest.readers.csv_file import read_csv
from pipeline.stages.ingest.readers.docx_file import read_docx
from pipeline.stages.ingest.readers.plain import read_md, read_txt
from pipeline.stages.ingest.readers.reading import Reader, Reading, Refused, Request
from pipeline.stages.ingest.readers.subtitles import read_srt, read_vtt
from pipeline.stages.ingest.readers.xlsx_file import read_xlsx
from pipeline.text.fold import fold

READERS: Final[Mapping[str, Reader]] = {
    "docx": read_docx,
    "vtt": read_vtt,
    "srt": read_srt,
    "txt": read_txt,
    "md": read_md,
    "csv": read_csv,
    "xlsx": read_xlsx,
}

# Formats that may hold words and that are not read: each with what to do.
REFUSALS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("doc", "odt", "rtf", "docm", "dotx", "pages", "wpd"), "format non lu ; enregistrez-le en .docx"),
    **dict.fromkeys(("xls", "ods", "xlsm", "xlsb", "numbers", "tsv"), "tableau non lu ; enregistrez-le en .xlsx"),
    **dict.fromkeys(("ppt", "pptx", "odp", "key"), "présentation non lue ; copiez ses textes dans un .docx"),
    **dict.fromkeys(("htm", "html", "mhtml", "eml", "msg"), "format non lu ; copiez son texte dans un .docx"),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "tar"), "archive non lue ; décompressez-la dans le dossier"),
    "pdf": "format non lu ; exportez-le en .docx ou .txt (avec reconnaissance de caractères si c’est une image)",
    "json": "format non lu ; exportez la transcription en .vtt, .srt ou .docx",
}
IGNORED: Final = "format non reconnu ; fichier laissé de côté"

# In order: « Transcription du chat » is a chat, « Notes sur les post-its » are post-its.
_KINDS: Final = (
    ("chat", re.compile(r"\b(?:t?chats?|conversation|messagerie|clavardage)\b")),
    ("postit", re.compile(r"\b(?:post-?its?|klaxoon|miro|mural|padlet|paperboards?|questionnaires?|contributions?)\b")),
    ("transcript", re.compile(r"transcri|\bverbatims?\b|\benregistrement|\bsous-titres\b|\bscript\b")),
    ("note", re.compile(r"\bnotes?\b|\bcompte[ -]?rendus?\b|\bcr\b|\bsynthese\b|\breleve\b|\bmemo\b|\brestitution")),
)


def extension(name: str) -> str:
    """Return the extension of a file name, in lower case without its dot."""
    return PurePath(name).suffix.lower().lstrip(".")


def hint(name: str) -> str | None:
    """Return the kind that a file's name tells, or None."""
    stem = re.sub(r"[_\W]+", lambda found: "-" if found[0] == "-" else " ", fold(PurePath(name).stem))
    return next((kind for kind, pattern in _KINDS if pattern.search(stem)), None)


def read_file(request: Request) -> Reading:
    """Return what a file of a known format says.

    Raises
    ------
    Refused
        With the end of a French sentence: too large, unreadable, damaged, of another type.
    """
    try:
        size = request.path.stat().st_size
        if size > request.settings.max_file_mb * 1_000_000:
            raise Refused(
                f"{size / 1_000_000:.0f} Mo, plus que max_file_mb ({request.settings.max_file_mb}) ; découpez-le, "
                "ou augmentez ce réglage"
            )
        return READERS[extension(request.path.name)](request)
    except OSError as error:
        raise Refused(f"illisible ({error.strerror or error}) ; vérifiez les droits d’accès et le lien") from error
