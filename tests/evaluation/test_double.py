"""Double coding: drawn fairly, coded blind, compared, decided, entered and kept as gold."""

import json
from collections import Counter

import pytest
from openpyxl import load_workbook

from pipeline import tables
from pipeline.errors import ReviewError
from pipeline.evaluation import double
from pipeline.evaluation.double_part import double_coding
from pipeline.evaluation.doubly_coded import DoublyCoded, load_double
from pipeline.evaluation.kappa import agree
from pipeline.evaluation.metrics import cohen_kappa
from pipeline.evaluation.sampling import draw, labelled
from pipeline.evaluation.scorer import Scorer
from pipeline.ledger import journal
from pipeline.stages.review.coding_book import CHOICES, NONE, coding_book, read_coding
from pipeline.store import Store

SAID = {
    "proposition": "Il faudrait un fonds numéro {n} pour les études.",
    "frein": "Le permis numéro {n} nous a pris deux ans entiers.",
    "constat": "La rue numéro {n} compte trente vitrines vides.",
    NONE: "Bonjour à toutes et à tous, merci pour le {n}.",
}
LENS, NEVERS = "lens", "nevers"


def frames():
    """Two workshops; each turn says one sentence of each type."""
    rows = {name: [] for name in ("workshops", "utterances", "passages", "found_statements")}
    for workshop, turns in ((LENS, 30), (NEVERS, 10)):
        rows["workshops"].append(
            {"workshop_id": workshop, "folder": workshop, "title": workshop, "town": workshop.title()}
        )
        for n in range(1, turns + 1):
            text = " ".join(words.format(n=n) for words in SAID.values())
            key = f"{workshop}{n:03d}"
            shared = {
                "utterance_id": f"u-{key}",
                "workshop_id": workshop,
                "source": f"{workshop}/a.txt",
                "kind": "transcript",
            }
            shared |= {"position": n, "role": "animation" if n == 1 else "bailleur", "text": text}
            rows["utterances"].append(shared | {"speaker": "Ana Roy", "locator": f"ligne {n}"})
            place = {"segment_id": f"s-{key}", "char_start": 0, "char_end": len(text), "n_words": 20, "fate": "retenu"}
            rows["passages"].append(shared | place)
            rows["found_statements"] += [
                {
                    "statement_id": f"e-{key}{kind[0]}",
                    "segment_id": f"s-{key}",
                    "char_start": text.index(words.format(n=n)),
                    "char_end": text.index(words.format(n=n)) + len(words.format(n=n)) - 1,
                    "text": words.format(n=n)[:-1],
                    "type": kind,
                    "rule": "essai",
                    "score": 0.9,
                }
                for kind, words in SAID.items()
                if kind != NONE
            ]
    return {name: tables.frame(name, found).assign(**extra(name, found)) for name, found in rows.items()}


def extra(name, rows):
    counts = {"workshops": ("n_sources", "n_words", "n_speakers")}.get(name, ())
    added = {column: 1 for column in counts}
    if name == "workshops":
        added["agenda"] = [[] for _ in rows]
    return added


@pytest.fixture(scope="module")
def sentences():
    return labelled(frames())


@pytest.fixture
def cycle(tmp_path):
    folder = tmp_path / "cycle"
    folder.mkdir()
    store = Store(tmp_path / "out")
    for name, frame in frames().items():
        store.write_table(name, frame)
    return folder


@pytest.fixture
def copies(cycle, tmp_path):
    return double.write_copies(cycle, tmp_path / "out", 24, 7)


def code(path, answer):
    """Fill a coding with what a function says of each sentence."""
    book = load_workbook(path)
    for line, sentence in enumerate(read_coding(path).sentences, start=2):
        sheet = book["Codage"]
        at = next(cell.column for cell in sheet[1] if cell.value == "Type")
        sheet.cell(line, at).value = answer(sentence)
    book.save(path)


def truth(sentence):
    return next(kind for kind, words in SAID.items() if words[:8] == sentence.text[:8])


def test_facilitators_are_left_out_and_the_machine_is_labelled(sentences):
    assert len(sentences) == 4 * (29 + 9)
    assert all(one.type == truth(one.sentence) for one in sentences)


