import pytest

from pipeline import runner
from pipeline.config import load
from pipeline.evaluation.evaluate import evaluate_run
from pipeline.store import Store


@pytest.fixture(scope="session")
def evaluation(root, sample):
    """The evaluation of the sample run on its gold."""
    place = runner.find(root / "corpus" / "exemple")
    return evaluate_run(Store(sample), place, root / "corpus" / "gold", load(place.root, place.cycle.name))
