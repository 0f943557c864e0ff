"""An accepted theme keeps its label and its passages when the next run finds something else."""

from dataclasses import replace

import pytest
import world

from pipeline.ledger.entries import Decide, Move, Rename
from pipeline.records import content_id
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import gather
from pipeline.stages.review.folding import fold


@pytest.fixture
def first(turns):
    """The answer before the last workshop."""
    return gather(world.frames([turn for turn in turns if turn.workshop != "webinaire"]))


@pytest.fixture
def accept(ask):
    def one(answer, key):
        anchors = Anchors(answer)
        return "Anne", ask(anchors.theme(key), Decide(status="accepté", members=anchors.members(key)))

    return one


def members(answer, key):
    return {one for one, row in answer.segments.items() if row.theme_id == key and row.fate == "retenu"}


def largest(answer):
    return sorted(answer.themes, key=lambda key: (-len(members(answer, key)), key))


def gathered(turns, *names):
    """The turns where themes fall together under the first name."""
    return [replace(turn, theme=names[0]) if turn.theme in names[1:] else turn for turn in turns]


def names(answer, turns, keys):
    known = {content_id("t", "a", turn.theme): turn.theme for turn in turns if turn.theme}
    return [known[key] for key in keys]


def test_two_accepted_themes_that_fall_together_stay_two(turns, first, accept, signed):
    keys = largest(first)[:3]
    entries = signed(*(accept(first, key) for key in keys))
    for ids in ("a", "b"):  # the theme that remains keeps its id, or has another
        after = gather(world.frames(gathered(turns, *names(first, turns, keys)), ids=ids))
        reviewed = fold(after, entries)
        assert {report.outcome for report in reviewed.reports} == {"honorée"}
        for key, report in zip(keys, reviewed.reports, strict=True):
            theme = reviewed.answer.themes[report.target]
            assert (theme.label, theme.status) == (first.themes[key].label, "accepté")
            assert members(first, key) <= members(reviewed.answer, report.target)
        assert len({report.target for report in reviewed.reports}) == 3


def test_what_resembles_an_accepted_theme_joins_it(turns, first, accept, signed):
    key = largest(first)[0]
    reviewed = fold(gather(world.frames(turns, ids="b")), signed(accept(first, key)))
    (report,) = reviewed.reports
    assert members(first, key) < members(reviewed.answer, report.target)


def test_an_accepted_theme_that_scattered_is_made_again(turns, first, accept, signed):
    key = largest(first)[0]
    (name,) = names(first, turns, [key])
    others = sorted({turn.theme for turn in turns if turn.theme} - {name})
    scattered = [replace(turn, theme=others[turn.n % len(others)]) if turn.theme == name else turn for turn in turns]
    reviewed = fold(gather(world.frames(scattered, ids="b")), signed(accept(first, key)))
    (report,) = reviewed.reports
    assert report.outcome == "honorée"
    assert "rétabli" in report.detail
    assert members(reviewed.answer, report.target) == members(first, key)


def test_passages_are_held_in_a_transcript_issued_again(turns, first, accept, signed):
    key = largest(first)[0]
    again = world.reissued(turns, 1)
    reviewed = fold(gather(world.frames(again, ids="b")), signed(accept(first, key)))
    was, now = world.what_is_what(turns), world.what_is_what(again, "b")
    held = {now[one] for one in members(reviewed.answer, reviewed.reports[0].target)}
    assert {was[one] for one in members(first, key)} <= held


def test_a_correction_of_a_passage_weighs_more_than_the_acceptance_of_its_theme(turns, first, accept, ask, signed):
    key, other = largest(first)[:2]
    passage = min(members(first, key))
    anchors = Anchors(first)
    moved = ("Bruno", ask(anchors.segment(passage), Move(theme=anchors.theme(other))))
    for entries in ([accept(first, key), moved], [moved, accept(first, key)]):
        reviewed = fold(gather(world.frames(turns)), signed(*entries))
        assert reviewed.answer.segments[passage].theme_id == other
        assert members(first, key) - {passage} <= members(reviewed.answer, key)


def test_taking_an_acceptance_back_lets_the_passages_go(turns, first, accept, ask, signed):
    keys = largest(first)[:2]
    after = gather(world.frames(gathered(turns, *names(first, turns, keys)), ids="a"))
    back = ("Anne", ask(Anchors(first).theme(keys[1]), Decide(status="à relire")))
    entries = signed(*(accept(first, key) for key in keys), back)
    reviewed = fold(after, entries)
    assert members(reviewed.answer, keys[0]) == members(after, keys[0])
    assert members(reviewed.answer, keys[1]) == set()


def test_what_is_done_later_to_a_theme_made_again_finds_it(turns, first, accept, ask, signed):
    keys = largest(first)[:2]
    after = gather(world.frames(gathered(turns, *names(first, turns, keys)), ids="a"))
    renamed = ("Anne", ask(Anchors(first).theme(keys[1]), Rename(label="Autrement dit")))
    reviewed = fold(after, signed(*(accept(first, key) for key in keys), renamed))
    assert reviewed.answer.themes[keys[1]].label == "Autrement dit"
    assert reviewed.answer.themes[keys[0]].label == first.themes[keys[0]].label


def test_two_accepted_propositions_that_the_program_joins_stay_two(turns, first, ask, signed):
    keys = sorted(first.proposals)[:2]
    anchors = Anchors(first)
    entries = signed(
        *(("Anne", ask(anchors.proposal(key), Decide(status="accepté", members=anchors.members(key)))) for key in keys)
    )
    after = gather(world.frames(turns))
    one, other = (after.proposals[key] for key in keys)
    after.proposals[keys[0]] = replace(one, statement_ids=one.statement_ids + other.statement_ids)
    del after.proposals[keys[1]]
    reviewed = fold(after, entries)
    assert {report.outcome for report in reviewed.reports} == {"honorée"}
    for key, report in zip(keys, reviewed.reports, strict=True):
        now, was = reviewed.answer.proposals[report.target], first.proposals[key]
        assert (now.title, now.status) == (was.title, "accepté")
        assert set(was.statement_ids) <= set(now.statement_ids)
    assert len({report.target for report in reviewed.reports}) == 2
