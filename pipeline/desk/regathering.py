"""Take apart what a correction gathered, and gather what it took apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pipeline.desk.gestures import KINDS
from pipeline.desk.live import Delta
from pipeline.errors import ReviewError
from pipeline.ledger.entries import (
    REJECTED,
    AnyWanted,
    Change,
    Decide,
    Duplicate,
    Entry,
    Join,
    Merge,
    Order,
    Part,
    Split,
)
from pipeline.records import content_id
from pipeline.stages.review.anchors import Anchors

Asked = Iterator[tuple[str, AnyWanted]]


def regathered(action: str, delta: Delta, anchors: Anchors) -> list[Change]:
    """Return the corrections that undo a merge, a split, a join, a parting or a mark; none for another action.

    Parameters
    ----------
    action : str
        Of the correction to undo.
    delta : Delta
        What it changed.
    anchors : Anchors
        Of the answer as it stands.

    Raises
    ------
    ReviewError
        If nothing is left to gather or take apart.
    """
    if action not in _INVERSE:
        return []
    changes = [Change(anchors.of(KINDS[key[0]], key), asked) for key, asked in _INVERSE[action](delta, anchors)]
    if not changes:
        raise ReviewError("Cette correction ne peut pas être annulée d’elle-même : corrigez à la main.")
    return changes


def made_again(delta: Delta, entries: Sequence[Entry]) -> dict[str, str]:
    """Return the ids of today for those of what had vanished.

    Parameters
    ----------
    delta : Delta
        What the undone correction had changed.
    entries : sequence of Entry
        What undid it, as recorded: a theme or a proposition that a correction makes is named after it.
    """
    themes = [content_id("t", entry.entry_id) for entry in entries if entry.action == "scinder"]
    proposals = [content_id("p", entry.entry_id) for entry in entries if entry.action == "détacher"]
    gone = [theme.theme_id for theme, _ in _emptied(delta)]
    joined = [proposal.proposal_id for proposal, _ in _absorbed(delta)]
    # A parting is undone by joining or parting, which makes nothing again: then one of the two lists is empty.
    return dict(zip(gone, themes, strict=False)) | dict(zip(joined, proposals, strict=False))


def _unmerged(delta: Delta, anchors: Anchors) -> Asked:
    for theme, segments in _emptied(delta):
        into = delta.segments[segments[0]][1].theme_id
        yield into, Split(label=theme.label, segments=tuple(map(anchors.segment, segments)))


def _unsplit(delta: Delta, anchors: Anchors) -> Asked:
    """Pour the new theme where most of it came from; what came from elsewhere is sent home afterwards."""
    homes = Counter(was.theme_id for was, _ in delta.segments.values() if was.theme_id is not None)
    home = min(homes, key=lambda key: (-homes[key], key), default=None)
    for theme in _made(delta.themes):
        yield theme.theme_id, Decide(status=REJECTED) if home is None else Merge(into=anchors.theme(home))


def _unjoined(delta: Delta, anchors: Anchors) -> Asked:
    for proposal, members in _absorbed(delta):
        yield members[0], Part(others=tuple(map(anchors.statement, members[1:])), title=proposal.title)


def _unparted(delta: Delta, anchors: Anchors) -> Asked:
    """Give each proposition its statements again; one that was made for them is joined to where most came from."""
    lost = {key: _taken(was, now) for key, (was, now) in delta.proposals.items() if was is not None}
    homes = sorted((key for key in lost if lost[key]), key=lambda key: (-len(lost[key]), key))
    made = _made(delta.proposals)
    for proposal in made:
        yield homes[0], Join(others=(anchors.proposal(proposal.proposal_id),))
    for key in homes[len(made) :]:
        first, *others = lost[key]
        yield first, Part(others=tuple(map(anchors.statement, others)), into=anchors.proposal(key))


def _unordered(delta: Delta, anchors: Anchors) -> Asked:
    """Take the last placing back, or put it again when it had been taken back."""
    for key, (was, now) in [*delta.themes.items(), *delta.proposals.items()]:
        if was and now and len(now.places) > len(was.places):
            yield key, Order()
        elif was and now and len(now.places) < len(was.places):
            last = was.places[-1]
            after, before = (one and anchors.of(KINDS[one[0]], one) for one in (last.after, last.before))
            yield key, Order(after=after or None, before=before or None)


def _unmarked(delta: Delta, anchors: Anchors) -> Asked:
    for key, (was, now) in [*delta.proposals.items(), *delta.statements.items()]:
        if was and now and was.duplicate_of != now.duplicate_of:
            yield key, Duplicate(of=was.duplicate_of and anchors.of(KINDS[key[0]], was.duplicate_of))


_INVERSE: Final[Mapping[str, Callable[[Delta, Anchors], Asked]]] = {
    "fusionner": _unmerged,
    "scinder": _unsplit,
    "joindre": _unjoined,
    "détacher": _unparted,
    "ordonner": _unordered,
    "doublon": _unmarked,
}


def _emptied(delta: Delta) -> list[tuple[Any, list[str]]]:
    """Return the themes that were poured away and had segments, with these."""
    gone = [was for was, now in delta.themes.values() if now is None]
    segments = [
        (theme, [key for key, (was, _) in delta.segments.items() if was.theme_id == theme.theme_id]) for theme in gone
    ]
    return [(theme, keys) for theme, keys in segments if keys]


def _absorbed(delta: Delta) -> list[tuple[Any, list[str]]]:
    """Return the propositions that were poured into another, with the statements that were theirs alone."""
    kept = {key for was, now in delta.proposals.values() if was and now for key in was.statement_ids}
    gone = [was for was, now in delta.proposals.values() if now is None]
    members = [(one, [key for key in one.statement_ids if key not in kept]) for one in gone]
    return [(one, keys) for one, keys in members if keys]


def _taken(was: Any, now: Any) -> list[str]:  # noqa: ANN401
    """Return the statements that a proposition lost."""
    return [key for key in was.statement_ids if now is None or key not in now.statement_ids]


def _made(part: Mapping[str, tuple[Any, Any]]) -> list[Any]:
    return [now for was, now in part.values() if was is None]
