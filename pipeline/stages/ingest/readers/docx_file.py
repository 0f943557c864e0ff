"""Word documents (.docx): paragraphs, lists, titles, tables and text boxes, tracked changes accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from pipeline.stages.ingest.readers.archive import check_archive
from pipeline.stages.ingest.readers.reading import Line, Reading, Refused, Request
from pipeline.stages.ingest.readers.tabular import read_table
from pipeline.stages.ingest.readers.turns import to_reading
from pipeline.text.fold import fold
from pipeline.text.repair import repair

_PARAGRAPH: Final = qn("w:p")
_TABLE: Final = qn("w:tbl")
_BOX: Final = qn("w:txbxContent")
_ROW: Final = qn("w:tr")
_CELL: Final = qn("w:tc")
_LETTERS: Final = qn("w:t")
_MARKS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Deleted words, the old place of moved ones, and the copy of a text box for old versions of Word.
_COPY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_READ: Final = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), _COPY, _BOX})
_HOLDERS: Final = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")})
_TITLES: Final = ("heading", "titre", "title", "subtitle", "sous-titre")


def read_docx(request: Request) -> Reading:
    """Read a Word document: a Teams transcript, « Nom : texte » paragraphs, a table, or notes."""
    check_archive(request, "word/document.xml", "docx")
    try:
        body = _Body(Document(str(request.path)))
        lines = list(body.lines())
    except Exception as error:  # python-docx and lxml raise whatever the damage makes them raise
        raise Refused("document endommagé ; ouvrez-le dans Word et enregistrez-le à nouveau") from error
    return to_reading(lines, request, tuple(body.warnings))


class _Body:
    """The walk through a document, with its counts of paragraphs and tables."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self.warnings: list[str] = []
        self._root = document.element.body
        self._styles = {style.style_id: fold(style.name or "") for style in document.styles}
        self._paragraphs = 0
        self._tables = 0

    def lines(self) -> Iterator[Line]:
        """Yield the document's lines in reading order."""
        for block in _children(self._root, (_PARAGRAPH, _TABLE)):
            if block.tag == _TABLE:
                yield from self._table(block)
            else:
                self._paragraphs += 1
                yield from self._paragraph(block, f"paragraphe {self._paragraphs}")

    def _paragraph(self, paragraph: Any, locator: str) -> Iterator[Line]:  # noqa: ANN401
        style = self._style(paragraph)
        heading = style.startswith(_TITLES)
        listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
        for raw in _text(paragraph).split("\n"):
            if text := repair(raw):
                yield Line(text, locator, bullet=not heading and (listed or style.startswith("list")), heading=heading)
        for inner in _boxed(paragraph):
            yield from self._paragraph(inner, f"{locator}, zone de texte")

    def _style(self, paragraph: Any) -> str:  # noqa: ANN401
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if found is None else self._styles.get(found.get(qn("w:val")), "")

    def _table(self, table: Any) -> Iterator[Line]:  # noqa: ANN401
        """Read a table by its columns; one row or one column is only a frame around paragraphs."""
        self._tables += 1
        where = f"tableau {self._tables}"
        rows = [list(_children(row, (_CELL,))) for row in _children(table, (_ROW,))]
        if len(rows) < 2 or max(len(row) for row in rows) < 2:
            for paragraph in table.iter(_PARAGRAPH):
                yield from self._paragraph(paragraph, where)
            return
        found = read_table(
            [["\n".join(map(_text, cell.iter(_PARAGRAPH))) for cell in row] for row in rows],
            lambda at, column: f"{where}, ligne {at + 1}, colonne {column + 1}",
        )
        if not found.lines:
            self.warnings.append(f"{where} : aucun avis trouvé")
        yield from found.lines


def _children(parent: Any, wanted: tuple[str, ...]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the wanted elements right under ``parent``, content controls and insertions looked through."""
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, wanted)


def _boxed(paragraph: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the paragraphs of the text boxes anchored in ``paragraph``, once each."""
    for box in paragraph.iter(_BOX):
        if not any(above.tag == _COPY for above in box.iterancestors()):
            yield from box.iterchildren(_PARAGRAPH)


def _text(element: Any) -> str:  # noqa: ANN401
    """Return the words of a paragraph as they read once its tracked changes are accepted."""
    if element.tag in _NOT_READ:
        return ""
    if element.tag == _LETTERS:
        return element.text or ""
    return _MARKS.get(element.tag) or "".join(map(_text, element))
