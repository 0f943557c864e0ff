"""Choosers: the themes to move to, the propositions to join with, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from rapidfuzz import fuzz

from pipeline.desk.cards import Card
from pipeline.desk.deck import Deck
from pipeline.desk.ordering import line
from pipeline.ledger.entries import NO_THEME
from pipeline.stages.review.answer import Answer
from pipeline.text.fold import fold

_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a chooser; an empty ``key`` stands for « hors thème »."""

    key: str
    label: str
    detail: str


def themes(deck: Deck, answer: Answer, key: str, query: str) -> list[Choice]:
    """Return the themes that a card or a segment can go to, those that its passages hesitate between first."""
    near = _hesitations(answer, key)
    here = _theme(deck, answer, key)
    found = [
        (near.get(theme.theme_id, 0), Choice(theme.theme_id, theme.label, ", ".join(theme.keywords[:5])))
        for theme, _ in deck.themes
        if theme.theme_id not in (here, key)
    ]
    ranked = [choice for _, choice in sorted(found, key=lambda pair: -pair[0])]  # stable: else by rank
    if key[0] != "t" and here is not None:
        ranked.append(Choice("", NO_THEME, "ne relève d’aucun thème"))
    return [choice for choice in ranked if _matches(choice, query)]


def proposals(deck: Deck, answer: Answer, numbers: Mapping[str, int], key: str, query: str) -> list[Choice]:
    """Return the propositions that one can be joined with: those said to be near, then the likest by their titles."""
    own = deck.cards.get(key)
    nearby = answer.proposals[key].nearby if key in answer.proposals else ()
    others = [card for card in deck.cards.values() if card.key[0] == "p" and card.key != key]
    title = "" if own is None else fold(own.title)

    def likelihood(card: Card) -> tuple[bool, float, str]:
        return (card.key not in nearby, -fuzz.token_set_ratio(title, fold(card.title)), card.key)

    ranked = sorted(others, key=likelihood)
    choices = [Choice(card.key, card.title, _detail(card, numbers, card.key in nearby)) for card in ranked]
    return [choice for choice in choices if _matches(choice, query)][:_SHOWN]


def neighbours(deck: Deck, answer: Answer, key: str, query: str) -> list[Choice]:
    """Return after what a theme or a proposition can be put; an empty key stands for the first place."""
    others = [one for one in line(deck, answer, key) if one != key]
    labels = {theme.theme_id: theme.label for theme, _ in deck.themes}
    found = [Choice(one, labels[one] if one in labels else deck.cards[one].title, "") for one in others]
    first = [Choice("", "En tête", "avant tous les autres")] if others else []
    return [choice for choice in (*first, *found) if _matches(choice, query)]


def statements(deck: Deck, answer: Answer, key: str, query: str) -> list[Choice]:
    """Return the statements of which one can be the duplicate, the likest words first."""
    text = fold(answer.statements[key].text) if key in answer.statements else ""
    others = [card for card in deck.cards.values() if card.key[0] == "e" and card.key != key]
    ranked = sorted(others, key=lambda card: (-fuzz.token_set_ratio(text, fold(card.title)), card.key))
    choices = [Choice(card.key, card.title, " · ".join((card.kind, *card.towns))) for card in ranked]
    return [choice for choice in choices if _matches(choice, query)][:_SHOWN]


def plain(choices: list[Choice]) -> list[dict[str, Any]]:
    """Return choices as JSON values."""
    return [asdict(choice) for choice in choices]


def _detail(card: Card, numbers: Mapping[str, int], near: bool) -> str:
    number = f"P{numbers[card.key]}" if card.key in numbers else ""
    return " · ".join(filter(None, ("proche" if near else "", number, ", ".join(card.towns))))


def _matches(choice: Choice, query: str) -> bool:
    text = fold(f"{choice.label} {choice.detail}")
    return all(word in text for word in fold(query).split())


def _theme(deck: Deck, answer: Answer, key: str) -> str | None:
    card = deck.cards.get(key)
    if card is not None:
        return card.theme_id
    segment = answer.segments.get(key)
    return None if segment is None else segment.theme_id


def _hesitations(answer: Answer, key: str) -> dict[str, int]:
    """Return how many passages under a card have each theme as their second."""
    proposal, statement = answer.proposals.get(key), answer.statements.get(key)
    members = proposal.statement_ids if proposal else (key,) if statement else ()
    segments = [answer.statements[member].segment_id for member in members] or [key]
    seconds = [answer.segments[one].second_theme_id for one in segments if one in answer.segments]
    return {theme: seconds.count(theme) for theme in seconds if theme is not None}
