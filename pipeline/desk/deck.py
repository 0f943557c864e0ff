"""All the cards of the answer as it stands, the themes above them, and when each last changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pipeline.desk.cards import Card, Dealer, towns
from pipeline.desk.live import Delta, Live
from pipeline.ledger.entries import REJECTED
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.answer import Theme
from pipeline.stages.review.counts import Standing, standings
from pipeline.stages.review.duplicates import gathered
from pipeline.stages.review.settling import Report


class Deck:
    """Cards and themes, made again only where a correction passed.

    Parameters
    ----------
    live : Live
        The answer, which goes on changing.
    settings : ReviewSettings
        Thresholds.

    Attributes
    ----------
    version : int
        Goes up by one with each correction.
    shape : int
        The version at which themes last appeared, vanished or changed places.
    cards : dict of str to Card
        By id.
    n_proposals, n_settled : int
        Propositions, and those that have been looked at.
    support : Gathered
        What supports each proposition, duplicates included.
    changed : dict of str to int
        The version at which a card, theme, passage or speaker last changed; those that never did are absent.
    """

    def __init__(self, live: Live, settings: ReviewSettings) -> None:
        self._live = live
        self._settings = settings
        self.version = 0
        self.shape = 0
        self.changed: dict[str, int] = {}
        self.cards: dict[str, Card] = {}
        self.n_proposals = self.n_settled = 0
        self._arrange()
        self._deal(set(live.answer.proposals) | set(live.answer.statements))

    @property
    def themes(self) -> list[tuple[Theme, Standing]]:
        """The themes that stand, ranked, as they are now, with their figures of when the columns last changed."""
        return [(self._live.answer.themes[key], standing) for key, standing in self._standings.items()]

    @property
    def rejected(self) -> list[Theme]:
        """The themes that reviewers rejected, by label."""
        found = (theme for theme in self._live.answer.themes.values() if theme.status == REJECTED)
        return sorted(found, key=lambda theme: (theme.label, theme.theme_id))

    def standing(self, key: str) -> Standing:
        """Return a theme's figures; KeyError when it does not stand."""
        return self._standings[key]

    def towns(self, workshops: Iterable[str]) -> tuple[str, ...]:
        """Return how workshops are called on the page."""
        return towns(self._live.answer, workshops)

    def remarks(self, key: str) -> list[Report]:
        """Return the corrections made on a thing, in order."""
        return self._reports.get(key, [])

    def latest(self) -> list[str]:
        """Return the ids that changed with the last correction."""
        return [key for key, at in self.changed.items() if at == self.version]

    def update(self, delta: Delta) -> None:
        """Take a correction's effects in."""
        self.version += 1
        if _reshapes(delta):
            self.shape = self.version
            self._arrange()
        self._deal(self._touched(delta))
        self.changed |= dict.fromkeys([*delta.themes, *delta.segments, *delta.speakers], self.version)

    def refresh(self) -> None:
        """Count and rank the themes again."""
        self.version += 1
        self.shape = self.version
        self._arrange()
        self._deal(set(self._live.answer.proposals) | set(self._live.answer.statements))

    def _arrange(self) -> None:
        answer = self._live.answer.copy()
        answer.themes = {key: theme for key, theme in answer.themes.items() if theme.status != REJECTED}
        self._standings = {row.theme.theme_id: row for row in standings(answer, self._settings)}
        self._rank = {key: number for number, key in enumerate(self._standings, start=1)}
        self.support = gathered(self._live.answer)

    def _touched(self, delta: Delta) -> set[str]:
        """Return the ids of the cards that a correction may have changed."""
        answer = self._live.answer
        if delta.speakers or _reshapes(delta):
            return {*answer.proposals, *answer.statements, *delta.proposals, *delta.statements}
        statements = {key for key, row in answer.statements.items() if row.segment_id in delta.segments}
        statements |= set(delta.statements)
        before, self.support = self.support, gathered(answer)
        # What joins or leaves a duplicate is counted on the card of its original too.
        rows = (row for pair in delta.proposals.values() for row in pair if row is not None)
        held = statements.union(*(row.statement_ids for row in rows))
        both = (*before.members.items(), *self.support.members.items())
        rests = {key for key, members in both if not held.isdisjoint(members)}
        # A comment, or a contradiction, changes a card and nothing in the answer.
        said = {report.target for report in self._latest() if report.target[:1] in ("p", "e")}
        return statements | rests | set(delta.proposals) | said

    def _latest(self) -> list[Report]:
        last = next(reversed(self._live.reports.values()), None)
        return [] if last is None else [last]

    def _count(self, card: Card | None, one: int) -> None:
        if card is not None and card.key[0] == "p":
            self.n_proposals += one
            self.n_settled += 0 if card.to_review else one

    def _deal(self, keys: set[str]) -> None:
        self._reports = _by_target(self._live)
        answer = self._live.answer
        dealer = Dealer(answer, self._rank, self._settings, self.support)
        for key in sorted(keys):
            card: Card | None = None
            if key in answer.proposals:
                card = dealer.proposal(answer.proposals[key], self.remarks(key))
            elif key in answer.statements:
                card = dealer.statement(answer.statements[key], self.remarks(key))
            before = self.cards.get(key)
            if card != before:
                self.changed[key] = self.version
            self._count(before, -1)
            self._count(card, 1)
            if card is None:
                self.cards.pop(key, None)
            else:
                self.cards[key] = card


def _reshapes(delta: Delta) -> bool:
    """Tell whether themes appear, vanish or change places, or cards do otherwise than by moving."""
    marked = [*delta.proposals.values(), *delta.statements.values()]
    return any(before and after and _mark(before) != _mark(after) for before, after in marked) or any(
        before is None
        or after is None
        or before.parent_id != after.parent_id
        or before.places != after.places
        or (before.status == REJECTED) != (after.status == REJECTED)
        for before, after in delta.themes.values()
    )


def _mark(row: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return the place that reviewers gave to a proposition or a statement, and of what it is the duplicate."""
    return row.duplicate_of, getattr(row, "places", ())


def _by_target(live: Live) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = defaultdict(list)
    for report in live.reports.values():
        found[report.target].append(report)
    return found
