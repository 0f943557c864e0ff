"""Two reviewers' workbooks: nothing lost, nothing contradictory applied, the rest decided by a person."""

import pytest
import world
from books import at, lines_where, plain, put, review
from openpyxl import load_workbook

from pipeline.errors import ReviewError
from pipeline.evaluation.reviewers import agreement
from pipeline.ledger import journal
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.filled import read
from pipeline.stages.review.import_workbook import accept, propose, reviewers
from pipeline.stages.review.merging import merged, sides
from pipeline.stages.review.run import run

NAMES = ["Anne", "Bruno"]


@pytest.fixture
def both(filled, cycle):
    """Return a function that imports what two reviewers did to the same workbook."""

    def imported(anne, bruno, source=None):
        paths = [filled(anne, name="relecture Anne.xlsx"), filled(bruno, source, name="relecture Bruno.xlsx")]
        return propose(paths, cycle, NAMES)

    return imported


def signed(proposed):
    return [(one.who, one.change.wanted.action) for one in proposed.signed]


def test_the_same_change_twice_is_one_entry_of_both(both, cycle):
    def rename(book):
        put(book, "Thèmes", 2, "Libellé", "Argent")

    proposed = both(rename, rename)
    assert signed(proposed) == [("Anne et Bruno", "renommer")]
    accept(proposed, cycle)
    (entry,) = journal.read(cycle).entries
    assert entry.who == "Anne et Bruno"
    again = both(rename, rename)
    assert (again.signed, again.n_known) == ((), 1)
    alone = propose([cycle.parent / "relecture Anne.xlsx"], cycle, ["Anne et Bruno"])
    assert alone.n_known == 1


def test_different_cells_are_all_taken_each_signed(both):
    proposed = both(
        lambda book: put(book, "Thèmes", 2, "Libellé", "Argent"),
        lambda book: (put(book, "Thèmes", 3, "Libellé", "Soins"), put(book, "Thèmes", 2, "Décision", "accepté")),
    )
    assert signed(proposed) == [("Anne", "renommer"), ("Bruno", "décider"), ("Bruno", "renommer")]
    assert proposed.notes == ()


def test_both_comment_and_both_are_kept(both):
    proposed = both(*(lambda book, n=n: put(book, "Thèmes", 2, "Commentaire", f"Remarque {n}") for n in (1, 2)))
    assert signed(proposed) == [("Anne", "commenter"), ("Bruno", "commenter")]


def contradict(book, label, verdict):
    put(book, "Thèmes", 2, "Libellé", label)
    put(book, "Propositions", 2, "Décision", verdict)


def test_what_contradicts_is_listed_and_written_nowhere(both, cycle):
    proposed = both(
        lambda book: contradict(book, "Argent", "accepté"), lambda book: contradict(book, "Finances", "rejeté")
    )
    assert proposed.signed == ()
    said = plain(" ".join(proposed.notes))
    assert "2 conflits à trancher, rien n’en est inscrit" in said
    assert "Anne : Thème « Angle mort" in said or "« Argent »" in said
    assert "« Finances »" in said
    book = load_workbook(cycle.parent / "relecture Anne (conflits).xlsx")
    sheet = book["Conflits"]
    assert [cell.value for cell in sheet[1]][3:5] == ["Ce que dit Anne", "Ce que dit Bruno"]
    assert [cell.value for cell in sheet["A"]][:3] == ["N°", 1, 2]
    assert book["_conflits"].sheet_state == "veryHidden"


def test_a_person_decides_and_imports_the_choice_once(both, cycle):
    both(lambda book: contradict(book, "Argent", "accepté"), lambda book: contradict(book, "Finances", "rejeté"))
    path = cycle.parent / "relecture Anne (conflits).xlsx"
    undecided = propose([path], cycle, ["Chef"])
    assert (undecided.signed, len(undecided.notes)) == ((), 1)
    assert "2 conflits restent à trancher" in plain(undecided.notes[0])

    def choose(line, choice):
        book = load_workbook(path)
        put(book, "Conflits", line, "Choix", choice)
        book.save(path)

    choose(2, "Bruno")
    choose(3, "Paul")
    proposed = propose([path], cycle, ["Chef"])
    assert signed(proposed) == [("Chef", "renommer")]
    assert proposed.changes[0].wanted.label == "Finances"
    assert "choix inconnu « Paul »" in plain(proposed.anomalies[0].sentence)
    accept(proposed, cycle)
    choose(3, "aucun des deux")
    again = propose([path], cycle, ["Chef"])
    assert (again.signed, again.n_known, again.notes, again.anomalies) == ((), 1, (), ())


