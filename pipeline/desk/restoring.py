"""Give one thing back the fields that it had, by corrections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.desk.gestures import KINDS
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.entries import (
    CORRECTED,
    REJECTED,
    TO_REVIEW,
    AnyWanted,
    Change,
    Decide,
    Describe,
    Identify,
    Move,
    Rename,
    Retitle,
    Retype,
)
from pipeline.stages.review.work import touched


def restored(key: str, was: Any, now: Any, home: str | None, anchors: Anchors) -> list[Change]:  # noqa: ANN401
    """Return the corrections that turn ``now`` into ``was``, as far as corrections can.

    Parameters
    ----------
    key : str
        The thing's id today.
    was, now : frozen value of the answer
        A theme, segment, statement, proposition or speaker before, and today.
    home : str or None
        Id today of the theme where it stood.
    anchors : Anchors
        Of the answer today.
    """
    edits = list(_edits(key[0], was, now))
    if key[0] in ("s", "e", "p") and _moved(was, now):
        edits.append(Move(theme=None if home is None else anchors.theme(home)))
    return [Change(anchors.of(KINDS[key[0]], key), wanted) for wanted in _with_state(key[0], was, now, edits)]


def _edits(kind: str, was: Any, now: Any) -> Iterator[AnyWanted]:  # noqa: ANN401
    if kind == "t" and was.label != now.label:
        yield Rename(label=was.label)
    if kind == "t" and was.description not in (None, now.description):
        yield Describe(description=was.description)
    if kind == "p" and was.title != now.title:
        yield Retitle(title=was.title)
    if kind == "e" and was.type != now.type:
        yield Retype(type=was.type)
    if kind == "l" and was.speaker != now.speaker:
        yield Identify(name=was.speaker)
    if kind == "l" and was.role != now.role:
        yield Identify(role=was.role)


def _moved(was: Any, now: Any) -> bool:  # noqa: ANN401
    """Tell whether a correction put it elsewhere; a statement or proposition not moved by hand follows its passages."""
    return was.theme_id != now.theme_id or getattr(was, "moved", False) != getattr(now, "moved", False)


def _with_state(kind: str, was: Any, now: Any, edits: list[AnyWanted]) -> list[AnyWanted]:  # noqa: ANN401
    """Return the edits with what brings the state back: an edit makes « corrigé » of what was « à relire »."""
    if kind not in ("t", "e", "p"):
        return edits
    if kind == "e" and was.reason is not None and now.reason is None:
        return [*edits, Decide(status=REJECTED)]  # what a rule set aside was taken back: out again
    if was.status == CORRECTED:
        settled = now.status not in (CORRECTED, TO_REVIEW)
        again = edits or ([] if now.status == CORRECTED else [_same(kind, was)])
        return [Decide(status=TO_REVIEW), *again] if settled else again
    after = touched(now.status) if edits else now.status
    return edits if after == was.status else [*edits, Decide(status=was.status)]


def _same(kind: str, was: Any) -> AnyWanted:  # noqa: ANN401
    """Return an edit that changes nothing but the state."""
    if kind == "t":
        return Rename(label=was.label)
    return Retitle(title=was.title) if kind == "p" else Retype(type=was.type)
