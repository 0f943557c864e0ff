"""What reviewers said of themes, on a cycle whose themes are planted."""

from itertools import pairwise

import numpy as np
import pytest
from little_cycle import run, usual_cycle

from pipeline import tables
from pipeline.ledger.prints import Votes, sample


@pytest.fixture(scope="module")
def cycle():
    return usual_cycle()


@pytest.fixture(scope="module")
def before(cycle):
    return run(cycle.frames())


def themes_of(outcome):
    return outcome.tables["assignments"].set_index("segment_id")["theme_id"].to_dict()


def lessons(cycle, themes, placed=()):
    """Return the tables of lessons: themes (id, members, label, accepted) by their words, and passages put there."""
    votes = Votes({row["segment_id"]: row["text"] for row in cycle.passages})
    members = [
        {"theme_id": key, "segment_id": segment_id, "marks": count, "placed": False}
        for key, inside, _, _ in themes
        for segment_id, count in votes.holders(sample(text(cycle, one) for one in inside)).items()
        if segment_id not in dict(placed)
    ]
    members += [{"theme_id": key, "segment_id": one, "marks": 0.0, "placed": True} for one, key in placed]
    rows = [
        {"theme_id": key, "label": label, "seen": label or "?", "accepted": accepted}
        for key, _, label, accepted in themes
    ]
    return {
        "lesson_themes": tables.frame("lesson_themes", rows),
        "lesson_members": tables.frame("lesson_members", members),
    }


def text(cycle, segment_id):
    return next(row["text"] for row in cycle.passages if row["segment_id"] == segment_id)


def members(outcome, theme_id):
    return sorted(key for key, theme in themes_of(outcome).items() if theme == theme_id)


def piece(cycle, name, workshop="nevers"):
    rows = [row for row in cycle.passages if row["workshop_id"] == workshop and cycle.theme[row["segment_id"]] == name]
    return [row["segment_id"] for row in rows]


def theme_named(cycle, outcome, name):
    found = [themes_of(outcome)[key] for key in cycle.theme if cycle.theme[key] == name]
    return max(set(found), key=found.count)


@pytest.fixture(scope="module")
def health(cycle, before):
    key = theme_named(cycle, before, "soin")
    return key, members(before, key)


def test_no_lesson_changes_no_byte(cycle, before):
    again = run(cycle.frames() | lessons(cycle, []))
    for name, frame in before.tables.items():
        assert tables.to_bytes(name, again.tables[name]) == tables.to_bytes(name, frame)


def test_a_moved_passage_takes_its_piece_with_it_and_nothing_else(cycle, before, health):
    theme, inside = health
    moved = piece(cycle, "transport")
    after = run(cycle.frames() | lessons(cycle, [(theme, inside, None, False)], [(moved[5], theme)]))
    assert {themes_of(after)[key] for key in moved} == {theme}
    others = [key for key in cycle.theme if key not in moved]
    assert {key: themes_of(after)[key] == theme for key in others} == {
        key: themes_of(before)[key] == theme for key in others
    }


def test_a_piece_where_two_things_were_said_is_cut_between_them(cycle, before, health):
    theme, inside = health
    energy = theme_named(cycle, before, "énergie")
    moved = piece(cycle, "transport")
    known = [(theme, inside, None, False), (energy, members(before, energy), None, False)]
    after = themes_of(run(cycle.frames() | lessons(cycle, known, [(moved[2], theme), (moved[10], energy)])))
    found = [after[key] for key in moved]
    assert found[:3] == [theme] * 3
    assert found[-3:] == [energy] * 3
    assert np.count_nonzero([one != other for one, other in pairwise(found)]) == 1


def test_what_was_accepted_resists_a_passage_moved_out_of_its_middle(cycle, before, health):
    theme, inside = health
    transport = theme_named(cycle, before, "transport")
    own = members(before, transport)
    moved = piece(cycle, "transport")
    known = [(theme, inside, None, False), (transport, own, "Transport", True)]
    after = themes_of(run(cycle.frames() | lessons(cycle, known, [(moved[5], theme)])))
    assert after[moved[5]] == theme
    stay = [after[key] == transport for key in moved if key != moved[5]]
    assert np.mean(stay) >= 0.8


def test_a_theme_that_was_split_off_holds_under_its_id_and_name_however_small(cycle):
    moved = piece(cycle, "emploi", "laon")
    after = run(cycle.frames() | lessons(cycle, [("t-new", [], "Apprentis de Laon", False)], [(moved[3], "t-new")]))
    row = after.tables["found_themes"].set_index("theme_id").loc["t-new"]
    assert (row["label"], row["origin"]) == ("Apprentis de Laon", "guidé")
    assert set(members(after, "t-new")) == set(moved)


def test_a_theme_keeps_the_id_that_was_seen_and_no_other_takes_it(cycle, before, health):
    _, inside = health
    transport = theme_named(cycle, before, "transport")
    # The id of the theme of transport was given to the theme of health in the run that a reviewer saw.
    after = run(cycle.frames() | lessons(cycle, [(transport, inside, None, False)]))
    assert members(after, transport) == inside
    found = after.tables["found_themes"]["theme_id"]
    assert found.is_unique
    assert len(found) == len(before.tables["found_themes"])


def test_a_name_that_a_person_gave_stands_and_an_unnamed_theme_is_named_as_before(cycle, before, health):
    theme, inside = health
    labels = before.tables["found_themes"].set_index("theme_id")["label"]
    named = run(cycle.frames() | lessons(cycle, [(theme, inside, "Se soigner", True)])).tables["found_themes"]
    assert named.set_index("theme_id").loc[theme, ["label", "origin"]].tolist() == ["Se soigner", "guidé"]
    unnamed = run(cycle.frames() | lessons(cycle, [(theme, inside, None, False)])).tables["found_themes"]
    assert unnamed.set_index("theme_id").loc[theme, ["label", "origin"]].tolist() == [labels[theme], "émergent"]


def test_a_note_goes_where_a_person_put_it(before, health):
    theme, inside = health
    cycle = usual_cycle()
    note = cycle.say("nevers", "transport", kind="note", words=12)
    assert themes_of(run(cycle.frames()))[note] != theme
    after = run(cycle.frames() | lessons(cycle, [(theme, inside, None, False)], [(note, theme)]))
    assert themes_of(after)[note] == theme
    alone = run(cycle.frames() | lessons(cycle, [("t-new", [], "Notes", False)], [(note, "t-new")]))
    assert members(alone, "t-new") == [note]


def test_lessons_about_passages_that_are_gone_are_no_theme(cycle, before):
    known = lessons(cycle, [("t-new", [], "Parti", False)], [("s-gone", "t-new")])
    after = run(cycle.frames() | known)
    assert themes_of(after) == themes_of(before)


def test_the_order_of_rows_does_not_count(cycle, health):
    theme, inside = health
    known = lessons(cycle, [(theme, inside, None, True)], [(piece(cycle, "transport")[5], theme)])
    once = run(cycle.frames() | known)
    mixed = {name: frame.sample(frac=1, random_state=2) for name, frame in (cycle.frames() | known).items()}
    again = run(mixed)
    for name, frame in once.tables.items():
        assert tables.to_bytes(name, again.tables[name]) == tables.to_bytes(name, frame)
