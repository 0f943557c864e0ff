"""An empty Word file with the house styles: cleared template, French, A4, current layout."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from pipeline.stages.draft.word_styles import MARGIN_CM, PAGE_HEIGHT_CM, PAGE_WIDTH_CM, dress


def new_file(title: str) -> WordFile:
    """Return an empty file with the house styles, A4, in French, named ``title``."""
    word = Document()
    _clear_template(word)
    dress(word)
    _speak_french(word)
    _page(word)
    _settings(word)
    word.core_properties.title = title
    return word


def _speak_french(word: WordFile) -> None:
    """Declare every text French, whatever style an editor uses later."""
    for language in word.styles.element.iter(qn("w:lang")):
        for name in ("val", "eastAsia"):
            language.set(qn(f"w:{name}"), "fr-FR")
    word.core_properties.language = "fr-FR"


def _page(word: WordFile) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH_CM), Cm(PAGE_HEIGHT_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    section.header_distance = section.footer_distance = Cm(1.1)
    section.different_first_page_header_footer = True


def _settings(word: WordFile) -> None:
    """Ask Word for its current layout and for the page numbers of the contents when it opens the file."""
    settings = word.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    settings.find(qn("w:compat")).addprevious(update)
    font_language = settings.find(qn("w:themeFontLang"))
    font_language.set(qn("w:val"), "fr-FR")
    font_language.attrib.pop(qn("w:eastAsia"), None)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")


def _clear_template(word: WordFile) -> None:
    """Take out of python-docx's template what this document has no use for.

    A preview picture of another document, a second copy of the styles for Word 2007, and some hundred table
    styles.
    """
    for relations, kind in ((word.part.package.rels, "/thumbnail"), (word.part.rels, "/stylesWithEffects")):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(kind)]:
            relations.pop(key)
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and not style.element.default:
            style.delete()
