"""The Word file: every block of the outline, in real styles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import count, zip_longest
from typing import Final

from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.stages.draft import word_xml as xml
from pipeline.stages.draft.outline import (
    Block,
    Bullets,
    Card,
    Document,
    Evidence,
    Exchange,
    Figures,
    Paragraph,
    Quote,
    Quotes,
    Section,
    Set,
    Table,
    Tone,
)
from pipeline.stages.draft.word_setup import new_file
from pipeline.stages.draft.word_tables import figures, table

_TONES: Final = {Tone.BODY: "Normal", Tone.STATUS: "Statut", Tone.NOTE: "Note"}
_SETTINGS: Final = {Set.FINDINGS: "List Bullet", Set.VERBATIMS: "Quote"}
# Word refuses dates before this one; it also dates a cycle that has no date.
_UNDATED: Final = dt.date(2000, 1, 1)
# Depth of the contents.
_CONTENTS_LEVELS: Final = 2


def word(document: Document) -> bytes:
    """Return ``document`` as a .docx file: the same document gives the same bytes."""
    file = new_file(document.title)
    _properties(file, document)
    writer = Writer(file)
    writer.cover(document)
    writer.section(document.essentials, 1)
    writer.contents(document)
    for section in document.sections:
        writer.section(section, 1)
    _header_and_footer(file, document)
    return xml.fixed_bytes(file)


class Writer:
    """Writes blocks at the end of a Word file."""

    def __init__(self, file: WordFile) -> None:
        self.sheet = xml.Sheet(file)
        self._bookmarks = count(1)

    def cover(self, document: Document) -> None:
        """Write the title page."""
        self._add("Title", document.title)
        self._add("Subtitle", document.subtitle)
        for line in (document.client, document.month, document.status):
            if line:
                self._add("Couverture", line)
        self._add("Note", document.notice)

    def contents(self, document: Document) -> None:
        """Write the contents: a real field, filled, whose page numbers Word computes when it opens the file."""
        title = self._add("Sommaire", document.contents_title)
        title.paragraph_format.page_break_before = True
        entries = list(_entries((document.essentials, *document.sections), 1))
        for rank, (level, section) in enumerate(entries):
            line = self._add(f"toc {level}", "")
            if rank == 0:
                xml.open_field(line, f'TOC \\o "1-{_CONTENTS_LEVELS}" \\h \\z \\u')
            since = len(line.runs)
            line.add_run(f"{section.title}\t")
            xml.field(line, f"PAGEREF {xml.bookmark_name(section.anchor)} \\h")
            xml.linked(line, section.anchor, since)
            if rank == len(entries) - 1:
                xml.close_field(line)

    def section(self, section: Section, level: int) -> None:
        """Write a section and those inside it."""
        title = self._add(f"Heading {3 if section.minor else min(level, 3)}", section.title)
        title.paragraph_format.page_break_before = section.new_page or None
        xml.bookmark(title, section.anchor, next(self._bookmarks))
        parts = (*section.blocks, *section.sections[:1])
        for block, following in zip_longest(section.blocks, parts[1:]):
            if isinstance(block, Paragraph):
                line = self._add(_TONES[block.tone], block.text)
                # What introduces a list, a card, a table or a part stays on its page.
                line.paragraph_format.keep_with_next = not isinstance(following, Paragraph | None) or None
            elif block is not None:
                self.block(block)
        for inner in section.sections:
            self.section(inner, level + 1)

    def block(self, block: Block) -> None:
        """Write a block that is not a paragraph."""
        match block:
            case Bullets():
                self._bullets(block)
            case Quotes():
                for quote in block.quotes:
                    self._quote(_SETTINGS[block.setting], quote)
            case Exchange():
                self._quote("Quote", block.said).paragraph_format.keep_with_next = True
                self._quote("Quote", block.answered)
            case Card():
                self._card(block)
            case Figures():
                figures(self.sheet, block)
            case Table():
                table(self.sheet, block)
            case Evidence():
                self._add("Note", block.summary)

    def _bullets(self, block: Bullets) -> None:
        for item in block.items:
            line = self._add("List Bullet", "")
            line.add_run(item.lead).bold = True
            if item.target:
                xml.linked(line, item.target, 0)
            line.add_run(item.rest)

    def _card(self, card: Card) -> None:
        """Write a proposition as one block that no page break cuts."""
        title = self._add("Proposition", card.heading)
        xml.bookmark(title, card.reference, next(self._bookmarks))
        if card.mark:
            self.sheet.run(title, f" – {card.mark}", "À confirmer")
        lines = [title, self._add("Fiche", card.support), self._add("Fiche", card.facts)]
        self.sheet.run(lines[-1], f"  {card.reference}", "Référence")
        lines.extend(self._quote("Fiche citation", quote) for quote in card.quotes)
        for one in card.linked:
            lines.extend((self._add("Fiche", one.label), self._quote("Fiche citation", one.quote)))
        if card.nearby:
            lines.append(self._add("Fiche", card.nearby))
        _keep(lines)

    def _quote(self, style: str, quote: Quote) -> WordParagraph:
        line = self._add(style, quote.shown)
        self.sheet.run(line, f" {quote.signed}", "Signature")
        self.sheet.run(line, f"  {quote.reference}", "Référence")
        return line

    def _add(self, style: str, text: str) -> WordParagraph:
        return self.sheet.line(style, text)


def _keep(lines: Sequence[WordParagraph]) -> None:
    for line in lines[:-1]:
        line.paragraph_format.keep_with_next = True


def _entries(sections: Sequence[Section], level: int) -> list[tuple[int, Section]]:
    """Return the sections of the contents with their level, in order."""
    if level > _CONTENTS_LEVELS:
        return []
    major = (section for section in sections if not section.minor)
    return [entry for section in major for entry in ((level, section), *_entries(section.sections, level + 1))]


def _properties(file: WordFile, document: Document) -> None:
    """Date and sign the file by its subject: nothing tells when or where it was made."""
    properties = file.core_properties
    day = max(document.dated or _UNDATED, _UNDATED)
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
    properties.author = properties.last_modified_by = document.client or document.subtitle
    properties.subject, properties.category = document.subtitle, document.status
    properties.comments, properties.keywords, properties.revision = "", "", 1


def _header_and_footer(file: WordFile, document: Document) -> None:
    section = file.sections[0]
    section.header.paragraphs[0].text = f"{document.title} – {document.status}"
    footer = section.footer.paragraphs[0]
    footer.add_run("Page ")
    xml.field(footer, "PAGE", "1")
    footer.add_run(" sur ")
    xml.field(footer, "NUMPAGES", "1")
