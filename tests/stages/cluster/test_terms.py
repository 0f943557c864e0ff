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
    "On suit les «chefs de projet» Petites villes de demain.",
    "La «réforme de l’État» attendra.",
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


def phrases(*texts):
    rows = [row for number, doc in enumerate(model.annotate(texts)) for row in tokens.rows(f"s{number}", doc)]
    found = find_terms(pd.DataFrame(rows), tuple(f"s{number}" for number in range(len(texts))))
    return set(found.surfaces)


def test_a_phrase_does_not_stop_before_the_noun_of_its_last_adjective():
    assert "chefs de projet petites" not in phrases("Les chefs de projet petites villes sont partis.")


def test_what_is_mostly_said_with_a_capital_is_a_name():
    said = phrases("On a vu Montjaloux hier.", "Le maire de Montjaloux est venu.", "À Montjaloux, le maire est venu.")
    assert not any("montjaloux" in phrase.lower() for phrase in said)
    assert "maire" in said


def test_the_end_of_a_word_that_was_cut_is_no_phrase():
    assert not {"values", "values immobilières"} & phrases("On taxe les plus-values immobilières.")


def test_singular_and_plural_are_one_phrase():
    texts = ["Un logement vacant.", "Des logements vacants.", "Les logements vacants."]
    rows = [row for number, doc in enumerate(model.annotate(texts)) for row in tokens.rows(f"s{number}", doc)]
    terms = find_terms(pd.DataFrame(rows), ("s0", "s1", "s2"))
    column = terms.surfaces.index("logements vacants")
    assert terms.counts[:, column].sum() == 3
