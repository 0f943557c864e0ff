from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.stages.draft.outline import Bullets, Card, Item, Paragraph, Quote, Section, Tone
from pipeline.stages.draft.walk import legal, quoted, texts, with_texts

QUOTE = Quote("les prêts sont courts", "Bailleur social, Nevers", "e-1")
SECTION = Section(
    "themes",
    "Les thèmes",
    (
        Paragraph("Trois thèmes.", Tone.STATUS),
        Bullets((Item("Prêts", "deux ateliers", "t-1"),)),
        Card("Allonger les prêts", "", "Relevée", "Nature", (QUOTE,), reference="p-1"),
    ),
)


def test_every_text_is_changed_and_no_id():
    loud = with_texts(SECTION, str.upper)
    assert loud.title == "LES THÈMES"
    assert loud.anchor == "themes"
    assert loud.blocks[0] == Paragraph("TROIS THÈMES.", Tone.STATUS)
    assert loud.blocks[1].items[0] == Item("PRÊTS", "DEUX ATELIERS", "t-1")
    assert loud.blocks[2].quotes[0].reference == "e-1"
    assert loud.blocks[2].reference == "p-1"


def test_texts_come_in_reading_order_without_ids():
    assert list(texts(SECTION))[:4] == ["Les thèmes", "Trois thèmes.", "Prêts", "deux ateliers"]
    assert not {"themes", "t-1", "e-1", "p-1"} & set(texts(SECTION))


def test_quotes_are_found_wherever_they_are():
    assert quoted(SECTION) == (QUOTE,)


@given(st.text(st.characters()))
def test_a_legal_text_can_be_written_in_xml_and_keeps_the_rest(text):
    kept = legal(text)
    node = etree.Element("p")
    node.text = kept
    kept.encode()
    assert legal(kept) == kept
    assert [c for c in text if c.isalpha() and c.isprintable()] == [c for c in kept if c.isalpha() and c.isprintable()]
