"""An accepted theme keeps its label and its passages, whatever the program finds afterwards.

The next run adds to it what resembles it. Where the next run no longer tells it from another theme (a workshop was
added, and two subjects fell together), it is made again of the passages that it had when it was accepted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from pipeline.ledger.entries import ACCEPTED, REJECTED, Anchor, Decide, Entry
from pipeline.ledger.matching import Placed
from pipeline.ledger.prints import words
from pipeline.records import KEPT, content_id
from pipeline.stages.review.answer import Theme
from pipeline.stages.review.placing import OrphanError
from pipeline.stages.review.work import Work

_EMERGING: Final = "émergent"
_REPRESENTATIVES: Final = 5


def decide_theme(work: Work, entry: Entry, wanted: Decide) -> Placed:
    """Accept a theme (the label that was seen is confirmed, its passages held), reject it, or open it again.

    Returns
    -------
    Placed
        The theme.

    Raises
    ------
    OrphanError, ClashError
        As ``Work.own``.
    """
    if wanted.status != ACCEPTED:
        placed = work.own(entry)
        if wanted.status == REJECTED and work.placer.is_another(entry.change.target, placed.key):
            raise OrphanError(entry.change.target, [f"[{placed.key}] {work.answer.themes[placed.key].label}"])
        _release(work, placed.key)
    else:
        members = [key for key in map(work.placer.member, wanted.members) if key is not None]
        placed = _own(work, entry, members)
        _hold(work, placed.key, members)
    theme = work.answer.themes[placed.key]
    label = theme.label
    if wanted.status == ACCEPTED and work.settlement.by(placed.key, "label") is None:
        label = entry.change.target.text or label
    work.answer.themes[placed.key] = replace(theme, status=wanted.status, label=label)
    return placed


def _own(work: Work, entry: Entry, members: list[str]) -> Placed:
    """Return the accepted theme, made again where the program no longer finds it, or not by itself."""
    target = entry.change.target
    try:
        placed = work.own(entry)
    except OrphanError:
        if not members:
            raise
    else:
        if not members or _is_it(work, target, placed.key, members):
            return placed
    key = content_id("t", entry.entry_id) if target.id in work.answer.themes else target.id
    work.answer.themes[key] = Theme(key, target.text, (), None, _EMERGING, tuple(members[:_REPRESENTATIVES]))
    work.placer.poured.pop(target.id, None)
    if key != target.id:
        work.placer.poured[target.id] = key
    return Placed(key, "le programme ne le distingue plus, il est rétabli")


def _is_it(work: Work, target: Anchor, key: str, members: list[str]) -> bool:
    """Tell whether a theme found by another id is the accepted one.

    It is not when it was accepted under another label, nor when most of what it holds in the workshops of that time
    was elsewhere.
    """
    answer = work.answer
    theme = answer.themes[key]
    verdict = work.settlement.by(key, "status")
    if theme.status == ACCEPTED and verdict is not None and verdict.change.target.id != target.id:
        return words(theme.label) == words(target.text)
    if key == target.id:
        return True
    workshops = {answer.segments[member].workshop_id for member in members}
    held = [row.segment_id for row in answer.segments.values() if row.theme_id == key and row.fate == KEPT]
    there = Counter(one in set(members) for one in held if answer.segments[one].workshop_id in workshops)
    return there[True] >= there[False]


def _hold(work: Work, key: str, members: list[str]) -> None:
    """Put an accepted theme's passages back under it, but those that an earlier correction placed."""
    segments = work.answer.segments
    for member in members:
        row = segments[member]
        if row.theme_id == key or work.settlement.by(member, "theme") is not None:
            continue
        work.held.setdefault(key, {})[member] = row
        second = row.theme_id if row.second_theme_id == key else row.second_theme_id
        segments[member] = replace(row, theme_id=key, theme_score=1.0, second_theme_id=second, robust=True)


def _release(work: Work, key: str) -> None:
    """Give back what an acceptance held, when it is taken back."""
    answer = work.answer
    for member, was in work.held.pop(key, {}).items():
        home = answer.themes.get(was.theme_id or "")
        stayed = answer.segments[member].theme_id == key and work.settlement.by(member, "theme") is None
        if stayed and (was.theme_id is None or (home is not None and home.status != REJECTED)):
            answer.segments[member] = was
