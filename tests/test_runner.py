"""The runner on small stages of our own: what is run, skipped, written and said."""

import pandas as pd
import pytest

from pipeline import runner, tables
from pipeline.changes import runs
from pipeline.errors import CorpusError, PipelineError
from pipeline.stage import Outcome, Settings, Stage
from pipeline.store import Store, file_digest


class Words(Settings):
    most: int = 3


def terms(inputs, settings, progress):
    words = (inputs.place.cycle / "mots.txt").read_text(encoding="utf-8").split()[: settings.most]
    rows = [{"term": word, "definition": "?"} for word in progress.track(words, "Mots", "mots")]
    return Outcome({"glossary": tables.frame("glossary", rows)}, counts={"mots": len(rows)}, messages=("lu",))


def document(inputs, settings, progress):
    text = ",".join(inputs.tables["glossary"]["term"])
    return Outcome(files={"synthese.html": text.encode()})


def words_digest(place, settings):
    return {"corpus": file_digest(place.cycle / "mots.txt")}


FIRST = Stage("ingest", "Lecture", (), ("glossary",), Words, terms, outside=words_digest)
SECOND = Stage("draft", "Rédaction", ("glossary",), (), Settings, document, delivers=("synthese.html",))


@pytest.fixture
def cycle(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNTHESE_HOME", str(tmp_path))
    for module in (runner, runner.config):
        monkeypatch.setattr(module, "STAGES", (FIRST, SECOND))
    folder = tmp_path / "corpus" / "cycle"
    folder.mkdir(parents=True)
    (folder / "mots.txt").write_text("un deux trois quatre", encoding="utf-8")
    return folder


def ran(report):
    return [line.name for line in report.stages if line.ran]


def test_a_first_run_runs_all_and_leaves_its_files(cycle):
    report = runner.run(cycle)
    assert ran(report) == ["ingest", "draft"]
    assert report.counts == {"mots": 3}
    assert report.messages == ["lu"]
    assert [path.name for path in report.files] == ["synthese.html"]
    assert (report.folder / "synthese.html").read_text() == "un,deux,trois"
    assert pd.read_parquet(report.folder / "work" / "glossary.parquet")["term"].tolist() == ["un", "deux", "trois"]


def test_nothing_is_run_again_and_the_reason_is_said(cycle):
    runner.run(cycle)
    report = runner.run(cycle)
    assert ran(report) == []
    assert {line.reason for line in report.stages} == {"rien n’a changé"}
    assert report.counts == {"mots": 3}


def test_a_changed_file_runs_what_depends_on_it(cycle):
    runner.run(cycle)
    (cycle / "mots.txt").write_text("cinq six", encoding="utf-8")
    report = runner.run(cycle)
    assert ran(report) == ["ingest", "draft"]
    assert report.stages[0].reason == "a changé : les fichiers"


def test_a_change_that_changes_no_table_stops_there(cycle):
    runner.run(cycle)
    (cycle / "mots.txt").write_text("un deux trois cinq", encoding="utf-8")
    assert ran(runner.run(cycle)) == ["ingest"]


def test_a_changed_setting_runs_its_stage(cycle, tmp_path):
    runner.run(cycle)
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "cycle.toml").write_text("[ingest]\nmost = 2\n")
    report = runner.run(cycle)
    assert report.stages[0].reason == "a changé : les réglages"
    assert (report.folder / "synthese.html").read_text() == "un,deux"


def test_a_damaged_table_is_made_again(cycle):
    folder = runner.run(cycle).folder
    (folder / "work" / "glossary.parquet").write_bytes(b"torn")
    report = runner.run(cycle)
    assert report.stages[0].reason == "à refaire : glossary"
    assert len(Store(folder).read_table("glossary")) == 3


def test_an_edited_deliverable_survives_the_next_draft(cycle):
    folder = runner.run(cycle).folder
    (folder / "synthese.html").write_text("corrigé à la main")
    assert ran(runner.run(cycle)) == []
    (cycle / "mots.txt").write_text("sept", encoding="utf-8")
    report = runner.run(cycle)
    assert (folder / "synthese (modifié 1).html").read_text() == "corrigé à la main"
    assert any("votre version est conservée" in message for message in report.messages)


