import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import tables
from pipeline.errors import PipelineError
from pipeline.store import Store, digest, write_atomically


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "outputs" / "cycle")


def glossary(*rows):
    return tables.frame("glossary", [{"term": term, "definition": text} for term, text in rows])


def test_a_table_comes_back_as_it_went(store):
    frame = glossary(("EPF", "établissement public foncier"))
    first = store.write_table("glossary", frame)
    assert first == store.digest("glossary") == store.write_table("glossary", frame.copy())
    pd.testing.assert_frame_equal(store.read_table("glossary"), frame, check_dtype=False)


def test_a_broken_contract_is_refused():
    with pytest.raises(ValueError, match="double key"):
        tables.check("glossary", glossary(("EPF", "a"), ("EPF", "b")))
    with pytest.raises(ValueError, match="missing values"):
        tables.check("glossary", glossary(("EPF", None)))
    with pytest.raises(ValueError, match="columns"):
        tables.check("glossary", glossary(("EPF", "a")).rename(columns={"term": "mot"}))


def test_the_public_contract_of_the_house_is_kept():
    promised = {
        "utterances": "utterance_id workshop_id source kind position speaker role start_s end_s text",
        "segments": "segment_id utterance_id workshop_id char_start char_end text fate theme_id theme_score",
        "themes": "theme_id label keywords parent_id n_segments n_speakers n_workshops workshops recurrence",
        "statements": "statement_id segment_id workshop_id char_start char_end text type rule score theme_id",
        "proposals": "proposal_id number title theme_id statement_ids workshops n_workshops n_speakers nature echelle "
        "porteur status",
    }
    for name, columns in promised.items():
        assert set(columns.split()) <= set(tables.columns(name)), name
        assert name in tables.PUBLIC


def test_every_declared_type_has_an_arrow_schema():
    for name in tables.names():
        assert tuple(tables.schema(name).names) == tables.columns(name)


def test_a_missing_table_says_what_to_run(store):
    with pytest.raises(PipelineError, match="synthese run"):
        store.read_table("themes")


def test_a_deliverable_edited_by_a_person_is_set_aside(store):
    ours, aside = store.write_file("synthese.docx", b"draft", None)
    assert aside is None
    assert store.write_file("synthese.docx", b"second draft", ours)[1] is None
    store.path("synthese.docx").write_bytes(b"edited in Word")
    _, aside = store.write_file("synthese.docx", b"third draft", digest(b"second draft"))
    assert aside is not None
    assert aside.read_bytes() == b"edited in Word"
    assert store.path("synthese.docx").read_bytes() == b"third draft"
    store.path("synthese.docx").write_bytes(b"edited again")
    _, second = store.write_file("synthese.docx", b"fourth", digest(b"third draft"))
    assert second not in (None, aside)


def test_an_edited_deliverable_without_a_manifest_is_set_aside_too(store):
    store.folder.mkdir(parents=True)
    store.path("synthese.docx").write_bytes(b"somebody's")
    _, aside = store.write_file("synthese.docx", b"ours", None)
    assert aside is not None
    assert aside.read_bytes() == b"somebody's"


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path, monkeypatch):
    target = tmp_path / "a.bin"
    write_atomically(target, b"old")

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_locked_file_gives_a_french_sentence(store, monkeypatch):
    def locked(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(PipelineError, match="ouvert dans Word"):
        store.write_file("synthese.docx", b"x", None)


def test_an_unreadable_manifest_starts_afresh(store):
    assert store.read_manifest() == {}
    store.folder.mkdir(parents=True)
    (store.folder / "manifest.json").write_text("{torn")
    assert store.read_manifest() == {}


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), unique_by=lambda row: row[0], max_size=6))
def test_the_same_rows_give_the_same_bytes(rows):
    assert tables.to_bytes("glossary", glossary(*rows)) == tables.to_bytes("glossary", glossary(*rows))
