import pytest

from pipeline.stages.draft import quotes
from pipeline.stages.draft.material import gather
from pipeline.text.speech import tidy


@pytest.fixture
def material(cycle_tables):
    return gather(cycle_tables)


def test_a_post_it_may_be_terser_than_speech():
    assert not quotes.fits("Fonds d’avance pour les études", False, 8, 45)
    assert quotes.fits("Fonds d’avance pour les études", True, 8, 45)
    assert not quotes.fits("mot " * 46, True, 8, 45)


def test_a_quote_starts_after_its_opening_words_and_is_signed_without_a_name(material):
    said = {
        quotes.of_statement(material, s).text: quotes.of_statement(material, s) for s in material.statements.values()
    }
    quote = next(q for text, q in said.items() if text.startswith("les gens n'osent pas"))
    assert quote.source == "Locataire, Nevers"
    assert quote.reference in material.statements


def test_a_statement_is_cut_in_its_own_segment(material):
    late = [s for s in material.statements.values() if material.segments[s.segment_id].char_start > 0]
    assert late
    for statement in late:
        assert material.utterance(statement).text[statement.char_start : statement.char_end] == statement.text


def test_offsets_that_do_not_give_the_text_are_refused(cycle_tables):
    cycle_tables["statements"].loc[3, "char_start"] = 1
    material = gather(cycle_tables)
    moved = material.statements[cycle_tables["statements"].loc[3, "statement_id"]]
    with pytest.raises(ValueError, match="do not give its text"):
        quotes.of_statement(material, moved)


def test_a_note_is_signed_as_a_note(material):
    signatures = {quotes.signature(material, utterance) for utterance in material.utterances.values()}
    assert {"Post-it, Saint-Quentin", "Notes d’atelier, Nevers", "Participant, Nevers"} <= signatures


@pytest.mark.parametrize("most", [12, 20, 30, 70])
def test_a_shortened_quote_is_made_of_exact_pieces(material, most):
    for segment in material.segments.values():
        quote = quotes.of_segment(material, segment, most)
        source = tidy(material.utterances[segment.utterance_id].text)
        assert all(piece in source for piece in quote.text.split(quotes.GAP))
        assert quote.text


def test_words_left_out_between_two_pieces_are_marked(build_tables):
    line = (
        "nevers | a.txt | transcript | CM | adaptation | ⟦C|Un locataire sur trois a plus de soixante-cinq ans.⟧ {} {}"
    )
    between = "Alors moi, j’ai regardé dans nos fichiers, hein, et puis j’ai demandé à tout le monde."
    tables = build_tables(line.format(between, "⟦F|Personne n’ose demander une douche.⟧"))
    material = gather(tables)
    (segment,) = material.segments.values()
    text = quotes.of_segment(material, segment, 20).text
    assert text == "Un locataire sur trois a plus de soixante-cinq ans. […] Personne n’ose demander une douche."
