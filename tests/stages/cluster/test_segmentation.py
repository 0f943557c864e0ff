import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.cluster.segmentation import _costs, _partition, pieces, spans
from pipeline.stages.cluster.units import Units


def units(sequences, words=30.0, host=None):
    n = len(sequences)
    codes = np.array(sequences, dtype=np.int64)
    return Units(
        ids=tuple(f"s{row}" for row in range(n)),
        texts=("",) * n,
        fates=("retenu",) * n,
        vectors=np.zeros((n, 2)),
        words=np.full(n, words),
        workshops=codes,
        speakers=codes,
        sequences=codes,
        talk=np.ones(n, dtype=np.bool_),
        host=np.zeros(n, dtype=np.bool_) if host is None else np.array(host, dtype=np.bool_),
    )


def two_subjects(n, change, noise=0.1):
    random = np.random.default_rng(1)
    rows = np.where(np.arange(n)[:, None] < change, [[1.0, 0.0]], [[0.0, 1.0]])
    return rows + noise * random.normal(size=(n, 2))


def test_the_piece_changes_where_the_subject_does():
    piece = pieces(units([0] * 20), two_subjects(20, 13), (2.0,))[0]
    assert piece.tolist() == [0] * 13 + [1] * 7


def test_no_piece_runs_over_two_recordings():
    piece = pieces(units([0] * 5 + [1] * 5), np.zeros((10, 2)) + 0.001, (2.0,))[0]
    assert piece.tolist() == [0] * 5 + [1] * 5


def test_a_larger_grain_makes_no_more_pieces():
    features = np.random.default_rng(3).normal(size=(60, 4))
    counts = [int(piece.max()) for piece in pieces(units([0] * 60), features, (0.2, 0.5, 1.0, 2.0, 4.0))]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_a_facilitator_s_question_opens_a_piece_at_a_lower_price():
    features = two_subjects(12, 6, noise=0.45)
    host = [row == 6 for row in range(12)]
    for grain in np.geomspace(0.5, 50, 60):
        alone = int(pieces(units([0] * 12), features, (grain,))[0].max())
        with_host = pieces(units([0] * 12, host=host), features, (grain,))[0]
        assert int(with_host.max()) >= min(alone, 1)
    assert any(
        pieces(units([0] * 12, host=host), features, (grain,))[0].max()
        > pieces(units([0] * 12), features, (grain,))[0].max()
        for grain in np.geomspace(0.5, 50, 60)
    )


def test_a_long_turn_opens_a_piece_more_easily_than_a_short_one():
    features = two_subjects(12, 6, noise=0.45)
    grains = np.geomspace(0.5, 50, 60)
    even = units([0] * 12)
    # Every turn weighs the same where boundaries are sought: only who may open a subject differs.
    long = replace(even, words=np.where(np.arange(12) == 6, 120.0, 60.0))
    counts = [int(piece.max()) for piece in pieces(replace(even, words=np.full(12, 60.0)), features, grains)]
    cheaper = [int(piece.max()) for piece in pieces(long, features, grains)]
    assert all(one >= min(other, 1) for one, other in zip(cheaper, counts, strict=True))
    assert sum(cheaper) > sum(counts)


@st.composite
def short_sequences(draw):
    n = draw(st.integers(1, 7))
    rows = draw(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=n, max_size=n))
    weights = draw(st.lists(st.integers(1, 5), min_size=n, max_size=n))
    prices = draw(st.lists(st.integers(1, 60), min_size=n, max_size=n))
    return np.array(rows, dtype=np.float64), np.array(weights, dtype=np.float64), np.array(prices, dtype=np.float64)


def price_of(starts, rows, weights, prices):
    total = 0.0
    for start, end in itertools.pairwise([*starts, len(rows)]):
        part, mass = rows[start:end], weights[start:end]
        mean = np.average(part, axis=0, weights=mass)
        total += float((mass * ((part - mean) ** 2).sum(axis=1)).sum()) + (prices[start] if start else 0.0)
    return total


@given(short_sequences())
@settings(max_examples=80, deadline=None)
def test_no_other_partition_is_cheaper(drawn):
    rows, weights, prices = drawn
    n = len(rows)
    found = _partition(_costs(rows, weights), prices)
    starts = [0, *(np.flatnonzero(np.diff(found)) + 1).tolist()]
    others = [
        price_of([0, *cuts], rows, weights, prices)
        for count in range(n)
        for cuts in itertools.combinations(range(1, n), count)
    ]
    assert price_of(starts, rows, weights, prices) <= min(others) + 1e-6


def test_spans_cover_the_rows():
    assert spans(np.array([4, 4, 5, 9, 9, 9])) == [(0, 2), (2, 3), (3, 6)]
    assert spans(np.array([], dtype=np.int64)) == []
