"""What is not understood of a workbook: each cell said, and a copy that lists them."""

import pytest
from books import at, lines_where, plain, put, read_changes
from openpyxl import load_workbook

from pipeline.ledger import journal
from pipeline.ledger.entries import Duplicate, Move, Order
from pipeline.stages.review.import_workbook import accept, propose


def bad(book):
    put(book, "Énoncés", 2, "Type", "frain")
    put(book, "Énoncés", 3, "Thème", "Licornes")
    put(book, "Thèmes", 2, "Libellé", "Argent")
    put(book, "Thèmes", 3, "Rang", 40)


def test_a_copy_lists_the_bad_cells_and_the_workbook_is_left_alone(filled, cycle):
    path = filled(bad)
    before = path.read_bytes()
    proposed = propose([path], cycle, ["Anne"])
    assert [type(one).__name__ for one in proposed.changes] == ["Change"]
    assert len(proposed.anomalies) == 3
    assert path.read_bytes() == before
    copy = path.with_name("relecture (anomalies).xlsx")
    assert str(copy) in proposed.notes[0]
    was, book = load_workbook(path), load_workbook(copy)
    assert book.sheetnames == [
        "Mode d’emploi",
        "Anomalies",
        *(name for name in was.sheetnames[1:] if name != "Anomalies"),
    ]
    assert book.active.title == "Anomalies"
    for sheet in was:
        if sheet.title == "Anomalies":
            continue
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [[cell.value for cell in row] for row in book[sheet.title].iter_rows()] == values
        rules, kept = (one.data_validations.dataValidation for one in (sheet, book[sheet.title]))
        assert [str(rule.sqref) for rule in rules] == [str(rule.sqref) for rule in kept]
    rows = [[cell.value for cell in row] for row in book["Anomalies"].iter_rows(min_row=2, max_row=4)]
    letter = was["Énoncés"].cell(1, at(was["Énoncés"], "Type")).column_letter
    place, column, found, expected, todo = next(row for row in rows if row[1] == "Type")
    assert (place, column) == (f"Énoncés ! {letter}2", "Type")
    assert "frain" in found
    assert expected == "constat, frein, levier, proposition ou question"
    assert "frein" in todo
    links = [row[0].hyperlink.location for row in book["Anomalies"].iter_rows(min_row=2, max_row=4)]
    assert f"'Énoncés'!{letter}2" in links


def test_the_mended_copy_is_imported_and_nothing_twice(filled, cycle):
    path = filled(bad)
    accept(propose([path], cycle, ["Anne"]), cycle)
    copy = path.with_name("relecture (anomalies).xlsx")
    book = load_workbook(copy)
    put(book, "Énoncés", 2, "Type", "levier" if book["Énoncés"].cell(2, at(book["Énoncés"], "Type")).value else "")
    book.save(copy)
    again = propose([copy], cycle, ["Anne"])
    assert again.n_known == 1
    assert len(again.anomalies) == 2
    kept = path.with_name("relecture (anomalies 2).xlsx")
    assert kept.exists(), "the copy that is being mended is not overwritten"
    propose([copy], cycle, ["Anne"])
    assert sorted(one.name for one in path.parent.glob("relecture (*")) == [copy.name, kept.name][::-1]


def test_no_anomaly_leaves_no_copy(filled, cycle):
    path = filled(lambda book: put(book, "Thèmes", 2, "Libellé", "Argent"))
    assert propose([path], cycle, ["Anne"]).notes == ()
    assert [one.name for one in path.parent.glob("*.xlsx")] == [path.name]


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ([("Thèmes", 2, "Libellé", "Argent"), ("Thèmes", 2, "Fusionner avec", 3)], "plus rien à lui"),
        ([("Propositions", 2, "Joindre à (n°)", 2), ("Propositions", 2, "Décision", "rejeté")], "on rejette"),
        ([("Propositions", 2, "Joindre à (n°)", 2), ("Propositions", 3, "Joindre à (n°)", 1)], "chacun irait"),
        ([("Propositions", 2, "Doublon de (n°)", 2), ("Propositions", 3, "Décision", "rejeté")], "rejette"),
        ([("Propositions", 2, "Doublon de (n°)", 2), ("Propositions", 3, "Doublon de (n°)", 1)], "chacun irait"),
        ([("Énoncés", 2, "Décision", "rejeté"), ("Énoncés", 2, "Type", "levier")], "on rejette"),
    ],
)
def test_of_two_cells_that_contradict_each_other_neither_is_followed(filled, edits, why):
    def edit(book):
        for name, line, title, value in edits:
            label = (
                book["Thèmes"].cell(value, at(book["Thèmes"], "Libellé")).value if title == "Fusionner avec" else value
            )
            put(book, name, line, title, label)

    asked = read_changes(filled(edit))
    assert asked.changes == ()
    assert len(asked.anomalies) == 2
    assert all("contredit la colonne" in one.found for one in asked.anomalies)
    assert all(why in one.found for one in asked.anomalies)


