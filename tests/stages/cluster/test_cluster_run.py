import re
from itertools import pairwise

import numpy as np
import pytest
from little_cycle import THEMES, Cycle, run, usual_cycle
from sklearn.metrics import v_measure_score

from pipeline import tables
from pipeline.stages.cluster import STAGE


@pytest.fixture(scope="module")
def cycle():
    return usual_cycle()


@pytest.fixture(scope="module")
def outcome(cycle):
    return run(cycle.frames())


def themes_of(outcome):
    return outcome.tables["assignments"].set_index("segment_id")["theme_id"]


def agreement(cycle, outcome):
    found = themes_of(outcome).fillna("")
    gold = [cycle.theme[segment_id] for segment_id in found.index]
    return v_measure_score(gold, found)


def test_planted_themes_are_found_across_workshops(cycle, outcome):
    assert agreement(cycle, outcome) > 0.9


def test_every_vector_has_one_row_and_tables_keep_their_contract(cycle, outcome):
    assert sorted(themes_of(outcome).index) == sorted(cycle.theme)
    assert set(outcome.tables) == set(STAGE.writes)
    for name, frame in outcome.tables.items():
        assert tables.from_bytes(tables.to_bytes(name, frame)).shape == frame.shape


def test_a_theme_is_named_by_its_own_words(cycle, outcome):
    themes = outcome.tables["found_themes"]
    found = themes_of(outcome)
    for row in themes[themes["parent_id"].isna()].to_dict("records"):
        names = [cycle.theme[key] for key in found.index[found == row["theme_id"]]]
        own = max(set(names), key=names.count)
        assert set(row["label"].lower().replace(" et ", " ").split()) <= set(THEMES[own])
        assert list(row["keyword_scores"]) == sorted(row["keyword_scores"], reverse=True)
        assert len(row["representatives"]) >= 3


def test_representatives_are_of_several_workshops_and_never_of_a_facilitator(cycle, outcome):
    passages = {row["segment_id"]: row for row in cycle.passages}
    for shown in outcome.tables["found_themes"]["representatives"]:
        chosen = [passages[key] for key in shown]
        assert all(row["fate"] == "retenu" for row in chosen)
    first = outcome.tables["found_themes"]["representatives"].iloc[0]
    assert len({passages[key]["workshop_id"] for key in first[:3]}) == 3


def test_rows_in_any_order_give_the_same_bytes(cycle, outcome):
    mixed = {name: frame.sample(frac=1, random_state=5) for name, frame in cycle.frames().items()}
    again = run(mixed)
    for name in STAGE.writes:
        assert tables.to_bytes(name, again.tables[name]) == tables.to_bytes(name, outcome.tables[name])


def test_renamed_workshops_and_files_change_no_theme(cycle, outcome):
    frames = cycle.frames()
    passages = frames["passages"]
    frames["passages"] = passages.assign(
        workshop_id="z" + passages["workshop_id"].str[::-1], source=passages["source"].str[::-1]
    )
    frames["workshops"] = frames["workshops"].assign(workshop_id="z" + frames["workshops"]["workshop_id"].str[::-1])
    assert themes_of(run(frames)).fillna("").to_dict() == themes_of(outcome).fillna("").to_dict()


def test_post_its_and_notes_join_the_themes_of_the_talk():
    cycle = usual_cycle()
    written = {}
    for name in THEMES:
        written[cycle.say("nevers", name, words=16, kind="postit")] = name
        written[cycle.say("laon", name, words=16, kind="note", source=f"laon/{name}.md")] = name
    found = themes_of(run(cycle.frames()))
    for segment_id, name in written.items():
        talk = [found[key] for key, theme in cycle.theme.items() if theme == name and key not in written]
        assert found[segment_id] == max(set(talk), key=talk.count)


def test_a_cycle_of_post_its_alone_has_themes():
    cycle = Cycle(seed=2)
    for number in range(240):
        cycle.say("laon", list(THEMES)[number % 6], words=24, kind="postit")
    assert agreement(cycle, run(cycle.frames())) > 0.7


def test_an_expected_theme_keeps_its_name_and_takes_its_passages():
    cycle = usual_cycle()
    words = "médecin infirmière cabinet santé soin"
    cycle.guided = [{"label": "Accès aux soins", "description": words, "examples": [words]}]
    outcome = run(cycle.frames())
    themes = outcome.tables["found_themes"].set_index("label")
    assert themes.loc["Accès aux soins", "origin"] == "guidé"
    found = themes_of(outcome)
    inside = [cycle.theme[key] for key in found.index[found == themes.loc["Accès aux soins", "theme_id"]]]
    assert inside.count("soin") > 0.9 * len(inside)
    assert inside.count("soin") > 0.8 * sum(name == "soin" for name in cycle.theme.values())


