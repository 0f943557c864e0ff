import io
import re
import zipfile
from dataclasses import replace

import pytest
from books import at, lines_where, plain, put, read_changes, review
from openpyxl import load_workbook

from pipeline.errors import ReviewError
from pipeline.ledger import journal
from pipeline.ledger.entries import (
    Comment,
    Decide,
    Describe,
    Identify,
    Join,
    Merge,
    Move,
    Part,
    Rename,
    Retitle,
    Retype,
    Split,
)
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.filled import SHEETS, text
from pipeline.stages.review.import_workbook import accept, propose


def test_a_workbook_that_comes_back_as_it_went_asks_nothing(filled):
    asked = read_changes(filled(lambda book: None))
    assert (asked.changes, asked.anomalies) == ((), ())


def test_each_editable_cell_makes_its_correction(filled):
    def edit(book):
        put(book, "Thèmes", 2, "Libellé", "Argent")
        put(book, "Thèmes", 2, "Description", "Tout ce qui coûte.")
        put(book, "Thèmes", 3, "Fusionner avec", book["Thèmes"].cell(4, at(book["Thèmes"], "Libellé")).value)
        put(book, "Thèmes", 4, "Décision", "accepté")
        put(book, "Propositions", 2, "Titre", "Créer un fonds")
        put(book, "Propositions", 2, "Décision", "corrigé")
        put(book, "Propositions", 3, "Joindre à (n°)", 1)
        put(book, "Propositions", 4, "Décision", "accepté")
        put(book, "Segments", 2, "Thème", "hors thème")
        put(book, "Segments", 3, "Commentaire", "À relire à deux.")
        put(book, "Locuteurs", 2, "Nom", "Sophie R.")
        put(book, "Locuteurs", 2, "Rôle", "banque")
        line = lines_where(book, "Énoncés", "Type", "frein")[0]
        put(book, "Énoncés", line, "Type", "constat")

    asked = read_changes(filled(edit))
    assert asked.anomalies == ()
    wanted = [change.wanted for change in asked.changes]
    kinds = [type(one) for one in wanted]
    assert kinds == [Rename, Describe, Merge, Decide, Retitle, Join, Decide, Retype, Move, Comment, Identify, Identify]
    assert wanted[0].label == "Argent"
    assert asked.changes[0].seen == {"label": asked.changes[0].target.text}
    assert wanted[3].members, "accepting a theme holds its passages"
    assert wanted[6].members, "accepting a proposition holds its statements"
    assert wanted[8].theme is None


def test_new_themes_and_propositions_gather_their_rows(filled):
    def edit(book):
        for line in (2, 3, 5):
            put(book, "Segments", line, "Thème", "nouveau : Santé de proximité")
        first, second, third = lines_where(book, "Énoncés", "Type", "proposition")[:3]
        put(book, "Énoncés", first, "Proposition (n°)", "nouvelle : Ouvrir une maison de santé")
        put(book, "Énoncés", second, "Proposition (n°)", "nouvelle : Ouvrir une maison de santé")
        put(book, "Énoncés", third, "Proposition (n°)", "nouvelle")

    asked = read_changes(filled(edit))
    assert asked.anomalies == ()
    parts = [change for change in asked.changes if isinstance(change.wanted, Part)]
    (split,) = (change.wanted for change in asked.changes if isinstance(change.wanted, Split))
    assert (split.label, len(split.segments)) == ("Santé de proximité", 3)
    assert [(part.wanted.title, len(part.wanted.others)) for part in parts] == [
        ("Ouvrir une maison de santé", 1),
        (None, 0),
    ]


