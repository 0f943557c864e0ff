"""The short forms of notes, in full."""

import pytest

from pipeline.stages.propose.titles.abbreviations import in_full

FULL = {
    "Recruter les gardiens parmi les loc": "Recruter les gardiens parmi les locataires",
    "Embaucher 1 pers. de la résid. pour le ménage": "Embaucher 1 personne de la résidence pour le ménage",
    "Loger 12 pers. âgées ds des logts adaptés": "Loger 12 personnes âgées dans des logements adaptés",
    "Prévoir un prog pr 20 imm": "Prévoir un programme pour 20 immeubles",
    "Aide pour pers. âgées, en pied d'imm. le soir": "Aide pour personnes âgées, en pied d'immeuble le soir",
    "Prévoir une benne avec qqn, 2 fois par sem": "Prévoir une benne avec quelqu’un, 2 fois par semaine",
    # Longer words, and what is no person.
    "Louer la loc de vélos, Mission loc. et diagonale": "Louer la loc de vélos, Mission loc. et diagonale",
}


@pytest.mark.parametrize(("short", "full"), FULL.items())
def test_a_title_says_words_in_full(short, full):
    assert in_full(short) == full
