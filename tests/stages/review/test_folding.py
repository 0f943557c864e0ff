from dataclasses import replace
from typing import get_args

import pytest
import world
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ledger.entries import (
    Anchor,
    Comment,
    Decide,
    Describe,
    Duplicate,
    Identify,
    Join,
    Merge,
    Move,
    Order,
    Part,
    Rename,
    Retitle,
    Retype,
    Role,
    Split,
    StatementType,
)
from pipeline.records import ROLES, STATEMENT_TYPES, content_id
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import gather
from pipeline.stages.review.folding import FOLDS, fold


def theme_of(answer, label):
    return next(key for key, theme in answer.themes.items() if theme.label == label)


def kept_in(answer, theme):
    return [key for key, row in answer.segments.items() if row.theme_id == theme and row.fate == "retenu"]


def of_type(answer, kind):
    return next(key for key, row in sorted(answer.statements.items()) if row.type == kind and not row.reason)


def proposals_of(answer, size):
    return [key for key, row in sorted(answer.proposals.items()) if len(row.statement_ids) >= size]


def outcomes(reviewed):
    return [report.outcome for report in reviewed.reports]


@pytest.fixture
def themes(machine):
    return sorted(machine.themes)


def test_a_theme_is_renamed_and_described(machine, anchors, ask, signed, themes):
    target = anchors.theme(themes[0])
    wanted = (ask(target, Rename(label="Logements vacants")), ask(target, Describe(description="Ce qui reste vide.")))
    reviewed = fold(machine, signed(*(("Anne", change) for change in wanted)))
    theme = reviewed.answer.themes[themes[0]]
    assert (theme.label, theme.description, theme.status) == ("Logements vacants", "Ce qui reste vide.", "corrigé")
    assert outcomes(reviewed) == ["honorée", "honorée"]


def test_a_merge_pours_all_segments_and_later_moves_follow(machine, anchors, ask, signed, themes):
    gone, kept, other = themes[:3]
    segment = kept_in(machine, other)[0]
    entries = signed(
        ("Anne", ask(anchors.theme(gone), Merge(into=anchors.theme(kept)))),
        ("Anne", ask(anchors.segment(segment), Move(theme=anchors.theme(gone)))),
    )
    answer = fold(machine, entries).answer
    assert gone not in answer.themes
    before = {*kept_in(machine, gone), *kept_in(machine, kept), segment}
    assert set(kept_in(answer, kept)) == before


def test_two_merges_that_face_each_other_leave_one_theme(machine, anchors, ask, signed, themes):
    one, two = themes[:2]
    reviewed = fold(
        machine,
        signed(
            ("Anne", ask(anchors.theme(one), Merge(into=anchors.theme(two)))),
            ("Bruno", ask(anchors.theme(two), Merge(into=anchors.theme(one)))),
        ),
    )
    assert [key in reviewed.answer.themes for key in (one, two)] == [False, True]
    assert outcomes(reviewed) == ["honorée", "honorée"]


def test_what_is_asked_of_a_merged_theme_is_a_conflict_that_names_the_merge(machine, anchors, ask, signed, themes):
    entries = signed(
        ("Anne", ask(anchors.theme(themes[0]), Merge(into=anchors.theme(themes[1])))),
        ("Bruno", ask(anchors.theme(themes[0]), Rename(label="Autre chose"))),
    )
    reviewed = fold(machine, entries)
    assert outcomes(reviewed) == ["honorée", "en conflit"]
    assert f"{entries[0].entry_id} (Anne)" in reviewed.reports[1].detail
    assert "Autre chose" not in {theme.label for theme in reviewed.answer.themes.values()}


def test_a_split_makes_a_theme_that_later_corrections_find(machine, anchors, ask, signed, themes):
    moved = kept_in(machine, themes[0])[:3]
    split = ask(
        anchors.theme(themes[0]), Split(label="Nouveau sujet", segments=[anchors.segment(key) for key in moved])
    )
    (entry,) = signed(("Anne", split))
    made = content_id("t", entry.entry_id)
    first = fold(machine, [entry])
    assert set(kept_in(first.answer, made)) == set(moved)
    assert first.answer.themes[made].origin == "relecteur"
    rename = ask(Anchors(first.answer).theme(made), Rename(label="Sujet précis"))
    again = fold(machine, signed(("Anne", split), ("Anne", rename)))
    assert again.answer.themes[made].label == "Sujet précis"


