import pytest

from pipeline.errors import ReviewError
from pipeline.evaluation import export as module
from pipeline.evaluation.comparison import compare
from pipeline.evaluation.export import export_gold
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.settings import EvaluationSettings
from pipeline.evaluation.statements import statements

FUND = "Il faudrait un fonds."


@pytest.fixture
def exported(world, tmp_path, monkeypatch):
    """Exports the reviewed run of the world; returns what was written and where."""

    def _exported():
        cycle = tmp_path / "cycle"
        cycle.mkdir()
        monkeypatch.setattr(module, "read_run", lambda store: world.run())
        return export_gold(cycle)

    return _exported


@pytest.fixture
def reviewed(world):
    world.say(f"Les loyers montent. {FUND}", found="t1").find(1, "Les loyers montent.", "frein", status="accepté")
    world.find(1, FUND, "proposition").propose("Créer un fonds", "e2", theme_id="t1", status="accepté")
    return world


def test_what_reviewers_decided_becomes_gold(reviewed, exported, tmp_path):
    done = exported()
    gold = load_gold(done.folder)
    assert done.folder == tmp_path / "gold" / "cycle"
    assert [(one.text, one.type, one.group) for one in gold.statements] == [
        ("Les loyers montent.", "frein", None),
        (FUND, "proposition", "p1"),
    ]
    assert (gold.passages[0].theme, gold.passages[0].role) == ("theme-t1", "bailleur")
    assert (gold.propositions[0].measure, gold.points[0].text) == ("Créer un fonds", "Créer un fonds")
    assert gold.partial


def test_what_nobody_decided_is_left_and_counted(reviewed, exported):
    reviewed.say("Une maison de santé.").find(2, "Une maison de santé.", "proposition")
    done = exported()
    assert (done.taken, done.total) == (1, 2)
    assert "entièrement relues : 1 sur les 2 qui portent" in done.sentence


def test_what_a_reviewer_rejected_is_gold_too(reviewed, exported):
    reviewed.say("Faisons une pause.").find(2, "Faisons une pause.", "proposition")
    reviewed.propose("Faire une pause", "e3", status="rejeté")
    statement = load_gold(exported().folder).statements[-1]
    assert (statement.text, statement.type, statement.group) == ("Faisons une pause.", "autre", None)


def test_nothing_decided_is_an_error_and_writes_nothing(world, exported, tmp_path):
    world.say(FUND).find(1, FUND, "proposition").propose("Créer un fonds", "e1")
    with pytest.raises(ReviewError, match="aucune proposition acceptée"):
        exported()
    assert not (tmp_path / "gold").exists()


def test_a_run_is_judged_on_the_exported_part_alone(reviewed, exported, value):
    gold = load_gold(exported().folder)
    reviewed.say("Il faudrait, il faudrait.").find(2, "Il faudrait", "proposition")
    part = statements(compare(gold, reviewed.run(), EvaluationSettings(draws=20)))
    assert value(part, "enonces.proposition.f1") == value(part, "enonces.frein.f1") == 1.0
    assert part.faults == ()
