"""Propositions that came, left, or are carried by more workshops."""

from __future__ import annotations

from collections import Counter

from pipeline.changes.lineage import Lineage
from pipeline.changes.runs import Run
from pipeline.changes.wording import counted, quoted


def sentences(before: Run, after: Run, themes: Lineage, proposals: Lineage) -> list[str]:
    """Return what became of the propositions."""
    return [
        *_came(after, themes, proposals),
        *_left(before, proposals),
        *_carried(before, after, proposals),
        *_moved(before, after, themes, proposals),
    ]


def _came(after: Run, themes: Lineage, proposals: Lineage) -> list[str]:
    known = set(themes.of.values())
    places = Counter(
        "known" if row["theme_id"] in known else "none" if row["theme_id"] is None else "new"
        for key, row in after.proposals.items()
        if key in proposals.new
    )
    found = []
    if places["known"]:
        found.append(
            f"{counted(places['known'], 'proposition rattachée', 'propositions rattachées')} à des thèmes déjà là."
        )
    if places["new"]:
        found.append(f"{counted(places['new'], 'proposition', 'propositions')} sous les nouveaux thèmes.")
    if places["none"]:
        found.append(f"{counted(places['none'], 'nouvelle proposition', 'nouvelles propositions')} hors thème.")
    return found


def _left(before: Run, proposals: Lineage) -> list[str]:
    gone = [str(row["title"]) for key, row in before.proposals.items() if key not in proposals.of]
    joined = len(proposals.of) - len(set(proposals.of.values()))
    found = []
    if gone:
        found.append(f"{counted(len(gone), 'proposition disparaît', 'propositions disparaissent')} : {quoted(gone)}.")
    if joined:
        found.append(f"{counted(joined, 'proposition est réunie', 'propositions sont réunies')} à une autre.")
    return found


def _carried(before: Run, after: Run, proposals: Lineage) -> list[str]:
    """Return the propositions that more workshops carry now."""
    titles = [
        str(after.proposals[now]["title"])
        for was, now in proposals.of.items()
        if after.proposals[now]["n_workshops"] > before.proposals[was]["n_workshops"]
    ]
    titles = list(dict.fromkeys(titles))
    if not titles:
        return []
    gain = counted(len(titles), "proposition est portée", "propositions sont portées")
    return [f"{gain} par davantage d’ateliers : {quoted(titles)}."]


def _moved(before: Run, after: Run, themes: Lineage, proposals: Lineage) -> list[str]:
    moved = retitled = 0
    for was, now in proposals.of.items():
        old, new = before.proposals[was], after.proposals[now]
        moved += themes.of.get(old["theme_id"]) != new["theme_id"] and (old["theme_id"], new["theme_id"]) != (
            None,
            None,
        )
        retitled += old["title"] != new["title"]
    found = []
    if moved:
        found.append(f"{counted(moved, 'proposition change', 'propositions changent')} de thème.")
    if retitled:
        found.append(f"{counted(retitled, 'proposition change', 'propositions changent')} de titre.")
    return found
