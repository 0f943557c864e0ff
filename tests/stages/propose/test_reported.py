"""Measures that minutes report: whoever asks goes, who is to act stays."""

import pytest

from pipeline.stages.propose.titles.frames import past_frames
from pipeline.stages.propose.titles.reported import past_report
from pipeline.stages.propose.titles.title import title

PRESENTED = {
    "M. Aubin suggère qu'une salle soit prêtée aux jeunes.": "qu'une salle soit prêtée aux jeunes.",
    "Mme Le Goff (CCAS) demande aux bailleurs de publier leurs délais.": "de publier leurs délais.",
    "Action Logement s'engage à réserver dix studios.": "à réserver dix studios.",
    "Les associations se disent prêtes à tenir la permanence.": "à tenir la permanence.",
    "La représentante des locataires plaide pour une loge au rez-de-chaussée.": "une loge au rez-de-chaussée.",
    "Le comité décide que la charte sera relue en mai.": "que la charte sera relue en mai.",
    "Il estime que les communes devraient céder les terrains.": "que les communes devraient céder les terrains.",
    "À titre d'essai, l'office propose de garder deux logements libres.": "de garder deux logements libres.",
    "Le comité retient le principe d'une fiche de liaison.": "une fiche de liaison.",
    "Consensus sur un bilan à mi-année.": "un bilan à mi-année.",
    "D'où l'idée, partagée par tous, d'un référent par agence.": "un référent par agence.",
    "Les entreprises, par la voix de Mme Roy, aimeraient que l'office réponde.": "que l'office réponde.",
    "L'amicale demande en conséquence que le hall soit repeint.": "que le hall soit repeint.",
    "D4. Chaque office nomme un correspondant.": "Chaque office nomme un correspondant.",
}
NOT_PRESENTED = (
    "Un arrêt à la demande au pont de la Truite.",
    "L'étendre au canton demanderait un fonds de dix mille euros.",
    "Les locataires demandent souvent.",
    "Il estime que le parc est vieux.",
    "La mairie accepte le principe et présentera un plan.",
    "Les bailleurs notifieront l'offre.",
)
TITLES = {
    # Who asks goes.
    "M. Aubin suggère que chaque cage désigne un délégué.": "Faire en sorte que chaque cage désigne un délégué",
    "Les participants conviennent de réserver un T2 sur quatre.": "Réserver un T2 sur quatre",
    "Mme Roux demande le retrait de la grille du square.": "Retirer la grille du square",
    "Elle sollicite une avance de la prime par le Département.": "Prévoir une avance de la prime par le Département",
    "Mieux vaudrait ajuster les provisions chaque trimestre que d'envoyer un rappel.": (
        "Ajuster les provisions chaque trimestre plutôt que d'envoyer un rappel"
    ),
    # Who is to act stays.
    "M. Roy estime que les bailleurs devraient plutôt scinder les grands logements.": (
        "Faire scinder les grands logements par les bailleurs"
    ),
    "La mairie publiera désormais les délais de chaque dossier, quartier par quartier.": (
        "Faire publier par la mairie les délais de chaque dossier, quartier par quartier"
    ),
    "La fiche sera relue par le gardien avant chaque réunion.": (
        "Faire relire la fiche par le gardien avant chaque réunion"
    ),
    "Il faudrait que la salle soit tenue par des habitants et ouverte le soir.": (
        "Faire tenir la salle par des habitants et l’ouvrir le soir"
    ),
    "Il faudrait que l'arbre soit remplacé par une façade plantée.": "Remplacer l'arbre par une façade plantée",
    "Le flux sera réparti par secteur, avec un plafond de vingt logements.": (
        "Répartir le flux par secteur, avec un plafond de vingt logements"
    ),
    # What is done to a thing, and what is done to it next.
    "Une visite filmée du logement pourrait être jointe à la proposition.": (
        "Joindre une visite filmée du logement à la proposition"
    ),
    "Il est demandé que la fiche soit relue en réunion et envoyée à la mairie.": (
        "Relire la fiche en réunion et l’envoyer à la mairie"
    ),
    "Il est décidé que le diagnostic sera précédé de deux visites.": "Faire précéder le diagnostic de deux visites",
    "Le Conseil voudrait être prévenu un mois avant la vente.": "Prévenir le Conseil un mois avant la vente",
    "Un projet de fiche sera soumis au comité, puis testé pendant six mois.": (
        "Soumettre un projet de fiche au comité, puis le tester pendant six mois"
    ),
    "Il y aurait lieu d'alerter les communes et de leur proposer un protocole.": (
        "Alerter les communes et leur proposer un protocole"
    ),
    # Two verbs for one subject.
    "Il est souhaité que le livret soit réécrit avec des habitants et tienne sur une page.": (
        "Faire en sorte que le livret soit réécrit avec des habitants et tienne sur une page"
    ),
    "Il conviendrait qu'une demande ne puisse être close qu'après accord du locataire.": (
        "Faire en sorte qu’une demande ne puisse être close qu'après accord du locataire"
    ),
}
# The title would say the contrary, or lose to whom.
NEVER = {
    "Il faudrait que le loyer soit moins élevé dans les petites communes.": ("Élever", "Rendre le loyer élevé"),
    "Elles demandent que les plans leur soient adressés avant la réunion.": ("Adresser les plans leur", "Adresser"),
}


@pytest.mark.parametrize(("said", "expected"), PRESENTED.items())
def test_minutes_present_a_measure(said, expected):
    assert said[past_frames(said) :] == expected


@pytest.mark.parametrize("said", NOT_PRESENTED)
def test_other_sentences_present_none(said):
    assert past_report(said) == 0


@pytest.mark.parametrize(("said", "expected"), TITLES.items())
def test_the_title_of_what_minutes_report(demand, said, expected):
    assert title(demand(said)).text == expected


@pytest.mark.parametrize(("said", "wrong"), NEVER.items())
def test_what_is_reported_is_not_turned(demand, said, wrong):
    assert not title(demand(said)).text.startswith(wrong)
