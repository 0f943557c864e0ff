import pytest
from little_ledger import SAID, proposal, segment, statement, theme

from pipeline import tables
from pipeline.ledger.entries import Comment, Decide, Describe, Join, Merge, Move, Part, Rename, Retitle, Retype, Split
from pipeline.ledger.prints import sample
from pipeline.records import content_id
from pipeline.stages.learn import STAGE


def rows(outcome, name):
    return outcome.tables[name].to_dict("records")


def placed(outcome):
    return {row["segment_id"]: row["theme_id"] for row in rows(outcome, "lesson_members") if row["placed"]}


def groups(outcome):
    found = {}
    for row in rows(outcome, "lesson_groups"):
        found.setdefault(row["group_id"], set()).add(row["segment_id"])
    return sorted(map(sorted, found.values()))


def test_no_correction_teaches_nothing(learn):
    outcome = learn()
    assert all(frame.empty for frame in outcome.tables.values())
    assert outcome.messages == ()
    assert outcome.counts == {"lecons": 0}


@pytest.mark.parametrize(
    "correction",
    [
        (theme("t-1", "s-1", "s-2"), Comment(text="À revoir.")),
        (theme("t-1", "s-1", "s-2"), Describe(description="Ce qui reste vide.")),
        (proposal("p-1", "s-2"), Retitle(title="Créer une foncière")),
    ],
    ids=lambda pair: pair[1].action,
)
def test_a_remark_leaves_the_lessons_as_they_are_so_that_no_stage_runs_again(learn, correction):
    assert all(frame.empty for frame in learn(correction).tables.values())


