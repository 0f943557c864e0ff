import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.stages.propose.learned.scorer import Scores
from pipeline.stages.propose.learned.voices import (
    CLASSES,
    Blend,
    SecondVoice,
    in_doubt,
    load_second,
    logit_of,
    moved,
)
from pipeline.stages.propose.training.encoder import answer, lexicon, weighed

SHARES = (0.6, 0.1, 0.1, 0.1, 0.1)
BLEND = Blend(offset=0.0, scorer=0.5, encoder=0.5, share=0.5, threshold=0.4)


def heard(proposition, frein=0.2):
    rest = (1 - proposition - frein * (1 - proposition)) / 4
    return np.log(np.array([proposition, frein * (1 - proposition), rest, rest, rest, rest], dtype=np.float32))


class Spy:
    """Stands for the encoder: says the same of every sentence, and keeps what it was asked."""

    def __init__(self, row):
        self.row = row
        self.asked = []

    def read(self, texts, progress=iter):
        self.asked += list(progress(texts))
        return np.stack([self.row] * len(texts)) if texts else np.empty((0, CLASSES), dtype=np.float32)


@pytest.fixture(scope="module")
def second():
    found = load_second()
    assert found is not None
    return found


def test_two_voices_that_agree_keep_their_answer():
    joined = BLEND.join(Scores(0.8, SHARES), heard(0.8))
    assert joined.proposition == pytest.approx(0.8, abs=1e-3)


def test_two_voices_that_differ_meet_between():
    joined = BLEND.join(Scores(0.9, SHARES), heard(0.2))
    assert 0.2 < joined.proposition < 0.9
    assert joined.others[0] == pytest.approx((0.6 + 0.2) / 2, abs=1e-3)
    assert sum(joined.others) == pytest.approx(1, abs=1e-3)


def test_the_encoder_is_asked_only_where_the_scorer_is_in_doubt_and_once_a_sentence():
    spy = Spy(heard(0.9))
    scores = [Scores(0.5, SHARES), Scores(0.001, SHARES), Scores(0.999, SHARES), Scores(0.5, SHARES)]
    joined = SecondVoice(spy, BLEND).join(["b", "non", "oui", "b"], scores)
    assert spy.asked == ["b"]
    assert joined[1:3] == scores[1:3]
    assert joined[0] == joined[3] != scores[0]
    assert [in_doubt(one) for one in scores] == [True, False, False, True]
    # What is surely asked has no other type.
    assert not in_doubt(Scores(0.97, (0.4, 0.3, 0.1, 0.1, 0.1)))
    assert in_doubt(Scores(0.001, (0.4, 0.3, 0.1, 0.1, 0.1)))


def test_the_shipped_encoder_tells_a_demand_from_a_greeting(second):
    asked, greeted = second.classes.read(
        ["Il faudrait créer un poste de médiateur dans chaque quartier.", "Bonjour à tous, merci d'être venus."]
    )
    assert asked.argmax() == 0
    assert greeted.argmax() == answer(None)
    assert 0.2 <= second.blend.threshold <= 0.6
    assert second.blend.scorer > 0
    assert second.blend.encoder > 0


def test_no_encoder_is_no_error_and_a_damaged_one_is(tmp_path):
    assert load_second(tmp_path / "absent.npz") is None
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(b"rien")
    with pytest.raises(ModelError, match="linéaires seuls"):
        load_second(damaged)
    np.savez(damaged, pieces=np.zeros(3, dtype=np.uint8))
    with pytest.raises(ModelError, match="linéaires seuls"):
        load_second(damaged)


def test_the_voice_that_is_right_weighs_more():
    chance = np.random.default_rng(0)
    true = chance.random(400) < 0.3
    right = np.where(true, 0.8, 0.1)
    scores = [Scores(float(one), SHARES) for one in chance.uniform(0.05, 0.95, 400)]
    rows = np.stack([heard(one) for one in np.clip(right + chance.normal(0, 0.08, 400), 0.02, 0.98)])
    blend = weighed(scores, rows, ["proposition" if one else "constat" for one in true])
    assert blend.encoder > abs(blend.scorer)
    said = [blend.join(one, row).proposition > blend.threshold for one, row in zip(scores, rows, strict=True)]
    assert np.mean(np.array(said) == true) > 0.95


def test_a_certainty_is_bounded():
    assert logit_of(0.0) == -logit_of(1.0) == -6.0
    assert logit_of(0.5) == pytest.approx(0.0)


def test_the_lexicon_keeps_french_words_and_their_capitals():
    found = lexicon(["▁réservation", "▁Straßenbahn", "▁qualitat", "12"])
    assert {"réservation", "Réservation"} <= set(found)
    assert not {"straßenbahn", "Straßenbahn", "qualitat", "12"} & set(found)


def test_what_reviewers_taught_the_scorer_moves_both_voices_in_full():
    joined, shipped = Scores(0.3, SHARES), Scores(0.4, SHARES)
    assert moved(joined, shipped, shipped) == joined
    taught = Scores(0.8, (0.1, 0.6, 0.1, 0.1, 0.1))
    after = moved(joined, shipped, taught)
    gained = logit_of(after.proposition) - logit_of(joined.proposition)
    assert gained == pytest.approx(logit_of(0.8) - logit_of(0.4), abs=0.01)
    assert after.other()[0] == "levier"
