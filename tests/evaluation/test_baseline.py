import json

import pytest

from pipeline.errors import CorpusError
from pipeline.evaluation.baseline import dump, load, losses, rises
from pipeline.evaluation.results import Evaluation, Fault, Measure, part


def fault(rank, family="énoncés : pièges"):
    return Fault(f"piège#{rank}", family, f"Nevers, passage {rank}", f"phrase {rank}", "demande niée", f"e-{rank:012x}")


def made(value=0.7, faults=(), exact=1.0, size="4 ateliers"):
    measures = [
        Measure("enonces.f1", "F1 des énoncés", value, 100, "index", value - 0.05, value + 0.05),
        Measure("fidelite.citations", "citations fidèles", exact, 50, exact=True),
    ]
    return Evaluation("exemple", size, (part("tout", "Tout", "", measures, list(faults)),))


@pytest.fixture
def before(tmp_path):
    """The baseline of an evaluation."""

    def _before(evaluation):
        path = tmp_path / "baseline.json"
        path.write_text(dump(evaluation), encoding="utf-8")
        return load(path)

    return _before


def test_the_same_evaluation_loses_and_gains_nothing(before):
    baseline = before(made(faults=[fault(1), fault(2)]))
    assert losses(made(faults=[fault(1), fault(2)]), baseline) == []
    assert rises(made(faults=[fault(1), fault(2)]), baseline) == []


def test_a_drop_within_the_interval_is_chance_and_beyond_it_a_loss(before):
    baseline = before(made())
    assert losses(made(0.66), baseline) == []
    assert losses(made(0.64), baseline) == [
        "«\u00a0F1 des énoncés\u00a0» tombe de 0,70 à 0,64 (intervalle admis\u00a0: 0,65 à 0,75)."
    ]


def test_a_promise_allows_no_loss(before):
    assert losses(made(exact=0.98), before(made())) == [
        "«\u00a0citations fidèles\u00a0» tombe de 100\u00a0% à 98\u00a0% (aucune perte n’est admise)."
    ]


def test_new_faults_that_nothing_makes_up_for_are_a_loss_and_are_named(before):
    baseline = before(made(faults=[fault(1)]))
    assert losses(made(faults=[fault(1), fault(2), fault(3)]), baseline) == []
    (said,) = losses(made(faults=[fault(rank) for rank in range(1, 5)]), baseline)
    assert said.startswith("«\u00a0énoncés\u00a0: pièges\u00a0»\u00a0: 3 écart(s) de plus, 0 de moins.")
    assert "[e-000000000003] Nevers, passage 3\u00a0: demande niée — «\u00a0phrase 3\u00a0»" in said
    assert "passage 1" not in said


def test_faults_that_others_make_up_for_are_chance(before):
    baseline = before(made(faults=[fault(rank) for rank in range(4)]))
    assert losses(made(faults=[fault(rank) for rank in range(3, 8)]), baseline) == []


def test_a_measure_that_is_no_longer_taken_is_a_loss(before):
    baseline = before(made())
    fewer = Evaluation("exemple", "4 ateliers", (part("tout", "Tout", "", list(made().measures())[:1], []),))
    assert losses(fewer, baseline) == ["«\u00a0citations fidèles\u00a0» n’est plus mesurée."]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (made(0.76), "«\u00a0F1 des énoncés\u00a0» monte de 0,70 à 0,76."),
        (
            made(size="5 ateliers"),
            "Les réponses de référence ont changé\u00a0: 4 ateliers avant, 5 ateliers maintenant.",
        ),
    ],
)
def test_a_rise_asks_for_the_baseline_to_be_raised(before, now, said):
    assert rises(now, before(made())) == [said]


def test_faults_gone_without_new_ones_are_a_rise(before):
    baseline = before(made(faults=[fault(rank) for rank in range(6)]))
    assert rises(made(), baseline) == ["«\u00a0énoncés\u00a0: pièges\u00a0»\u00a0: 6 écarts de moins, 0 de plus."]


def test_an_empty_evaluation_is_an_error_and_no_baseline(before):
    nothing = Evaluation("exemple", "", (part("tout", "Tout", "", [Measure("a", "a", 0.0, 0)], []),))
    with pytest.raises(CorpusError, match="n’a rien mesuré"):
        dump(nothing)
    with pytest.raises(CorpusError, match="n’a rien mesuré"):
        losses(nothing, before(made()))


@pytest.mark.parametrize("text", ["", "{}", '{"size": "", "measures": [], "faults": {}}', '{"measures": [1]}'])
def test_a_damaged_or_empty_baseline_is_an_error(tmp_path, text):
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"baseline\.json"):
        load(path)


def test_what_is_written_is_rounded_and_sorted(before):
    evaluation = made(value=2 / 3, faults=[fault(2), fault(1)])
    content = json.loads(dump(evaluation))
    assert content["measures"][0]["value"] == 0.666667
    assert content["faults"] == {"énoncés : pièges": ["piège#1", "piège#2"]}
    assert losses(evaluation, before(evaluation)) == []
