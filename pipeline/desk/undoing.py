"""Undo: corrections that bring back what one correction changed. Nothing is ever taken out of the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from pipeline.desk.gestures import KINDS
from pipeline.desk.live import PARTS, Delta
from pipeline.desk.restoring import restored
from pipeline.errors import ReviewError
from pipeline.records import content_id
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer
from pipeline.stages.review.entries import (
    REJECTED,
    AnyWanted,
    Change,
    Comment,
    Decide,
    Entry,
    Join,
    Merge,
    Part,
    Split,
)


@dataclass(frozen=True, slots=True)
class Done:
    """A correction of this session.

    Attributes
    ----------
    entry : Entry
        The correction.
    delta : Delta
        What it changed.
    homes : mapping of str to str or None
        The themes under which the page showed the statements and propositions that it changed, before.
    """

    entry: Entry
    delta: Delta
    homes: Mapping[str, str | None]


def check_untouched(done: Done, answer: Answer) -> None:
    """Refuse to undo what was corrected again since.

    Raises
    ------
    ReviewError
        If something that the correction changed has another value now: undoing would erase somebody's work.
    """
    for part in PARTS:
        now = getattr(answer, part)
        for key, (was, after) in getattr(done.delta, part).items():
            if _changed_again(was, after, now.get(key)):
                raise ReviewError(
                    "Annulation impossible : ce que vous aviez corrigé l’a été de nouveau depuis ; corrigez à la main."
                )


def _changed_again(was: Any, after: Any, now: Any) -> bool:  # noqa: ANN401
    """Tell whether a field that the correction changed has another value now."""
    if was is None or after is None or now is None:
        return (after is None) != (now is None)
    names = (part.name for part in fields(was))
    return any(
        getattr(was, name) != getattr(after, name) and getattr(now, name) != getattr(after, name) for name in names
    )


def regathered(done: Done, answer: Answer, anchors: Anchors) -> list[Change]:
    """Return the first step: take apart what was gathered, gather what was taken apart.

    Raises
    ------
    ReviewError
        If nothing can be taken apart again.
    """
    wanted, target = done.entry.change.wanted, done.entry.change.target
    found: list[tuple[str, AnyWanted]] = []
    if isinstance(wanted, Comment):
        found = [(target.id, Comment(text=f"Commentaire retiré : « {wanted.text[:1900]} »"))]
    elif isinstance(wanted, Merge):
        found = list(_unmerged(done.delta, answer, anchors))
    elif isinstance(wanted, Split):
        found = list(_unsplit(done.delta, anchors))
    elif isinstance(wanted, Join):
        found = list(_unjoined(done.delta, target.id, anchors))
    elif isinstance(wanted, Part):
        found = list(_unparted(done.delta, anchors))
    if not found and isinstance(wanted, Merge | Split | Join | Part):
        raise ReviewError("Cette correction ne peut pas être annulée d’elle-même : corrigez à la main.")
    return [Change(anchors.of(KINDS[key[0]], key), asked) for key, asked in found]


def given_back(done: Done, first: Sequence[Done], answer: Answer, anchors: Anchors) -> list[Change]:
    """Return the second step, once the first is folded: what has a new id is known, and fields can be given back.

    Parameters
    ----------
    done : Done
        What is being undone.
    first : sequence of Done
        The first step.
    answer, anchors
        The answer now, and its anchors.
    """
    alias = _alias(done.delta, [one.entry for one in first])
    changes: list[Change] = []
    for part in PARTS:
        now = getattr(answer, part)
        for key, was in _values_before(part, done, first).items():
            today = alias.get(key, key)
            if today in now:
                home = _home(key, was, done.homes)
                changes += restored(today, was, now[today], alias.get(home or "", home), anchors)
    return changes


def _values_before(part: str, done: Done, first: Sequence[Done]) -> dict[str, Any]:
    """Return what stood before the correction, or before the first step touched it in passing."""
    deltas = [one.delta for one in reversed(first)] + [done.delta]
    return {key: was for delta in deltas for key, (was, _) in getattr(delta, part).items() if was is not None}


def _home(key: str, was: Any, homes: Mapping[str, str | None]) -> str | None:  # noqa: ANN401
    """Return the theme where a thing stood: its own, or the one it followed its passages to."""
    own = getattr(was, "theme_id", None)
    return own if getattr(was, "moved", True) else homes.get(key, own)


def _unmerged(delta: Delta, answer: Answer, anchors: Anchors) -> Iterator[tuple[str, AnyWanted]]:
    for theme in _gone(delta.themes):
        segments = [key for key, (was, _) in delta.segments.items() if was.theme_id == theme.theme_id]
        if segments:
            kept = answer.segments[segments[0]].theme_id
            yield str(kept), Split(label=theme.label, segments=tuple(map(anchors.segment, segments)))


def _unsplit(delta: Delta, anchors: Anchors) -> Iterator[tuple[str, AnyWanted]]:
    """Pour the new theme where most of it came from; the second step sends the others home."""
    homes = Counter(was.theme_id for was, _ in delta.segments.values() if was.theme_id is not None)
    home = min(homes, key=lambda key: (-homes[key], key), default=None)
    for theme in _made(delta.themes):
        yield theme.theme_id, Decide(status=REJECTED) if home is None else Merge(into=anchors.theme(home))


def _unjoined(delta: Delta, kept: str, anchors: Anchors) -> Iterator[tuple[str, AnyWanted]]:
    own = set(delta.proposals[kept][0].statement_ids) if kept in delta.proposals else set()
    for proposal in _gone(delta.proposals):
        members = [key for key in proposal.statement_ids if key not in own]
        if members:
            yield members[0], Part(others=tuple(map(anchors.statement, members[1:])), title=proposal.title)


def _unparted(delta: Delta, anchors: Anchors) -> Iterator[tuple[str, AnyWanted]]:
    """Give each proposition its statements again; one that was made for them is joined to where most came from."""
    lost = {key: _taken(was, now) for key, (was, now) in delta.proposals.items() if was is not None}
    homes = sorted((key for key in lost if lost[key]), key=lambda key: (-len(lost[key]), key))
    for proposal in _made(delta.proposals):
        yield homes[0], Join(others=(anchors.proposal(proposal.proposal_id),))
    for key in homes[1 if _made(delta.proposals) else 0 :]:
        first, *others = lost[key]
        yield first, Part(others=tuple(map(anchors.statement, others)), into=anchors.proposal(key))


def _taken(was: Any, now: Any) -> list[str]:  # noqa: ANN401
    """Return the statements that a proposition lost."""
    return [key for key in was.statement_ids if now is None or key not in now.statement_ids]


def _alias(delta: Delta, first: Sequence[Entry]) -> dict[str, str]:
    """Return the ids of today for what was made again: what a correction makes is named after the correction."""
    themes = [content_id("t", entry.entry_id) for entry in first if entry.action == "scinder"]
    proposals = [content_id("p", entry.entry_id) for entry in first if entry.action == "détacher"]
    gone = [theme.theme_id for theme in _gone(delta.themes)]
    parted = [proposal.proposal_id for proposal in _gone(delta.proposals)]
    return dict(zip(gone, themes, strict=False)) | dict(zip(parted, proposals, strict=False))


def _gone(part: dict[str, tuple[Any, Any]]) -> list[Any]:
    return [was for was, now in part.values() if now is None]


def _made(part: dict[str, tuple[Any, Any]]) -> list[Any]:
    return [now for was, now in part.values() if was is None]
