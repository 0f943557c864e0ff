"""Settings: ``configs/default.toml``'s keys, then ``configs/<cycle>.toml``, then ``--config``; all faults at once."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import ConfigError
from pipeline.stage import Settings
from pipeline.stages import STAGES


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
        sections = read_toml(path)
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


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file's content; ConfigError names the file and the line of a fault."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(
            f"{path} : fichier illisible ({error.strerror}) ; vérifiez le chemin et les droits."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} : ce n’est pas du TOML en UTF-8 ({error}) ; un texte s’écrit entre guillemets droits."
        ) from error


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return « ; vouliez-vous dire « x » ? », or the list of what is known."""
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1, cutoff=0.6)
    if near:
        return f" ; vouliez-vous dire « {near[0]} » ?"
    return f" ; noms possibles : {', '.join(choices)}."


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


_FRENCH_FAULTS: Mapping[str, str] = {
    "int_parsing": "un nombre entier est attendu",
    "int_type": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "float_parsing": "un nombre est attendu",
    "float_type": "un nombre est attendu",
    "string_type": "un texte entre guillemets est attendu",
    "bool_parsing": "true ou false est attendu",
    "bool_type": "true ou false est attendu",
    "greater_than_equal": "la valeur doit être au moins {ge}",
    "greater_than": "la valeur doit dépasser {gt}",
    "less_than_equal": "la valeur doit être au plus {le}",
    "less_than": "la valeur doit être inférieure à {lt}",
    "literal_error": "valeurs possibles : {expected}",
    "list_type": "une liste est attendue : [a, b]",
    "tuple_type": "une liste est attendue : [a, b]",
}


def _wrong_value(stage: str, fault: Any) -> str:  # noqa: ANN401
    key = ".".join(str(part) for part in fault["loc"]) or "(ensemble)"
    said = _FRENCH_FAULTS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return f"[{stage}] {key} = {fault['input']!r} : {said.format(**fault.get('ctx', {}))}"