def test_a_segment_goes_where_the_reviewer_says(machine, anchors, ask, signed, themes):
    one, two = kept_in(machine, themes[0])[:2]
    entries = signed(
        ("Anne", ask(anchors.segment(one), Move(theme=anchors.theme(themes[1])))),
        ("Anne", ask(anchors.segment(two), Move(theme=None))),
    )
    answer = fold(machine, entries).answer
    moved = answer.segments[one]
    assert (moved.theme_id, moved.theme_score, moved.second_theme_id, moved.robust) == (themes[1], 1.0, None, True)
    assert (answer.segments[two].theme_id, answer.segments[two].theme_score) == (None, None)


def test_a_statement_follows_its_segment_unless_it_was_moved_itself(machine, anchors, ask, signed, themes):
    key = of_type(machine, "frein")
    statement = machine.statements[key]
    here = anchors.segment(statement.segment_id)
    first = fold(machine, signed(("Anne", ask(here, Move(theme=anchors.theme(themes[0]))))))
    assert first.answer.theme_of(first.answer.statements[key]) == themes[0]
    both = signed(
        ("Anne", ask(anchors.statement(key), Move(theme=anchors.theme(themes[1])))),
        ("Anne", ask(here, Move(theme=anchors.theme(themes[0])))),
    )
    answer = fold(machine, both).answer
    assert answer.theme_of(answer.statements[key]) == themes[1]


def test_a_statement_retyped_as_a_proposition_enters_the_list(machine, anchors, ask, signed):
    key = of_type(machine, "frein")
    reviewed = fold(machine, signed(("Anne", ask(anchors.statement(key), Retype(type="proposition")))))
    made = reviewed.answer.proposals[content_id("p", key)]
    assert made.statement_ids == (key,)
    assert made.title == machine.statements[key].text
    assert reviewed.answer.statements[key].status == "corrigé"


def test_accepting_lifts_a_refusal_and_confirms_what_was_seen(machine, anchors, ask, signed):
    refused = next(key for key, row in sorted(machine.statements.items()) if row.reason)
    seen = anchors.statement(refused).model_copy(update={"type": "proposition"})
    row = fold(machine, signed(("Anne", ask(seen, Decide(status="accepté"))))).answer.statements[refused]
    assert (row.status, row.reason, row.type) == ("accepté", None, "proposition")


def test_a_rejection_can_be_taken_back(machine, anchors, ask, signed):
    key = of_type(machine, "levier")
    reject, reopen = (ask(anchors.statement(key), Decide(status=status)) for status in ("rejeté", "à relire"))
    assert fold(machine, signed(("Anne", reject))).answer.statements[key].status == "rejeté"
    reviewed = fold(machine, signed(("Anne", reject), ("Anne", reopen)))
    assert reviewed.answer.statements[key] == machine.statements[key]
    assert "remplacée ensuite" in reviewed.reports[0].detail


def test_propositions_are_joined_with_all_their_supports(machine, anchors, ask, signed):
    one, two, three = proposals_of(machine, 1)[:3]
    wanted = Join(others=[anchors.proposal(two), anchors.proposal(three)])
    reviewed = fold(machine, signed(("Anne", ask(anchors.proposal(one), wanted))))
    joined = reviewed.answer.proposals[one]
    expected = [member for key in (one, two, three) for member in machine.proposals[key].statement_ids]
    assert list(joined.statement_ids) == expected
    assert not {two, three} & set(reviewed.answer.proposals)


def test_a_statement_is_taken_out_into_a_new_or_another_proposition(machine, anchors, ask, signed):
    source = proposals_of(machine, 3)[0]
    target = next(key for key in machine.proposals if key != source)
    first, second = machine.proposals[source].statement_ids[:2]
    entries = signed(
        ("Anne", ask(anchors.statement(first), Part(title="Créer un fonds"))),
        ("Anne", ask(anchors.statement(second), Part(into=anchors.proposal(target)))),
    )
    answer = fold(machine, entries).answer
    made = answer.proposals[content_id("p", entries[0].entry_id)]
    assert (made.title, made.title_origin, made.statement_ids) == ("Créer un fonds", "relecteur", (first,))
    assert second in answer.proposals[target].statement_ids
    assert not {first, second} & set(answer.proposals[source].statement_ids)
    members = [member for row in answer.proposals.values() for member in row.statement_ids]
    assert sorted(members) == sorted(m for row in machine.proposals.values() for m in row.statement_ids)