@pytest.mark.parametrize(
    ("name", "title", "value", "sentence"),
    [
        ("Énoncés", "Type", "frain", "type inconnu « frain » ; vouliez-vous dire « frein »"),
        ("Énoncés", "Thème", "Finansement", "vouliez-vous dire « Financement »"),
        ("Énoncés", "Thème", "nouveau : Santé", "se crée dans la feuille « Segments »"),
        ("Segments", "Thème", "nouveau :", "donnez le libellé"),
        ("Thèmes", "Libellé", None, "cellule vidée"),
        ("Thèmes", "Libellé", "=1+1", "formule refusée"),
        ("Thèmes", "Libellé", "x" * 2001, "texte trop long"),
        ("Thèmes", "Décision", "peut-être", "décision inconnue"),
        ("Thèmes", "Décision", "corrigé", "sans rien de changé"),
        ("Thèmes", "Fusionner avec", "hors thème", "choisissez un autre thème"),
        ("Thèmes", "Rang", 12, "cellule protégée modifiée (« 12 »)"),
        ("Énoncés", "Texte", "Autre chose.", "cellule protégée modifiée"),
        ("Thèmes", "Ordre", "après", "rang incompris"),
        ("Locuteurs", "Rôle", "banquier", "vouliez-vous dire « banque »"),
        ("Énoncés", "Doublon de (identifiant)", "e-0", "aucun énoncé « e-0 »"),
        ("Propositions", "Doublon de (n°)", 1, "son propre doublon"),
        ("Propositions", "Joindre à (n°)", 9999, "aucune proposition n° 9999"),
        ("Énoncés", "Identifiant", "e-000000000000", "identifiant inconnu"),
        ("Énoncés", "Identifiant", None, "ligne sans identifiant"),
    ],
)
def test_a_bad_cell_makes_a_sentence_that_says_where(filled, name, title, value, sentence):
    def edit(book):
        put(book, name, 2, title, value)

    asked = read_changes(filled(edit))
    assert asked.changes == ()
    said = asked.anomalies[0].sentence
    assert sentence in plain(said)
    assert f"Feuille «\u00a0{name}\u00a0», ligne 2" in said


def test_a_statement_that_is_no_proposition_enters_none(filled):
    def edit(book):
        first, second = lines_where(book, "Énoncés", "Type", "frein")[:2]
        for line in (first, second):
            put(book, "Énoncés", line, "Proposition (n°)", 1)
        put(book, "Énoncés", second, "Type", "proposition")

    asked = read_changes(filled(edit))
    assert [type(change.wanted) for change in asked.changes] == [Retype, Part]
    assert "n’est pas une proposition" in asked.anomalies[0].sentence


def test_a_copied_row_and_a_lost_row_are_said(filled):
    def edit(book):
        sheet = book["Thèmes"]
        sheet.cell(3, 1).value = sheet.cell(2, 1).value
        put(book, "Thèmes", 3, "Libellé", "Autre")

    asked = read_changes(filled(edit))
    assert asked.changes == ()
    assert "déjà vu plus haut" in asked.anomalies[0].sentence
    assert "1 ligne a disparu" in asked.anomalies[1].found


def test_a_lost_sheet_or_column_is_said(filled):
    def edit(book):
        del book["Segments"]
        put(book, "Thèmes", 1, "Libellé", "Nom")

    asked = read_changes(filled(edit))
    said = [plain(one.sentence) for one in asked.anomalies]
    assert any("« Segments » : feuille absente" in one for one in said)
    assert any("colonne absente, donc non lue : « Libellé »" in one for one in said)
    assert any("colonne « Nom » : colonne inconnue" in one for one in said)


def test_importing_twice_writes_once_and_the_next_run_honours_it(filled, some, cycle):
    def edit(book):
        put(book, "Thèmes", 2, "Libellé", "Argent")
        put(book, "Propositions", 2, "Décision", "rejeté")

    path = filled(edit)
    first = propose([path], cycle, ["Anne"])
    assert len(first.changes) == len(first.lines) == 2
    assert "→ «\u00a0Argent\u00a0»" in first.lines[0]
    assert not (cycle / "corrections.jsonl").exists(), "a proposal writes nothing"
    accept(first, cycle)
    again = propose([path], cycle, ["Anne"])
    assert (again.changes, again.n_known) == ((), 2)
    assert len(propose([path], cycle, ["Bruno"]).changes) == 2
    outcome = review(some, cycle)
    assert "Argent" in set(outcome.tables["themes"]["label"])
    assert set(outcome.tables["corrections"]["outcome"]) == {"honorée"}
    assert outcome.tables["proposals"].iloc[-1]["status"] == "rejeté"
    # The new workbook is the base of the next review: it asks nothing either.
    path.write_bytes(outcome.files["relecture.xlsx"])
    assert propose([path], cycle, ["Anne"]).changes == ()
    history = load_workbook(path)["Thèmes"]
    assert any("Argent" in text(cell.value) for cell in history[2][at(history, "Historique") - 1 :])


