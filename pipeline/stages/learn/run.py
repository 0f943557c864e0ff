"""Read the ledger for what it teaches, and say what was learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline import tables
from pipeline.ledger import journal
from pipeline.ledger.entries import Entry
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.learn import LearnSettings
from pipeline.stages.learn.groups import Groups
from pipeline.stages.learn.heard import Heard, hear
from pipeline.stages.learn.statements import statement_rows
from pipeline.stages.learn.themes import Themes
from pipeline.text.typography import typeset

_WRITES = ("lesson_themes", "lesson_members", "lesson_statements", "lesson_groups")


def run(inputs: Inputs, settings: LearnSettings, progress: Progress) -> Outcome:  # noqa: ARG001
    """Return the tables of lessons; without corrections they are empty and nothing else is read."""
    entries = journal.read(inputs.place.cycle).entries
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _WRITES}
    if entries:
        rows |= _lessons(entries, hear(inputs.tables), settings)
    return Outcome(
        tables={name: tables.frame(name, rows[name]) for name in _WRITES},
        counts={"lecons": sum(len(found) for name, found in rows.items() if name != "lesson_members")},
        messages=_messages(rows),
    )


def _lessons(entries: Sequence[Entry], heard: Heard, settings: LearnSettings) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    if settings.themes:
        themes = Themes(entries, heard)
        found |= {"lesson_themes": themes.rows(), "lesson_members": themes.members()}
    if settings.statements:
        found["lesson_statements"] = statement_rows(entries, heard)
    if settings.proposals:
        found["lesson_groups"] = Groups(entries, heard).rows()
    return found


def _messages(rows: Mapping[str, list[dict[str, Any]]]) -> tuple[str, ...]:
    """Return a French sentence on what the corrections teach, if anything."""
    placed = sum(row["placed"] for row in rows["lesson_members"])
    groups = len({row["group_id"] for row in rows["lesson_groups"]})
    told = [
        _counted(len(rows["lesson_themes"]), "thème tenu tel qu’il a été vu", "thèmes tenus tels qu’ils ont été vus"),
        _counted(
            placed, "passage rangé à la main qui sert de repère", "passages rangés à la main qui servent de repères"
        ),
        _counted(len(rows["lesson_statements"]), "énoncé en exemple", "énoncés en exemple"),
        _counted(groups, "groupe de propositions tenu", "groupes de propositions tenus"),
    ]
    said = [part for part in told if part]
    return (typeset(f"Ce que vos corrections apprennent : {', '.join(said)}."),) if said else ()


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}" if count else ""
