import pytest

from pipeline.stages.draft.names import name_words, names_someone

PLACES = ("La rue Jean Moulin est vide.", "Le lycée Marguerite de Navarre a fermé.", "À Saint-Pierre, rien.")
TEXTS = ("Un petit bourg de huit cents habitants.", "Personne ne regarde.")
NAMES = name_words(
    ["Patrick Delannoy", "T. LARRIVIÈRE", "Élise Petit", "P1", "Personne inconnue"], [*TEXTS, "personne"]
)


def test_words_that_are_said_in_small_letters_are_no_sign_of_a_name():
    assert {"Patrick", "Delannoy", "Larrivière", "Élise"} <= NAMES
    assert not {"Petit", "Personne", "P1"} & NAMES


@pytest.mark.parametrize(
    "text",
    [
        "Comme disait Delannoy, rien n’avance.",
        "La présentation de T. LARRIVIÈRE",
        "Monsieur Perrot est revenu.",
        "Mme Thevenot nous reçoit.",
        "Christian, Élise, on se connaît.",
        "Un gardien, Dédé, qui connaît tout le monde.",
        "On en a parlé avec Maëva mardi.",
        "Et monsieur Perrot qui rit.",
    ],
)
def test_a_name_is_seen(text):
    assert names_someone(text, NAMES)


@pytest.mark.parametrize(
    "text", ["Un petit bourg.", "Petit à petit, le centre se vide.", "Madame le maire est venue.", *PLACES]
)
def test_the_rest_is_not(text):
    assert not names_someone(text, NAMES)
