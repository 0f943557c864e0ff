from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.cluster.keywords import Keyword
from pipeline.stages.cluster.labels import labels


def word(surface, specificity=5.0, rows=range(6), voices=4, reach=1.0):
    return Keyword(tuple(surface.split()), surface, frozenset(rows), voices, reach, specificity)


def test_one_phrase_is_enough_when_the_other_adds_little():
    assert labels([[word("portage foncier", 9), word("friche", 8)]], {}) == ["Portage foncier"]


def test_two_phrases_join_when_one_does_not_cover_the_theme():
    words = [word("vacance", 9, range(6)), word("portage foncier", 4, range(5, 12))]
    assert labels([words], {}) == ["Vacance et portage foncier"]


def test_a_longer_phrase_wins_at_equal_specificity():
    assert labels([[word("gestion", 5), word("gestion en flux", 5)]], {})[0] == "Gestion en flux"


def test_a_phrase_of_one_workshop_does_not_name_a_theme_of_several():
    words = [word("fourgon", 8, reach=0.2), word("conciergerie", 6, reach=1.0)]
    assert labels([words], {})[0].startswith("Conciergerie")


def test_sibling_themes_share_no_word():
    first, second = labels([[word("logement vacant", 9)], [word("logement", 8), word("navette", 3)]], {})
    assert (first, second) == ("Logement vacant", "Navette")


def test_given_names_stay_and_their_words_are_taken():
    names = labels([[word("soin", 9)], [word("soin", 9), word("navette", 3)]], {0: "Accès aux soin"})
    assert names == ["Accès aux soin", "Navette"]


@given(st.lists(st.lists(st.sampled_from(["vacance", "portage", "navette", "soin"]), max_size=3), max_size=6))
def test_names_are_never_alike(themes):
    names = labels([[word(surface) for surface in theme] for theme in themes], {})
    assert len(set(names)) == len(names)
    assert all(name and name[0].isupper() for name in names)
