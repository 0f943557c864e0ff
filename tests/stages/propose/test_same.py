import numpy as np
import pytest

from pipeline.stages.propose.measure import Measure, measure, opposed
from pipeline.stages.propose.same import Lexicon, group


def plain(*lemmas, figures=(), direction=0):
    return Measure(frozenset(lemmas), frozenset(figures), direction)


@pytest.fixture
def lexicon():
    lemmas = ["car", "abri", "collège", "piscine", "prix"]
    return Lexicon({lemma: place for place, lemma in enumerate(lemmas)}, np.eye(5, dtype=np.float32), np.ones(5))


def test_the_same_words_go_together_and_others_stay_apart(lexicon):
    measures = [plain("abri", "collège"), plain("abri", "collège"), plain("piscine", "prix")]
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    labels = group(vectors, measures, lexicon, 0.4).labels
    assert labels[0] == labels[1] != labels[2]


def test_a_chain_does_not_glue(lexicon):
    measures = [plain("abri", "collège"), plain("collège", "car"), plain("car", "prix")]
    vectors = np.eye(3, dtype=np.float32)
    labels = group(vectors, measures, lexicon, 0.35).labels
    assert labels[0] != labels[2]


def test_other_figures_and_opposite_directions_stay_apart(lexicon):
    vectors = np.ones((2, 1), dtype=np.float32)
    five, ten = (plain("prix", figures=[("an", number)]) for number in ("5", "10"))
    up, down = (plain("prix", direction=direction) for direction in (1, -1))
    for pair in ([five, ten], [up, down]):
        assert len(set(group(vectors, pair, lexicon, 0.3).labels)) == 2
    assert len(set(group(vectors, [five, five], lexicon, 0.3).labels)) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Il faut porter le bail à dix ans.", "Il faut porter le bail à quinze ans.", True),
        ("Il faut augmenter la prime.", "Il faut réduire la prime.", True),
        ("Il faut une salle pour trois clubs.", "Il faut une salle pour deux clubs.", False),
        ("Il faut porter le bail à dix ans.", "Il faudrait un bail de dix ans.", False),
    ],
)
def test_measures_are_opposed(proposition, one, other, expected):
    assert opposed(measure(proposition(one)), measure(proposition(other))) is expected


def test_one_statement_is_one_group(lexicon):
    assert group(np.ones((1, 2), dtype=np.float32), [plain("car")], lexicon, 0.5).labels.tolist() == [0]
