from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.annotate.fates import count_words
from pipeline.stages.annotate.segments import cut


def test_a_short_turn_is_one_segment():
    text = "On a un parc ancien. Il se vide."
    assert cut(text, 250) == [(0, len(text))]


def test_a_long_turn_is_cut_between_sentences_into_even_pieces():
    text = " ".join(f"Phrase numéro {index} avec quelques mots." for index in range(60))
    pieces = [text[start:end] for start, end in cut(text, 100)]
    assert len(pieces) == 4
    assert all(piece.endswith(".") and piece.startswith("Phrase") for piece in pieces)
    sizes = [count_words(piece) for piece in pieces]
    assert max(sizes) - min(sizes) <= 6


@given(st.lists(st.integers(1, 40), min_size=1, max_size=40), st.integers(20, 60))
def test_no_word_is_lost(sizes, most):
    text = " ".join("Un " + "mot " * (size - 1) + "fin." for size in sizes)
    pieces = [text[start:end] for start, end in cut(text, most)]
    assert " ".join(pieces).split() == text.split()
