import pytest

from pipeline.french.elision import elides


@pytest.mark.parametrize("word", ["habitants", "horaires", "agents", "un", "État", "œuvrer", "y", "heures", "Hôpital"])
def test_a_vowel_or_a_silent_h_elides(word):
    assert elides(word)


@pytest.mark.parametrize(
    "word", ["huit", "onze", "Hlm", "HLM", "hausser", "haies", "handicapés", "hameau", "hauteur", "car", "réserver", ""]
)
def test_an_aspirate_h_and_a_consonant_do_not(word):
    assert not elides(word)
