"""Themes that came, left, took another name, were gathered, or are heard in more workshops."""

from __future__ import annotations

from collections import defaultdict

from pipeline.changes.lineage import Lineage
from pipeline.changes.runs import Run
from pipeline.changes.wording import counted, quoted


def sentences(before: Run, after: Run, themes: Lineage) -> list[str]:
    """Return what became of the themes and of the passages under them."""
    new = [str(row["label"]) for key, row in after.themes.items() if key in themes.new]
    gone = [str(row["label"]) for key, row in before.themes.items() if key not in themes.of]
    found = []
    if new:
        found.append(f"+{counted(len(new), 'thème', 'thèmes')} : {quoted(new)}.")
    if gone:
        found.append(f"−{counted(len(gone), 'thème', 'thèmes')} : {quoted(gone)}.")
    return [
        *found,
        *_gathered(before, after, themes),
        *_heard(before, after, themes),
        *_passages(before, after, themes),
    ]


def _gathered(before: Run, after: Run, themes: Lineage) -> list[str]:
    """Return the themes that took another name, and those that came to the same one."""
    sources: dict[str, list[str]] = defaultdict(list)
    for was, now in themes.of.items():
        sources[now].append(was)
    found = []
    for now, olds in sorted(sources.items(), key=lambda pair: after.themes[pair[0]]["rank"]):
        label = after.themes[now]["label"]
        others = [str(before.themes[old]["label"]) for old in olds if before.themes[old]["label"] != label]
        if len(olds) > 1:
            verb = "rejoint" if len(others) == 1 else "se rejoignent sous" if now not in olds else "rejoignent"
            if others:
                found.append(f"{quoted(others)} {verb} « {label} ».")
        elif others:
            found.append(f"Le thème « {others[0]} » s’appelle maintenant « {label} ».")
    return found


def _heard(before: Run, after: Run, themes: Lineage) -> list[str]:
    """Return the themes that pass from a recurrence to another, each way in a sentence."""
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for now, was in themes.heirs.items():
        way = str(before.themes[was]["recurrence"]), str(after.themes[now]["recurrence"])
        if way[0] != way[1]:
            ways[way].append(str(after.themes[now]["label"]))
    return [
        f"{counted(len(labels), 'thème passe', 'thèmes passent')} de {was} à {now} : {quoted(labels)}."
        for (was, now), labels in sorted(ways.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _passages(before: Run, after: Run, themes: Lineage) -> list[str]:
    """Return how many passages are new under known themes, and how many changed theme."""
    known = set(themes.of.values())
    joined = sum(
        row["workshop_id"] not in before.workshops and row["theme_id"] in known for row in after.segments.values()
    )
    moved = sum(
        1
        for key, row in before.segments.items()
        if key in after.segments and themes.of.get(row["theme_id"]) != after.segments[key]["theme_id"]
    )
    found = []
    if joined:
        found.append(f"{counted(joined, 'nouveau passage rejoint', 'nouveaux passages rejoignent')} un thème déjà là.")
    if moved:
        found.append(f"{counted(moved, 'passage change', 'passages changent')} de thème.")
    return found
