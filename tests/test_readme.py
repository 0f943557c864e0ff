"""Every command, option, setting, stage and table is in the README."""

import re

import pytest
import typer

from pipeline import cli
from pipeline.stages import STAGES


def leaves(group, prefix=""):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


COMMANDS = dict(leaves(typer.main.get_command(cli.app)))


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_and_its_options_are_documented(readme, name):
    assert f"`synthese {name}" in readme
    for parameter in COMMANDS[name].params:
        for option in getattr(parameter, "opts", []):
            if option.startswith("--"):
                assert f"`{option}" in readme or f" {option}" in readme, f"{name} {option}"


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_its_settings_and_its_files_are_documented(readme, stage):
    assert f"`{stage.name}`" in readme
    for key in stage.settings.model_fields:
        assert f"`{stage.name}.{key}`" in readme, f"[{stage.name}] {key}"
    for name in stage.delivers:
        assert f"`{name}`" in readme


def test_nothing_documented_is_gone(readme):
    known = {f"{stage.name}.{key}" for stage in STAGES for key in stage.settings.model_fields}
    names = "|".join(stage.name for stage in STAGES)
    assert set(re.findall(rf"`((?:{names})\.\w+)`", readme)) - {f"{s.name}.toml" for s in STAGES} == known
    assert set(re.findall(r"`synthese (\w+)", readme)) == {name.split()[0] for name in COMMANDS}
