"""Workshops that came, left, or were issued again."""

from __future__ import annotations

from collections import defaultdict

from pipeline.changes.runs import Row, Run
from pipeline.changes.wording import counted, listed


def sentences(before: Run, after: Run) -> list[str]:
    """Return what became of the workshops and of their files."""
    came = [name(row) for key, row in after.workshops.items() if key not in before.workshops]
    left = [name(row) for key, row in before.workshops.items() if key not in after.workshops]
    found = []
    if came:
        found.append(f"+{counted(len(came), 'atelier', 'ateliers')} : {listed(came)}.")
    if left:
        found.append(f"−{counted(len(left), 'atelier', 'ateliers')} : {listed(left)}.")
    return found + _issued_again(before, after)


def name(row: Row) -> str:
    """Return how a workshop is called: its town, else its title."""
    return str(row["town"] or row["title"])


def _issued_again(before: Run, after: Run) -> list[str]:
    """Return the files that changed in workshops that were there."""
    changed: dict[str, list[str]] = defaultdict(list)
    for path in sorted({*before.sources, *after.sources}):
        was, now = before.sources.get(path), after.sources.get(path)
        workshop = str((now or was or {})["workshop_id"])
        if workshop in before.workshops and workshop in after.workshops and _digest(was) != _digest(now):
            verb = "ajouté" if was is None else "retiré" if now is None else "réédité"
            changed[workshop].append(f"{path.rpartition('/')[2]} ({verb})")
    return [f"{name(after.workshops[workshop])} : {listed(files)}." for workshop, files in changed.items()]


def _digest(row: Row | None) -> str:
    return "" if row is None else str(row["digest"])
