import json

import pytest

from pipeline.errors import CorpusError
from pipeline.evaluation.gold import load_gold

SOURCE = "2022-03-02 Vaubrenne/Séance.docx"
TEXT = "Ben, euh, il faudrait un fonds."
TABLES = {
    "passages": {
        "atelier": "2022-03-02 Vaubrenne",
        "source": SOURCE,
        "kind": "transcript",
        "n": 1,
        "speaker": "Jean-Noël Désormière",
        "role": "bailleur",
        "theme": "financement",
        "text": TEXT,
    },
    "statements": {
        "atelier": "2022-03-02 Vaubrenne",
        "source": SOURCE,
        "n": 1,
        "char_start": 10,
        "char_end": 31,
        "text": "il faudrait un fonds.",
        "type": "proposition",
        "group": "fonds-amorcage",
        "refused": None,
    },
    "propositions": {
        "group": "fonds-amorcage",
        "theme": "financement",
        "measure": "créer un fonds",
        "ateliers": ["2022-03-02 Vaubrenne"],
        "occurrences": [{"source": SOURCE, "n": 1, "char_start": 10, "char_end": 31}],
    },
    "points": {"atelier": "2022-03-02 Vaubrenne", "theme": "financement", "group": None, "text": "Un fonds manque."},
    "evidence": {
        "atelier": "2022-03-02 Vaubrenne",
        "text": "Un fonds manque.",
        "sides": [[{"source": SOURCE, "n": 1}]],
    },
    "speakers": {
        "atelier": "2022-03-02 Vaubrenne",
        "name": "Jean-Noël Désormière",
        "structure": "Logis du Val",
        "role": "bailleur",
    },
}


@pytest.fixture
def folder(tmp_path):
    """A gold folder of one row a table, with one table's row changed."""

    def _folder(name=None, **changes):
        for table, row in TABLES.items():
            row = row | changes if table == name else row
            (tmp_path / f"{table}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
        return tmp_path

    return _folder


def test_the_five_tables_are_read(folder):
    gold = load_gold(folder())
    assert gold.passages[0].text == TEXT
    assert gold.statements[0].type == "proposition"
    assert gold.propositions[0].occurrences[0].char_end == 31
    assert gold.propositions[0].ateliers == ("2022-03-02 Vaubrenne",)
    assert (gold.points[0].group, gold.speakers[0].structure) == (None, "Logis du Val")


def test_a_text_may_hold_an_odd_line_break(folder):
    odd = "Ben, euh, il faudrait un fonds.\u2028Voilà."
    assert load_gold(folder("passages", text=odd)).passages[0].text == odd


@pytest.mark.parametrize("name", [name for name in TABLES if name != "evidence"])
def test_an_empty_or_missing_table_is_an_error(folder, name):
    gold = folder()
    (gold / f"{name}.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"{name}\.jsonl est vide"):
        load_gold(gold)
    (gold / f"{name}.jsonl").unlink()
    with pytest.raises(CorpusError, match=rf"{name}\.jsonl ne peut pas être lue"):
        load_gold(gold)


@pytest.mark.parametrize(
    ("name", "changes", "field"),
    [
        ("statements", {"type": "idée"}, "type"),
        ("statements", {"refused": "vague"}, "refused"),
        ("passages", {"n": "1"}, "n"),
        ("passages", {"thème": None}, "thème"),
        ("propositions", {"occurrences": [{"source": SOURCE}]}, "occurrences.0.char_end"),
    ],
)
def test_a_malformed_row_names_its_line_and_fields(folder, name, changes, field):
    with pytest.raises(CorpusError, match=rf"{name}\.jsonl, ligne 1, .*{field}"):
        load_gold(folder(name, **changes))


@pytest.mark.parametrize("changes", [{"char_start": 9}, {"n": 2}, {"source": "ailleurs"}, {"text": ""}])
def test_a_statement_that_is_not_where_it_says_is_an_error(folder, changes):
    with pytest.raises(CorpusError, match="n’est pas à sa place"):
        load_gold(folder("statements", **changes))


def test_a_folder_without_gold_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match=r"corpus/render\.py"):
        load_gold(tmp_path / "rien")


def test_a_key_point_has_a_group_or_passages_that_exist(folder):
    gold = folder("evidence", sides=[[{"source": SOURCE, "n": 2}]])
    with pytest.raises(CorpusError, match="ne sont pas dans passages"):
        load_gold(gold)
    (gold / "evidence.jsonl").unlink()
    with pytest.raises(CorpusError, match="n’a ni groupe ni passages"):
        load_gold(gold)
