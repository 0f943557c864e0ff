import itertools
import tomllib

import pytest

from pipeline import config
from pipeline.errors import ConfigError
from pipeline.stages import STAGES


@pytest.fixture
def project(tmp_path):
    (tmp_path / "configs").mkdir()
    return tmp_path


def write(project, name, text):
    path = project / "configs" / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_file_says_every_setting_with_its_default(root):
    text = (root / "configs" / "default.toml").read_text(encoding="utf-8")
    sections = tomllib.loads(text)
    assert set(sections) == {stage.name for stage in STAGES}
    for stage in STAGES:
        assert sections[stage.name] == stage.settings().model_dump(mode="json"), stage.name


def test_every_setting_has_a_comment(root):
    lines = (root / "configs" / "default.toml").read_text(encoding="utf-8").splitlines()
    for before, line in itertools.pairwise(lines):
        if "=" in line and not line.startswith(("#", " ", "]")):
            assert before.startswith("#"), line


def test_a_cycle_file_says_only_what_differs(project):
    write(project, "cycle", "[annotate]\nmin_words = 7\n")
    settings = config.load(project, "cycle")
    assert settings["annotate"].model_dump()["min_words"] == 7
    assert settings["draft"] == STAGES[-1].settings()


def test_the_command_line_file_is_read_last(project):
    write(project, "cycle", "[annotate]\nmin_words = 7\n")
    extra = write(project, "essai", "[annotate]\nmin_words = 9\n")
    assert config.load(project, "cycle", extra)["annotate"].model_dump()["min_words"] == 9


def test_all_faults_come_at_once_with_the_nearest_name(project):
    write(project, "cycle", "[anotate]\n[annotate]\nmin_word = 7\nmax_words = 'dix'\n")
    with pytest.raises(ConfigError) as caught:
        config.load(project, "cycle")
    message = str(caught.value)
    assert "« [anotate] » ; vouliez-vous dire « annotate » ?" in message
    assert "« min_word » dans [annotate] ; vouliez-vous dire « min_words » ?" in message
    assert "[annotate] max_words = 'dix' : un nombre entier est attendu" in message


def test_a_value_out_of_range_is_said_in_french(project):
    write(project, "cycle", "[annotate]\nmin_words = 0\n")
    with pytest.raises(ConfigError, match="la valeur doit être au moins 1"):
        config.load(project, "cycle")


def test_broken_toml_names_the_file_and_the_line(project):
    write(project, "cycle", "[annotate\n")
    with pytest.raises(ConfigError, match=r"cycle\.toml, ligne 1"):
        config.load(project, "cycle")


def test_a_missing_settings_file_is_named(project):
    with pytest.raises(ConfigError, match="fichier illisible"):
        config.load(project, "cycle", project / "absent.toml")
