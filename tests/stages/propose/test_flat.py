from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.propose.sentences import flatten


@given(st.text())
def test_flattening_keeps_offsets(text):
    assert len(flatten(text)) == len(text)


def test_fillers_are_blanked_and_cues_kept():
    assert flatten("Il faudrait, euh, peut-être, qu’on crée").split() == ["il", "faudrait", "qu'on", "crée"]
    assert "plus de" in flatten("Il faut plus de moyens")


def test_an_exact_slice_is_a_statement(proposition):
    found = proposition("Bon. Il faudrait un abri.")
    assert found.sentence.text == "Bon."
