"""Any edits of a workbook: each is in the ledger's answer, or said; nothing is lost, nothing contradictory applied."""

import io

import pytest
import world
from books import at, read_changes, review
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.ledger.entries import Entry
from pipeline.stages.review.answer import gather
from pipeline.stages.review.base import text
from pipeline.stages.review.changes import written
from pipeline.stages.review.contradictions import clashes
from pipeline.stages.review.filled import SHEETS, read
from pipeline.stages.review.folding import fold
from pipeline.stages.review.merging import key, merged, sides

EDITABLE = [(name, column.title) for name, columns in SHEETS.items() for column in columns if column.field]
PROTECTED = [(name, column.title) for name, columns in SHEETS.items() for column in columns if not column.field][1:]
GOOD = ["accepté", "rejeté", "corrigé", "constat", "frein", "proposition", "nouvelle", "Sante", "Energie", "Numerique"]
ODD = ["à relire", "hors thème", "nouveau : Santé", "nouvelle : Faire", None, "=1+1", "#REF!", "-3", "2,5", "x" * 2001]
VALUES = st.one_of(st.sampled_from([*GOOD, *ODD]), st.integers(-1, 12), st.text(alphabet="abé «»=+-:\n", max_size=12))
EDITS = st.lists(st.tuples(st.sampled_from(EDITABLE + PROTECTED), st.integers(2, 8), VALUES), max_size=14)
# Nothing is shrunk: each example writes and reads a workbook, and what failed is short enough to read.
SLOW = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def few(turns):
    return [turn for turn in turns if turn.n % 40 < 2]


@pytest.fixture(scope="module")
def small(few, tmp_path_factory):
    return review(few, tmp_path_factory.mktemp("few")).files["relecture.xlsx"]


@pytest.fixture(scope="module")
def unreviewed(few):
    return gather(world.frames(few))


def edited(data, edits, path):
    """Write a workbook with edits; return the cells that really say something else, by place."""
    book = load_workbook(io.BytesIO(data))
    was = {}
    for (name, title), line, value in edits:
        sheet = book[name]
        cell = sheet.cell(line, at(sheet, title))
        if line <= sheet.max_row:
            was.setdefault((name, line, title), text(cell.value))
            cell.value = value
    now = {(name, line, title): book[name].cell(line, at(book[name], title)) for name, line, title in was}
    book.save(path)
    return {place for place, cell in now.items() if text(cell.value) != was[place]}


def accounted(asked):
    """Return the places that make a correction, that an anomaly tells, or that follow from the rest of their row."""
    made = {(cell.edit.sheet, cell.edit.line, cell.edit.title) for cell in asked.cells}
    told = {(one.sheet, one.line, one.column) for one in asked.anomalies}
    follows = {
        (edit.sheet, edit.line, edit.title)
        for row in asked.filled.rows
        for edit in row
        if edit.now == "corrigé" and edit.field == "status" and len(row) > 1
    }
    return made | told | follows


@SLOW
@given(EDITS)
@example([(("Thèmes", "Libellé"), 2, "Argent"), (("Thèmes", "Fusionner avec"), 2, "Energie")])
@example([(("Propositions", "Joindre à (n°)"), line, 9 - line) for line in range(2, 8)])
@example([(("Énoncés", "Doublon de (identifiant)"), line, None) for line in range(2, 8)])
def test_every_edit_is_a_correction_or_a_sentence(small, unreviewed, tmp_path, edits):
    changed = edited(small, edits, tmp_path / "relecture.xlsx")
    asked = read_changes(tmp_path / "relecture.xlsx")
    whole_rows = {(one.sheet, one.line) for one in asked.anomalies if one.line and not one.column}
    lost = {place for place in changed if place[:2] not in whole_rows} - accounted(asked)
    assert not lost, (edits, lost)
    assert {cell.edit.place for one in written(asked.cells) for cell in one.cells} == {
        cell.edit.place for cell in asked.cells
    }
    assert not clashes(asked.cells)
    entries = [
        Entry(f"c-{n:012x}", f"2026-11-26T10:00:{n:02d}Z", "Anne", change) for n, change in enumerate(asked.changes)
    ]
    reviewed = fold(unreviewed, entries)
    assert [report.entry for report in reviewed.reports] == entries
    assert all(report.detail for report in reviewed.reports)
    for report in reviewed.reports:
        if report.outcome == "honorée":
            assert seen_in(reviewed.answer, report), report


def seen_in(answer, report):
    """Tell whether what was asked is there to see; what was poured away since is seen where it went."""
    wanted = report.entry.change.wanted
    thing = answer.themes.get(report.target) or answer.proposals.get(report.target)
    thing = thing or answer.statements.get(report.target) or answer.segments.get(report.target)
    if report.target in answer.speakers:
        speaker = answer.speakers[report.target]
        return wanted.action == "commenter" or wanted.name == speaker.speaker or wanted.role == speaker.role
    if thing is None:
        return wanted.action == "fusionner" or "réuni" in report.detail
    look = {
        "renommer": lambda: thing.label == wanted.label,
        "décrire": lambda: thing.description == wanted.description,
        "titrer": lambda: thing.title == wanted.title,
        "retyper": lambda: thing.type == wanted.type,
        "décider": lambda: thing.status == wanted.status or (wanted.status == "à relire" and thing.status == "corrigé"),
        "ordonner": lambda: (wanted.after is None and wanted.before is None) or bool(thing.places),
        "doublon": lambda: (thing.duplicate_of is None) == (wanted.of is None),
        "scinder": lambda: wanted.label in {theme.label for theme in answer.themes.values()},
        "détacher": lambda: any(thing.statement_id in row.statement_ids for row in answer.proposals.values()),
    }
    return look.get(wanted.action, lambda: True)()


@SLOW
@given(EDITS, EDITS)
@example([(("Thèmes", "Libellé"), 2, "Un")], [(("Thèmes", "Libellé"), 2, "Deux")])
@example([(("Thèmes", "Libellé"), 2, "Un")], [(("Thèmes", "Fusionner avec"), 2, "Energie")])
@example([(("Segments", "Thème"), 2, "hors thème")], [(("Segments", "Thème"), 2, "hors thème")])
def test_two_reviewers_lose_nothing_and_contradict_each_other_nowhere(small, tmp_path, one, other):
    for name, edits in (("a", one), ("b", other)):
        edited(small, edits, tmp_path / f"{name}.xlsx")
    first, second = sides(*((who, read(tmp_path / f"{name}.xlsx")) for who, name in (("Anne", "a"), ("Bruno", "b"))))
    both = merged(first, second)
    apart = [cell for conflict in both.conflicts for cell in (*conflict.first, *conflict.second)]
    for side in (first, second):
        mine = {key(cell) for cell in side.cells}
        found = {key(cell) for cell in (*both.cells, *apart) if side.who in cell.who}
        assert mine == found
    assert not clashes(both.cells)
    fields = [key(cell) for cell in both.cells if cell.edit.field != "comment"]
    assert len(fields) == len(set(fields))
    assert not {key(cell) for cell in apart} & set(fields)
    assert all(conflict.first and conflict.second and conflict.why for conflict in both.conflicts)
    turned = merged(second, first)
    assert {key(cell) for cell in turned.cells} == {key(cell) for cell in both.cells}
    assert len(turned.conflicts) == len(both.conflicts)
