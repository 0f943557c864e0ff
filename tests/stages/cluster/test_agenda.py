"""Agenda items name themes, and only those that they clearly announce."""

import pytest
from little_cycle import run, usual_cycle


def labels_with(agenda):
    cycle = usual_cycle()
    for workshop in cycle.workshops:
        cycle.workshops[workshop] = list(agenda)
    return set(run(cycle.frames()).tables["found_themes"]["label"])


@pytest.mark.parametrize("item", ["Navette", "Médecin et cabinet", "Chaudière et facture"])
def test_an_item_names_the_theme_that_says_its_words(item):
    assert item in labels_with([item])


def test_a_word_that_two_items_share_names_neither():
    assert not {"Charte des arrêts", "Bilan des arrêts"} & labels_with(["Charte des arrêts", "Bilan des arrêts"])


def test_an_item_most_of_whose_words_nobody_says_names_nothing():
    item = "Coopération transfrontalière et navette"
    assert item not in labels_with([item])


def test_an_item_between_two_themes_names_neither():
    assert "Médecin et navette" not in labels_with(["Médecin et navette"])
