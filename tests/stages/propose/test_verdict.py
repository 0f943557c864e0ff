import pytest

from pipeline.stages.propose.learned.scorer import Scores
from pipeline.stages.propose.verdict import RESEMBLANCE, by_scores

SHARES = (0.1, 0.1, 0.6, 0.1, 0.1)
REPORTED = "Le préfet nous dit qu'il faut regrouper les deux syndicats."
ASIDE = "Je propose qu'on fasse la pause maintenant."


@pytest.mark.parametrize(("sure", "expected"), [(0.74, "constat"), (0.75, "proposition")])
def test_a_refusal_stands_unless_the_voices_are_sure(reading, sure, expected):
    verdict = by_scores(reading(REPORTED), "transcript", Scores(sure, SHARES), 0.4)
    assert verdict.type == expected
    assert verdict.reason == ("rapportee" if expected == "constat" else None)


def test_what_is_about_the_meeting_is_nothing_however_sure(reading):
    assert by_scores(reading(ASIDE), "transcript", Scores(0.99, SHARES), 0.4) is None


def test_a_demand_below_the_threshold_is_the_likeliest_other_type(reading):
    text = "Il faudrait un vrai médecin de garde dans la vallée."
    below, above = (by_scores(reading(text), "transcript", Scores(sure, SHARES), 0.4) for sure in (0.4, 0.41))
    assert (below.type, above.type) == ("constat", "proposition")
    assert above.rule == "il_faut_nom"


def test_what_no_rule_finds_is_recognised_by_resemblance(reading):
    verdict = by_scores(reading("Deuxième point, les quotas."), "transcript", Scores(0.8, SHARES), 0.4)
    assert (verdict.type, verdict.rule) == ("proposition", RESEMBLANCE)