def test_what_teaches_nothing_adds_nothing_to_what_was_learned(learn):
    move = (segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2")))
    before = learn(move)
    after = learn((theme("t-1", "s-1", "s-2"), Comment(text="Vu.")), (proposal("p-1", "s-2"), Retitle(title="Créer")))
    for name in STAGE.writes:
        assert tables.to_bytes(name, before.tables[name]) == tables.to_bytes(name, after.tables[name])


def test_the_tables_keep_their_contract(learn):
    outcome = learn(
        (segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2"))),
        (statement("s-4"), Retype(type="proposition")),
        (proposal("p-1", "s-2"), Join(others=(proposal("p-2", "s-6"),))),
    )
    assert set(outcome.tables) == set(STAGE.writes)
    for name, frame in outcome.tables.items():
        assert not frame.empty, name
        assert tables.from_bytes(tables.to_bytes(name, frame)).shape == frame.shape


def test_a_moved_passage_is_a_landmark_and_the_theme_is_known_by_its_words(learn):
    outcome = learn((segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2"))))
    assert placed(outcome) == {"s-3": "t-1"}
    marks = {row["segment_id"]: row["marks"] for row in rows(outcome, "lesson_members") if not row["placed"]}
    assert set(marks) == {"s-1", "s-2"}
    assert all(count > 5 for count in marks.values())
    assert rows(outcome, "lesson_themes")[0]["label"] is None, "nobody gave or confirmed a name"


def test_a_rejected_theme_is_held_so_that_what_is_rejected_is_what_was_seen(learn):
    outcome = learn((theme("t-1", "s-1", "s-2"), Decide(status="rejeté")))
    assert [(row["theme_id"], row["label"], row["accepted"]) for row in rows(outcome, "lesson_themes")] == [
        ("t-1", None, False)
    ]
    assert len(rows(outcome, "lesson_members")) == 2


def test_the_last_move_of_a_passage_counts(learn):
    first, second = theme("t-1", "s-1", "s-2"), theme("t-2", "s-3", "s-4", label="Santé")
    assert placed(learn((segment("s-5"), Move(theme=first)), (segment("s-5"), Move(theme=second)))) == {"s-5": "t-2"}


def test_a_passage_taken_out_of_all_themes_is_no_landmark(learn):
    outcome = learn((segment("s-1"), Move(theme=theme("t-1", "s-1", "s-2"))), (segment("s-1"), Move(theme=None)))
    assert placed(outcome) == {}
    assert "s-1" not in {row["segment_id"] for row in rows(outcome, "lesson_members")}


def test_a_name_given_holds_and_an_acceptance_confirms_the_name_seen(learn):
    vacancy, health = theme("t-1", "s-1", "s-2"), theme("t-2", "s-3", "s-4", label="Santé")
    outcome = learn(
        (vacancy, Rename(label="Logements vides")),
        (vacancy, Decide(status="accepté")),
        (health, Decide(status="accepté")),
    )
    known = {row["theme_id"]: (row["label"], row["accepted"]) for row in rows(outcome, "lesson_themes")}
    assert known == {"t-1": ("Logements vides", True), "t-2": ("Santé", True)}


def test_the_passages_that_were_accepted_with_a_theme_are_of_it_known_by_id_or_by_a_few_words(learn):
    accepted = segment("s-3").model_copy(update={"text": ""})
    renamed = segment("s-4").model_copy(update={"id": "s-old", "text": "", "prints": sample([SAID["s-4"]])[:6]})
    gone = segment("s-5").model_copy(update={"id": "s-x", "text": "", "prints": sample(["Rien de tout cela, rien."])})
    outcome = learn((theme("t-1", "s-1", "s-2"), Decide(status="accepté", members=(accepted, renamed, gone))))
    marks = {row["segment_id"]: row["marks"] for row in rows(outcome, "lesson_members")}
    assert set(marks) == {"s-1", "s-2", "s-3", "s-4"}
    assert min(marks.values()) >= 2


def test_an_acceptance_taken_back_teaches_no_name(learn):
    vacancy = theme("t-1", "s-1", "s-2")
    outcome = learn((vacancy, Decide(status="accepté")), (vacancy, Decide(status="à relire")))
    assert [(row["label"], row["accepted"]) for row in rows(outcome, "lesson_themes")] == [(None, False)]


def test_one_theme_seen_under_two_ids_is_one_lesson(learn):
    outcome = learn(
        (segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2"))),
        (segment("s-5"), Move(theme=theme("t-9", "s-1", "s-2", label="Vide"))),
    )
    assert placed(outcome) == {"s-3": "t-1", "s-5": "t-1"}


def test_a_split_makes_a_theme_whose_id_is_the_one_that_the_fold_gives(learn):
    target = theme("t-1", "s-1", "s-2", "s-3", "s-4")
    outcome = learn((target, Split(label="Santé", segments=(segment("s-3"), segment("s-4")))))
    made = content_id("t", "c-000000000000")
    assert placed(outcome) == {"s-3": made, "s-4": made}
    assert [row["label"] for row in rows(outcome, "lesson_themes") if row["theme_id"] == made] == ["Santé"]


def test_themes_that_were_merged_stay_two_so_that_the_fold_finds_both(learn):
    outcome = learn((theme("t-1", "s-1"), Merge(into=theme("t-2", "s-2", label="Foncier"))))
    assert [row["theme_id"] for row in rows(outcome, "lesson_themes")] == ["t-1", "t-2"]


def test_a_type_given_confirmed_or_refused_is_an_example(learn):
    outcome = learn(
        (statement("s-1"), Retype(type="frein")),
        (statement("s-3"), Decide(status="accepté")),
        (statement("s-5"), Decide(status="rejeté")),
        (proposal("p-1", "s-2"), Decide(status="accepté", members=(statement("s-2", "proposition"),))),
    )
    types = outcome.tables["lesson_statements"].set_index("segment_id")["type"]
    assert types.dropna().to_dict() == {"s-1": "frein", "s-2": "proposition", "s-3": "constat"}
    assert types.index[types.isna()].tolist() == ["s-5"]


def test_the_last_word_on_a_statement_counts(learn):
    outcome = learn(
        (statement("s-1"), Retype(type="frein")),
        (statement("s-1"), Retype(type="levier")),
        (statement("s-3"), Decide(status="accepté")),
        (statement("s-3"), Decide(status="à relire")),
    )
    assert [(row["segment_id"], row["type"]) for row in rows(outcome, "lesson_statements")] == [("s-1", "levier")]


def test_joined_propositions_are_one_group_and_what_joins_one_joins_all(learn):
    outcome = learn(
        (proposal("p-1", "s-2"), Join(others=(proposal("p-2", "s-6"),))),
        (proposal("p-1", "s-2"), Join(others=(proposal("p-3", "s-4"),))),
    )
    assert groups(outcome) == [["s-2", "s-4", "s-6"]]
    assert not any(row["closed"] for row in rows(outcome, "lesson_groups"))


def test_what_is_parted_leaves_its_group_and_is_closed(learn):
    outcome = learn(
        (proposal("p-1", "s-2"), Join(others=(proposal("p-2", "s-6"), proposal("p-3", "s-4")))),
        (statement("s-6", "proposition"), Part()),
    )
    assert groups(outcome) == [["s-2", "s-4"], ["s-6"]]
    assert {row["segment_id"]: row["closed"] for row in rows(outcome, "lesson_groups")} == {
        "s-2": False,
        "s-4": False,
        "s-6": True,
    }


def test_a_proposition_with_a_title_of_its_own_is_left_to_the_fold(learn):
    outcome = learn(
        (proposal("p-2", "s-6"), Retitle(title="Porter les immeubles")),
        (proposal("p-1", "s-2"), Join(others=(proposal("p-2", "s-6"),))),
    )
    assert groups(outcome) == [["s-2"]]


def test_lessons_find_their_words_again_in_a_reissued_transcript(learn):
    again = {key.replace("s", "s-new"): text.replace("centre", "bourg") for key, text in reversed(SAID.items())}
    outcome = learn(
        (segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2"))),
        (statement("s-4"), Retype(type="proposition")),
        (proposal("p-1", "s-2"), Join(others=(proposal("p-2", "s-6"),))),
        said=again,
    )
    assert placed(outcome) == {"s-new-3": "t-1"}
    assert [row["segment_id"] for row in rows(outcome, "lesson_statements")] == ["s-new-4"]
    assert groups(outcome) == [["s-new-2", "s-new-6"]]


def test_what_cannot_be_placed_teaches_nothing_and_stops_nothing(learn):
    gone = segment("s-3").model_copy(update={"text": "Tout autre chose que ce qui a été dit ici.", "id": "s-x"})
    outcome = learn((gone, Move(theme=theme("t-1", "s-1", "s-2"))), (statement("s-1"), Retype(type="frein")))
    assert placed(outcome) == {}
    assert len(outcome.tables["lesson_statements"]) == 1


def test_each_kind_of_lesson_can_be_turned_off(learn):
    corrections = [
        (segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2"))),
        (statement("s-4"), Retype(type="proposition")),
        (proposal("p-1", "s-2"), Join(others=(proposal("p-2", "s-6"),))),
    ]
    outcome = learn(*corrections, themes=False, statements=False, proposals=False)
    assert all(frame.empty for frame in outcome.tables.values())


def test_the_run_says_what_it_learned(learn):
    outcome = learn((segment("s-3"), Move(theme=theme("t-1", "s-1", "s-2"))), (statement("s-1"), Retype(type="frein")))
    (said,) = outcome.messages
    assert "1 passage rangé à la main" in said
    assert "1 énoncé en exemple" in said
