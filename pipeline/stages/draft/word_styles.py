"""The Word file's styles: one sober set, fit to be edited further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

FONT: Final = "Arial"
INK, BLUE, TEAL, GREY = "1F2933", "173F5F", "1A7F83", "66727F"
PALE, RULE = "EEF4F6", "C9D6DC"
# Shades of the recurrence table, from nothing to most; text stays readable on each.
SHADES: Final = ("FFFFFF", "E6F2F2", "BFDFDF", "8CC6C6", "58A9AB")

PAGE_WIDTH_CM, PAGE_HEIGHT_CM, MARGIN_CM = 21.0, 29.7, 2.3
TEXT_WIDTH_CM: Final = PAGE_WIDTH_CM - 2 * MARGIN_CM
TABLE_STYLE: Final = "Tableau de synthèse"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style.

    Attributes
    ----------
    name, base : str
        Style names; a built-in name restyles Word's own style.
    size, before, after, indent : float
        Points, points, points, centimetres.
    bar : str
        Colour of a bar on the left, which makes consecutive paragraphs one block; none when empty.
    fill : str
        Background colour; none when empty.
    level : int
        Outline level (1–9) for Word's navigation pane; 0 for text.
    """

    name: str
    base: str = "Normal"
    size: float = 10
    color: str = INK
    before: float = 0
    after: float = 5
    bold: bool = False
    italic: bool = False
    indent: float = 0
    bar: str = ""
    fill: str = ""
    centred: bool = False
    with_next: bool = False
    level: int = 0


LOOKS: Final = (
    Look("Normal", "", after=6),
    Look("Title", size=27, color=BLUE, before=150, after=0, bold=True, indent=0.3, bar=TEAL),
    Look("Subtitle", size=15, color=TEAL, after=34, indent=0.3, bar=TEAL),
    Look("Couverture", size=12, after=4),
    Look("Heading 1", size=19, color=BLUE, before=16, after=10, bold=True, with_next=True),
    Look("Heading 2", size=14, color=TEAL, before=18, after=5, bold=True, with_next=True),
    Look("Heading 3", size=11, color=BLUE, before=11, after=4, bold=True, with_next=True),
    Look("Sommaire", size=19, color=BLUE, before=16, after=10, bold=True, with_next=True),
    Look("toc 1", color=BLUE, before=7, after=2, bold=True),
    Look("toc 2", after=1, indent=0.6),
    Look("Statut", color=BLUE, before=2, after=4, italic=True),
    Look("Note", size=9, color=GREY, before=3, after=6),
    Look("List Bullet", after=4),
    Look("Quote", after=7, italic=True, indent=0.4, bar=TEAL),
    Look("Proposition", size=10.5, color=BLUE, before=11, after=3, bold=True, with_next=True, level=4),
    Look("Fiche", size=9.5, after=2, indent=0.3, bar=BLUE, fill=PALE),
    Look("Fiche citation", "Fiche", size=9.5, after=3, italic=True, indent=0.3, bar=BLUE, fill=PALE),
    Look("Caption", size=9, color=GREY, before=8, after=4, bold=True, with_next=True),
    Look("Cellule", size=8.5, after=0),
    Look("En-tête de tableau", size=8.5, color="FFFFFF", after=0, bold=True, with_next=True),
    Look("Chiffre clé", size=20, color=TEAL, after=0, bold=True, centred=True),
    Look("Légende de chiffre", size=9, color=GREY, after=0, centred=True),
    Look("Header", size=8, color=GREY, after=0),
    Look("Footer", size=8, color=GREY, after=0),
)

# Character styles: name, size (0 keeps the paragraph's), colour, bold, italic.
MARKS: Final = (
    ("Signature", 0, GREY, False, False),
    ("Référence", 7, GREY, False, False),
    ("À confirmer", 9, "A4510B", True, True),
)


def dress(word: WordFile) -> None:
    """Give ``word`` every style of the house."""
    for look in LOOKS:
        _paragraph_style(word, look)
    for name, size, color, bold, italic in MARKS:
        style = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        _font(style, size, color, bold=bold, italic=italic)
    _contents_tabs(word)
    _table_style(word)


def _paragraph_style(word: WordFile, look: Look) -> None:
    known = look.name in [style.name for style in word.styles]
    style = (
        word.styles[look.name]
        if known
        else word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name.startswith("toc "))
    )
    if look.base:
        style.base_style = word.styles[look.base]
    style.quick_style, style.hidden = True, False
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    _font(style, look.size, look.color, bold=look.bold, italic=look.italic)
    _spacing(style.paragraph_format, look)
    for element in _block_look(look):
        _insert(properties, element)


def _spacing(form: Any, look: Look) -> None:  # noqa: ANN401
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = 1.12
    form.widow_control = True
    form.keep_with_next = look.with_next
    form.keep_together = look.with_next or bool(look.bar)
    if look.name != "List Bullet":
        form.left_indent = Cm(look.indent)
    if look.centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _block_look(look: Look) -> list[Any]:
    """Return the bar, the fill and the outline level of a style, as XML."""
    elements = []
    if look.bar:
        bar = f'<w:left w:val="single" w:sz="18" w:space="8" w:color="{look.bar}"/>'
        elements.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{bar}</w:pBdr>"))
    if look.fill:
        elements.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{look.fill}"/>'))
    if look.level:
        elements.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look.level - 1}"/>'))
    return elements


# The order that the schema wants inside w:pPr, as far as we use it.
_ORDER: Final = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs"),
    *("spacing", "ind", "contextualSpacing", "jc", "outlineLvl"),
)


def _insert(properties: Any, element: Any) -> None:  # noqa: ANN401
    """Insert ``element`` in ``properties`` where the schema wants it."""
    rank = _ORDER.index(element.tag.split("}")[1])
    later = {qn(f"w:{name}") for name in _ORDER[rank + 1 :]}
    follower = next((child for child in properties if child.tag in later), None)
    if follower is None:
        properties.append(element)
    else:
        follower.addprevious(element)


def _font(style: Any, size: float, color: str, *, bold: bool, italic: bool) -> None:  # noqa: ANN401
    """Set a style's characters, freed of the template's theme fonts."""
    font = style.font
    font.name, font.bold, font.italic = FONT, bold, italic
    font.color.rgb = RGBColor.from_string(color)
    if size:
        font.size = Pt(size)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _contents_tabs(word: WordFile) -> None:
    for name in ("toc 1", "toc 2"):
        stops = word.styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _table_style(word: WordFile) -> None:
    """Add the table style: rules between rows, a dark header row."""
    style = word.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    style.base_style = word.styles["Normal Table"]
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in ("top", "bottom", "insideH")
    )
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 50), ("left", 85), ("bottom", 50), ("right", 85))
    )
    header = (
        f'<w:rPr><w:b/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{BLUE}"/>'
        "</w:tcPr>"
    )
    for xml in (
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>",
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow">{header}</w:tblStylePr>',
    ):
        style.element.append(parse_xml(xml))
