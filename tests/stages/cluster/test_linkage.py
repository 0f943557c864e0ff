import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from pipeline.stages.cluster.linkage import average_linkage, cut, cut_to


def similarity(values, n):
    square = np.zeros((n, n))
    square[np.triu_indices(n, 1)] = values
    return square + square.T


@st.composite
def squares(draw):
    n = draw(st.integers(2, 9))
    size = n * (n - 1) // 2
    values = draw(st.lists(st.integers(0, 10**6), min_size=size, max_size=size, unique=True))
    return similarity(np.array(values) / 10**6, n)


@given(squares())
@settings(max_examples=60, deadline=None)
def test_equal_masses_give_the_usual_average_linkage(square):
    n = len(square)
    apart = np.where(np.eye(n, dtype=bool), 0, 1 - square)
    usual = linkage(squareform(apart), "average")
    merges = average_linkage(square, np.ones(n))
    assert np.allclose([1 - merge.similarity for merge in merges], usual[:, 2])
    for count in range(1, n + 1):
        ours, theirs = cut_to(merges, n, count), fcluster(usual, count, "maxclust")
        assert len({*zip(ours.tolist(), theirs.tolist(), strict=True)}) == len(set(ours.tolist()))


def test_a_heavy_member_decides_where_its_cluster_is():
    # 0 and 1 merge; 2 is near 0 and far from 1.
    square = similarity([0.9, 0.6, 0.0], 3)
    heavy_near = average_linkage(square, np.array([9.0, 1.0, 1.0]))
    heavy_far = average_linkage(square, np.array([1.0, 9.0, 1.0]))
    assert round(heavy_near[1].similarity, 6) == 0.54
    assert round(heavy_far[1].similarity, 6) == 0.06


@given(squares(), st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_a_cut_keeps_only_the_merges_above_it(square, least):
    n = len(square)
    merges = average_linkage(square, np.ones(n))
    groups = cut(merges, n, least)
    above = sum(merge.similarity > least for merge in merges)
    assert len(set(groups.tolist())) == n - above
    assert groups[0] == 0


def test_ties_are_taken_by_the_lowest_numbers():
    merges = average_linkage(similarity([0.5] * 6, 4), np.ones(4))
    assert (merges[0].kept, merges[0].other) == (0, 1)


def test_one_thing_alone_is_one_cluster():
    assert average_linkage(np.zeros((1, 1)), np.ones(1)) == []
    assert cut_to([], 1, 5).tolist() == [0]
