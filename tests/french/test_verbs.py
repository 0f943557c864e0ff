import pytest

from pipeline.french.model import annotate
from pipeline.french.verbs import infinitive, is_conditional, is_future, is_infinitive


@pytest.fixture(scope="module")
def verb():
    def find(text, word):
        (doc,) = annotate([text])
        return next(token for token in doc if token.text == word)

    return find


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("On garderait un guichet.", "garderait", True),
        ("Nous pourrions ouvrir le soir.", "pourrions", True),
        ("Ils montraient la salle.", "montraient", False),
        ("On gardait un guichet.", "gardait", False),
    ],
)
def test_conditional_is_read_from_the_word(verb, text, word, expected):
    assert is_conditional(verb(text, word)) is expected


def test_future_is_no_past(verb):
    assert is_future(verb("Nous garderons un guichet.", "garderons"))
    assert not is_future(verb("Il entra dans la salle.", "entra"))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Il faut qu'on crée un poste.", "crée", "créer"),
        ("Il faut qu'on fasse un essai.", "fasse", "faire"),
        ("On mettrait un banc.", "mettrait", "mettre"),
        ("Il faut ouvrir la salle.", "ouvrir", "ouvrir"),
    ],
)
def test_infinitive(verb, text, word, expected):
    assert infinitive(verb(text, word)) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # The tagger takes the first for a noun.
        ("Conditionner une partie de la subvention à des volets.", "Conditionner", True),
        ("Il faut ouvrir la salle.", "ouvrir", True),
        ("Panier un jeudi sur deux.", "Panier", False),
        ("Un dîner le jeudi.", "dîner", False),
    ],
)
def test_an_infinitive_is_known_where_it_opens_a_sentence(verb, text, word, expected):
    assert is_infinitive(verb(text, word)) is expected
