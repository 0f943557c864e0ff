"""What the page shows of the deck: filtered, and arranged in columns or in a queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.desk.cards import OUT, PROPOSAL, SET_ASIDE, Card
from pipeline.desk.requests import Filters
from pipeline.ledger.entries import REJECTED, TO_REVIEW
from pipeline.stages.review.answer import Answer, Theme
from pipeline.stages.review.arranging import arranged
from pipeline.stages.review.counts import Standing
from pipeline.text.fold import fold

# « demande »: a statement of type proposition, where « proposition » shows the propositions themselves.
_DEMAND: Final = "demande"
_ANY_STATEMENT: Final = "énoncé"


@dataclass(frozen=True, slots=True)
class Column:
    """A theme and its cards; ``theme`` is None for what stands under none."""

    theme: Theme | None
    standing: Standing | None
    cards: tuple[Card, ...]

    @property
    def key(self) -> str:
        """The theme's id, or « hors-theme »."""
        return "hors-theme" if self.theme is None else self.theme.theme_id

    @property
    def settled(self) -> int:
        """How many of its cards have been looked at."""
        return sum(not card.to_review for card in self.cards)


def chosen(cards: Mapping[str, Card], filters: Filters, answer: Answer) -> list[Card]:
    """Return the cards that the filters keep: the best carried first, as reviewers arranged each theme's."""
    tests = _tests(filters)
    if filters.q.strip():
        tests.append(_words(filters.q, answer))
    return [card for card in in_order(cards.values(), answer) if all(test(card) for test in tests)]


def in_order(cards: Iterable[Card], answer: Answer) -> list[Card]:
    """Return cards in order, theme by theme: computed, then as reviewers arranged them; the rejected come last."""
    return arranged(
        sorted(cards, key=_order),
        key=lambda card: card.key,
        group=lambda card: (card.theme_id, card.status == REJECTED),
        places={key: row.places for key, row in answer.proposals.items() if row.places},
    )


def columns(cards: Iterable[Card], themes: Iterable[tuple[Theme, Standing]]) -> list[Column]:
    """Return the cards by theme, in the order of the themes, then those under none; empty themes included."""
    by_theme: dict[str | None, list[Card]] = defaultdict(list)
    for card in cards:
        by_theme[card.theme_id].append(card)
    found = [Column(theme, standing, tuple(by_theme[theme.theme_id])) for theme, standing in themes]
    return [*found, Column(None, None, tuple(by_theme[None]))]


def queue(cards: Iterable[Card]) -> list[Card]:
    """Return what nobody looked at yet, what a review is worth most for first."""
    waiting = (card for card in cards if card.status == TO_REVIEW)
    return sorted(waiting, key=lambda card: (-card.priority, card.key))


def _tests(filters: Filters) -> list[Callable[[Card], bool]]:
    tests = [_of_type(filters.type)]
    if filters.etat:
        tests.append(lambda card: card.status == filters.etat)
    if filters.atelier:
        tests.append(lambda card: filters.atelier in card.workshops)
    if filters.role:
        tests.append(lambda card: filters.role in card.roles)
    return tests


def _of_type(wanted: str) -> Callable[[Card], bool]:
    if wanted == PROPOSAL:
        return lambda card: card.key[0] == "p"
    if wanted == _ANY_STATEMENT:
        return lambda card: card.key[0] == "e" and card.kind not in OUT
    if wanted == SET_ASIDE:
        return lambda card: card.kind in OUT
    kind = PROPOSAL if wanted == _DEMAND else wanted
    return lambda card: card.key[0] == "e" and card.kind == kind


def _words(query: str, answer: Answer) -> Callable[[Card], bool]:
    """Return the test that every word of a query is in a card, in the words it rests on, or is its id."""
    wanted = fold(query).split()

    def holds(card: Card) -> bool:
        proposal = answer.proposals.get(card.key)
        said = [answer.statements[key].text for key in proposal.statement_ids] if proposal else []
        text = fold(" ".join([card.key, card.title, *card.towns, *card.roles, *said]))
        return all(word in text for word in wanted)

    return holds


def _order(card: Card) -> tuple[bool, int, int, int, float, str]:
    said = (-len(card.workshops), -card.n_speakers, -card.n_statements)
    return (card.status == REJECTED, *said, -card.score, card.key)
