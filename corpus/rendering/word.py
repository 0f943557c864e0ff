"""Word files: Teams export, labelled transcript, notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from docx import Document as new_word

from rendering.clock import short, spans
from rendering.frozen import freeze
from rendering.labels import capitals, typed
from rendering.master import Document, Heading, Item, Master

if TYPE_CHECKING:
    from docx.document import Document as Word

MONTHS: Final = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905
)


def teams(master: Master, document: Document) -> bytes:
    """Return a Teams export in French: title, date, duration, who started it, then name, time and words."""
    word = new_word()
    timed = list(spans(document))
    for line in _teams_head(master, timed[-1][2]):
        word.add_paragraph(line)
    for item, start, _ in timed:
        head = word.add_paragraph()
        head.add_run(capitals(item.name)).bold = True
        head.add_run(f"   {short(start)}")
        word.add_paragraph(item.text)
    word.add_paragraph(f"{capitals(master.voices[0].name)} a arrêté la transcription")
    return _saved(word, master)


def _teams_head(master: Master, end_ms: int) -> list[str]:
    day = master.day
    duration = end_ms // 1000
    return [
        f"{master.town}-{day:%Y%m%d}_093200-Transcription de la réunion",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}, 09:32AM",
        f"{duration // 3600}h {duration // 60 % 60}m {duration % 60}s",
        f"{capitals(master.voices[0].name)} a commencé la transcription",
    ]


def labelled(master: Master, document: Document) -> bytes:
    """Return one paragraph a turn, « Prénom Nom : texte »."""
    word = new_word()
    for item in document.items:
        label = typed(f"{master.folder}/{document.name}", item, item.name)
        paragraph = word.add_paragraph()
        paragraph.add_run(f"{label} : ").bold = True
        paragraph.add_run(item.text)
    return _saved(word, master)


def notes(master: Master, document: Document) -> bytes:
    """Return notes with headings and bullets."""
    word = new_word()
    for line in document.lines:
        if isinstance(line, Heading):
            word.add_heading(line.text, level=1)
        else:
            _note(word, line)
    return _saved(word, master)


def _note(word: Word, item: Item) -> None:
    word.add_paragraph(item.text, style="List Bullet" if item.bullet else None)


def _saved(word: Word, master: Master) -> bytes:
    properties = word.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = master.folder, "fr-FR"
    for name, link in list(word.part.rels.items()):
        if link.reltype.endswith("/stylesWithEffects"):  # half of python-docx's template; nothing reads it
            word.part.drop_rel(name)
    buffer = io.BytesIO()
    word.save(buffer)
    return freeze(buffer.getvalue(), master.day)
