"""Over- and under-representation in words, and why there are so many themes."""

from pipeline import tables
from pipeline.records import content_id
from pipeline.stages.draft.material import gather
from pipeline.stages.draft.presence import number_of_themes, presence_line


def theme_id(name):
    return content_id("t", name)


def case(side, value, n_segments, specificity, expected=1.2):
    return {
        "theme_id": theme_id("vacance"),
        "side": side,
        "value": value,
        "n_segments": n_segments,
        "expected": expected,
        "specificity": specificity,
    }


def told(cycle_tables, *cases):
    material = gather(cycle_tables | {"specificities": tables.frame("specificities", list(cases))})
    (theme,) = (one for one in material.themes if one.theme_id == theme_id("vacance"))
    return material, presence_line(material, theme)


def counts(cycle_tables, side):
    material, _ = told(cycle_tables)
    kept = material.kept_by_theme[theme_id("vacance")]
    values = [s.workshop_id if side == "atelier" else material.utterances[s.utterance_id].role for s in kept]
    return {value: values.count(value) for value in values}


def test_what_chance_does_not_explain_is_said_with_its_figures(cycle_tables):
    here = counts(cycle_tables, "atelier")["saint-quentin"]
    _, line = told(cycle_tables, case("atelier", "saint-quentin", here, 4.2))
    assert line.startswith("Plus présent que le hasard ne l’explique : Saint-Quentin (")
    assert f"{here}\u00a0passage" in line
    assert line.endswith("1\u00a0attendu).")


def test_a_role_that_is_less_heard_is_said(cycle_tables):
    here = counts(cycle_tables, "rôle").get("bailleur", 0)
    _, line = told(cycle_tables, case("rôle", "bailleur", here, -3.5))
    assert line.startswith("Moins présent que le hasard ne l’explique : bailleurs sociaux (")


def test_what_chance_explains_is_not_said(cycle_tables):
    here = counts(cycle_tables, "atelier")["saint-quentin"]
    assert told(cycle_tables, case("atelier", "saint-quentin", here, 2.9))[1] == ""


def test_a_count_that_a_reviewer_changed_is_not_said(cycle_tables):
    here = counts(cycle_tables, "atelier")["saint-quentin"]
    assert told(cycle_tables, case("atelier", "saint-quentin", here + 1, 9.0))[1] == ""


def test_facilitators_and_unknown_speakers_are_not_named(cycle_tables):
    cases = [case("rôle", role, counts(cycle_tables, "rôle").get(role, 0), 9.0) for role in ("animation", "inconnu")]
    assert told(cycle_tables, *cases)[1] == ""


def test_the_number_of_themes_is_told_with_its_evidence(cycle_tables):
    rows = [
        {"n_themes": n, "agreement": agreement, "separation": 0.5, "chosen": n == 9}
        for n, agreement in ((8, 0.5), (9, 0.81), (10, 0.7))
    ]
    line = number_of_themes(gather(cycle_tables | {"theme_evidence": tables.frame("theme_evidence", rows)}))
    assert "8 à 10 groupes" in line
    assert "Autour de 9 groupes" in line
    assert "0,81 sur 1 (de 0,50 à 0,81" in line
    assert number_of_themes(gather(cycle_tables)) == ""
