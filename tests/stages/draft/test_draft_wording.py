from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import FATES, KINDS, ROLES, STATEMENT_TYPES
from pipeline.stages.draft import wording


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (0, 4, "aucun atelier"),
        (1, 1, "l’atelier"),
        (1, 4, "un atelier"),
        (2, 2, "les deux ateliers"),
        (2, 4, "deux ateliers"),
        (3, 4, "la plupart des ateliers"),
        (4, 4, "tous les ateliers"),
        (5, 10, "plusieurs ateliers"),
        (6, 10, "la plupart des ateliers"),
        (3, 10, "quelques ateliers"),
        (4, 12, "plusieurs ateliers"),
    ],
)
def test_a_quantifier_is_fixed_by_its_count(k, n, words):
    assert wording.recurrence(k, n) == words


@given(st.integers(3, 40), st.integers(1, 40))
def test_a_majority_is_never_said_of_a_half(n, k):
    said = wording.recurrence(min(k, n), n)
    assert ("plupart" in said) <= (2 * k > n)
    assert ("tous" in said) == (k >= n)


@pytest.mark.parametrize(
    ("items", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_a_list_is_said_in_french(items, said):
    assert wording.listed(items) == said


def test_counts_agree_with_their_noun():
    assert wording.counted(0, "frein", "freins") == "aucun frein"
    assert wording.counted(0, "idée", "idées", feminine=True) == "aucune idée"
    assert wording.counted(1, "idée", "idées", feminine=True) == "une idée"
    assert wording.counted(2, "idée", "idées", feminine=True) == "deux idées"
    assert wording.counted(12, "frein", "freins") == "12 freins"
    assert wording.figured(1250, "mot", "mots") == "1\u202f250\u00a0mots"


def test_a_count_after_de_is_elided():
    assert wording.of_counted(1, "atelier", "ateliers") == "d’un atelier"
    assert wording.of_counted(2, "atelier", "ateliers") == "de deux ateliers"
    assert wording.of_counted(12, "atelier", "ateliers") == "de 12 ateliers"


def test_dates_are_said_in_french():
    assert wording.day(date(2022, 6, 30)) == "30\u00a0juin 2022"
    assert wording.day(date(2023, 2, 1)) == "1er\u00a0février 2023"
    assert wording.parsed("2022-06-30") == date(2022, 6, 30)
    assert wording.parsed("été 2022") is None
    assert wording.parsed(None) is None


def test_moments_are_said_in_hours_minutes_and_seconds():
    assert wording.clock(751.4) == "12 min 31 s"
    assert wording.clock(3725) == "1 h 02 min 05 s"


def test_roles_keep_the_order_of_the_house_and_their_number():
    assert wording.role_list(["locataire", "bailleur"]) == "bailleurs sociaux et locataires"
    assert wording.role_counts({"locataire": 1, "bailleur": 3}) == "3\u00a0bailleurs sociaux et 1\u00a0locataire"


def test_every_closed_list_has_its_words():
    assert set(ROLES) == set(wording.ROLE_WORDS)
    assert set(FATES) == set(wording.FATE_WORDS)
    assert set(STATEMENT_TYPES) == set(wording.TYPE_WORDS)
    assert set(KINDS) == set(wording.KIND_WORDS)


def test_a_capital_keeps_its_accent():
    assert wording.capitalised("élus formés à l’ORT") == "Élus formés à l’ORT"
