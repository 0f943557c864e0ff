import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.cluster.specificity import specificity


def chance_of_at_least(seen, drawn, marked, total):
    ways = [math.comb(marked, k) * math.comb(total - marked, drawn - k) for k in range(seen, min(drawn, marked) + 1)]
    return sum(ways) / math.comb(total, drawn)


def test_the_exact_hypergeometric_law():
    expected = -math.log10(chance_of_at_least(8, 20, 30, 200))
    assert float(specificity(8, 20, 30, 200)) == pytest.approx(expected, abs=1e-5)


def test_an_absence_is_negative_and_the_expected_share_is_near_zero():
    assert float(specificity(0, 50, 100, 200)) < -10
    assert abs(float(specificity(10, 20, 100, 200))) < 0.5


@given(st.integers(1, 40), st.integers(1, 40))
def test_more_is_never_less_specific(drawn, marked):
    seen = np.arange(max(0, drawn + marked - 60), min(drawn, marked) + 1)
    values = specificity(seen, drawn, marked, 60)
    assert (np.diff(values) >= -1e-9).all()


def test_what_is_certain_surprises_nobody():
    assert float(specificity(5, 5, 60, 60)) == 0.0
