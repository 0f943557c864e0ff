"""The scenario's tables: themes, and groups of equivalent propositions with the towns that make them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Group:
    """Equivalent propositions.

    Attributes
    ----------
    theme, measure : str
        Where it belongs and what it asks for.
    cells : mapping of str to frozenset of str
        Town → how it is made there: « E » said, « S » implied, « N » in notes, post-its or chat.
    """

    theme: str
    measure: str
    cells: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The themes (identifier → what is talked about) and the groups (identifier → group)."""

    themes: Mapping[str, str]
    groups: Mapping[str, Group]


def read_scenario(path: Path) -> Scenario:
    """Return the scenario written at ``path``.

    Raises
    ------
    CorpusError
        If a table is missing or a group has an unknown theme.
    """
    text = path.read_text(encoding="utf-8")
    themes = {row[0]: row[1] for row in _rows(path, text, "Thèmes")}
    rows = list(_rows(path, text, "Propositions", with_head=True))
    towns = rows[0][3:]
    groups = {}
    for name, theme, measure, *cells in rows[1:]:
        if theme not in themes:
            raise CorpusError(f"{path} : le groupe « {name} » a un thème inconnu, « {theme} » ; corrigez la table.")
        said = {town: frozenset(cell.split()) for town, cell in zip(towns, cells, strict=True) if cell}
        groups[name] = Group(theme, measure, said)
    return Scenario(themes, groups)


def _rows(path: Path, text: str, title: str, *, with_head: bool = False) -> Iterator[list[str]]:
    section = re.search(rf"^## {title}.*?$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    lines = [line for line in section[1].splitlines() if line.startswith("|")] if section else []
    if len(lines) < 3:
        raise CorpusError(f"{path} : la table « {title} » est introuvable ; remettez-la sous « ## {title} ».")
    head, _rule, *body = lines
    for line in [head, *body] if with_head else body:
        yield [cell.strip() for cell in line.strip()[1:-1].split("|")]