def test_an_expected_theme_that_nobody_speaks_of_is_not_invented():
    cycle = usual_cycle()
    cycle.guided = [{"label": "Fiscalité", "description": "impôt taxe prélèvement", "examples": []}]
    assert "Fiscalité" not in set(run(cycle.frames()).tables["found_themes"]["label"])


def test_the_agenda_names_the_theme_it_announced():
    cycle = usual_cycle()
    cycle.workshops["nevers"] = ["Transport et navette", "Accueil"]
    labels = set(run(cycle.frames()).tables["found_themes"]["label"])
    assert "Transport et navette" in labels
    assert "Accueil" not in labels


def test_the_welcome_is_no_theme():
    cycle = usual_cycle()
    for workshop in ("angoulême", "nevers", "laon"):
        for turn in range(12):
            role = "animation" if turn % 2 else "bailleur"
            key = cycle.say(workshop, "emploi", words=20, role=role, speaker=f"{workshop}-{turn}", source="accueil.txt")
            cycle.vectors[-1]["vector"] = -8 * cycle.style.astype(np.float32)
            cycle.tokens = [row for row in cycle.tokens if row["segment_id"] != key]
            cycle.theme[key] = "accueil"
    found = themes_of(run(cycle.frames()))
    welcome = [key for key, name in cycle.theme.items() if name == "accueil"]
    assert found[welcome].isna().mean() > 0.9


def test_counts_of_the_message_add_up(outcome):
    _, placed, kept, outside = (int(number) for number in re.findall(r"\d+", outcome.messages[0]))
    assert placed + outside == kept


def test_an_added_workshop_leaves_the_ids_of_the_others(outcome):
    cycle = usual_cycle()
    for name in THEMES:
        cycle.talk("autun", name)
    frames = cycle.frames()
    frames["workshops"]["date"] = frames["workshops"]["workshop_id"].map({"autun": "2023-01-01"}).fillna("2022-01-01")
    before = usual_cycle().frames()
    before["workshops"]["date"] = "2022-01-01"
    kept = set(themes_of(run(before)).dropna()) & set(themes_of(run(frames)).dropna())
    assert len(kept) >= 5


def test_over_representation_is_signed():
    cycle = usual_cycle()
    for _ in range(3):
        cycle.talk("laon", "soin")
    outcome = run(cycle.frames())
    found = themes_of(outcome)
    names = [key for key, name in cycle.theme.items() if name == "soin"]
    theme = found[names].value_counts().index[0]
    rows = outcome.tables["specificities"].set_index(["theme_id", "side", "value"])["specificity"]
    assert rows[theme, "atelier", "laon"] > 3
    assert rows[theme, "atelier", "nevers"] < -1


def test_no_words_give_a_sentence_and_empty_tables():
    outcome = run(Cycle().frames())
    assert all(frame.empty for frame in outcome.tables.values())
    assert "Aucun passage" in outcome.messages[0]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_handful_of_turns_is_enough_to_run(n):
    cycle = Cycle()
    for _ in range(n):
        cycle.say("laon", "soin")
    assert len(run(cycle.frames()).tables["assignments"]) == n


def test_the_evidence_covers_the_range_and_marks_the_choice(outcome):
    rows = outcome.tables["theme_evidence"]
    assert all(after == before + 1 for before, after in pairwise(rows["n_themes"]))
    assert rows["chosen"].sum() == 1
    assert rows["agreement"].between(-1, 1).all()


def test_an_expected_theme_has_the_id_of_its_name():
    ids = []
    for extra in ((), ("autun",)):
        cycle = usual_cycle(("angoulême", "nevers", "laon", *extra))
        words = "médecin infirmière cabinet santé soin"
        cycle.guided = [{"label": "Accès aux soins", "description": words, "examples": [words]}]
        themes = run(cycle.frames()).tables["found_themes"].set_index("label")
        ids.append(themes.loc["Accès aux soins", "theme_id"])
    assert ids[0] == ids[1]


def test_an_expected_theme_refuses_what_is_not_near():
    cycle = usual_cycle()
    words = "médecin infirmière cabinet santé soin"
    cycle.guided = [{"label": "Accès aux soins", "description": words, "examples": []}]
    outcome = run(cycle.frames())
    themes = outcome.tables["found_themes"].set_index("label")
    found = themes_of(outcome)
    others = [key for key, name in cycle.theme.items() if name != "soin"]
    assert (found[others] == themes.loc["Accès aux soins", "theme_id"]).mean() < 0.02


def test_an_expected_theme_is_recognised_by_its_examples_alone():
    cycle = usual_cycle()
    examples = ["La navette, le bus, la voiture, l’arrêt."]
    cycle.guided = [{"label": "Se déplacer", "description": "", "examples": examples}]
    outcome = run(cycle.frames())
    themes = outcome.tables["found_themes"].set_index("label")
    found = themes_of(outcome)
    inside = [cycle.theme[key] for key in found.index[found == themes.loc["Se déplacer", "theme_id"]]]
    assert inside.count("transport") > 0.9 * len(inside)
