"""Order and duplicates: what reviewers mark, folded and published."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ledger.entries import Anchor, Decide, Duplicate, Join, Merge, Move, Order, Rename
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.answer import Place
from pipeline.stages.review.arranging import arranged
from pipeline.stages.review.folding import fold
from pipeline.stages.review.publish import publish


def replayed(line, *placings):
    places = {}
    for turn, (key, after, before) in enumerate(placings):
        places[key] = (*places.get(key, ()), Place(turn, f"c-{turn}", after, before))
    return "".join(arranged(line, key=str, group=lambda _: 0, places=places))


def test_a_placing_goes_just_after_else_just_before_else_nowhere():
    assert replayed("abcd", ("d", "a", "b")) == "adbc"
    assert replayed("abcd", ("d", "x", "b")) == "adbc"
    assert replayed("abcd", ("d", "x", None)) == "abcd"
    assert replayed("abcd", ("a", "a", None)) == "abcd"


def test_placings_are_replayed_in_their_order():
    assert replayed("abcd", ("b", "d", None), ("a", "b", None)) == "cdba"
    # « c » joined « a » before « a » left: it stays where it was put.
    assert replayed("abcd", ("c", None, "a"), ("a", "d", None)) == "cbda"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from("abcdef")] * 3), max_size=8))
def test_nothing_is_lost_by_ordering_and_groups_stay_apart(placings):
    assert sorted(replayed("abcdef", *placings)) == list("abcdef")
    places = {key: (Place(0, "c", after, before),) for key, after, before in placings}
    line = arranged("abcdef", key=str, group=lambda key: key > "c", places=places)
    assert sorted(line[:3]) == list("abc")


@pytest.fixture
def published(machine, signed):
    """Return a function that folds changes of Anne, or pairs of reviewer and change, and publishes."""

    def make(*changes):
        pairs = [change if isinstance(change, tuple) else ("Anne", change) for change in changes]
        reviewed = fold(machine, signed(*pairs))
        return publish(reviewed.answer, ReviewSettings()), [report.outcome for report in reviewed.reports]

    return make


def themes_of(published):
    return [standing.theme.theme_id for standing in published.themes]


def in_first_theme(published):
    first = themes_of(published)[0]
    return [row.proposal.proposal_id for row in published.proposals if row.proposal.theme_id == first]


def row_of(published, key):
    return next(row for row in published.proposals if row.proposal.proposal_id == key)


def test_a_theme_is_put_before_another_and_its_propositions_follow(published, anchors, ask):
    before, _ = published()
    first, *_, last = themes_of(before)
    after, outcomes = published(ask(anchors.theme(last), Order(before=anchors.theme(first))))
    assert themes_of(after) == [last, *[key for key in themes_of(before) if key != last]]
    assert outcomes == ["honorée"]
    leading = [row.proposal.theme_id for row in after.proposals if row.proposal.theme_id == last]
    assert [row.proposal.theme_id for row in after.proposals][: len(leading)] == leading


def test_a_proposition_is_put_after_another_of_its_theme_and_numbered_so(published, anchors, ask):
    before, _ = published()
    one, two, three, *rest = in_first_theme(before)
    after, _ = published(ask(anchors.proposal(one), Order(after=anchors.proposal(three))))
    assert in_first_theme(after) == [two, three, one, *rest]


def test_an_order_outlives_its_first_neighbour(published, anchors, ask):
    before, _ = published()
    one, two, three, *rest = themes_of(before)
    change = ask(anchors.theme(rest[-1]), Order(after=anchors.theme(one), before=anchors.theme(two)))
    after, outcomes = published(change, ask(anchors.theme(one), Merge(into=anchors.theme(three))))
    assert outcomes == ["honorée", "honorée"]
    line = themes_of(after)
    assert line.index(two) == line.index(rest[-1]) + 1


def test_an_order_is_taken_back_to_the_place_before(published, anchors, ask):
    before, _ = published()
    one, *_, last = themes_of(before)
    to_second = ask(anchors.theme(last), Order(after=anchors.theme(one)))
    to_first = ask(anchors.theme(last), Order(before=anchors.theme(one)))
    back = ask(anchors.theme(last), Order())
    assert themes_of(published(to_second, to_first, back)[0]) == themes_of(published(to_second)[0])
    assert themes_of(published(to_second, back)[0]) == themes_of(before)


def test_next_to_itself_is_a_conflict_and_next_to_nothing_an_orphan(published, anchors, ask):
    before, _ = published()
    one, two = themes_of(before)[:2]
    lost = Anchor(kind="thème", id="t-000000000000", text="Licornes", prints=("00000000",))
    _, outcomes = published(
        ask(anchors.theme(one), Order(after=anchors.theme(one))),
        ask(anchors.theme(two), Order(after=lost)),
        ask(anchors.theme(two), Order(after=lost, before=anchors.theme(one))),
    )
    assert outcomes == ["en conflit", "orpheline", "honorée"]


def test_two_who_order_the_same_unawares_are_in_conflict(published, anchors, ask, machine, signed):
    one, two, three = themes_of(published()[0])[:3]
    unaware = [
        ("Anne", ask(anchors.theme(three), Order(before=anchors.theme(one)))),
        ("Bruno", ask(anchors.theme(three), Order(before=anchors.theme(two)))),
    ]
    assert published(*unaware)[1] == ["en conflit", "en conflit"]
    entries = signed(*unaware)
    knowing = ("Bruno", replace(unaware[1][1], seen={"order": entries[0].entry_id}))
    assert published(unaware[0], knowing)[1] == ["honorée", "honorée"]


def test_a_duplicate_proposition_does_not_appear_and_counts_with_the_other(published, anchors, ask):
    before, _ = published()
    same, original = (row.proposal.proposal_id for row in before.proposals[:2])
    after, outcomes = published(ask(anchors.proposal(same), Duplicate(of=anchors.proposal(original))))
    assert outcomes == ["honorée"]
    hidden, shown = row_of(after, same), row_of(after, original)
    assert (hidden.proposal.status, hidden.proposal.duplicate_of) == ("doublon", original)
    assert after.proposals.index(hidden) > max(
        at for at, row in enumerate(after.proposals) if row.proposal.status not in ("doublon", "rejeté")
    )
    was = [row_of(before, key) for key in (original, same)]
    assert shown.proposal.statement_ids == tuple(key for row in was for key in row.proposal.statement_ids)
    assert shown.support.speakers == was[0].support.speakers | was[1].support.speakers
    assert set(shown.support.workshops) == set(was[0].support.workshops) | set(was[1].support.workshops)


def test_a_duplicate_of_a_duplicate_counts_with_the_first(published, anchors, ask):
    one, two, three = (row.proposal.proposal_id for row in published()[0].proposals[:3])
    after, _ = published(
        ask(anchors.proposal(one), Duplicate(of=anchors.proposal(two))),
        ask(anchors.proposal(two), Duplicate(of=anchors.proposal(three))),
    )
    assert {row_of(after, key).proposal.duplicate_of for key in (one, two)} == {three}
    assert len(row_of(after, three).proposal.statement_ids) >= 3


def test_a_ring_of_duplicates_is_a_conflict(published, anchors, ask):
    one, two = (row.proposal.proposal_id for row in published()[0].proposals[:2])
    after, outcomes = published(
        ask(anchors.proposal(one), Duplicate(of=anchors.proposal(two))),
        ("Bruno", ask(anchors.proposal(two), Duplicate(of=anchors.proposal(one)))),
    )
    assert outcomes == ["honorée", "en conflit"]
    assert row_of(after, two).proposal.status != "doublon"


def test_a_duplicate_taken_back_stands_again(published, anchors, ask):
    before, _ = published()
    one, two = (row.proposal.proposal_id for row in before.proposals[:2])
    after, _ = published(
        ask(anchors.proposal(one), Duplicate(of=anchors.proposal(two))), ask(anchors.proposal(one), Duplicate())
    )
    assert [row.support for row in after.proposals] == [row.support for row in before.proposals]


def test_a_duplicate_follows_its_original_when_it_is_joined(published, anchors, ask):
    one, two, three = (row.proposal.proposal_id for row in published()[0].proposals[:3])
    after, _ = published(
        ask(anchors.proposal(one), Duplicate(of=anchors.proposal(two))),
        ask(anchors.proposal(three), Join(others=[anchors.proposal(two)])),
    )
    assert row_of(after, one).proposal.duplicate_of == three


def test_a_duplicate_statement_counts_with_the_other_and_hides_what_rests_on_it_alone(published, anchors, ask):
    before, _ = published()
    alone = next(row.proposal for row in reversed(before.proposals) if len(row.proposal.statement_ids) == 1)
    original = before.proposals[0].proposal
    change = ask(anchors.statement(alone.statement_ids[0]), Duplicate(of=anchors.statement(original.statement_ids[0])))
    after, outcomes = published(change)
    assert outcomes == ["honorée"]
    assert row_of(after, alone.proposal_id).proposal.duplicate_of == original.proposal_id
    assert row_of(after, original.proposal_id).proposal.statement_ids == (*original.statement_ids, *alone.statement_ids)
    rejected, _ = published(change, ask(anchors.statement(original.statement_ids[0]), Decide(status="rejeté")))
    assert alone.statement_ids[0] not in row_of(rejected, original.proposal_id).proposal.statement_ids


def test_marks_outlive_a_rename_and_a_move(published, anchors, ask):
    before, _ = published()
    one, two = themes_of(before)[:2]
    order = ask(anchors.theme(two), Order(before=anchors.theme(one)))
    after, _ = published(order, ask(anchors.theme(two), Rename(label="Autrement dit")))
    assert themes_of(after)[:2] == [two, one]
    first, second = in_first_theme(before)[:2]
    moved, _ = published(
        ask(anchors.proposal(second), Order(before=anchors.proposal(first))),
        ask(anchors.proposal(first), Move(theme=anchors.theme(two))),
    )
    assert in_first_theme(moved)[0] == second
