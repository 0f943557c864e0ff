"""Titles of several measures of one sentence, and of what a sentence puts first."""

import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.titles.composed import joined
from pipeline.stages.propose.titles.fronted import fronted, topic
from pipeline.stages.propose.titles.infinitive import uncued_pieces
from pipeline.stages.propose.titles.measures import measures


def words_of(text):
    (doc,) = annotate([text])
    words = list(doc)
    return words[:-1] if words[-1].is_punct else words


SEVERAL = {
    "Ce qu'on peut porter, c'est deux matinées dès septembre, et on ouvre le guichet à Noël.": (
        "Prévoir deux matinées dès septembre",
        ["Prévoir deux matinées dès septembre et ouvrir le guichet à Noël"],
    ),
    "On supprime les soirées de la ligne 2, on ferme le guichet le lundi et on met un car à la demande.": (
        None,
        [
            "Supprimer les soirées de la ligne 2 et fermer le guichet le lundi",
            "Supprimer les soirées de la ligne 2, fermer le guichet le lundi et mettre un car à la demande",
        ],
    ),
    "Qu'on lui abaisse ses seuils, et qu'on publie la liste des acheteurs.": (
        None,
        ["Abaisser ses seuils et publier la liste des acheteurs"],
    ),
    # One measure, or a second clause that measures nothing.
    "On ferme la rue le samedi, et après on verra bien.": ("Fermer la rue le samedi", []),
    "On met des bancs et des arbres devant la mairie.": (None, []),
    # What governs both is a denial, or asks why not; what comes of it is no measure.
    "Il faut arrêter de vendre les lots, de fermer les gares et de brader le fret.": ("Arrêter de vendre les lots", []),
    "Pourquoi on fermerait pas la rue le samedi, et on ouvrirait pas le parc aux enfants ?": (None, []),
    "On éteint les lampadaires à minuit et on économise vingt mille euros.": (None, []),
    # What the speaker gives for it.
    "Qu'on nous mette une navette le samedi, et je vous libère trente heures de ménage.": (
        "Mettre une navette le samedi",
        [],
    ),
    # The rules' title says it already.
    "Je propose de fermer la rue le samedi, on ferme la rue.": ("Fermer la rue le samedi", []),
}


@pytest.mark.parametrize(("said", "ruled", "expected"), [(said, *pair) for said, pair in SEVERAL.items()])
def test_measures_of_one_sentence_are_joined(said, ruled, expected):
    words = words_of(said)
    assert sorted(set(measures(words, [0.9] * len(words), ruled)), key=len) == expected
    assert list(measures(words, [0.1] * len(words), ruled)) == []


def test_a_comma_within_asks_for_one_before_the_last():
    titles = ["Poser un banc, sous l'arbre", "ouvrir la grille"]
    assert joined(titles) == "Poser un banc, sous l'arbre, et ouvrir la grille"


FRONTED = {
    "Et avant de construire, faites venir les gens du quartier.": "Avant de construire",
    "Dans les résidences qui se vident, laissez-nous dépasser les plafonds.": "Dans les résidences qui se vident",
    "Pour les pères, une permanence le samedi matin.": "Pour les pères",
    # What only presents, or speaks of the speaker.
    "À étendre le périmètre, à prolonger de trente ans.": None,
    "Chaque chantier d'école, un élu responsable.": None,
    "Chaque mardi soir, une permanence en mairie.": "Chaque mardi soir",
    "En revanche, une permanence le samedi matin.": None,
    "Pour moi, une permanence le samedi matin.": None,
    "Dès que la mairie ouvre, une permanence le samedi matin.": "Dès que la mairie ouvre",
    "Une permanence, le samedi matin.": None,
}


@pytest.mark.parametrize(("said", "expected"), FRONTED.items())
def test_what_a_sentence_puts_first(said, expected):
    words = words_of(said)
    assert fronted(words, [0.9] * len(words)) == expected
    assert fronted(words, [0.1] * len(words)) is None


TOPICS = {
    "Portage : passer à 8 ans pour les îlots dégradés": "Portage",
    "Commerces fermés : autoriser le changement de destination": "Commerces fermés",
    "loyer + charges : garantir que le total ne monte pas": "loyer + charges",
    # Who asks, and what only announces.
    "Vernay : un bailleur au bureau des maires": None,
    "DDT : réunion foncier à trois": None,
    "Idée de la table 2 : ouvrir un logement témoin": None,
    "Les élus demandent : un fonds": None,
    "Objectif : créer un fonds pour les communes": None,
    "Habitante : créer un local pour tous": None,
    "De procéder à des échanges : Terres et Foyers a des logements": None,
    "Ouvrir un logement témoin": None,
}


@pytest.mark.parametrize(("said", "expected"), TOPICS.items())
def test_what_a_note_is_about(said, expected):
    assert topic(words_of(said)) == expected


def test_a_hyphen_that_ends_the_words_is_no_order():
    (doc,) = annotate(["Le carnet, montez - moi un plan"])
    hyphen = next(at for at, word in enumerate(doc) if word.text == "-")
    assert uncued_pieces(list(doc)[: hyphen + 1]) is None
