import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReviewError
from pipeline.ledger import journal
from pipeline.ledger.encoding import decode, encode
from pipeline.ledger.entries import (
    Anchor,
    Change,
    Comment,
    Decide,
    Entry,
    Identify,
    Move,
    Rename,
    Retype,
)
from pipeline.ledger.storage import NAME, NONE, ledger_digest

TEXT = st.text(min_size=1, max_size=30).filter(lambda text: text.strip())
THEME = st.builds(Anchor, kind=st.just("thème"), id=TEXT, text=TEXT, prints=st.tuples(TEXT))
STATEMENT = st.builds(Anchor, kind=st.just("énoncé"), id=TEXT, text=TEXT, before=TEXT, speaker=st.none() | TEXT)
CHANGES = st.one_of(
    st.builds(Change, THEME, st.builds(Rename, label=TEXT), st.just({"label": "avant"})),
    st.builds(Change, STATEMENT, st.builds(Retype, type=st.sampled_from(["frein", "levier"]))),
    st.builds(Change, STATEMENT, st.builds(Move, theme=st.none() | THEME)),
    st.builds(Change, STATEMENT, st.builds(Decide, status=st.just("accepté"))),
    st.builds(Change, THEME, st.builds(Comment, text=TEXT)),
)
ENTRIES = st.builds(Entry, TEXT, TEXT, TEXT, CHANGES)


def remark(number):
    return Change(Anchor(kind="thème", id="t-1", text="Vacance"), Comment(text=f"remarque {number}"))


@given(ENTRIES)
def test_an_entry_comes_back_as_it_went(entry):
    line = encode(entry)
    assert b"\n" not in line
    assert decode(line) == entry


@settings(deadline=None, max_examples=30)
@given(st.lists(CHANGES, max_size=6), st.lists(CHANGES, max_size=3))
def test_the_ledger_keeps_all_in_order(tmp_path_factory, first, second):
    cycle = tmp_path_factory.mktemp("cycle")
    written = journal.record(cycle, first, "Anne") + journal.record(cycle, second, "Bruno")
    assert journal.read(cycle) == journal.Journal(written, ())


def test_a_crash_at_any_byte_loses_no_acknowledged_entry(tmp_path):
    whole = journal.record(tmp_path, [remark(number) for number in range(3)], "Zoé")
    data = (tmp_path / NAME).read_bytes()
    ends = [at for at in range(len(data) + 1) if data[:at].endswith(b"\n")]
    for cut in range(len(data) + 1):
        (tmp_path / NAME).write_bytes(data[:cut])
        acknowledged = sum(end <= cut for end in ends)
        # A line that lacks only its end is whole.
        complete = sum(end - 1 <= cut for end in ends)
        found = journal.read(tmp_path)
        assert found.entries == whole[:complete]
        assert len(found.entries) >= acknowledged
        assert len(found.unreadable) == int(cut not in (0, *ends, *(end - 1 for end in ends)))


def test_writing_goes_on_after_a_torn_line_and_says_which(tmp_path):
    whole = journal.record(tmp_path, [remark(1), remark(2)], "Zoé")
    data = (tmp_path / NAME).read_bytes()
    (tmp_path / NAME).write_bytes(data[:-20])
    later = journal.record(tmp_path, [remark(3)], "Zoé")
    found = journal.read(tmp_path)
    assert found.entries == (whole[0], *later)
    assert found.unreadable == (2,)
    assert (tmp_path / NAME).read_bytes().startswith(data[:-20]), "nothing is erased"
    assert "ligne 2 mise de côté" in journal.warnings(tmp_path, found)[0]


def _write_many(cycle, who):
    for number in range(500):
        journal.record(Path(cycle), [remark(number)], who)


def test_two_processes_writing_500_entries_each_lose_none(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(str(tmp_path), who)) for who in ("Anne", "Bruno")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = journal.read(tmp_path)
    assert found.unreadable == ()
    for who in ("Anne", "Bruno"):
        texts = [entry.change.wanted.text for entry in found.entries if entry.who == who]
        assert texts == [f"remarque {number}" for number in range(500)]


_ENDLESS = """
import sys
from pathlib import Path
from pipeline.ledger import journal
from pipeline.ledger.entries import Anchor, Change, Comment
change = Change(Anchor(kind="thème", id="t-1"), Comment(text="x" * 400))
while True:
    print(journal.record(Path(sys.argv[1]), [change], "Zoé")[0].entry_id, flush=True)
"""


