"""The sample corpus end to end, with the real models: what a run promises, read off its tables and documents."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

from pipeline import explain, runner, tables
from pipeline.records import FATES, KINDS, ROLES, STATEMENT_TYPES
from pipeline.store import Store
from pipeline.text.speech import tidy
from pipeline.text.typography import typeset

REFERENCE = re.compile(r"\b[tespu]-[0-9a-f]{12}\b")

# Runs the pipeline where no socket can be opened: any attempt is a failure.
OFFLINE = """
import socket, sys
def refuse(*args, **kwargs):
    raise RuntimeError("network use")
socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
from pathlib import Path
from pipeline import runner
runner.run(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.fixture(scope="session")
def table(sample):
    return {name: pd.read_parquet(sample / "tables" / f"{name}.parquet") for name in tables.PUBLIC}


@pytest.fixture(scope="session")
def words(sample):
    document = Document(str(sample / "synthese.docx"))
    cells = [cell.text for drawn in document.tables for row in drawn.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_every_table_keeps_its_contract_and_its_closed_lists(table):
    for name, frame in table.items():
        tables.check(name, frame)
        assert len(frame) or name == "corrections", name
    assert set(table["utterances"]["kind"]) == set(KINDS)
    assert set(table["utterances"]["role"]) <= set(ROLES)
    assert set(table["segments"]["fate"]) <= set(FATES)
    assert set(table["statements"]["type"]) == set(STATEMENT_TYPES)


def test_every_word_of_every_file_ends_in_one_segment_with_a_fate(table):
    segments = table["segments"].sort_values(["utterance_id", "char_start"]).groupby("utterance_id")["text"]
    joined = segments.agg(" ".join)
    texts = table["utterances"].set_index("utterance_id")["text"]
    assert set(joined.index) == set(texts.index)
    for utterance_id, text in texts.items():
        assert joined[utterance_id].split() == text.split()


def test_ids_point_at_rows_and_offsets_at_words(table):
    utterance = table["utterances"].set_index("utterance_id")["text"]
    for row in table["segments"].itertuples():
        assert utterance[row.utterance_id][row.char_start : row.char_end] == row.text
    segment = table["segments"].set_index("segment_id")["text"]
    for row in table["statements"].itertuples():
        assert segment[row.segment_id][row.char_start : row.char_end] == row.text
    themes, statements = set(table["themes"]["theme_id"]), set(table["statements"]["statement_id"])
    assert set(table["segments"]["theme_id"].dropna()) <= themes
    for row in table["proposals"].itertuples():
        assert set(row.statement_ids) <= statements
        assert pd.isna(row.theme_id) or row.theme_id in themes


def test_facilitators_hold_no_opinion(table):
    role = table["utterances"].set_index("utterance_id")["role"]
    said = table["statements"].merge(table["segments"][["segment_id", "utterance_id"]], on="segment_id")
    opinions = said[said["type"] != "question"]
    assert "animation" not in set(role.loc[opinions["utterance_id"]])


def test_the_cycle_is_readable(table):
    assert len(table["workshops"]) == 4
    assert 8 <= len(table["themes"][table["themes"]["parent_id"].isna()]) <= 25
    assert len(table["proposals"]) >= 30
    assert table["proposals"]["number"].tolist() == sorted(table["proposals"]["number"])
    assert (table["proposals"]["n_workshops"] >= 2).sum() >= 5
    assert table["themes"]["label"].is_unique


def test_every_verbatim_of_the_word_file_is_in_its_source(table, words):
    source = [typeset(tidy(text)) for text in table["utterances"]["text"]]
    quoted = [match for text in words for match in re.findall(r"«\u00a0([^»]{25,})\u00a0»", text)]
    labels = {typeset(label) for label in table["themes"]["label"]}
    quoted = [quote for quote in quoted if quote not in labels]
    assert len(quoted) >= 30
    for quote in quoted:
        for piece in quote.split("[…]"):
            assert any(piece.strip() in text for text in source), quote


def test_explain_resolves_every_reference_of_the_documents(sample, words):
    page = (sample / "synthese.html").read_text(encoding="utf-8")
    references = sorted({found for text in [*words, page] for found in REFERENCE.findall(text)})
    assert len(references) >= 50
    walk = explain.Walk(Store(sample))
    for reference in references:
        assert any("fichier" in line for line in walk.lines(reference)), reference


def test_explain_says_what_decided_and_what_is_tied(sample, table):
    walk = explain.Walk(Store(sample))
    card = table["proposals"].dropna(subset=["nature_words"]).iloc[0]
    assert any(
        f"nature : {card['nature']} (« {card['nature_words']} »)" in line for line in walk.lines(card["proposal_id"])
    )
    tied = table["statements"].dropna(subset=["constat_id"]).iloc[0]
    finding = table["statements"].set_index("statement_id").loc[tied["constat_id"], "text"]
    assert any(
        "constat d’origine" in line and tied["constat_words"] in line and finding in line
        for line in walk.lines(tied["statement_id"])
    )
    told = table["statements"].query("reason == 'rapportee'").iloc[0]["statement_id"]
    assert "  écarté : demande rapportée d’un autre" in walk.lines(told)


def test_the_workbook_says_what_decided_and_why_a_demand_is_none(sample, table):
    sheets = pd.read_excel(sample / "relecture.xlsx", sheet_name=["Propositions", "Énoncés"], header=None, dtype=str)
    card = table["proposals"].dropna(subset=["nature_words"]).iloc[0]
    cells = {name: set(sheet.stack().dropna()) for name, sheet in sheets.items()}
    assert any(cell.startswith(f"{card['nature']} (« {card['nature_words']} »)") for cell in cells["Propositions"])
    assert "demande niée" in cells["Énoncés"]


def test_nobody_is_named_beside_a_quotation(table, words):
    names = {name for name in table["speakers"]["speaker"] if name and " " in name}
    signed = [text for text in words if text.lstrip().startswith("—")]
    assert signed
    assert not [(name, text) for name in names for text in signed if name in text]


def test_the_page_asks_nothing_of_the_network(sample):
    page = (sample / "synthese.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", page)
    assert "Content-Security-Policy" in page


def test_another_order_other_threads_no_network_same_bytes(root, sample, tmp_path):
    original = root / "corpus" / "exemple"
    copy = tmp_path / "exemple"
    files = sorted(path for path in original.rglob("*") if path.is_file())
    random.Random(7).shuffle(files)
    for path in files:
        target = copy / path.relative_to(original)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    again = tmp_path / "again"
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "12345", "SYNTHESE_HOME": str(root)}
    subprocess.run([sys.executable, "-c", OFFLINE, str(copy), str(again)], check=True, env=environment, cwd=tmp_path)
    produced = sorted(path.relative_to(sample) for path in sample.rglob("*") if path.is_file())
    assert Path("synthese.docx") in produced
    for path in produced:
        if path.name != "manifest.json":
            assert (sample / path).read_bytes() == (again / path).read_bytes(), path


def test_nothing_is_done_again_when_nothing_changed(root, sample):
    report = runner.run(root / "corpus" / "exemple", sample)
    assert [line.name for line in report.stages if line.ran] == []
    manifest = json.loads((sample / "manifest.json").read_text(encoding="utf-8"))
    assert list(manifest["stages"]) == sorted(manifest["stages"])
    assert report.counts["ateliers"] == 4