def test_one_pours_away_what_the_other_mends(both):
    def merge(book):
        put(book, "Thèmes", 2, "Fusionner avec", book["Thèmes"].cell(3, at(book["Thèmes"], "Libellé")).value)

    proposed = both(merge, lambda book: put(book, "Thèmes", 2, "Description", "Tout ce qui coûte."))
    assert proposed.signed == ()
    assert "plus rien à lui" in plain(" ".join(proposed.notes))


def test_two_merges_that_face_each_other_are_a_conflict(both):
    def merge(line, into):
        label = at
        return lambda book: put(
            book, "Thèmes", line, "Fusionner avec", book["Thèmes"].cell(into, label(book["Thèmes"], "Libellé")).value
        )

    assert both(merge(2, 3), merge(3, 2)).signed == ()


def test_the_same_new_theme_is_made_once(both, cycle, some):
    def new(*rows):
        return lambda book: [put(book, "Segments", line, "Thème", "nouveau : Santé") for line in rows]

    proposed = both(new(2, 3), new(3, 4))
    assert signed(proposed) == [("Anne et Bruno", "scinder")]
    assert len(proposed.changes[0].wanted.segments) == 3
    accept(proposed, cycle)
    labels = review(some, cycle).tables["themes"]["label"]
    assert list(labels).count("Santé") == 1


def test_workbooks_of_two_runs_meet_by_content(both, cycle, some, tmp_path):
    """Bruno's workbook comes from a run whose theme ids are all others."""
    other = tmp_path / "autre"
    other.mkdir()
    again = world.frames(world.reissued(some, 3), ids="b")
    book = run(Inputs(Place(other, other), again), ReviewSettings(), Silent()).files["relecture.xlsx"]

    def same(book):
        line = lines_where(book, "Thèmes", "Libellé", "Energie")[0]
        put(book, "Thèmes", line, "Libellé", "Chauffage")

    def more(book):
        same(book)
        put(book, "Thèmes", lines_where(book, "Thèmes", "Libellé", "Vacance")[0], "Libellé", "Logements vides")

    proposed = both(same, more, book)
    assert signed(proposed) == [("Anne et Bruno", "renommer"), ("Bruno", "renommer")]
    against = both(lambda book: None, lambda book: None, book)
    assert against.signed == ()


def test_agreement_counts_what_both_looked_at(filled):
    def retype(*values):
        def edit(book):
            for line, value in zip(lines_where(book, "Énoncés", "Type", "frein"), values, strict=False):
                if value:
                    put(book, "Énoncés", line, "Type", value)
                put(book, "Énoncés", line, "Décision", "corrigé" if value else "accepté")

        return edit

    pair = sides(
        ("Anne", read(filled(retype("constat", "", "levier", "constat"), name="a.xlsx"))),
        ("Bruno", read(filled(retype("constat", "", "constat"), name="b.xlsx"))),
    )
    said = [plain(line) for line in agreement(*pair)]
    assert said[1] == "  décision : 3 jugements communs, accord 100 %, kappa 1,00"
    assert said[2] == "  type : 3 jugements communs, accord 67 %, kappa 0,50"
    assert any("Anne « levier », Bruno « constat »" in line for line in said[4:])
    assert [conflict.why for conflict in merged(*pair).conflicts] == ["deux réponses différentes"]


def test_three_workbooks_or_one_name_are_refused(filled, cycle):
    path = filled(lambda book: None)
    for names in (["Anne"] * 2, ["Anne", "Bruno", "Carl"]):
        with pytest.raises(ReviewError, match="deux relecteurs différents"):
            propose([path] * len(names), cycle, names)


def test_files_name_their_reviewers(tmp_path):
    paths = [tmp_path / name for name in ("relecture Anne.xlsx", "relecture_Bruno.xlsx")]
    assert reviewers(paths, (), "moi") == ["Anne", "Bruno"]
    assert reviewers(paths, ["A"], "moi") == ["A", "Bruno"]
    assert reviewers(paths[:1], (), "moi") == ["moi"]