def test_accepting_a_proposition_holds_its_statements_together(turns, machine, anchors, ask, signed):
    key = proposals_of(machine, 3)[0]
    accepted = ask(anchors.proposal(key), Decide(status="accepté", members=anchors.members(key)))
    scattered = machine.copy()
    first, *rest = machine.proposals[key].statement_ids
    scattered.proposals[key] = replace(machine.proposals[key], statement_ids=(first,))
    for member in rest:
        lone = content_id("p", member)
        scattered.proposals[lone] = replace(machine.proposals[key], proposal_id=lone, statement_ids=(member,))
    answer = fold(scattered, signed(("Anne", accepted))).answer
    assert set(answer.proposals[key].statement_ids) == set(machine.proposals[key].statement_ids)
    assert answer.proposals[key].status == "accepté"


def test_a_title_is_edited(machine, anchors, ask, signed):
    key = proposals_of(machine, 1)[0]
    row = fold(machine, signed(("Anne", ask(anchors.proposal(key), Retitle(title="Créer un fonds"))))).answer
    assert row.proposals[key].title == "Créer un fonds"
    assert row.proposals[key].title_origin == "relecteur"


def test_a_facilitator_named_by_a_reviewer_has_no_opinion(machine, anchors, ask, signed):
    speaker = next(row.speaker_id for row in machine.segments.values() if row.fate == "retenu" and row.speaker_id)
    own = [key for key, row in machine.segments.items() if row.speaker_id == speaker and row.fate == "retenu"]
    entries = signed(
        ("Anne", ask(anchors.speaker(speaker), Identify(role="animation"))),
        ("Anne", ask(anchors.speaker(speaker), Identify(role="état"))),
    )
    first = fold(machine, entries[:1]).answer
    assert {(first.segments[key].fate, first.segments[key].role) for key in own} == {("animation", "animation")}
    back = fold(machine, entries).answer
    assert {(back.segments[key].fate, back.segments[key].role) for key in own} == {("retenu", "état")}


def test_two_spellings_become_one_person(machine, anchors, ask, signed):
    one, two = [row for row in machine.speakers.values() if row.workshop_id == "nevers"][:2]
    change = ask(anchors.speaker(one.speaker_id), Identify(name=two.speaker.upper()))
    answer = fold(machine, signed(("Anne", change))).answer
    segment = next(row for row in answer.segments.values() if row.speaker_id == one.speaker_id)
    assert answer.person(segment) == two


def test_a_comment_changes_nothing(machine, anchors, ask, signed, themes):
    reviewed = fold(machine, signed(("Anne", ask(anchors.theme(themes[0]), Comment(text="À revoir.")))))
    assert reviewed.answer == machine
    assert "À revoir." in reviewed.reports[0].detail


def test_two_reviewers_who_did_not_see_each_other_are_in_conflict_and_the_later_applies(
    machine, anchors, ask, signed, themes
):
    target = anchors.theme(themes[0])
    entries = signed(
        ("Anne", ask(target, Rename(label="Vacance"), label=target.text)),
        ("Bruno", ask(target, Rename(label="Logements vides"), label=target.text)),
    )
    reviewed = fold(machine, entries)
    assert outcomes(reviewed) == ["en conflit", "en conflit"]
    assert entries[1].entry_id in reviewed.reports[0].detail
    assert reviewed.answer.themes[themes[0]].label == "Logements vides"


def test_a_reviewer_who_saw_the_other_or_agrees_is_in_no_conflict(machine, anchors, ask, signed, themes):
    target = anchors.theme(themes[0])
    saw = signed(
        ("Anne", ask(target, Rename(label="Vacance"), label=target.text)),
        ("Bruno", ask(target, Rename(label="Logements vides"), label="Vacance")),
    )
    agree = signed(*((who, ask(target, Rename(label="Vacance"), label=target.text)) for who in ("Anne", "Bruno")))
    for entries in (saw, agree):
        assert outcomes(fold(machine, entries)) == ["honorée", "honorée"]


def test_nothing_goes_into_a_rejected_theme(machine, anchors, ask, signed, themes):
    segment = kept_in(machine, themes[1])[0]
    reviewed = fold(
        machine,
        signed(
            ("Anne", ask(anchors.theme(themes[0]), Decide(status="rejeté"))),
            ("Bruno", ask(anchors.segment(segment), Move(theme=anchors.theme(themes[0])))),
        ),
    )
    assert outcomes(reviewed) == ["honorée", "en conflit"]
    assert reviewed.answer.segments[segment] == machine.segments[segment]