def test_every_type_and_workshop_has_its_share_and_propositions_more(sentences):
    types = {one.sentence.key: one.type for one in sentences}
    sample = draw(sentences, 40, 1)
    assert len(sample) == 40
    counts = Counter(types[one.key] for one in sample)
    assert counts["proposition"] == max(counts.values()) >= 16
    assert min(counts.values()) >= 5
    towns = Counter(one.town for one in sample)
    assert min(towns.values()) >= 15
    assert [one.position for one in sample if one.town == "Lens"] == sorted(
        one.position for one in sample if one.town == "Lens"
    )


def test_the_draw_hangs_on_the_seed_alone(sentences):
    assert draw(sentences, 20, 1) == draw([*sentences], 20, 1)
    assert draw(sentences, 20, 1) != draw(sentences, 20, 2)
    assert coding_book(draw(sentences, 20, 1)) == coding_book(draw(sentences, 20, 1))


def test_both_copies_are_the_same_and_hold_nothing_of_the_machine(copies):
    assert copies[0].read_bytes() == copies[1].read_bytes()
    book = load_workbook(copies[0])
    hidden = [json.loads(row[0]) for row in book["_codage"].iter_rows(values_only=True)]
    assert {name for row in hidden for name in row} == {
        "key",
        "town",
        "role",
        "before",
        "text",
        "after",
        "source",
        "position",
        "start",
        "end",
    }
    cells = [str(cell) for row in book["Codage"].iter_rows(min_row=2, values_only=True) for cell in row if cell]
    assert not {"proposition", "frein", "constat"} & set(cells)
    assert "e-lens" not in " ".join([*cells, *map(str, hidden)])
    (rule,) = book["Codage"].data_validations.dataValidation
    assert rule.formula1 == "liste_types"


def test_a_coding_in_progress_is_not_overwritten(copies, cycle, tmp_path):
    with pytest.raises(ReviewError, match="codage en cours"):
        double.write_copies(cycle, tmp_path / "out", 24, 8)


def test_full_agreement_and_a_machine_that_is_right(copies, cycle, tmp_path):
    for path in copies:
        code(path, truth)
    compared = double.compare(cycle, tmp_path / "out", tuple(copies))
    assert compared.lines[0].startswith("Les deux codeurs\u00a0: 24 jugements communs, accord 100")
    assert "kappa 1,00" in compared.lines[0]
    assert double.leave_to_decide(compared, copies[0]) is None
    kinds = Counter(change.wanted.action for change in double.corrections(compared))
    assert set(kinds) == {"décider"}, "what is right is confirmed"


def disagree(copies):
    """Coder B takes every frein for a constat; both see a proposition where the machine sees a constat in Lens."""

    def first(sentence):
        lens = sentence.town == "Lens" and truth(sentence) == "constat"
        return "proposition" if lens else truth(sentence)

    code(copies[0], first)
    code(copies[1], lambda one: "constat" if truth(one) == "frein" else first(one))


def test_what_is_disputed_goes_to_a_third_person_and_then_into_the_ledger_once(copies, cycle, tmp_path):
    disagree(copies)
    compared = double.compare(cycle, tmp_path / "out", tuple(copies))
    disputed = [one for one in compared.sentences if one.key not in compared.final]
    assert disputed
    assert all(truth(one) == "frein" for one in disputed)
    path = double.leave_to_decide(compared, copies[0])
    assert path.name == "codage A (à arbitrer).xlsx"
    sheet = load_workbook(path)["Codage"]
    assert [cell.value for cell in sheet[1]][6:9] == ["Codeur A", "Codeur B", "Type"]
    assert [cell.value for cell in sheet[2]][6:8] == ["frein", "constat"]
    code(path, lambda one: NONE)
    decided = double.compare(cycle, tmp_path / "out", tuple(copies), path)
    changes = double.corrections(decided)
    wanted = Counter((change.wanted.action, getattr(change.wanted, "status", None)) for change in changes)
    assert wanted["décider", "rejeté"] == len(disputed)
    assert wanted["retyper", None] == sum(one.town == "Lens" and truth(one) == "constat" for one in decided.sentences)
    retyped = next(change for change in changes if change.wanted.action == "retyper")
    assert (retyped.wanted.type, retyped.seen, retyped.target.id[:2]) == ("proposition", {"type": "constat"}, "e-")
    count, lines = double.record(cycle, changes, "double codage")
    assert count == len(lines) == len(changes)
    assert journal.read(cycle).entries == ()
    assert double.accept(cycle, changes, "double codage") == count
    assert double.accept(cycle, changes, "double codage") == 0


