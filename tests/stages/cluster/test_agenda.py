"""Agenda items name themes, and only those that they clearly announce."""

import pytest
from little_cycle import run, usual_cycle


def labels_with(agenda, meant=()):
    cycle = usual_cycle()
    cycle.meant = dict(meant)
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


def test_what_an_item_means_tells_between_two_themes_whose_words_it_says():
    item = "Médecin et navette"
    assert item in labels_with([item], {item: "transport"})


def test_what_an_item_means_is_not_enough_when_nobody_says_its_words():
    item = "Mobilité douce"
    assert item not in labels_with([item], {item: "transport"})


def test_a_theme_that_has_its_name_no_longer_stands_in_the_way():
    # « Soin » is said of the theme that « Médecin et cabinet » names; what the second item means is another.
    first, second = "Médecin et cabinet", "Soin et écran"
    assert second not in labels_with([second])
    assert {first, second} <= labels_with([first, second])
