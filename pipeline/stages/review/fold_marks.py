"""Corrections that mark a thing and leave the rest alone: its place among others, and of what it is a duplicate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.ledger.entries import Anchor, Duplicate, Entry, Order
from pipeline.ledger.matching import Placed
from pipeline.stages.review.answer import Place, Proposal, Statement, Theme
from pipeline.stages.review.placing import OrphanError
from pipeline.stages.review.work import ClashError, Done, Work, touched


def order(work: Work, entry: Entry, wanted: Order) -> Done:
    """Put a theme or a proposition next to another; the other side serves when the first is gone."""
    placed = work.own(entry)
    if wanted.after is None and wanted.before is None:
        return _back(work, entry, placed)
    after, before = (_neighbour(work, placed.key, anchor) for anchor in (wanted.after, wanted.before))
    if after is None and before is None:
        raise _no_neighbour(work, placed.key, wanted.after or wanted.before or entry.change.target)
    thing = _thing(work, placed.key)
    assert isinstance(thing, Theme | Proposal)
    place = Place(len(work.settlement.reports), entry.entry_id, after, before)
    work.settle(entry, placed.key, "order", f"{after} {before}", entry.entry_id)
    _put(work, placed.key, replace(thing, places=(*thing.places, place)))
    side, other = ("après", after) if after is not None else ("avant", before)
    return Done(placed, f"« {_called(thing)} » rangé juste {side} « {_called(_thing(work, other or ''))} ».")


def duplicate(work: Work, entry: Entry, wanted: Duplicate) -> Done:
    """Say that a thing is the same as another, or no longer."""
    is_statement = entry.change.target.kind == "énoncé"
    placed = work.place(entry.change.target) if is_statement else work.own(entry)
    original = None if wanted.of is None else _original(work, placed.key, work.place(wanted.of).key)
    thing = _thing(work, placed.key)
    assert isinstance(thing, Statement | Proposal)
    shown = "" if original is None else _called(_thing(work, _ended(work, original)))
    work.settle(entry, placed.key, "duplicate", original or "", shown)
    _put(work, placed.key, replace(thing, duplicate_of=original, status=touched(thing.status)))
    if original is None:
        return Done(placed, f"« {_called(thing)} » n’est plus un doublon.")
    return Done(placed, f"« {_called(thing)} » marqué doublon de « {shown} », qui compte pour les deux.")


def root(things: Mapping[str, Statement] | Mapping[str, Proposal], key: str) -> str:
    """Return the original of a duplicate, of duplicates however long the chain; the thing itself when it is none."""
    met: list[str] = []
    while key not in met:
        met.append(key)
        above = things[key].duplicate_of
        key = above if above in things and above is not None else key
    return key


def _original(work: Work, key: str, of: str) -> str:
    things: Mapping[str, Statement] | Mapping[str, Proposal]
    things = work.answer.statements if key in work.answer.statements else work.answer.proposals
    if root(things, of) == key:
        raise ClashError(key, "Rien n’est le doublon de soi-même, ni de son propre doublon.")
    # The link said, not where it ends: that may change, and undoing it must find this one again.
    return of


def _ended(work: Work, key: str) -> str:
    """Return what speaks for a thing that may be a duplicate itself."""
    answer = work.answer
    return root(answer.statements, key) if key in answer.statements else root(answer.proposals, key)


def _back(work: Work, entry: Entry, placed: Placed) -> Done:
    """Take the last placing back."""
    thing = _thing(work, placed.key)
    assert isinstance(thing, Theme | Proposal)
    left = thing.places[:-1]
    work.settle(entry, placed.key, "order", "", left[-1].entry_id if left else "")
    _put(work, placed.key, replace(thing, places=left))
    return Done(placed, f"« {_called(thing)} » remis à sa place d’avant.")


def _neighbour(work: Work, key: str, anchor: Anchor | None) -> str | None:
    """Return the neighbour's id today; None when it is gone, or is now one with the thing itself."""
    if anchor is None:
        return None
    try:
        found = _placed(work, anchor)
    except OrphanError:
        return None
    alike = found.key[0] == key[0] and _level(work, found.key) == _level(work, key)
    return found.key if found.key != key and alike else None


def _placed(work: Work, anchor: Anchor) -> Placed:
    return work.placer.theme(anchor) if anchor.kind == "thème" else work.placer.proposal(anchor)


def _level(work: Work, key: str) -> bool:
    """Tell whether a theme is a sub-theme: these come after all themes."""
    theme = work.answer.themes.get(key)
    return theme is not None and theme.parent_id is not None


def _no_neighbour(work: Work, key: str, anchor: Anchor) -> ClashError:
    _placed(work, anchor)  # what is found nowhere is an orphan, said with its nearest candidates
    name = _called(_thing(work, key))
    return ClashError(
        key,
        f"« {name} » ne peut pas être rangé à côté de « {anchor.text} », disparu, réuni avec lui ou d’un autre rang.",
    )


def _thing(work: Work, key: str) -> Theme | Proposal | Statement:
    answer = work.answer
    found = answer.themes.get(key) or answer.proposals.get(key) or answer.statements.get(key)
    assert found is not None
    return found


def _called(thing: Theme | Proposal | Statement) -> str:
    if isinstance(thing, Theme):
        return thing.label
    return thing.title if isinstance(thing, Proposal) else thing.text[:120]


def _put(work: Work, key: str, thing: Theme | Proposal | Statement) -> None:
    if isinstance(thing, Theme):
        work.answer.themes[key] = thing
    elif isinstance(thing, Proposal):
        work.answer.proposals[key] = thing
    else:
        work.answer.statements[key] = thing
