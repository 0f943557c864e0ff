import json
import shutil
from collections import defaultdict

import pytest

from pipeline.text.fold import fold
from pipeline.text.repair import repair

# 22 November 2026, n = 8 facilitators of 62 speakers, metadata taken away.
FACILITATORS_FOUND = 7


def lines(root, name):
    return [json.loads(line) for line in (root / "corpus" / "gold" / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def gold(root):
    passages = defaultdict(list)
    for passage in lines(root, "passages.jsonl"):
        passages[passage["source"]].append(passage)
    return passages


def test_every_word_of_the_sample_is_read_in_order_and_by_whom(root, ingest, gold):
    utterances = ingest(root / "corpus" / "exemple").tables["utterances"]
    assert set(utterances["source"]) == set(gold)
    for source, turns in utterances.groupby("source"):
        expected = gold[source]
        assert " ".join(turns["text"]) == " ".join(repair(passage["text"]) for passage in expected), source
        assert set(turns["kind"]) == {expected[0]["kind"]}
        spoken = defaultdict(str)
        for turn in turns.to_dict("records"):
            who = fold(turn["speaker"]) if isinstance(turn["speaker"], str) else None
            spoken[who, turn["role"]] += turn["text"] + " "
        written = defaultdict(str)
        for passage in expected:
            who, role = passage["speaker"], passage["role"] if passage["speaker"] else "inconnu"
            written[fold(who) if who else None, role] += repair(passage["text"]) + " "
        assert spoken == written, source


def test_facilitators_are_told_without_metadata(root, ingest, tmp_path):
    cycle = tmp_path / "exemple"
    shutil.copytree(root / "corpus" / "exemple", cycle)
    for metadata in cycle.rglob("*.toml"):
        metadata.unlink()
    speakers = ingest(cycle).tables["speakers"]
    told = speakers[speakers["role"] == "animation"]
    found = {(workshop, fold(name)) for workshop, name in zip(told["workshop_id"], told["speaker"], strict=True)}
    known = {fold(one["name"]): one["role"] for one in lines(root, "speakers.jsonl")}
    assert {known[name] for _, name in found} == {"animation"}
    assert len(found) >= FACILITATORS_FOUND


def test_the_sample_names_its_towns_and_dates_without_metadata(root, ingest, tmp_path):
    cycle = tmp_path / "exemple"
    shutil.copytree(root / "corpus" / "exemple", cycle, ignore=shutil.ignore_patterns("*.toml"))
    workshops = ingest(cycle).tables["workshops"]
    assert workshops["town"].fillna("").tolist() == ["Saint-Quentin", "Angoulême", "Nevers", ""]
    assert workshops["date"].tolist() == ["2022-06-30", "2022-07-04", "2022-10-11", "2022-11-24"]