def test_a_scrambled_id_is_recognised_by_its_row(filled):
    asked = read_changes(filled(lambda book: put(book, "Énoncés", 5, "Identifiant", "e-123")))
    known = read_changes(filled(lambda book: None)).filled.base
    ids = [key for sheet, key in known.anchors if sheet == "Énoncés"]
    assert asked.anomalies[0].expected == ids[3]


def test_a_new_label_can_be_used_elsewhere_in_the_same_workbook(filled):
    def edit(book):
        put(book, "Thèmes", 2, "Libellé", "Argent")
        put(book, "Énoncés", 2, "Thème", "argent")
        put(book, "Énoncés", 3, "Thème", "Argent")

    asked = read_changes(filled(edit))
    moved = [change.wanted.theme.id for change in asked.changes if isinstance(change.wanted, Move)]
    assert moved
    assert set(moved) == {asked.changes[0].target.id}


def test_a_rank_puts_a_row_between_two_others(filled):
    ids = [key for sheet, key in read_changes(filled(lambda book: None)).filled.base.anchors if sheet == "Thèmes"]

    def order(*ranks):
        def edit(book):
            for line, rank in ranks:
                put(book, "Thèmes", line, "Ordre", rank)

        asked = read_changes(filled(edit))
        assert asked.anomalies == ()
        line = list(ids)
        for change in asked.changes:
            assert isinstance(change.wanted, Order)
            line.remove(change.target.id)
            after = change.wanted.after
            line.insert(line.index(after.id) + 1 if after else 0, change.target.id)
        return [ids.index(key) + 1 for key in line][:5]

    assert order((6, 2)) == [1, 5, 2, 3, 4]
    assert order((3, 4)) == [1, 3, 4, 2, 5]
    assert order((6, "2,5")) == [1, 2, 5, 3, 4]
    assert order((2, 2), (3, 1)) == [2, 1, 3, 4, 5]
    assert order((6, 1), (5, 1)) == [4, 5, 1, 2, 3]
    # All renumbered by hand, as careful people do.
    assert order((5, 2), (3, 3), (4, 4)) == [1, 4, 2, 3, 5]


def test_an_emptied_rank_or_duplicate_is_taken_back(filled, cycle, some):
    from books import review

    def mark(book):
        put(book, "Thèmes", 3, "Ordre", 1)
        put(book, "Propositions", 3, "Doublon de (n°)", 1)

    accept(propose([filled(mark)], cycle, ["Anne"]), cycle)
    outcome = review(some, cycle)
    assert set(outcome.tables["corrections"]["outcome"]) == {"honorée"}
    proposals = outcome.tables["proposals"]
    (hidden,) = proposals[proposals["status"] == "doublon"]["duplicate_of"]
    first = read_changes(filled(lambda book: None)).filled.base.anchors
    assert hidden == next(key for sheet, key in first if sheet == "Propositions")

    def clear(book):
        put(book, "Thèmes", 2, "Ordre", None)
        put(book, "Propositions", lines_where(book, "Propositions", "État", "doublon")[0], "Doublon de (n°)", None)

    again = propose([filled(clear, outcome.files["relecture.xlsx"])], cycle, ["Bruno"])
    assert again.anomalies == ()
    assert [one.wanted for one in again.changes] == [Order(), Duplicate()]
    assert again.changes[0].seen == {"order": journal.read(cycle).entries[0].entry_id}
    accept(again, cycle)
    outcomes = review(some, cycle).tables["corrections"]["outcome"]
    assert set(outcomes) == {"honorée"}, "Bruno saw what Anne had done"


def test_the_sentences_are_french(filled):
    said = [plain(one.sentence) for one in read_changes(filled(bad)).anomalies]
    assert (
        "Feuille « Énoncés », ligne 2, colonne « Type » : type inconnu « frain » ; vouliez-vous dire « frein » ?"
        in said
    )
    assert all(one.endswith((".", "?")) for one in said)
