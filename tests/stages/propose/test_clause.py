import pytest


def parts(found):
    return found.text, {name: words for name, words in found.linked().items() if words}


def test_the_motive_is_linked_and_cut(proposition):
    found = proposition("Il faudrait un abri devant le collège, parce que les gamins attendent sous la pluie.")
    text, linked = parts(found)
    assert text == "Il faudrait un abri devant le collège"
    assert linked == {"motive": "parce que les gamins attendent sous la pluie."}


def test_the_objection_is_linked(proposition):
    _, linked = parts(proposition("On pourrait ouvrir la salle le dimanche, mais il faut payer le chauffage."))
    assert linked == {"objection": "mais il faut payer le chauffage."}


def test_the_condition_is_linked(proposition):
    _, linked = parts(proposition("Je suis pour un marché couvert, à condition que la place reste piétonne."))
    assert linked == {"condition": "à condition que la place reste piétonne."}


def test_what_comes_before_is_the_motive(proposition):
    found = proposition("Le collège est à vingt kilomètres, donc il faudrait un car le samedi matin.")
    text, linked = parts(found)
    assert text == "il faudrait un car le samedi matin."
    assert linked == {"motive": "Le collège est à vingt kilomètres, donc"}


def test_a_plain_demand_is_whole(proposition):
    said = "Il faudrait un abri devant le collège."
    assert parts(proposition(said)) == (said, {})


def test_a_clause_that_leans_on_the_one_before_is_not_cut_from_it(proposition):
    said = "On va mettre la bibliothèque dans un camion, et il fera neuf villages dans la semaine."
    text, linked = parts(proposition(said))
    assert text == said
    assert linked == {}


@pytest.mark.parametrize(
    "condition",
    [
        "pourvu que les riverains soient prévenus.",
        "sauf si le maire s'y oppose.",
        "sous réserve que le budget suive.",
        "si les riverains sont d'accord.",
    ],
)
def test_conditions_are_linked(proposition, condition):
    _, linked = parts(proposition(f"Il faudrait un marché de nuit sur la place, {condition}"))
    assert linked == {"condition": condition}


@pytest.mark.parametrize(
    "said",
    [
        "Il faudrait un marché de nuit sur la place, si vous voulez mon avis.",
        "Il faudrait un marché sur la place, mais aussi un kiosque.",
        "Il faut planter non pas dix arbres, mais cent arbres qui tiennent.",
        "Il faut planter des arbres sur la place, mais de vrais arbres.",
    ],
)
def test_what_goes_on_with_the_measure_is_not_cut(proposition, said):
    assert parts(proposition(said)) == (said, {})


def test_another_promise_is_no_objection(proposition):
    text, linked = parts(proposition("Il faudrait un marché sur la place, mais je viendrai vous aider."))
    assert text == "Il faudrait un marché sur la place"
    assert linked == {}


def test_a_question_sets_no_condition(proposition):
    asked = "Il faudrait un marché de nuit sur la place, à condition que la rue reste fermée"
    assert "condition" in parts(proposition(f"{asked}."))[1]
    assert "condition" not in parts(proposition(f"{asked} ?"))[1]