def test_a_killed_process_loses_no_acknowledged_entry(tmp_path):
    writer = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    acknowledged = [writer.stdout.readline().strip() for _ in range(50)]
    writer.kill()
    acknowledged += writer.stdout.read().split()
    writer.stdout.close()
    writer.wait()
    known = {entry.entry_id for entry in journal.read(tmp_path).entries}
    assert len(acknowledged) >= 50
    assert set(acknowledged) <= known


def test_a_line_copied_twice_counts_once(tmp_path):
    journal.record(tmp_path, [remark(1), remark(2)], "Zoé")
    path = tmp_path / NAME
    once = journal.read(tmp_path)
    path.write_bytes(path.read_bytes() * 2)
    assert journal.read(tmp_path) == once


def test_the_digest_changes_with_each_entry_and_says_when_there_is_none(tmp_path):
    assert ledger_digest(tmp_path) == NONE == "aucune"
    journal.record(tmp_path, [], "Zoé")
    assert ledger_digest(tmp_path) == NONE
    journal.record(tmp_path, [remark(1)], "Zoé")
    first = ledger_digest(tmp_path)
    assert first == ledger_digest(tmp_path)
    journal.record(tmp_path, [remark(2)], "Zoé")
    assert ledger_digest(tmp_path) not in (first, NONE)


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[1, 2]",
        b"\x00\x00\x00",
        b'{"id": "c-1", "at": "x", "who": "Z", "action": "danser", "target": {}, "seen": {}, "wanted": {}}',
        b'{"id": "c-1", "at": "x", "who": "Z", "action": "retyper", "target": {"kind": "th\xc3\xa8me", "id": "t-1"},'
        b' "seen": {}, "wanted": {"type": "frein"}}',
        b'{"id": "c-1", "at": "x", "who": "Z", "action": "commenter", "target": {"kind": "segment", "id": "s-1"},'
        b' "seen": null, "wanted": {"text": "bien"}}',
    ],
)
def test_a_line_that_makes_no_sense_is_set_aside_not_fatal(tmp_path, line):
    (tmp_path / NAME).write_bytes(line + b"\n")
    whole = journal.record(tmp_path, [remark(1)], "Zoé")
    assert journal.read(tmp_path) == journal.Journal(whole, (1,))


def test_clock_author_and_ids_come_from_outside(tmp_path):
    change = Change(Anchor(kind="locuteur", id="l-1", text="J. Dupont"), Identify(role="bailleur"))
    (entry,) = journal.record(tmp_path, [change], "  Anne  Le Goff ", clock=lambda: "midi", identify=lambda: "c-7")
    assert (entry.entry_id, entry.at, entry.who) == ("c-7", "midi", "Anne Le Goff")


def test_nobody_signs_is_refused_and_writes_nothing(tmp_path):
    with pytest.raises(ReviewError, match="nom du relecteur"):
        journal.record(tmp_path, [remark(1)], " ")
    assert not (tmp_path / NAME).exists()


def test_what_cannot_be_written_or_read_is_said_in_french(tmp_path):
    with pytest.raises(ReviewError, match="impossible d’enregistrer"):
        journal.record(tmp_path / "absent", [remark(1)], "Zoé")
    (tmp_path / NAME).mkdir()
    with pytest.raises(ReviewError, match="illisible"):
        journal.read(tmp_path)


def test_a_correction_must_make_sense_for_its_target():
    with pytest.raises(ValueError, match="ne s’applique pas"):
        Change(Anchor(kind="segment", id="s-1"), Rename(label="Vacance"))


@pytest.mark.skipif(sys.platform == "win32", reason="pas de fork sous Windows")
def test_writers_killed_at_random_moments_lose_nothing_that_was_acknowledged(root):
    script = root / "benchmarks" / "review_crash.py"
    environment = os.environ | {"PYTHONPATH": str(root)}
    shown = subprocess.run(
        [sys.executable, str(script), "20", "50"], capture_output=True, text=True, check=True, env=environment
    )
    found = json.loads(shown.stdout)
    assert found["perdues"] == 0
    assert found["confirmées"] > 0
    assert found["tués"] > 0
