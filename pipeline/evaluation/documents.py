"""The draft as a reader meets it: the lines of ``synthese.docx`` and ``synthese.html``, with the quotes they hold."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from pipeline.errors import PipelineError
from pipeline.text.words import words

WORD_FILE: Final = "synthese.docx"
PAGE_FILE: Final = "synthese.html"

REFERENCE: Final = re.compile(r"\b[tespul]-[0-9a-f]{12}\b")
# « words » — who, where  e-0123456789ab
_QUOTE: Final = re.compile(r"«\u00a0(?P<said>(?:(?! » —).)+)\u00a0» —\u00a0[^«»]*?(?P<reference>[es]-[0-9a-f]{12})\b")
_SPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS: Final = {f"{_SPACE}tab": " ", f"{_SPACE}br": " ", f"{_SPACE}noBreakHyphen": "‑"}
_LINES: Final = words("p li h1 h2 h3 h4 h5 h6 td th dt dd summary figcaption title")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a document says were said, and the id of their source."""

    document: str
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The two documents of a run.

    Attributes
    ----------
    texts : tuple of str
        Lines of the Word file, in order.
    references : frozenset of str
        Every id that either document shows.
    shown : frozenset of str
        Those of the Word file; the page also holds every passage, folded.
    quotations : tuple of Quotation
        Those of both documents.
    """

    texts: tuple[str, ...]
    references: frozenset[str]
    shown: frozenset[str]
    quotations: tuple[Quotation, ...]


def read_draft(folder: Path) -> Draft:
    """Return the draft of the run whose output folder is given.

    Raises
    ------
    PipelineError
        If a document is missing or is no document.
    """
    word = tuple(_word_lines(_bytes(folder / WORD_FILE), folder / WORD_FILE))
    page = _Page()
    page.feed(_bytes(folder / PAGE_FILE).decode("utf-8", "replace"))
    page.close()
    quotations = [*_quotations(WORD_FILE, word), *_quotations(PAGE_FILE, page.lines)]
    quotations += [Quotation(PAGE_FILE, text, reference) for reference, text in page.passages]
    shown = _references(word)
    return Draft(word, shown | _references(page.lines), shown, tuple(quotations))


def _references(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(found for line in lines for found in REFERENCE.findall(line))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PipelineError(f"{path} manque : lancez d’abord « synthese run », qui écrit la synthèse.") from error


def _word_lines(data: bytes, path: Path) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise PipelineError(f"{path} n’est pas un fichier Word lisible : relancez « synthese run ».") from error
    for paragraph in body.iter(f"{_SPACE}p"):
        pieces = (_BREAKS.get(node.tag) or node.text or "" for node in paragraph.iter() if _is_text(node))
        if text := "".join(pieces).strip():
            yield text


def _is_text(node: ElementTree.Element) -> bool:
    return node.tag == f"{_SPACE}t" or node.tag in _BREAKS


def _quotations(document: str, lines: tuple[str, ...] | list[str]) -> Iterator[Quotation]:
    for line in lines:
        for found in _QUOTE.finditer(line):
            yield Quotation(document, found["said"], found["reference"])


class _Page(HTMLParser):
    """Collects the page's lines, and the whole passages that are unfolded under a theme."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.passages: list[tuple[str, str]] = []
        self._passage: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or a passage."""
        given = dict(attrs)
        if tag == "div" and given.get("class") == "passage":
            self._passage = given.get("id")
        if tag in _LINES:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        if tag in _LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Add words to the line."""
        self._text.append(data)

    def _end_line(self) -> None:
        text = _joined("".join(self._text))
        self._text.clear()
        if not text:
            return
        if self._passage:
            self.passages.append((self._passage, text))
            self._passage = None
        else:
            self.lines.append(text)


def _joined(text: str) -> str:
    """Return ``text`` on one line, as a browser shows it: no-break spaces stay."""
    return re.sub(r"[ \t\n\r]+", " ", text).strip(" \t\n\r")
