from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.draft.compose_cards import by_support, numbered, said
from pipeline.stages.draft.rows import Proposal

ONE = Proposal("p-1", 1, "créer un fonds", None, ("e-1",), ("nevers",), 1, 1, (), "financier", "", "", "sûre", 0.9, ())


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([3], "3"), ([3, 5], "3 et 5"), ([3, 4], "3 et 4"), ([5, 3, 4], "3 à 5"), ([1, 7, 8, 9, 12], "1, 7 à 9 et 12")],
)
def test_numbers_that_follow_are_said_as_a_range(numbers, shown):
    assert numbered([replace(ONE, number=number) for number in numbers]) == f"n°\u00a0{shown}"


@given(st.lists(st.integers(1, 60), unique=True, min_size=1), st.randoms())
def test_the_list_of_numbers_does_not_depend_on_their_order(numbers, random):
    other = list(numbers)
    random.shuffle(other)
    assert numbered([replace(ONE, number=n) for n in numbers]) == numbered([replace(ONE, number=n) for n in other])


def test_two_towns_come_before_a_better_score():
    two = replace(ONE, proposal_id="p-2", number=9, n_workshops=2, score=0.5)
    assert sorted([ONE, two], key=by_support) == [two, ONE]


def test_what_the_words_do_not_say_is_not_invented():
    assert said("non précisé") == ""
    assert said("financier") == "financier"
