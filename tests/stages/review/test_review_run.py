import numpy as np
import pandas as pd
import pytest
import world

from pipeline import tables
from pipeline.ledger import journal
from pipeline.ledger.entries import Anchor, Change, Comment, Decide, Identify
from pipeline.ledger.storage import NAME
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.review import STAGE, ReviewSettings
from pipeline.stages.review.run import run


@pytest.fixture(scope="module")
def some(turns):
    return [turn for turn in turns if turn.n % 8 < 1]


def review(frames, cycle):
    return run(Inputs(Place(cycle, cycle), frames), ReviewSettings(), Silent())


def in_bytes(outcome):
    return {name: tables.to_bytes(name, frame) for name, frame in outcome.tables.items()} | dict(outcome.files)


def test_the_tables_keep_the_contract_and_every_input_row(some, tmp_path):
    frames = world.frames(some)
    outcome = review(frames, tmp_path)
    assert set(outcome.tables) == set(STAGE.writes)
    assert set(outcome.files) == set(STAGE.delivers)
    for name, frame in outcome.tables.items():
        tables.check(name, frame)
    for made, given, key in (
        ("segments", "passages", "segment_id"),
        ("statements", "found_statements", "statement_id"),
        ("proposals", "found_proposals", "proposal_id"),
    ):
        assert set(outcome.tables[made][key]) == set(frames[given][key])
    assert outcome.messages == ()
    assert outcome.counts == {
        "themes": len(outcome.tables["themes"]),
        "enonces": len(outcome.tables["statements"]),
        "propositions": len(outcome.tables["proposals"]),
        "corrections": 0,
    }


def test_without_correction_the_answer_is_the_machine_s(some, tmp_path):
    frames = world.frames(some)
    outcome = review(frames, tmp_path)
    columns = ["segment_id", "theme_id", "theme_score"]
    made, given = (
        frame[columns].sort_values("segment_id").reset_index(drop=True)
        for frame in (outcome.tables["segments"], frames["assignments"])
    )
    pd.testing.assert_frame_equal(made, given, check_dtype=False)
    proposals = outcome.tables["proposals"]
    assert list(proposals["number"]) == list(range(1, len(proposals) + 1))
    assert set(proposals["status"]) <= {"sûre", "à confirmer"}


def test_the_order_of_rows_does_not_change_a_byte(some, tmp_path):
    frames = world.frames(some)
    anchor = Anchor(kind="énoncé", id=frames["found_statements"]["statement_id"].iloc[0])
    journal.record(tmp_path, [Change(anchor, Comment(text="vu"))], "Anne")
    shuffled = {name: frame.sample(frac=1, random_state=11) for name, frame in frames.items()}
    assert in_bytes(review(frames, tmp_path)) == in_bytes(review(shuffled, tmp_path))


def test_the_inputs_are_not_changed(some, tmp_path):
    frames = world.frames(some)
    speaker = frames["speakers"].iloc[0]
    anchor = Anchor(kind="locuteur", id=speaker.speaker_id, text=speaker.speaker)
    journal.record(tmp_path, [Change(anchor, Identify(role="animation"))], "Anne")
    before = {name: frame.copy(deep=True) for name, frame in frames.items()}
    review(frames, tmp_path)
    for name, frame in frames.items():
        assert frame.equals(before[name]), name


def test_tables_as_parquet_gives_them_are_read_alike(some, tmp_path):
    frames = world.frames(some)
    stored = {
        name: tables.from_bytes(tables.to_bytes(name, frame)) for name, frame in frames.items() if name != "utterances"
    }
    assert isinstance(stored["found_themes"]["keywords"].iloc[0], np.ndarray)
    assert in_bytes(review(stored, tmp_path)) == in_bytes(review(frames, tmp_path))


def test_an_empty_cycle_gives_empty_tables_and_a_workbook(tmp_path):
    outcome = review(world.frames([]), tmp_path)
    assert {len(frame) for frame in outcome.tables.values()} == {0}
    assert outcome.files["relecture.xlsx"].startswith(b"PK")


def test_what_became_of_the_corrections_is_told(some, tmp_path):
    frames = world.frames(some)
    row = frames["found_statements"].iloc[0]
    known = Anchor(kind="énoncé", id=row.statement_id, text=row.text)
    lost = Anchor(kind="énoncé", id="e-0", text="La licorne bleue galope sur Mars.", workshop="nevers", speaker="Zoé")
    asked = [Change(known, Decide(status="accepté"))] + [Change(lost, Decide(status="rejeté"))] * 7
    journal.record(tmp_path, asked, "Anne")
    with (tmp_path / NAME).open("ab") as stream:
        stream.write(b'{"id": "c-')
    outcome = review(frames, tmp_path)
    assert outcome.counts["corrections"] == 8
    torn, summary, first, *_, rest = outcome.messages
    assert "ligne 9 mise de côté" in torn
    assert summary == "1 correction honorée, 7 orphelines."
    assert "orpheline (décider)" in first
    assert "(nevers, Zoé)" in first
    assert rest.startswith("… et 2 autres")
    corrections = outcome.tables["corrections"]
    assert list(corrections["outcome"]) == ["honorée"] + ["orpheline"] * 7


def test_the_ledger_is_part_of_the_stage_s_fingerprint(tmp_path):
    place = Place(tmp_path, tmp_path)
    before = STAGE.outside(place, ReviewSettings())
    journal.record(tmp_path, [Change(Anchor(kind="thème", id="t-1"), Comment(text="vu"))], "Anne")
    assert before == {"corrections": "aucune"}
    assert STAGE.outside(place, ReviewSettings()) != before