def test_only_and_from_choose_stages(cycle):
    runner.run(cycle)
    assert ran(runner.run(cycle, only="draft", force=True)) == ["draft"]
    assert ran(runner.run(cycle, first="ingest", force=True)) == ["ingest", "draft"]
    with pytest.raises(PipelineError, match="vouliez-vous dire « draft »"):
        runner.run(cycle, only="drft")
    with pytest.raises(PipelineError, match="pas les deux"):
        runner.run(cycle, only="draft", first="ingest")


def test_a_stage_alone_without_its_tables_says_what_to_run(cycle):
    with pytest.raises(PipelineError, match="lancez d’abord"):
        runner.run(cycle, only="draft")


def test_status_tells_without_running(cycle):
    assert [line.ran for line in runner.status(cycle)] == [True, True]
    folder = runner.run(cycle).folder
    before = sorted(path.stat().st_mtime_ns for path in folder.rglob("*"))
    assert [line.ran for line in runner.status(cycle)] == [False, False]
    (cycle / "mots.txt").write_text("huit", encoding="utf-8")
    assert [line.reason for line in runner.status(cycle)] == ["a changé : les fichiers", "après ingest"]
    assert before == sorted(path.stat().st_mtime_ns for path in folder.rglob("*"))


def test_a_stage_that_breaks_its_promise_is_a_programming_error(cycle, monkeypatch):
    liar = Stage("ingest", "Lecture", (), ("glossary",), Words, lambda *_: Outcome(), outside=words_digest)
    monkeypatch.setattr(runner, "STAGES", (liar, SECOND))
    with pytest.raises(ValueError, match="declared"):
        runner.run(cycle)


def test_a_missing_cycle_is_named(tmp_path):
    with pytest.raises(CorpusError, match="dossier introuvable"):
        runner.run(tmp_path / "absent")


def themes(inputs, settings, progress):
    words = (inputs.place.cycle / "mots.txt").read_text(encoding="utf-8").split()
    row = {name: 0 for name in tables.columns("themes")} | {"origin": "émergent", "recurrence": "localisé"}
    row |= {name: [] for name in ("keywords", "workshops", "roles", "representatives")}
    row |= dict.fromkeys(("description", "status"))
    rows = [row | {"theme_id": f"t-{word}", "label": word, "parent_id": None} for word in words]
    return Outcome({name: tables.frame(name, rows if name == "themes" else []) for name in runs.TABLES})


@pytest.fixture
def themed(cycle, monkeypatch):
    stage = Stage("ingest", "Lecture", (), runs.TABLES, Words, themes, outside=words_digest)
    for module in (runner, runner.config):
        monkeypatch.setattr(module, "STAGES", (stage,))
    return cycle


def told(report):
    return report.changes and [line.replace("\u00a0", " ") for line in report.changes]


def test_a_run_tells_what_it_changed(themed):
    assert told(runner.run(themed)) is None
    assert told(runner.run(themed)) == []
    (themed / "mots.txt").write_text("un deux trois quatre cinq", encoding="utf-8")
    assert told(runner.run(themed)) == ["+1 thème : « cinq »."]
    manifest = Store(runner.default_output(runner.find(themed))).read_manifest()
    assert manifest["changes"] == ["+1 thème\u00a0: «\u00a0cinq\u00a0»."]


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_rehearsal_tells_the_same_and_writes_nothing(themed, tmp_path):
    assert told(runner.rehearse(themed)) is None
    assert set(everything(tmp_path)) == {"corpus/cycle/mots.txt"}
    folder = runner.run(themed).folder
    (themed / "mots.txt").write_text("un deux six", encoding="utf-8")
    before = everything(tmp_path)
    report = runner.rehearse(themed)
    assert told(report) == ["+1 thème : « six ».", "−2 thèmes : « trois », « quatre »."]
    assert (report.folder, report.files) == (folder, [])
    assert everything(tmp_path) == before
    assert told(runner.run(themed)) == told(report)
