"""Give things back the place and the fields that they had, by corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.desk.cards import Card
from pipeline.desk.gestures import KINDS
from pipeline.desk.undoing import Done
from pipeline.ledger.entries import (
    CORRECTED,
    REJECTED,
    TO_REVIEW,
    AnyWanted,
    Change,
    Comment,
    Decide,
    Describe,
    Duplicate,
    Identify,
    Move,
    Order,
    Rename,
    Retitle,
    Retype,
)
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer, Place, Proposal, Theme
from pipeline.stages.review.work import touched

Alias = Mapping[str, str]


def passages_home(done: Done, alias: Alias, answer: Answer, anchors: Anchors) -> list[Change]:
    """Return what sends passages back under the theme that they had.

    Parameters
    ----------
    done : Done
        What is being undone.
    alias : mapping of str to str
        Ids of today for those of what had vanished.
    answer, anchors
        The answer as it stands, and its anchors.
    """
    changes = []
    for key, (was, _) in done.delta.segments.items():
        home = alias.get(was.theme_id or "", was.theme_id)
        if answer.segments[key].theme_id != home:
            changes.append(_on(key, _to(home, anchors), anchors))
    return changes


def cards_home(done: Done, alias: Alias, cards: Mapping[str, Card], anchors: Anchors) -> list[Change]:
    """Return what sends cards back under the theme where the page showed them, once passages are home.

    A card that nobody moved follows its passages home by itself.
    """
    changes = []
    for key, shown in done.homes.items():
        today, home = alias.get(key, key), alias.get(shown or "", shown)
        if today in cards and cards[today].theme_id != home:
            changes.append(_on(today, _to(home, anchors), anchors))
    return changes


def fields_back(
    parts: Sequence[str], done: Done, passing: Sequence[Done], alias: Alias, answer: Answer, anchors: Anchors
) -> list[Change]:
    """Return what gives labels, titles, types, roles and states back, the states last: each edit changes them.

    Parameters
    ----------
    parts : sequence of str
        Which parts of the answer.
    done : Done
        What is being undone.
    passing : sequence of Done
        What undoing it did before this, which touched other things in passing.
    alias, answer, anchors
        As in :func:`passages_home`.
    """
    changes: list[Change] = []
    for part in parts:
        now = getattr(answer, part)
        for key, was in _values_before(part, done, passing).items():
            today = alias.get(key, key)
            if today in now:
                marks = _marks_back(was, now[today], alias, anchors)
                changes += [_on(today, asked, anchors) for asked in _restored(today[0], was, now[today], marks)]
    return changes


def _marks_back(was: Any, now: Any, alias: Alias, anchors: Anchors) -> list[AnyWanted]:  # noqa: ANN401
    """Return what makes a thing the duplicate that it was: what it stands for may have been made again."""
    before = getattr(was, "duplicate_of", None)
    home = alias.get(before or "", before)
    if home == getattr(now, "duplicate_of", None):
        return []
    return [Duplicate(of=None if home is None else anchors.of(KINDS[home[0]], home))]


def orders_back(done: Done, alias: Alias, answer: Answer, anchors: Anchors) -> list[Change]:
    """Return again, in their order, the placings of what had vanished, and those next to it.

    What is made again has another id, which no earlier placing knows.
    """
    both = [*done.delta.themes.items(), *done.delta.proposals.items()]
    gone = {key: was for key, (was, now) in both if was is not None and now is None and key in alias}
    asked = [(place.turn, alias[key], place) for key, was in gone.items() for place in was.places]
    standing: Mapping[str, Theme | Proposal] = {**answer.themes, **answer.proposals}
    for key, thing in standing.items():
        asked += [(place.turn, key, place) for place in thing.places if not gone.keys().isdisjoint(_sides(place))]
    changes = []
    for _, key, place in sorted(asked, key=lambda one: one[:2]):
        today = [alias.get(side or "", side) for side in _sides(place)]
        known = [side if side in standing else None for side in today]
        if any(known):
            after, before = (None if side is None else anchors.of(KINDS[side[0]], side) for side in known)
            changes.append(_on(key, Order(after=after, before=before), anchors))
    return changes


def _sides(place: Place) -> tuple[str | None, str | None]:
    return place.after, place.before


def remark_back(done: Done) -> list[Change]:
    """Return what takes a comment back: another comment, for nothing is erased."""
    wanted = done.entry.change.wanted
    if not isinstance(wanted, Comment):
        return []
    return [Change(done.entry.change.target, Comment(text=f"Commentaire retiré : « {wanted.text[:1900]} »"))]


def _values_before(part: str, done: Done, passing: Sequence[Done]) -> dict[str, Any]:
    """Return what stood before the correction, or before something was touched in passing."""
    deltas = [one.delta for one in reversed(passing)] + [done.delta]
    return {key: was for delta in deltas for key, (was, _) in getattr(delta, part).items() if was is not None}


def _restored(kind: str, was: Any, now: Any, marks: Sequence[AnyWanted]) -> list[AnyWanted]:  # noqa: ANN401
    """Return the edits with what brings the state back."""
    edits = [*marks, *_edits(kind, was, now)]
    if kind == "l":
        return edits
    if kind == "e" and was.reason is not None and now.reason is None:
        return [*edits, Decide(status=REJECTED)]  # what a rule set aside was taken back: out again
    if was.status == CORRECTED:
        settled = now.status not in (CORRECTED, TO_REVIEW)
        again = edits or ([] if now.status == CORRECTED else [_same(kind, was)])
        return [Decide(status=TO_REVIEW), *again] if settled else again
    after = touched(now.status) if edits else now.status
    return edits if after == was.status else [*edits, Decide(status=was.status)]


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


def _same(kind: str, was: Any) -> AnyWanted:  # noqa: ANN401
    """Return an edit that changes nothing but the state."""
    if kind == "t":
        return Rename(label=was.label)
    return Retitle(title=was.title) if kind == "p" else Retype(type=was.type)


def _to(home: str | None, anchors: Anchors) -> Move:
    return Move(theme=None if home is None else anchors.theme(home))


def _on(key: str, wanted: AnyWanted, anchors: Anchors) -> Change:
    return Change(anchors.of(KINDS[key[0]], key), wanted)
