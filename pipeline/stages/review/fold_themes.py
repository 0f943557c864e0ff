"""Corrections of themes, and of where things belong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.ledger.entries import CORRECTED, NO_THEME, Anchor, Describe, Entry, Merge, Move, Rename, Split
from pipeline.ledger.matching import Placed
from pipeline.records import content_id
from pipeline.stages.review.answer import Theme
from pipeline.stages.review.placing import OrphanError
from pipeline.stages.review.wording import counted
from pipeline.stages.review.work import Done, Work, touched

BY_REVIEWER = "relecteur"
_KEYWORDS = 8
_REPRESENTATIVES = 5


def rename(work: Work, entry: Entry, wanted: Rename) -> Done:
    """Give a theme another label."""
    placed = work.own(entry)
    theme = work.answer.themes[placed.key]
    work.settle(entry, placed.key, "label", wanted.label)
    work.answer.themes[placed.key] = replace(theme, label=wanted.label, status=touched(theme.status))
    return Done(placed, f"Thème « {theme.label} » renommé « {wanted.label} ».")


def describe(work: Work, entry: Entry, wanted: Describe) -> Done:
    """Say what a theme covers."""
    placed = work.own(entry)
    theme = work.answer.themes[placed.key]
    work.settle(entry, placed.key, "description", wanted.description)
    work.answer.themes[placed.key] = replace(theme, description=wanted.description, status=touched(theme.status))
    return Done(placed, f"Thème « {theme.label} » décrit.")


def merge(work: Work, entry: Entry, wanted: Merge) -> Done:
    """Pour a theme into another: its segments, its sub-themes and whatever was put there by hand."""
    placed, into = work.own(entry), work.open_theme(wanted.into)
    target = entry.change.target
    another = work.placer.is_another(target, placed.key)
    if into.key == placed.key or (another and work.placer.holds(into.key, target)):
        return Done(into, "Ces deux thèmes n’en font déjà qu’un.")
    if another:
        raise OrphanError(target, [f"[{placed.key}] {work.answer.themes[placed.key].label}"])
    gone, kept = work.answer.themes[placed.key], work.answer.themes[into.key]
    work.settle(entry, gone.theme_id, "into", kept.theme_id, kept.label)
    work.answer.themes[kept.theme_id] = replace(
        kept,
        keywords=_joined(kept.keywords, gone.keywords)[:_KEYWORDS],
        representatives=_joined(kept.representatives, gone.representatives)[:_REPRESENTATIVES],
        parent_id=gone.parent_id if kept.parent_id == gone.theme_id else kept.parent_id,
        status=touched(kept.status),
    )
    del work.answer.themes[gone.theme_id]
    _repoint(work, gone.theme_id, kept.theme_id)
    work.placer.poured[gone.theme_id] = kept.theme_id
    return Done(placed, f"Thème « {gone.label} » fusionné dans « {kept.label} ».{_found(into)}")


def split(work: Work, entry: Entry, wanted: Split) -> Done:
    """Make a new theme of segments; its id depends on the correction alone, so later ones find it."""
    target = entry.change.target
    placed = work.own(entry) if target.kind == "thème" else work.place(target)
    found, lost = place_all(work.placer.segment, wanted.segments)
    key = content_id("t", entry.entry_id)
    work.placer.met.add(key)
    made = Theme(key, wanted.label, (), None, BY_REVIEWER, tuple(found[:_REPRESENTATIVES]), status=CORRECTED)
    # In a run that learned of the split, the program itself found that theme, with what else is like it.
    learned = work.answer.themes.get(key)
    work.answer.themes[key] = made if learned is None else replace(made, keywords=learned.keywords)
    for segment_id in found:
        _put_segment(work, entry, segment_id, key, wanted.label)
    return Done(
        placed, f"Nouveau thème « {wanted.label} » : {counted(len(found), 'passage', 'passages')}.{missing(lost)}"
    )


def move(work: Work, entry: Entry, wanted: Move) -> Done:
    """Put a segment, a statement or a proposition under another theme, or under none."""
    placed = work.place(entry.change.target)
    theme = None if wanted.theme is None else work.open_theme(wanted.theme)
    key = None if theme is None else theme.key
    label = NO_THEME if key is None else work.answer.themes[key].label
    kind = entry.change.target.kind
    if kind == "segment":
        _put_segment(work, entry, placed.key, key, label)
    else:
        work.settle(entry, placed.key, "theme", key or "", label)
    if kind == "énoncé":
        statement = work.answer.statements[placed.key]
        work.answer.statements[placed.key] = replace(
            statement, theme_id=key, moved=True, status=touched(statement.status)
        )
    if kind == "proposition":
        proposal = work.answer.proposals[placed.key]
        work.answer.proposals[placed.key] = replace(proposal, theme_id=key, moved=True, status=touched(proposal.status))
    return Done(placed, f"Rangé sous « {label} »." + ("" if theme is None else _found(theme)))


def place_all(place: Callable[[Anchor], Placed], anchors: tuple[Anchor, ...]) -> tuple[list[str], list[Anchor]]:
    """Return the ids of the anchors that were found, and the anchors that were not.

    Raises
    ------
    OrphanError
        If none was found.
    """
    found: list[str] = []
    lost: list[OrphanError] = []
    for anchor in anchors:
        try:
            key = place(anchor).key
        except OrphanError as orphan:
            lost.append(orphan)
        else:
            found += [] if key in found else [key]
    if not found:
        raise lost[0]
    return found, [orphan.anchor for orphan in lost]


def missing(lost: list[Anchor]) -> str:
    """Return a sentence on the anchors that were not found."""
    if not lost:
        return ""
    texts = ", ".join(f"« {anchor.text[:60]} »" for anchor in lost)
    return f" {counted(len(lost), 'introuvable', 'introuvables')} : {texts}."


def _put_segment(work: Work, entry: Entry, segment_id: str, theme_id: str | None, label: str) -> None:
    work.settle(entry, segment_id, "theme", theme_id or "", label)
    # A person's choice is certain, and leaves no second theme.
    work.answer.segments[segment_id] = replace(
        work.answer.segments[segment_id],
        theme_id=theme_id,
        theme_score=None if theme_id is None else 1.0,
        second_theme_id=None,
        robust=True,
    )


def _repoint(work: Work, old: str, new: str) -> None:
    """Put all that is under theme ``old`` under ``new``."""
    answer = work.answer
    for key, segment in answer.segments.items():
        if segment.theme_id == old:
            second = None if segment.second_theme_id == new else segment.second_theme_id
            answer.segments[key] = replace(segment, theme_id=new, second_theme_id=second)
        elif segment.second_theme_id == old:
            second = None if segment.theme_id == new else new
            answer.segments[key] = replace(segment, second_theme_id=second)
    for key, statement in answer.statements.items():
        if statement.theme_id == old:
            answer.statements[key] = replace(statement, theme_id=new)
    for key, proposal in answer.proposals.items():
        if proposal.theme_id == old:
            answer.proposals[key] = replace(proposal, theme_id=new)
    for key, theme in answer.themes.items():
        if theme.parent_id == old:
            answer.themes[key] = replace(theme, parent_id=None if key == new else new)


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))


def _found(placed: Placed) -> str:
    return f" Thème d’arrivée {placed.how}." if placed.how else ""
