import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, v_measure_score

from pipeline.evaluation.metrics import (
    adjusted_rand,
    interval,
    ones,
    pairs,
    precision_recall,
    share,
    v_measure,
    weighted_share,
)

LABELS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=2, max_size=12)


def test_a_share_counts_each_item_as_often_as_it_was_drawn():
    statistic = share([True, False, False])
    assert statistic(ones(3)) == pytest.approx(1 / 3)
    assert statistic(np.array([2, 1, 1])) == 0.5
    assert statistic(np.array([0, 0, 0])) == 0.0
    assert weighted_share([3, 0], [4, 4])(ones(2)) == 3 / 8


def test_precision_and_recall_count_only_the_items_of_their_side():
    found = [True, False, True, None, None, None]
    expected = [None, None, None, True, True, False]
    precision, recall, f1 = precision_recall(found, expected)
    assert precision(ones(6)) == pytest.approx(2 / 3)
    assert recall(ones(6)) == pytest.approx(2 / 3)
    assert f1(np.array([1, 0, 1, 1, 1, 0])) == 1.0


@given(LABELS)
def test_pairs_agree_with_counting_them_by_hand(labels):
    gold, found = zip(*labels, strict=True)
    couples = [(i, j) for i in range(len(gold)) for j in range(i)]
    both = sum(gold[i] == gold[j] and found[i] == found[j] for i, j in couples)
    made = sum(found[i] == found[j] for i, j in couples)
    due = sum(gold[i] == gold[j] for i, j in couples)
    precision, recall, _ = pairs(gold, found)
    assert precision(ones(len(gold))) == pytest.approx(both / made if made else 0)
    assert recall(ones(len(gold))) == pytest.approx(both / due if due else 0)


def test_an_item_drawn_twice_makes_no_pair_with_itself():
    precision, recall, _ = pairs(["a", "a", "b"], ["x", "y", "x"])
    assert precision(np.array([2, 0, 1])) == 0.0
    assert recall(np.array([2, 0, 1])) == 0.0


@given(LABELS)
def test_clusterings_are_compared_as_scikit_learn_does(labels):
    gold, found = zip(*labels, strict=True)
    assert v_measure(gold, found)(ones(len(gold))) == pytest.approx(v_measure_score(gold, found))
    assert adjusted_rand(gold, found)(ones(len(gold))) == pytest.approx(adjusted_rand_score(gold, found))


def test_the_interval_holds_the_value_and_depends_on_the_seed_alone():
    hits = [rank % 3 > 0 for rank in range(60)]
    blocks = [rank // 2 for rank in range(60)]
    low, high = interval(share(hits), blocks, seed=1, draws=400)
    assert low < 2 / 3 < high
    assert (low, high) == interval(share(hits), blocks, seed=1, draws=400)
    assert len({interval(share(hits), blocks, seed, draws=25) for seed in range(5)}) > 1


def test_what_stands_together_is_drawn_together():
    """Thirty items that are right or wrong by tens tell far less than thirty that are right or wrong alone."""
    hits = [rank < 20 for rank in range(30)]
    wide = interval(share(hits), [rank // 10 for rank in range(30)], seed=1, draws=400)
    narrow = interval(share(hits), list(range(30)), seed=1, draws=400)
    assert wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])
