import pytest

from pipeline.stages.propose.learned.features import Position, features
from pipeline.stages.propose.rules.chain import read


@pytest.fixture
def named(sentence):
    def make(text, index, count):
        one = sentence(text)
        return {name for name in features(one, read(one), Position(index, count)) if name.startswith("question_")}

    return make


def test_a_question_at_the_end_of_a_turn_waits_for_an_answer(named):
    assert named("Comment vous faites le samedi ?", 2, 3) == {
        "question_finale",
        "question_posee",
        "question_posee_finale",
    }


def test_a_question_that_its_speaker_answers_is_told_apart(named):
    assert named("Le marché, pourquoi pas ?", 0, 3) == {"question_suivie"}
    assert named("Le marché ?", 0, 1) == {"question_finale", "question_seule"}


def test_what_asks_nothing_has_none_of_these(named):
    assert named("Comment vous faites, je ne sais pas.", 2, 3) == set()
