import pandas as pd
import pytest

from pipeline.french import model, tokens
from pipeline.stages.cluster.terms import find_terms

# « … » marks a phrase that must be found; the rest of the sentence must not be one.
SENTENCES = (
    "On parle de la «gestion en flux» depuis un an.",
    "La «réhabilitation des centres anciens» coûte cher.",
    "Il manque des «logements adaptés» dans les «petites communes».",
    "Le «portage foncier» dure cinq ans, c'est trop court.",
    "Les «services aux locataires» sont fermés le lundi.",
    "Avec le «ZAN», on ne construit plus.",
)
NEVER = (
    "Voilà, c'est la même chose pour tout le monde, c'est une question de temps.",
    "Merci Madame Belkacem, on passe la parole à Sandrine pour cinq minutes.",
)


@pytest.fixture(scope="module")
def terms():
    plain = [text.replace("«", "").replace("»", "") for text in SENTENCES] + list(NEVER)
    rows = [row for number, doc in enumerate(model.annotate(plain)) for row in tokens.rows(f"s{number}", doc)]
    return find_terms(pd.DataFrame(rows), tuple(f"s{number}" for number in range(len(plain))))


def said(terms, row):
    return {terms.surfaces[column] for column in terms.counts[row].indices}


@pytest.mark.parametrize("number", range(len(SENTENCES)))
def test_noun_phrases_are_found_as_people_say_them(terms, number):
    marked = {part.split("»")[0] for part in SENTENCES[number].split("«")[1:]}
    assert marked <= said(terms, number)


def test_fillers_civilities_and_first_names_are_no_phrases(terms):
    for row in range(len(SENTENCES), len(SENTENCES) + len(NEVER)):
        assert said(terms, row) == set()


def test_singular_and_plural_are_one_phrase():
    texts = ["Un logement vacant.", "Des logements vacants.", "Les logements vacants."]
    rows = [row for number, doc in enumerate(model.annotate(texts)) for row in tokens.rows(f"s{number}", doc)]
    terms = find_terms(pd.DataFrame(rows), ("s0", "s1", "s2"))
    column = terms.surfaces.index("logements vacants")
    assert terms.counts[:, column].sum() == 3
