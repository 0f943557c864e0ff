import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.stages.propose.learned.design import see
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.learned.scorer import OTHERS, load, to_bytes
from pipeline.stages.propose.rules.chain import read


@pytest.fixture(scope="module")
def scorer():
    return load()


@pytest.fixture
def seen(sentence):
    def make(text):
        one = sentence(text)
        return see(one, read(one), Position(0, 1))

    return make


def test_the_weights_are_installed_and_small(scorer):
    assert scorer is not None
    assert len(to_bytes(scorer)) < 1_000_000


def test_a_plain_demand_scores_above_a_greeting(scorer, seen):
    texts = ["Il faudrait créer un poste de médiateur dans chaque quartier.", "Bonjour à tous, merci d'être venus."]
    asked, greeted = scorer.score([seen(text) for text in texts], np.zeros((2, 512), dtype=np.float32))
    assert asked.proposition > scorer.threshold > greeted.proposition
    assert greeted.other()[0] is None


def test_shares_sum_to_one_and_do_not_depend_on_company(scorer, seen):
    rows = [seen("Le bus est toujours en retard."), seen("On pourrait ouvrir le soir.")]
    vectors = np.zeros((2, 512), dtype=np.float32)
    together = scorer.score(rows, vectors)
    alone = [scorer.score([row], vectors[:1])[0] for row in rows]
    assert together == alone
    assert all(abs(sum(scores.others) - 1) < 1e-3 and len(scores.others) == len(OTHERS) for scores in together)


def test_weights_survive_a_round_trip(scorer, tmp_path):
    path = tmp_path / "weights.npz"
    path.write_bytes(to_bytes(scorer))
    again = load(path)
    assert again.design.vocabulary == scorer.design.vocabulary
    assert again.threshold == scorer.threshold


def test_no_weights_is_no_error_and_damaged_ones_are(tmp_path):
    assert load(tmp_path / "absent.npz") is None
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"rien")
    with pytest.raises(ModelError, match="règles seules"):
        load(damaged)
