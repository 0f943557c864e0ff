"""Settings: ``configs/default.toml``'s keys, then ``configs/<cycle>.toml``, then ``--config``; all faults at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ConfigError
from pipeline.stage import Settings
from pipeline.stages import STAGES
from pipeline.toml_file import did_you_mean, french_fault, read


def load(root: Path, cycle_name: str, extra: Path | None = None) -> dict[str, Settings]:
    """Return each stage's settings.

    Parameters
    ----------
    root : Path
        The project's folder.
    cycle_name : str
        Name of the cycle: ``configs/<cycle_name>.toml`` is read when it exists.
    extra : Path, optional
        A file given on the command line; it must exist and is read last.

    Raises
    ------
    ConfigError
        With every fault of every file, each with the nearest known name.
    """
    merged: dict[str, dict[str, Any]] = {stage.name: {} for stage in STAGES}
    faults: list[str] = []
    for path in _files(root, cycle_name, extra):
        sections = read(path, path.name)
        faults += _unknown_names(path, sections)
        for name, section in sections.items():
            if name in merged and isinstance(section, dict):
                merged[name] |= section
    settings = {}
    for stage in STAGES:
        known = {key: value for key, value in merged[stage.name].items() if key in stage.settings.model_fields}
        try:
            settings[stage.name] = stage.settings(**known)
        except ValidationError as error:
            faults += [_wrong_value(stage.name, fault) for fault in error.errors()]
    if faults:
        raise ConfigError("Configuration à corriger :\n" + "\n".join(f"  • {fault}" for fault in faults))
    return settings


def _files(root: Path, cycle_name: str, extra: Path | None) -> list[Path]:
    usual = [root / "configs" / "default.toml", root / "configs" / f"{cycle_name}.toml"]
    return [path for path in usual if path.exists()] + ([extra] if extra else [])


def _unknown_names(path: Path, sections: Mapping[str, Any]) -> list[str]:
    faults = []
    stages = {stage.name: stage for stage in STAGES}
    for name, section in sections.items():
        if name not in stages:
            faults.append(f"{path.name} : section inconnue « [{name}] »{did_you_mean(name, stages)}")
        elif not isinstance(section, dict):
            faults.append(f"{path.name} : « {name} » doit être une section : [{name}]")
        else:
            known = stages[name].settings.model_fields
            faults += [
                f"{path.name} : réglage inconnu « {key} » dans [{name}]{did_you_mean(key, known)}"
                for key in section
                if key not in known
            ]
    return faults


def _wrong_value(stage: str, fault: Any) -> str:  # noqa: ANN401
    key = ".".join(str(part) for part in fault["loc"]) or "(ensemble)"
    return f"[{stage}] {key} = {fault['input']!r} : {french_fault(fault)}"
