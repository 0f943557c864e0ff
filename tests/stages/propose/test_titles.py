import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.propose.titles.spoken import clean, shorten
from pipeline.stages.propose.titles.title import title

INFINITIVES = {
    "Il faudrait créer un fonds pour les petites écoles.": "Créer un fonds pour les petites écoles",
    "Pourquoi on ferait pas une navette le soir ?": "Faire une navette le soir",
    "Moi je propose qu'on ouvre la cour aux habitants.": "Ouvrir la cour aux habitants",
    "Donc l'idée c'est de partager le camion entre trois communes.": "Partager le camion entre trois communes",
    "Il faut que les habitants soient associés au choix du site.": "Associer les habitants au choix du site",
    "Les horaires devraient être affichés à l'entrée.": "Afficher les horaires à l'entrée",
    "Mettez-nous un banc devant la pharmacie, ça coûte rien.": "Mettre un banc devant la pharmacie",
    "Faut le refaire, le toit de la halle.": "Refaire le toit de la halle",
    "On pourrait, euh, on pourrait garder un guichet, quoi.": "Garder un guichet",
    "Ce qu'on réclame, nous, c'est de garder un guichet dans le bourg.": "Garder un guichet dans le bourg",
    "Nous ne fermerons pas la salle des fêtes.": "Ne pas fermer la salle des fêtes",
    "On pourrait pas ouvrir la salle le soir ?": "Ouvrir la salle le soir",
    "Je veux m'appuyer sur les associations du quartier.": "S’appuyer sur les associations du quartier",
    "On aura besoin de réduire les dépenses de chauffage.": "Réduire les dépenses de chauffage",
    "Nous nous engageons à publier les comptes tous les ans.": "Publier les comptes tous les ans",
}
WORDS = ("un", "fonds", ",", "euh", "pour", "donc", "les", "écoles", "hein", "rurales", "voilà", "de", "la vallée")
VERBATIMS = {
    "Il faudrait un vrai médecin de garde dans la vallée.": "Un vrai médecin de garde dans la vallée",
    "Ce qui nous manque, c'est un local pour le matériel.": "Un local pour le matériel",
    "Ce que je suggère, c'est que d'autres villages aient un car.": "Que d'autres villages aient un car",
    # A pronoun would leave the measure without its object.
    "Il faudrait le rendre à la commune dès cette année.": "Il faudrait le rendre à la commune dès cette année",
    # The subject carries the measure.
    "Les agents doivent visiter chaque maison.": "Les agents doivent visiter chaque maison",
    # The object stands before the verb.
    "C'est ce débat qu'il faut ouvrir avec les riverains.": "C'est ce débat qu'il faut ouvrir avec les riverains",
    "Il faut que le département paye les études.": "Il faut que le département paye les études",
}


@pytest.mark.parametrize(("said", "expected"), INFINITIVES.items())
def test_a_safe_infinitive_is_made(proposition, said, expected):
    made = title(proposition(said))
    assert (made.text, made.origin) == (expected, "infinitif")


@pytest.mark.parametrize(("said", "expected"), VERBATIMS.items())
def test_the_verbatim_stands_when_no_title_is_safe(proposition, said, expected):
    made = title(proposition(said))
    assert (made.text, made.origin) == (expected, "verbatim")


def test_a_note_keeps_its_infinitive(proposition):
    made = title(proposition("Idée du groupe 2 : ouvrir la cour le mercredi", "note"))
    assert (made.text, made.origin) == ("Ouvrir la cour le mercredi", "infinitif")


def test_a_negation_is_never_lost(proposition):
    made = title(proposition("ne plus compter les friches comme des terres", "note"))
    assert made.text == "Ne plus compter les friches comme des terres"


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_cleaning_invents_no_word(words):
    said = " ".join(words)
    known = set(re.findall(r"\w+", said.lower()))
    assert set(re.findall(r"\w+", clean(said).lower())) <= known


def test_a_long_title_is_cut_between_clauses():
    long = "Ouvrir la salle aux habitants du quartier, " + "avec " * 20 + "un gardien"
    assert shorten(long, 12) == "Ouvrir la salle aux habitants du quartier"
    assert shorten("mot " * 30, 12) == "mot " * 30
