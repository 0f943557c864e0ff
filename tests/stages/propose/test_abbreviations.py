"""The short forms of notes, in full."""

import pytest

from pipeline.stages.propose.titles.abbreviations import in_full
from pipeline.stages.propose.titles.signs import bracketed, in_words

FULL = {
    "Recruter les gardiens parmi les loc": "Recruter les gardiens parmi les locataires",
    "Embaucher 1 pers. de la résid. pour le ménage": "Embaucher 1 personne de la résidence pour le ménage",
    "Loger 12 pers. âgées ds des logts adaptés": "Loger 12 personnes âgées dans des logements adaptés",
    "Prévoir un prog pr 20 imm": "Prévoir un programme pour 20 immeubles",
    "Aide pour pers. âgées, en pied d'imm. le soir": "Aide pour personnes âgées, en pied d'immeuble le soir",
    "Prévoir une benne avec qqn, 2 fois par sem": "Prévoir une benne avec quelqu’un, 2 fois par semaine",
    "Refaire ttes les cages ap-m": "Refaire toutes les cages après-midi",
    "Payer par chq, lettre dans chq hall": "Payer par chq, lettre dans chaque hall",
    # Longer words, and what is no person.
    "Louer la loc de vélos, Mission loc. et diagonale": "Louer la loc de vélos, Mission loc. et diagonale",
}


@pytest.mark.parametrize(("short", "full"), FULL.items())
def test_a_title_says_words_in_full(short, full):
    assert in_full(short) == full


SIGNS = {
    "Isoler combles + planchers bas, changer les fenêtres": "Isoler combles et planchers bas, changer les fenêtres",
    "Prévoir 8 T2 + salle commune + animateur": "Prévoir 8 T2, salle commune et animateur",
    "Refaire en pictos + arabe, turc": "Refaire en pictos, arabe, turc",
    "Autoriser R+2 rue de la Gare": "Autoriser R+2 rue de la Gare",
    "Ouvrir aux + de 18 ans, travaux au + tard en mai": "Ouvrir aux plus de 18 ans, travaux au plus tard en mai",
    "Pérenniser le poste → conférence des financeurs": "Pérenniser le poste (conférence des financeurs)",
    "Aider les + fragiles et ouvrir la salle + souvent": "Aider les plus fragiles et ouvrir la salle plus souvent",
    "Ouvrir aux + de soixante ans, bac + 5 ou R + 2": "Ouvrir aux plus de soixante ans, bac + 5 ou R + 2",
    "Loger parent + enfant dans 2 logements, même palier": "Loger parent et enfant dans 2 logements, même palier",
    # Two states of a thing, and a figure.
    "Transformer les bureaux → logements": None,
    "Passer de 2 → 3 bus le soir": None,
    # What follows the arrow is long: nothing tells what it is to the measure.
    "Fermer la rue → les parents se garent plus loin et tout le monde respire": None,
    "Prévoir des vrais lits. Pas des convertibles": "Prévoir des vrais lits, pas des convertibles",
    "Saluer la Cie. Durand": "Saluer la Cie. Durand",
}


@pytest.mark.parametrize(("noted", "said"), SIGNS.items())
def test_a_title_says_signs_in_words(noted, said):
    assert bracketed(in_words(noted)) == (said or noted)
