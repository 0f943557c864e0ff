import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline.evaluation.gold import load_gold
from pipeline.records import FACILITATOR

CORPUS = Path(__file__).parent.parent / "corpus"
BY_HAND = {"README.md", "cycle.toml", "atelier.toml"}
WORKSHOPS = (
    "2022-06-30 Saint-Quentin",
    "2022-07-04 Angoulême",
    "2022-10-11 Nevers",
    "2022-11-24 Webinaire services aux locataires",
)


@pytest.fixture(scope="module")
def gold():
    return load_gold(CORPUS / "gold")


@pytest.fixture(scope="module")
def scenario():
    # The scenario's tables are read here by hand: a fault of the renderer's own reader must show.
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in (CORPUS / "gold" / "scenario.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and line.count("|") == 8
    ]
    towns = ("Saint-Quentin", "Angoulême", "Nevers", "Webinaire")
    return {row[0]: dict(zip(towns, (cell.split() for cell in row[3:]), strict=True)) for row in rows[2:]}


def rendered(out, seed):
    subprocess.run(
        [sys.executable, CORPUS / "render.py", "--out", out],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(CORPUS.parent), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
    )
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return rendered(tmp_path_factory.mktemp("corpus"), "1")


def test_rendering_twice_gives_the_same_bytes(made, tmp_path):
    assert rendered(tmp_path, "2") == made


def test_the_committed_files_are_those_of_the_masters(made):
    stale = [name for name, data in made.items() if (CORPUS / name).read_bytes() != data]
    assert not stale, "run: python corpus/render.py"


def test_nothing_else_stands_in_the_sample(made):
    standing = {path.relative_to(CORPUS).as_posix() for path in (CORPUS / "exemple").rglob("*") if path.is_file()}
    assert {name for name in standing - set(made) if Path(name).name not in BY_HAND} == set()


def test_every_format_of_the_issue_is_there(made):
    suffixes = Counter(Path(name).suffix for name in made if name.startswith("exemple/"))
    assert set(suffixes) == {".docx", ".vtt", ".srt", ".txt", ".md", ".csv", ".xlsx"}
    assert suffixes[".docx"] >= 3  # Teams, labels, notes


def test_every_workshop_has_five_thousand_words_of_speech(gold):
    words = Counter()
    for passage in gold.passages:
        if passage.kind == "transcript":
            words[passage.atelier] += len(passage.text.split())
    assert sorted(words) == sorted(WORKSHOPS)
    assert min(words.values()) >= 5000


def test_every_workshop_has_notes_and_every_kind_is_there(gold):
    assert {passage.atelier for passage in gold.passages if passage.kind == "note"} == set(WORKSHOPS)
    assert {passage.kind for passage in gold.passages} == {"transcript", "note", "postit", "chat"}


def test_statements_are_where_they_say_and_never_overlap(gold):
    texts = {(passage.source, passage.n): passage.text for passage in gold.passages}
    assert len(texts) == len(gold.passages)
    ends = {}
    for statement in gold.statements:
        place = (statement.source, statement.n)
        assert texts[place][statement.char_start : statement.char_end] == statement.text
        assert statement.char_start >= ends.get(place, 0)
        ends[place] = statement.char_end


def test_facilitators_only_ask(gold):
    roles = {(passage.source, passage.n): passage.role for passage in gold.passages}
    asked = {statement.type for statement in gold.statements if roles[statement.source, statement.n] == FACILITATOR}
    assert asked == {"question"}


def test_groups_are_those_of_the_scenario(gold, scenario):
    assert [proposition.group for proposition in gold.propositions] == list(scenario)


def test_every_cell_of_the_scenario_is_played(gold, scenario):
    kinds = {(passage.source, passage.n): passage.kind for passage in gold.passages}
    said = {
        (proposition.group, place.source.split("/")[0], kinds[place.source, place.n] == "transcript")
        for proposition in gold.propositions
        for place in proposition.occurrences
    }
    missing = [
        (group, town, mark)
        for group, towns in scenario.items()
        for town, marks in towns.items()
        for mark in marks
        if not any(name == group and town in folder and aloud == (mark != "N") for name, folder, aloud in said)
    ]
    assert missing == []


def test_occurrences_are_statements(gold):
    keys = {
        (statement.source, statement.n, statement.char_start, statement.char_end): statement.group
        for statement in gold.statements
    }
    for proposition in gold.propositions:
        places = [(place.source, place.n, place.char_start, place.char_end) for place in proposition.occurrences]
        assert {keys[place] for place in places} == {proposition.group}
        assert {source.split("/")[0] for source, *_ in places} == set(proposition.ateliers)


def test_traps_and_key_points_are_in_every_workshop(gold):
    traps = Counter(statement.atelier for statement in gold.statements if statement.type == "autre")
    points = Counter(point.atelier for point in gold.points)
    assert min(traps[workshop] for workshop in WORKSHOPS) >= 12
    assert all(8 <= points[workshop] <= 12 for workshop in WORKSHOPS)
    assert {statement.refused for statement in gold.statements} == {None, "niee", "rapportee", "passee", "fait"}


def test_metadata_says_who_spoke_but_for_the_facilitators_of_nevers(gold):
    for workshop in WORKSHOPS:
        metadata = tomllib.loads((CORPUS / "exemple" / workshop / "atelier.toml").read_text(encoding="utf-8"))
        speakers = [speaker for speaker in gold.speakers if speaker.atelier == workshop]
        hosts = [speaker.name for speaker in speakers if speaker.role == FACILITATOR]
        guests = {speaker.name: speaker.role for speaker in speakers if speaker.role != FACILITATOR}
        assert {guest["nom"]: guest["role"] for guest in metadata["participants"]} == guests
        assert metadata.get("animateurs", []) == ([] if "Nevers" in workshop else hosts)


def test_the_cycle_guides_a_few_themes():
    cycle = tomllib.loads((CORPUS / "exemple" / "cycle.toml").read_text(encoding="utf-8"))
    assert cycle["titre"] == "Territoires détendus et cœurs de ville"
    assert 3 <= len(cycle["themes"]) <= 4
    assert all(theme["libelle"] and theme["description"] and theme["exemples"] for theme in cycle["themes"])
    assert cycle["glossaire"]


def test_the_readme_counts_what_is_there(gold):
    readme = (CORPUS / "gold" / "README.md").read_text(encoding="utf-8")
    types = ("constat", "frein", "levier", "proposition", "question", "autre")
    for workshop in WORKSHOPS:
        passages = [passage for passage in gold.passages if passage.atelier == workshop]
        spoken = [passage for passage in passages if passage.kind == "transcript"]
        marked = Counter(statement.type for statement in gold.statements if statement.atelier == workshop)
        figures = (
            sum(speaker.atelier == workshop for speaker in gold.speakers),
            len(spoken),
            sum(len(passage.text.split()) for passage in spoken),
            len(passages) - len(spoken),
            *(marked[name] for name in types),
            sum(point.atelier == workshop for point in gold.points),
        )
        assert f"| {workshop} | {' | '.join(map(str, figures))} |\n" in readme