def test_a_verdict_given_taken_back_and_given_again_is_written_each_time(filled, some, cycle):
    def decide(was, now):
        data = review(some, cycle).files["relecture.xlsx"]

        def edit(book):
            put(book, "Énoncés", lines_where(book, "Énoncés", "Décision", was)[0], "Décision", now)

        proposed = propose([filled(edit, data)], cycle, ["Anne"])
        assert (len(proposed.changes), proposed.n_known) == (1, 0)
        accept(proposed, cycle)

    decide("à relire", "rejeté")
    decide("rejeté", "à relire")
    decide("à relire", "rejeté")
    assert [entry.change.wanted.status for entry in journal.read(cycle).entries] == ["rejeté", "à relire", "rejeté"]


def test_the_sheets_are_locked_but_for_the_cells_to_fill_in(filled):
    book = load_workbook(filled(lambda book: None))
    assert book.sheetnames == [
        "Mode d’emploi",
        "Thèmes",
        "Propositions",
        "Énoncés",
        "Segments",
        "Locuteurs",
        "Anomalies",
        "Journal",
        "Listes",
        "_base",
    ]
    assert [book[name].sheet_state for name in ("Listes", "_base")] == ["veryHidden", "veryHidden"]
    for name, columns in SHEETS.items():
        sheet = book[name]
        assert sheet.protection.sheet
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        for column, cell in zip(columns, sheet[2], strict=True):
            assert cell.protection.locked is (column.field is None), (name, column.title)
        listed = {column.title for column in columns if column.choices}
        assert len(sheet.data_validations.dataValidation) == len(listed)


def test_nothing_in_the_workbook_is_a_formula_or_a_forbidden_character(some, cycle):
    starts = ['=cmd|"/c calc"!A1 ', "+33 1 ", "-1 ", "@SUM(1) ", "\x07\x0b ", "\t= "]
    kept = [turn for turn in some if turn.theme and turn.role == "bailleur" and len(turn.text.split()) > 10]
    hostile = [
        replace(turn, pieces=((None, start), *turn.pieces)) for turn, start in zip(kept[:6], starts, strict=True)
    ]
    data = review(hostile + kept[6:], cycle).files["relecture.xlsx"]
    path = cycle / "hostile.xlsx"
    path.write_bytes(data)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    live = [cell for cell in cells if cell.data_type == "f"]
    assert {cell.parent.title for cell in live} == {"Anomalies"}, "only the program's own counts are formulas"
    assert all(re.fullmatch(r"=SUMPRODUCT\([^|]+\)", cell.value) for cell in live)
    cells = [cell for cell in cells if cell not in live]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    risky = [cell for cell in cells if cell.data_type == "s" and cell.value.startswith(("=", "+", "-", "@"))]
    assert len(risky) >= 4
    assert all(cell.quotePrefix for cell in risky)
    assert read_changes(path).changes == ()


def test_segments_beyond_the_limit_are_the_surest_and_are_counted(some, cycle):
    outcome = review(some, cycle, ReviewSettings(workbook_segments=10))
    book = load_workbook(io.BytesIO(outcome.files["relecture.xlsx"]))
    assert book["Segments"].max_row == 11
    guide = " ".join(str(row[0].value) for row in book["Mode d’emploi"].iter_rows())
    kept = (outcome.tables["segments"]["fate"] == "retenu").sum()
    assert f"{kept - 10} segments, les plus sûrs" in guide


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"a;b;c\n"])
def test_what_is_no_workbook_is_refused_in_french(tmp_path, content):
    path = tmp_path / "relecture.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReviewError, match="classeur Excel lisible"):
        read_changes(path)


def test_another_workbook_a_damaged_base_and_a_missing_file_are_refused_in_french(filled, tmp_path):
    with pytest.raises(ReviewError, match="feuille cachée a été perdue"):
        read_changes(filled(lambda book: book.remove(book["_base"])))
    with pytest.raises(ReviewError, match="abîmée"):
        read_changes(filled(lambda book: book["_base"].cell(3, 3, "{")))
    with pytest.raises(ReviewError, match="autre version"):
        read_changes(filled(lambda book: book["_base"].cell(1, 1, "99")))
    with pytest.raises(ReviewError, match="fichier illisible"):
        read_changes(tmp_path / "absent.xlsx")


def test_a_bomb_is_refused(tmp_path):
    path = tmp_path / "relecture.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(310):
            part.write(bytes(1_000_000))
    with pytest.raises(ReviewError, match="démesuré"):
        read_changes(path)
