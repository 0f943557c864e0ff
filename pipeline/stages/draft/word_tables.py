"""Tables of the Word file: captions, repeated headers, fixed widths, shaded cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from pipeline.stages.draft import word_styles as styles
from pipeline.stages.draft import word_xml as xml
from pipeline.stages.draft.outline import Cell, Figures, Table

# A table of so many rows at most is not cut by a page break.
_SHORT: Final = 10


def table(sheet: xml.Sheet, block: Table) -> None:
    """Write a table under its numbered caption; its header comes back on every page."""
    caption = sheet.line("Caption", "Tableau\u00a0")
    xml.field(caption, "SEQ Tableau \\* ARABIC", str(block.number))
    caption.add_run(f" – {block.caption}")
    made = sheet.file.add_table(rows=1 + len(block.rows), cols=len(block.header), style=styles.TABLE_STYLE)
    widths = _shape(made, block.widths, block.caption)
    together = len(block.rows) <= _SHORT
    rows = (tuple(Cell(text) for text in block.header), *block.rows)
    for rank, (made_row, row) in enumerate(zip(made.rows, rows, strict=True)):
        made_row._tr.get_or_add_trPr().append(xml.element("w:cantSplit"))
        for made_cell, cell, width, align in zip(made_row.cells, row, widths, block.align, strict=True):
            made_cell.width = width
            line = sheet.dress(made_cell.paragraphs[0], "Cellule" if rank else "En-tête de tableau")
            _fill(made_cell, line, cell, centred=align == "c")
            line.paragraph_format.keep_with_next = (together and rank < len(block.rows)) or None
    made.rows[0]._tr.get_or_add_trPr().append(xml.element("w:tblHeader"))
    sheet.line("Note")


def figures(sheet: xml.Sheet, block: Figures) -> None:
    """Write key figures side by side: value above, name below."""
    made = sheet.file.add_table(rows=2, cols=len(block.figures))
    widths = _shape(made, [1 / len(block.figures)] * len(block.figures), "Chiffres clés")
    texts = zip(*block.figures, strict=True)
    for row, style, line in zip(made.rows, ("Chiffre clé", "Légende de chiffre"), texts, strict=True):
        for cell, width, text in zip(row.cells, widths, line, strict=True):
            cell.width = width
            sheet.dress(cell.paragraphs[0], style).add_run(text)


def _shape(made: WordTable, shares: Sequence[float], title: str) -> list[Length]:
    """Fix the columns' widths, give the table its alternative text; return the widths, for its cells."""
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    widths: list[Length] = [Cm(styles.TEXT_WIDTH_CM * share) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    made._tblPr.append(xml.element("w:tblCaption", val=title))
    return widths


def _fill(made: WordCell, line: WordParagraph, cell: Cell, *, centred: bool) -> None:
    line.add_run(cell.text)
    if cell.target and cell.text:
        xml.linked(line, cell.target, 0)
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if cell.level:
        _shade(made, styles.SHADES[cell.level])


def _shade(made: WordCell, color: str) -> None:
    properties: Any = made._tc.get_or_add_tcPr()
    properties.append(xml.element("w:shd", val="clear", color="auto", fill=color))
