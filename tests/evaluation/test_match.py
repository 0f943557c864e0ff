import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import CorpusError
from pipeline.evaluation.comparison import statement_key
from pipeline.evaluation.match import covers, overlap, pair_up

SPANS = st.lists(
    st.tuples(st.sampled_from(["frein", "constat"]), st.frozensets(st.integers(0, 9), min_size=1)), max_size=6
)


def test_words_are_found_whatever_the_case_the_accents_and_the_commas(world):
    comparison = world.say("Euh, L'équilibre : on l'a pas.", heard="euh l’EQUILIBRE on l’a pas").compared()
    assert comparison.alignment.passage(world.passage_key(1)) == frozenset(range(7))


def test_a_turn_cut_or_joined_by_the_reader_is_found_again(world):
    world.say("Un fonds, oui.").say("Il faudrait un fonds.").mark(2, "un fonds", "proposition")
    world.heard[0] = (None, "Un fonds, oui. Il", "bailleur")
    world.heard[1] = (None, "faudrait un fonds.", "bailleur")
    comparison = world.compared()
    first, second = (comparison.alignment.passage(world.passage_key(rank)) for rank in (1, 2))
    assert (first, second) == (frozenset({0, 1, 2}), frozenset({3, 4, 5, 6}))
    assert comparison.expected_words[statement_key(world.marks[0])] == frozenset({5, 6})


def test_words_that_the_gold_does_not_hold_belong_to_the_passage_before_them(world):
    comparison = world.say("Bonjour.").say("Un fonds.", heard="Un fonds. Sous-titres d’Amara.").compared()
    assert comparison.alignment.home({4, 5}) == world.passage_key(2)


def test_a_lost_passage_has_no_words(world):
    comparison = world.say("Bonjour à tous.").say("Au revoir.", heard="").compared()
    assert comparison.alignment.passage(world.passage_key(2)) == frozenset()
    assert comparison.explained(frozenset()) == ""


def test_the_gold_of_another_cycle_is_refused(world):
    gold = world.say("Bonjour.").gold()
    run = type(world)().say("Bonjour.", where=world.lens).run()
    from pipeline.evaluation.match import align

    with pytest.raises(CorpusError, match="ne portent sur aucun fichier de ce cycle"):
        align(gold, run)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ({1, 2, 3, 4}, {1, 2, 3, 4}, True),
        ({1, 2, 3, 4, 5, 6, 7, 8}, {7, 8}, True),  # a clause inside a sentence
        ({1, 2, 3, 4}, {4, 5, 6, 7}, False),
        ({1, 2}, {3}, False),
        (set(), {1}, False),
    ],
)
def test_spans_are_the_same_when_they_share_half_of_either(one, two, same):
    assert covers(frozenset(one), frozenset(two), 0.5) is same


def test_a_statement_is_paired_once_with_the_best_and_first_with_its_type():
    expected = [("g1", "frein", frozenset(range(8))), ("g2", "proposition", frozenset(range(8, 12)))]
    whole = [("e1", "proposition", frozenset(range(12)))]
    assert pair_up(whole, expected, 0.5) == {"e1": "g2"}
    both = [*whole, ("e2", "frein", frozenset(range(6)))]
    assert pair_up(both, expected, 0.5) == {"e1": "g2", "e2": "g1"}


@given(SPANS, SPANS)
def test_pairs_are_one_to_one_overlap_and_do_not_depend_on_order(found, expected):
    one = [(f"e{rank}", *span) for rank, span in enumerate(found)]
    two = [(f"g{rank}", *span) for rank, span in enumerate(expected)]
    pairs = pair_up(one, two, 0.5)
    words = {name: span for name, _, span in [*one, *two]}
    assert len(set(pairs.values())) == len(pairs)
    assert all(overlap(words[found_id], words[gold_id]) > 0 for found_id, gold_id in pairs.items())
    assert pair_up(one[::-1], two[::-1], 0.5) == pairs