def test_what_is_nowhere_is_an_orphan_with_its_nearest(machine, ask, signed):
    lost = Anchor(kind="énoncé", id="e-0", text="La licorne bleue galope sur Mars.", workshop="nevers")
    near = Anchor(kind="thème", id="t-0", text="Licornes", prints=("00000000",))
    entries = signed(
        ("Anne", ask(lost, Decide(status="rejeté"))),
        ("Anne", ask(near, Rename(label="Chevaux"))),
        ("Anne", ask(Anchor(kind="locuteur", id="l-0", text="Zzz", workshop="nevers"), Identify(role="état"))),
    )
    reviewed = fold(machine, entries)
    assert outcomes(reviewed) == ["orpheline"] * 3
    assert "La licorne bleue" in reviewed.reports[0].detail
    assert "Plus proches" in reviewed.reports[2].detail
    assert reviewed.answer == machine


def test_part_of_a_split_that_is_lost_is_said(machine, anchors, ask, signed, themes):
    found = anchors.segment(kept_in(machine, themes[0])[0])
    lost = Anchor(kind="segment", id="s-0", text="La licorne bleue galope sur Mars.", workshop="nevers")
    change = ask(anchors.theme(themes[0]), Split(label="Sujet", segments=[found, lost]))
    (report,) = fold(machine, signed(("Anne", change))).reports
    assert report.outcome == "honorée"
    assert "1 introuvable" in report.detail
    assert "licorne" in report.detail


def test_the_closed_lists_are_those_of_the_domain():
    assert get_args(Role) == ROLES
    assert get_args(StatementType) == STATEMENT_TYPES


def test_every_action_has_its_fold():
    actions = {cls.model_fields["action"].default for cls in Comment.__mro__[1].__subclasses__()}
    assert actions == set(FOLDS)


CHOICES = st.lists(
    st.tuples(st.sampled_from(sorted(FOLDS)), st.integers(0, 10**6), st.sampled_from(["Anne", "Bruno"])), max_size=12
)


def random_change(ask, anchors, machine, action, number):
    def pick(things, shift=0):
        return sorted(things)[(number + shift) % len(things)]

    theme, other = (anchors.theme(pick(machine.themes, shift)) for shift in (0, 1))
    segment = anchors.segment(pick(machine.segments))
    statement = anchors.statement(pick(machine.statements))
    one, two = (anchors.proposal(pick(machine.proposals, shift)) for shift in (0, 1))
    return {
        "renommer": lambda: ask(theme, Rename(label=f"Libellé {number}")),
        "décrire": lambda: ask(theme, Describe(description="Une phrase.")),
        "fusionner": lambda: ask(theme, Merge(into=other)),
        "scinder": lambda: ask(theme, Split(label=f"Part {number}", segments=[segment])),
        "déplacer": lambda: ask(segment, Move(theme=other)),
        "retyper": lambda: ask(statement, Retype(type="proposition")),
        "titrer": lambda: ask(one, Retitle(title=f"Faire {number}")),
        "joindre": lambda: ask(one, Join(others=[two])),
        "détacher": lambda: ask(statement, Part(into=one if number % 2 else None)),
        "décider": lambda: ask(one, Decide(status="rejeté")),
        "ordonner": lambda: ask(*((theme, Order(after=other)) if number % 2 else (one, Order(before=two)))),
        "doublon": lambda: ask(one, Duplicate(of=two if number % 3 else None)),
        "identifier": lambda: ask(anchors.speaker(pick(machine.speakers)), Identify(role="animation")),
        "commenter": lambda: ask(statement, Comment(text="Bien.")),
    }[action]()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHOICES)
def test_any_ledger_is_accounted_for_and_leaves_the_machine_as_it_was(turns, machine, anchors, ask, signed, choices):
    before = machine.copy()
    entries = signed(*((who, random_change(ask, anchors, machine, action, n)) for action, n, who in choices))
    reviewed = fold(machine, entries)
    assert machine == before
    assert [report.entry for report in reviewed.reports] == entries
    assert reviewed == fold(machine, entries + entries[:3]), "an id met twice counts once"
    answer = reviewed.answer
    assert set(answer.segments) == set(machine.segments)
    assert set(machine.statements) <= set(answer.statements)
    assert {row.theme_id for row in answer.segments.values()} <= {None, *answer.themes}
    supports = {member for row in answer.proposals.values() for member in row.statement_ids}
    assert {member for row in machine.proposals.values() for member in row.statement_ids} <= supports


def test_the_order_of_the_tables_does_not_matter(turns, machine):
    shuffled = {name: frame.sample(frac=1, random_state=7) for name, frame in world.frames(turns).items()}
    assert gather(shuffled) == machine
