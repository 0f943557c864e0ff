"""Settings and metadata files: TOML read and checked, every fault at once, in French, with the nearest name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from rapidfuzz import fuzz, process

from pipeline.errors import ConfigError
from pipeline.text.decoding import decode
from pipeline.text.fold import fold

_NEAR: Final = 60  # of 100: « titer » for « titre », not « ville » for « titre »


class Table(BaseModel):
    """A table of a metadata file: closed, immutable, keys accepted with or without their accents."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


Model = TypeVar("Model", bound=Table)

_TEXT, _NUMBER, _LIST = (
    "un texte entre guillemets est attendu",
    "un nombre entier est attendu",
    "une liste est attendue",
)
_FRENCH: Final[Mapping[str, str]] = {
    "missing": "cette clé manque",
    "string_type": _TEXT,
    "string_too_short": "le texte est vide",
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "float_type": "un nombre est attendu",
    "float_parsing": "un nombre est attendu",
    "bool_type": "true ou false est attendu",
    "bool_parsing": "true ou false est attendu",
    "greater_than_equal": "la valeur doit être au moins {ge}",
    "greater_than": "la valeur doit dépasser {gt}",
    "less_than_equal": "la valeur doit être au plus {le}",
    "less_than": "la valeur doit être inférieure à {lt}",
    "literal_error": "valeurs possibles : {expected}",
    "list_type": f'{_LIST} : ["…", "…"]',
    "tuple_type": f'{_LIST} : ["…", "…"]',
    "dict_type": 'une table est attendue, avec des lignes « clé = "texte" »',
    "model_type": "une table est attendue",
}


def read(path: Path, shown: str) -> dict[str, Any]:
    """Return the content of a TOML file, in whatever encoding it was saved.

    Raises
    ------
    ConfigError
        One sentence that names the file as ``shown`` and the line.
    """
    try:
        return tomllib.loads(decode(path.read_bytes()).text)
    except OSError as error:
        said = error.strerror
        raise ConfigError(
            f"{shown} : fichier illisible ({said}) ; vérifiez le chemin et les droits d’accès."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_syntax(path, shown, str(error))) from error


def french_fault(fault: Any) -> str:  # noqa: ANN401
    """Return what one of pydantic's errors says, in French."""
    said: str = _FRENCH.get(fault["type"], fault["msg"].removeprefix("Value error, "))
    return said.format(**fault.get("ctx", {}))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return « ; vouliez-vous dire « x » ? », or the list of what is known."""
    choices = sorted(known)
    near = process.extractOne(fold(name), choices, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f" ; vouliez-vous dire « {near[0]} » ?" if near else f" ; noms possibles : {', '.join(choices)}."


def load(path: Path, shown: str, model: type[Model]) -> Model:
    """Return the content of a metadata file.

    Parameters
    ----------
    path : Path
        The file.
    shown : str
        Its name in messages.
    model : type of Table
        What it may hold.

    Raises
    ------
    ConfigError
        One sentence for a file that is not TOML, else one line a fault.
    """
    content = read(path, shown)
    try:
        return model.model_validate(_plain_keys(content))
    except ValidationError as error:
        faults = sorted({_fault(model, fault) for fault in error.errors()})
        raise ConfigError("\n".join([f"{shown} : à corriger.", *(f"  • {fault}" for fault in faults)])) from error


def _plain_keys(value: Any) -> Any:  # noqa: ANN401
    """Return ``value`` with the keys that the models know spelt without accents (« libellé » is « libelle »)."""
    if isinstance(value, dict):
        return {_plain_key(key): _plain_keys(item) for key, item in value.items()}
    return [_plain_keys(item) for item in value] if isinstance(value, list) else value


def _plain_key(key: str) -> str:
    # The words of a glossary and the names of structures are keys too: they keep their accents.
    plain = fold(key)
    return plain if plain in _ACCENTED else key


_ACCENTED: Final = frozenset({"libelle", "themes", "role", "roles"})


def _syntax(path: Path, shown: str, said: str) -> str:
    found = re.search(r"at line (\d+)", said)
    if not found:
        return f"{shown} : la fin du fichier arrive trop tôt ; un guillemet ou un crochet n’est pas fermé."
    number = int(found[1])
    lines = decode(path.read_bytes()).text.splitlines()
    line = lines[number - 1].strip() if number <= len(lines) else ""
    advice = 'un texte s’écrit entre guillemets droits : titre = "…"'
    if re.match(r"[\w-]*[^\x00-\x7f][\w-]*\s*=", line):
        advice = "une clé avec accent s’écrit sans lui (themes, role) ou entre guillemets droits"
    elif "\\" in line:
        advice = "une barre oblique inverse s’écrit \\\\ ou dans un texte entre apostrophes"
    return f"{shown}, ligne {number} : ce n’est pas du TOML (« {line} ») ; {advice}."


def _fault(model: type[Table], fault: Any) -> str:  # noqa: ANN401
    where = " → ".join(f"n° {part + 1}" if isinstance(part, int) else str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"clé inconnue « {where} »{did_you_mean(str(fault['loc'][-1]), _known(model, fault['loc'][:-1]))}"
    return f"« {where} » : {french_fault(fault)}"


def _known(model: type[Table], loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys of the table that ``loc`` leads to."""
    for part in loc:
        if isinstance(part, str):
            model = next(_tables(model.model_fields[part].annotation))
    return sorted(model.model_fields)


def _tables(annotation: Any) -> Iterator[type[Table]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, Table):
        yield annotation
    for argument in get_args(annotation):
        yield from _tables(argument)
