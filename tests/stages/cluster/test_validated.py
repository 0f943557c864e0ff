"""What reviewers validated, from the ledger through the next themes to the fold: it stands, and the rest learns."""

import itertools
import random

import pytest
from little_cycle import THEMES, run, usual_cycle

from pipeline import tables
from pipeline.ledger import journal
from pipeline.ledger.entries import Change, Decide, Merge, Move, Rename, Split
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.learn import STAGE, LearnSettings
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import gather
from pipeline.stages.review.folding import fold


def machine(cycle, folder=None, spoil=lambda lessons: lessons):
    """Return the machine's answer, after the lessons of the ledger in ``folder``."""
    frames = cycle.frames() | {"speakers": tables.frame("speakers", [])}
    if folder:
        given = Inputs(Place(folder, folder), frames)
        frames |= spoil(dict(STAGE.run(given, LearnSettings(), Silent()).tables))
    found = run(frames).tables
    empty = {name: tables.frame(name, []) for name in ("found_statements", "found_proposals")}
    return gather(frames | found | empty)


def reviewed(cycle, folder, **options):
    return fold(machine(cycle, folder, **options), journal.read(folder).entries)


@pytest.fixture
def cycle():
    return usual_cycle(("angoulême", "nevers"))


@pytest.fixture
def record(tmp_path):
    """Return a function that signs changes, with ids that do not hang on chance."""
    numbers = itertools.count()

    def go(*changes):
        journal.record(
            tmp_path,
            changes,
            "Anne",
            clock=lambda: "2026",
            identify=lambda: f"c-{next(numbers):012x}",
        )
        return tmp_path

    return go


def corrections(answer, seed):
    """Return what a reviewer does: moves, names, acceptances, a split and a merge."""
    chance, anchors = random.Random(seed), Anchors(answer)
    themes = sorted(key for key, theme in answer.themes.items() if theme.parent_id is None)
    kept = sorted(key for key, row in answer.segments.items() if row.fate == "retenu" and row.theme_id)
    moved = chance.sample(kept, 6)
    asked = [Change(anchors.segment(key), Move(theme=anchors.theme(chance.choice(themes)))) for key in moved[:4]]
    asked += [
        Change(anchors.theme(themes[0]), Rename(label="Un nom choisi")),
        Change(anchors.theme(themes[0]), Decide(status="accepté")),
        Change(anchors.theme(themes[1]), Decide(status="accepté")),
        Change(anchors.segment(moved[4]), Split(label="À part", segments=(anchors.segment(moved[4]),))),
        Change(anchors.theme(themes[2]), Merge(into=anchors.theme(themes[3]))),
        Change(anchors.segment(moved[5]), Move(theme=None)),
    ]
    return asked


def broken(entries, answer):
    """Return what of a ledger does not stand in the reviewed answer."""
    labels = {theme.label for theme in answer.themes.values()}
    poured = {entry.change.target.id: entry.change.wanted.into.id for entry in entries if entry.action == "fusionner"}
    faults, last = [], {}
    for entry in entries:
        wanted, target = entry.change.wanted, entry.change.target
        if isinstance(wanted, Move):
            last[target.id] = wanted.theme and wanted.theme.id
        elif isinstance(wanted, Split) and wanted.label not in labels:
            faults.append(wanted.label)
        elif isinstance(wanted, Decide) and target.id not in poured:
            theme = answer.themes.get(target.id)
            faults += [] if theme and theme.status == wanted.status else [target.id]
    for key, theme in last.items():
        faults += [] if answer.segments[key].theme_id == poured.get(theme, theme) else [key]
    return faults


@pytest.mark.parametrize("seed", range(4))
def test_each_correction_stands_after_the_next_run_and_themes_keep_the_ids_that_were_seen(cycle, record, seed):
    first = machine(cycle)
    folder = record(*corrections(first, seed))
    entries = journal.read(folder).entries
    again = reviewed(cycle, folder)
    assert {report.outcome for report in again.reports} == {"honorée"}
    assert broken(entries, again.answer) == []
    named = {entry.change.target.id: entry.change.wanted.label for entry in entries if entry.action == "renommer"}
    for key in {entry.change.target.id for entry in entries if entry.action == "décider"}:
        assert again.answer.themes[key].label == named.get(key, first.themes[key].label)


def test_a_second_run_finds_nothing_more_to_change(cycle, record):
    folder = record(*corrections(machine(cycle), 1))
    once = machine(cycle, folder)
    anchors = Anchors(fold(once, journal.read(folder).entries).answer)
    # What was already so is confirmed: the same passages, the same themes.
    confirmed = sorted(key for key, theme in once.themes.items() if theme.parent_id is None)[0]
    record(Change(anchors.theme(confirmed), Decide(status="accepté")))
    twice = machine(cycle, folder)
    assert {key: row.theme_id for key, row in twice.segments.items()} == {
        key: row.theme_id for key, row in once.segments.items()
    }


def test_validated_themes_keep_name_and_passages_when_a_workshop_is_added(cycle, record):
    first = machine(cycle)
    anchors = Anchors(first)
    themes = sorted(key for key, theme in first.themes.items() if theme.parent_id is None)
    folder = record(*(Change(anchors.theme(key), Decide(status="accepté")) for key in themes))
    for name in list(THEMES)[::-1]:
        cycle.talk("laon", name)
    answer = reviewed(cycle, folder).answer
    for key in themes:
        assert (answer.themes[key].label, answer.themes[key].status) == (first.themes[key].label, "accepté")
    was = {key: row.theme_id for key, row in first.segments.items()}
    assert {key: answer.segments[key].theme_id for key in was} == was
    added = {row.theme_id for key, row in answer.segments.items() if key not in was and row.fate == "retenu"}
    assert added <= set(themes), "the new workshop's passages are sorted into what was validated"


def test_what_surrounds_a_moved_passage_follows_it_through_the_whole_chain(cycle, record):
    first = machine(cycle)
    turns = [row["segment_id"] for row in cycle.passages if cycle.theme[row["segment_id"]] == "transport"][:13]
    theme = next(key for key in sorted(first.themes) if key != first.segments[turns[5]].theme_id)
    folder = record(Change(Anchors(first).segment(turns[5]), Move(theme=Anchors(first).theme(theme))))
    after = machine(cycle, folder)
    assert {after.segments[key].theme_id for key in turns} == {theme}


def test_a_correction_that_the_lessons_ignore_is_seen(cycle, record):
    """The fault planted: the lessons forget the passages that were moved."""
    first = machine(cycle)
    turns = [row["segment_id"] for row in cycle.passages if cycle.theme[row["segment_id"]] == "transport"][:13]
    theme = next(key for key in sorted(first.themes) if key != first.segments[turns[5]].theme_id)
    folder = record(Change(Anchors(first).segment(turns[5]), Move(theme=Anchors(first).theme(theme))))

    def forget(lessons):
        return lessons | {"lesson_members": lessons["lesson_members"].query("not placed")}

    after = machine(cycle, folder, spoil=forget)
    assert {after.segments[key].theme_id for key in turns} != {theme}


def test_a_correction_that_the_fold_ignores_is_seen(cycle, record):
    """The fault planted: the ledger loses its last moves and acceptances before the fold."""
    folder = record(*corrections(machine(cycle), 0))
    entries = journal.read(folder).entries
    kept = [entry for entry in entries if entry.action not in ("déplacer", "décider")]
    assert broken(entries, fold(machine(cycle), kept).answer) != []
