from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.cluster.keywords import Keyword
from pipeline.stages.cluster.labels import candidates, labels


def word(surface, specificity=5.0, rows=range(6), voices=4, reach=1.0):
    return Keyword(tuple(surface.split()), surface, frozenset(rows), voices, reach, specificity)


def test_one_phrase_is_enough_when_the_other_adds_little():
    assert labels([[word("portage foncier", 9), word("friche", 8)]], {}) == ["Portage foncier"]


def test_a_noun_alone_never_stands_alone_where_something_can_stand_beside_it():
    assert labels([[word("maison", 9), word("cour", 3)]], {}) == ["Maison et cour"]
    assert labels([[word("maison", 9), word("commune", 3)]], {}) == ["Maison"]


def test_a_phrase_may_share_a_word_that_it_is_not_about_with_another_name():
    given = {0: "Opérations en centre ancien"}
    assert labels([[], [word("bâti ancien", 8)]], given)[1] == "Bâti ancien"
    assert labels([[], [word("centre ancien", 8), word("friche", 2)]], given)[1] == "Friche"
    assert labels([[], [word("centre commercial", 8), word("friche", 2)]], given)[1] == "Friche"


def test_two_phrases_join_when_one_does_not_cover_the_theme():
    words = [word("vacance", 9, range(6)), word("portage foncier", 4, range(5, 12)), word("clé", 2, range(12, 20))]
    assert labels([words], {}) == ["Portage foncier et vacance"]


def test_nouns_alone_are_listed_until_they_cover_the_theme():
    words = [word("navette", 9, range(4)), word("minibus", 8, range(4, 8)), word("voiture", 7, range(8, 12))]
    others = [word("banc", 2, range(12, 16)), word("pluie", 2, range(16, 20))]
    assert labels([[*words, *others]], {}) == ["Navette, minibus et voiture"]


def test_a_phrase_counts_for_all_who_say_one_of_its_words():
    words = [word("infirmière coordinatrice", 4, range(2)), word("infirmière", 6, range(8)), word("bébé", 6, range(8))]
    ranked = [one.word.surface for one in candidates(words)]
    assert ranked[0] == "infirmière coordinatrice"


def test_an_acronym_is_no_name_where_words_are():
    words = [word("PLH", 9), word("programme local", 8)]
    assert labels([words], {}) == ["Programme local"]


def test_an_acronym_is_said_in_full_when_the_glossary_knows_it():
    glossary = {"PLH": "programme local de l’habitat"}
    assert labels([[word("PLH", 9)]], {}, glossary=glossary) == ["Programme local de l’habitat"]
    assert labels([[word("PLH", 9)]], {}, glossary={}) == ["PLH"]


def test_a_name_stays_short_whatever_the_glossary_says():
    glossary = {"PLH": "programme local de l’habitat " * 4}
    assert labels([[word("PLH", 9)]], {}, glossary=glossary) == ["PLH"]


def test_a_longer_phrase_wins_at_equal_specificity():
    assert labels([[word("gestion", 5), word("gestion en flux", 5)]], {})[0] == "Gestion en flux"


def test_a_phrase_of_one_workshop_does_not_name_a_theme_of_several():
    words = [word("fourgon", 8, reach=0.2), word("conciergerie", 6, reach=1.0)]
    assert labels([words], {})[0].startswith("Conciergerie")


def test_who_speaks_is_no_subject_where_there_is_one():
    assert labels([[word("pacte", 6), word("maire", 9)]], {}) == ["Pacte"]
    assert labels([[word("maire", 9)]], {}) == ["Maire"]


def test_sibling_themes_are_about_no_same_word():
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
