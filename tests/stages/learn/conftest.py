from functools import partial

import little_ledger
import pytest


@pytest.fixture
def learn(tmp_path):
    """Return a function that gives the outcome of learning from corrections, in order."""
    return partial(little_ledger.learn, tmp_path)