def test_what_the_machine_missed_is_anchored_by_its_words(copies, cycle, tmp_path):
    for path in copies:
        code(path, lambda one: "levier" if truth(one) == NONE else truth(one))
    changes = double.corrections(double.compare(cycle, tmp_path / "out", tuple(copies)))
    found = [change.target for change in changes if change.wanted.action == "retyper"]
    assert found
    assert all(target.text.startswith("Bonjour à toutes") and target.workshop in (LENS, NEVERS) for target in found)


def test_gaps_odd_types_and_another_draw_are_said(copies, cycle, tmp_path, sentences):
    code(copies[0], truth)
    code(copies[1], lambda one: {"frein": None, "constat": "constaté"}.get(truth(one), truth(one)))
    compared = double.compare(cycle, tmp_path / "out", tuple(copies))
    said = " ".join(compared.lines).replace("\u00a0", " ")
    assert "Codeur B :" in said
    assert "phrases sans type" in said
    assert "« constaté »" in said
    assert {compared.first[one.key] for one in compared.sentences} == {"proposition", NONE}
    other = tmp_path / "autre.xlsx"
    other.write_bytes(coding_book(draw(sentences, 24, 99)))
    with pytest.raises(ReviewError, match="mêmes phrases"):
        double.compare(cycle, tmp_path / "out", (copies[0], other))
    with pytest.raises(ReviewError, match="pas un classeur de codage"):
        read_coding(save(tmp_path / "vide.xlsx"))


def save(path):
    from openpyxl import Workbook

    Workbook().save(path)
    return path


def test_the_codings_become_gold_and_a_part_of_the_report(copies, cycle, tmp_path, world):
    disagree(copies)
    compared = double.compare(cycle, tmp_path / "out", tuple(copies))
    path = double.export(compared, cycle)
    assert path == tmp_path / "gold" / "cycle" / "double.jsonl"
    rows = load_double(path.parent)
    assert len(rows) == 24
    assert {row.final for row in rows} == {"proposition", "constat", NONE, None}
    assert load_double(tmp_path) == ()


def test_the_report_sets_the_machine_beside_the_two_coders(world, value):
    text = "Il faudrait un fonds. Les loyers montent. Merci."
    world.say(text).find(1, "Il faudrait un fonds", "proposition").find(1, "Les loyers montent", "frein")
    source = f"{world.nevers}/Notes.txt"
    places = [(0, 21, "proposition", "proposition"), (22, 41, "constat", "frein"), (42, 48, NONE, NONE)]
    rows = [DoublyCoded(source, 1, start, end, text[start:end], a, b, None) for start, end, a, b in places]
    (part,) = double_coding(world.run(), Scorer(1, 50), rows)
    assert value(part, "double.codeurs.tous") == pytest.approx(4 / 7)
    assert value(part, "double.programme_b.tous") == 1.0
    assert value(part, "double.codeurs.proposition") == 1.0
    moved = [DoublyCoded(source, 1, 1, 22, row.text, "frein", "frein", None) for row in rows[:1]]
    assert double_coding(world.run(), Scorer(1, 50), moved) == []


def test_kappa_is_that_of_the_books():
    # Cohen (1960), as worked out by hand: po = 0.7, pe = 0.5.
    one = ["oui"] * 25 + ["non"] * 25
    other = ["oui"] * 20 + ["non"] * 5 + ["oui"] * 10 + ["non"] * 15
    assert agree(one, other).kappa == pytest.approx(0.4)
    assert agree(one, other).share == pytest.approx(0.7)
    assert agree([], []).said == "aucun jugement commun"
    assert agree(["a"], ["a"]).kappa is None
    assert cohen_kappa(["a"], ["a"]) == 1.0
    assert set(CHOICES) >= {NONE, "question"}
