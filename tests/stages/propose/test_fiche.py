"""Sentences on both sides of what decides each field of a fiche."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.stages.propose.fiche.card import fiche, most, united
from pipeline.stages.propose.fiche.carrier import carrier
from pipeline.stages.propose.fiche.finding import NOTHING, Finding
from pipeline.stages.propose.fiche.nature import nature
from pipeline.stages.propose.proposals import proposals
from pipeline.stages.propose.same import Groups
from pipeline.stages.propose.titles.title import title

UNSAID = "non précisé"


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Il faudrait une subvention pour les petits clubs.", "financier", "subvention"),
        ("Je propose de financer les cours de natation.", "financier", "financer"),
        ("Il faut réduire le délai d'instruction des permis.", "réglementaire", "délai"),
        ("On devrait autoriser les terrasses tout l'hiver.", "réglementaire", "autoriser"),
        (
            "Il faut inscrire le droit à la cantine dans la loi.",
            "législatif",
            "inscrire le droit à la cantine dans la loi",
        ),
        ("Il faudrait changer la loi sur les chasses.", "législatif", "loi"),
        ("Je propose de signer une convention avec le théâtre.", "partenarial", "convention"),
        ("Il faut former les agents d'accueil.", "ingénierie", "former"),
        ("On pourrait créer un observatoire des commerces.", "ingénierie", "observatoire"),
        ("Le décret sur les chasses sera suspendu.", "réglementaire", "décret"),
        # What the measure only mentions decides nothing.
        ("Il faudrait repeindre le panneau avec ses trois articles de loi.", UNSAID, None),
        ("Il faut ouvrir la piscine, qui a reçu une subvention.", UNSAID, None),
        ("Il faudrait un banc devant la banque.", UNSAID, None),
        ("Il faudrait appliquer le droit qui existe déjà dans la loi.", UNSAID, None),
        ("Il faudrait embaucher une aide à domicile.", UNSAID, None),
        ("Il faudrait être d'accord sur la date du bal.", UNSAID, None),
        ("Dans les communes sans budget, il faudrait ouvrir la salle.", UNSAID, None),
        ("On pourrait mettre la bibliothèque dans un camion, et compter dessus.", UNSAID, None),
    ],
)
def test_the_nature_is_that_of_what_is_done(proposition, text, value, words):
    found = nature(proposition(text))
    assert (found.value, found.words) == (value, words)


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        ("Fonds de secours pour les artisans", "note", "financier", "Fonds"),
        ("Création d'un fichier des salles libres", "note", "ingénierie", "fichier"),
        ("Accord entre les deux maires : former les animateurs", "note", "ingénierie", "former"),
        ("Bancs à l'ombre près du fonds de commerce", "postit", UNSAID, None),
    ],
)
def test_a_note_opens_with_its_measure(proposition, text, kind, value, words):
    found = nature(proposition(text, kind))
    assert (found.value, found.words) == (value, words)


def grouped(said, groups, nearby, roles):
    return proposals(said, {place: title(one) for place, one in enumerate(said)}, groups, nearby, roles)


def test_a_clitic_stands_for_what_was_put_aside(proposition):
    assert nature(proposition("La subvention du club, il faudrait la doubler.")).value == "financier"


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Il faudrait que l'État paye les piscines.", "État", "État paye"),
        ("Les communes devraient ouvrir leurs gymnases.", "communes", "communes devraient"),
        ("Il faudrait un car payé par la Région.", "Région", "payé par la Région"),
        ("Il faut demander au préfet de lever l'interdiction.", "État", "demander au préfet"),
        ("Il faudrait confier la salle à l'association.", "associations", "confier la salle à l'association"),
        ("Il faut obliger les bailleurs à isoler les caves.", "organismes Hlm", "obliger les bailleurs"),
        ("Je propose une convention entre la CARSAT et le club.", "CARSAT et caisses de retraite", None),
        # Whoever asks, takes part, is helped or stands by carries nothing.
        ("À l'association régionale, on propose une fête par quartier.", UNSAID, None),
        ("Il faudrait un accueil en mairie le samedi.", UNSAID, None),
        ("Il faudrait que les bailleurs soient associés aux visites.", UNSAID, None),
        ("Je propose d'en parler avec les communes.", UNSAID, None),
        ("Il faudrait un local dans chaque quartier Hlm.", UNSAID, None),
        ("Il faudrait garder d'office une salle pour les jeunes.", UNSAID, None),
        ("Il faut ouvrir la salle, parce que l'État paiera un jour.", UNSAID, None),
        ("Il faudrait une aide pour les communes qui ferment leur école.", UNSAID, None),
        ("Je propose de supprimer la taxe que la Région prélève.", UNSAID, None),
        ("Il faut lire les chiffres que le ministre a publiés hier.", UNSAID, None),
        ("Il faut des ateliers, pour que les maires décident mieux.", UNSAID, None),
    ],
)
def test_who_would_act_carries(proposition, text, value, words):
    found = carrier(proposition(text))
    assert found.value == value
    assert words is None or found.words == words


def test_who_commits_themselves_carries_when_their_role_is_known(proposition):
    said = proposition("On va ouvrir une salle de jeux dans le sous-sol.")
    assert carrier(said, "bailleur") == Finding("organismes Hlm", "On va ouvrir")
    assert carrier(said, "locataire") == carrier(said) == NOTHING
    assert carrier(proposition("Il faudrait ouvrir une salle de jeux."), "bailleur") == NOTHING


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("Il faudrait un médiateur à l'échelle du département.", "départementale", "département"),
        ("Il faudrait un guichet par intercommunalité.", "locale", "intercommunalité"),
        ("Je propose de créer un fonds régional.", "régionale", "régional"),
        ("Il faudrait une fontaine dans chaque quartier.", "locale", "quartier"),
        ("Il faudrait changer la loi sur les chasses.", "nationale", "loi"),
        ("Il faudrait que l'État paye les piscines.", "nationale", "État paye"),
        # Names, and places that only tell where somebody comes from.
        ("Je propose d'inviter l'association régionale.", UNSAID, None),
        ("Il faudrait reprendre l'idée de l'Assemblée nationale.", UNSAID, None),
        ("Il faudrait aider les gens à rentrer dans leur ville.", UNSAID, None),
        ("Côté ville, il faudrait un banc.", UNSAID, None),
    ],
)
def test_the_scale_is_where_the_measure_applies(proposition, text, value, words):
    found = united([fiche(proposition(text))]).scale
    assert (found.value, found.words) == (value, words)


def test_what_most_statements_say_wins_and_the_best_breaks_ties():
    town, state = Finding("communes", "la commune"), Finding("État", "l'État")
    assert most([town, state, NOTHING, state]) == state
    assert most([NOTHING, town, state]) == town
    assert most([NOTHING, NOTHING]) == NOTHING


def test_nothing_is_said_of_what_no_word_decides(proposition):
    empty = united([fiche(proposition("Il faudrait un abri devant le gymnase."))])
    assert empty.row() == {
        "nature": UNSAID,
        "nature_words": None,
        "echelle": UNSAID,
        "echelle_words": None,
        "porteur": UNSAID,
        "porteur_words": None,
    }


def test_the_deciding_words_are_said_in_a_statement_of_the_proposition(proposition):

    said = [proposition("Il faudrait que la Région paye les cars."), proposition("Il faut un car par canton.")]
    groups = Groups(np.array([0, 0]), np.ones((2, 2)))
    (row,) = grouped(said, groups, 0.5, {"s-1": "élu"})
    assert (row["nature"], row["echelle"], row["porteur"]) == ("financier", "locale", "Région")
    for name in ("nature_words", "echelle_words", "porteur_words"):
        assert any(row[name] in one.text for one in said)


def test_a_sure_note_names_the_proposition_and_an_unsure_one_does_not(proposition):
    said = proposition("Et ce qu'on propose, c'est une voiture partagée au pied de chaque tour.")
    note = proposition("Budget automobile voisin du loyer pour les familles du quartier", "note")
    groups = Groups(np.array([0, 0]), np.ones((2, 2)))
    for score, named in ((0.7, "Prévoir une voiture partagée"), (0.97, "Budget automobile")):
        unsure = replace(note, verdict=replace(note.verdict, score=score))
        sure = replace(said, verdict=replace(said.verdict, score=0.97))
        (row,) = grouped([sure, unsure], groups, 0.5, {})
        assert row["title"].startswith(named)


def test_propositions_whose_statements_are_alike_on_average_are_near(proposition):
    said = [proposition(f"Il faudrait {what}.") for what in ("un car le soir", "un car", "un banc", "une fontaine")]
    alike = np.array([[1, 0.9, 0.3, 0.02], [0.9, 1, 0, 0.02], [0.3, 0, 1, 0.02], [0.02, 0.02, 0.02, 1]])
    groups = Groups(np.array([0, 0, 1, 2]), alike)
    assert not any(row["nearby"] for row in grouped(said, groups, 0.25, {}))
    rows = grouped(said, groups, 0.12, {})
    near = {len(row["statement_ids"]): len(row["nearby"]) for row in rows if row["nearby"]}
    assert near == {2: 1, 1: 1}
