from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.fold import fold


def test_case_accents_apostrophes_quotes_and_spaces_fall():
    assert fold("Élève à l’ÉCOLE — « ÇA »\u00a0!") == 'eleve a l\'ecole - " ca " !'
    assert fold("Saint‑Quentin") == fold("saint-quentin")


def test_offsets_keep_their_meaning():
    text = "L’œuvre d’Élodie\u202f: « dès l’été »"
    at = fold(text).index("elodie")
    assert text[at : at + 6] == "Élodie"
    assert fold("œ") == "œ"


@given(st.text())
def test_one_character_for_one(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_a_character_folds_alike_wherever_it_stands(left, right):
    assert fold(left + right) == fold(left) + fold(right)
