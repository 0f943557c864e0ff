"""What python-docx does not write: fields, bookmarks, links to them, and bytes that do not depend on the hour."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, Final

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

# The first moment that a zip archive can tell.
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class Sheet:
    """A Word file that is written line by line, styles given by name.

    python-docx looks a style up by scanning all of them, for each paragraph; here they are known by name once.
    """

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self._ids = {style.name: style.style_id for style in file.styles}

    def line(self, style: str, text: str = "") -> WordParagraph:
        """Add a paragraph at the end of the file."""
        return self.dress(self.file.add_paragraph(text), style)

    def dress(self, line: WordParagraph, style: str) -> WordParagraph:
        """Give a paragraph its style, and return it."""
        line._p.style = self._ids[style]
        return line

    def run(self, line: WordParagraph, text: str, style: str) -> None:
        """Add characters of a style at the end of a paragraph."""
        line.add_run(text)._r.style = self._ids[style]


def element(tag: str, **attributes: str) -> Any:  # noqa: ANN401
    """Return a WordprocessingML element: ``element("w:shd", fill="FFFFFF")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def field(paragraph: WordParagraph, instruction: str, result: str = "") -> None:
    """Append a field to ``paragraph``, showing ``result`` until Word computes it."""
    open_field(paragraph, instruction)
    paragraph.add_run(result)
    close_field(paragraph)


def open_field(paragraph: WordParagraph, instruction: str) -> None:
    """Begin a field whose result is what follows, perhaps over several paragraphs."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    paragraph.add_run()._r.append(code)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))


def close_field(paragraph: WordParagraph) -> None:
    """End the field begun by :func:`open_field`."""
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


def bookmark_name(anchor: str) -> str:
    """Return a bookmark name for ``anchor``: letters, digits and underscores, forty at most."""
    return f"_{re.sub(r'[^0-9A-Za-z]', '_', anchor)}"[:40]


def bookmark(paragraph: WordParagraph, anchor: str, number: int) -> None:
    """Put a bookmark around what ``paragraph`` holds now."""
    start = element("w:bookmarkStart", id=str(number), name=bookmark_name(anchor))
    first = paragraph._p.find(qn("w:r"))
    first.addprevious(start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def linked(paragraph: WordParagraph, anchor: str, since: int) -> None:
    """Make a link to ``anchor`` of the runs of ``paragraph`` from the ``since``-th on."""
    link = element("w:hyperlink", anchor=bookmark_name(anchor), history="1")
    runs: list[Run] = paragraph.runs[since:]
    runs[0]._r.addprevious(link)
    for run in runs:
        link.append(run._r)


def fixed_bytes(word: WordFile) -> bytes:
    """Return the file's bytes: the same document gives the same bytes at any hour."""
    written, fixed = io.BytesIO(), io.BytesIO()
    word.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
