import pytest

from pipeline.evaluation.statements import statements


@pytest.fixture
def fund(world):
    world.say("Ben, euh, il faudrait un fonds. Les loyers montent trop.")
    return world.mark(1, "il faudrait un fonds", "proposition", "fonds").mark(1, "Les loyers montent trop", "frein")


def test_right_span_and_right_type(fund, value):
    fund.find(1, "faudrait un fonds", "proposition").find(1, "Les loyers montent", "frein")
    part = statements(fund.compared())
    assert value(part, "enonces.proposition.f1") == 1.0
    assert value(part, "enonces.frein.rappel") == 1.0
    assert value(part, "enonces.macro_f1") == 2 / 5
    assert part.faults == ()


def test_a_wrong_type_is_missed_on_one_side_and_invented_on_the_other(fund, value, of_family):
    fund.find(1, "il faudrait un fonds", "frein")
    part = statements(fund.compared())
    assert value(part, "enonces.frein.precision") == 0.0
    assert value(part, "enonces.proposition.rappel") == 0.0
    (missed,) = [fault for fault in of_family(part, "énoncés : proposition") if fault.key.startswith("manqué")]
    assert (missed.problem, missed.identifier) == ("proposition attendu, trouvé comme frein", "e1")
    (invented,) = [fault for fault in of_family(part, "énoncés : frein") if fault.key.startswith("en trop")]
    assert invented.problem == "frein trouvé par la règle « il-faudrait », la référence dit « proposition »"


def test_a_missed_proposition_comes_before_other_faults_and_shows_its_segment(fund):
    worst = statements(fund.compared()).faults[0]
    assert (worst.said, worst.identifier) == ("il faudrait un fonds", "s1")


def test_what_a_rule_or_a_reviewer_refused_is_not_found(fund, value):
    fund.find(1, "il faudrait un fonds", "proposition", reason="niee")
    fund.find(1, "Les loyers montent trop", "frein", status="rejeté")
    part = statements(fund.compared())
    assert value(part, "enonces.proposition.rappel") == value(part, "enonces.frein.rappel") == 0.0


def test_a_trap_taken_for_a_proposition_is_counted_and_named_with_its_rule(fund, value, of_family):
    fund.say("Il ne faudrait pas un décret.").mark(2, "Il ne faudrait pas un décret", "autre", refused="niee")
    assert value(statements(fund.compared()), "enonces.pieges") == 1.0
    part = statements(fund.find(2, "Il ne faudrait pas un décret", "proposition").compared())
    assert value(part, "enonces.pieges") == 0.0
    (trap,) = of_family(part, "énoncés : pièges")
    assert trap.problem == "demande niée, prise pour une proposition par « il-faudrait »"
    assert part.grids[2].rows[0] == ("demande niée", "1", "0", "0")


def test_a_trap_inside_a_real_proposition_is_no_fault(fund, value):
    fund.say("On a demandé un fonds, il faudrait le refaire.")
    fund.mark(2, "On a demandé un fonds", "autre", refused="passee").mark(
        2, "il faudrait le refaire", "proposition", "x"
    )
    fund.find(2, "On a demandé un fonds, il faudrait le refaire", "proposition")
    part = statements(fund.compared())
    assert value(part, "enonces.pieges") == 1.0
    assert value(part, "enonces.proposition.rappel") == 0.5


def test_precision_is_counted_for_each_rule(fund):
    fund.find(1, "il faudrait un fonds", "proposition").find(1, "Ben, euh", "proposition")
    fund.find(1, "Les loyers montent trop", "frein", rule="trop")
    assert statements(fund.compared()).grids[1].rows == (
        ("frein", "trop", "1", "1", "100\u00a0%"),
        ("proposition", "il-faudrait", "2", "1", "50\u00a0%"),
    )


def test_a_question_of_the_facilitator_is_expected_of_nobody(fund, value):
    fund.say("Qu’est-ce qui coince ?", role="animation").mark(2, "Qu’est-ce qui coince ?", "question")
    part = statements(fund.compared())
    assert not [fault for fault in part.faults if "question" in fault.family]


def test_a_reviewer_may_take_back_what_a_rule_refused(fund, value):
    fund.find(1, "il faudrait un fonds", "proposition", reason="niee", status="accepté")
    assert value(statements(fund.compared()), "enonces.proposition.rappel") == 1.0
