"""Among what a theme or a proposition is put in order, and both its neighbours there."""

from __future__ import annotations

from pipeline.desk.board import in_order
from pipeline.desk.deck import Deck
from pipeline.desk.requests import Gesture
from pipeline.ledger.entries import REJECTED
from pipeline.stages.review.answer import Answer


def line(deck: Deck, answer: Answer, key: str) -> list[str]:
    """Return the ids of a thing and of those beside it, in order: themes of its rank, propositions of its theme."""
    if key[0] == "t":
        above = {theme.theme_id: theme.parent_id is not None for theme, _ in deck.themes}
        return [one for one, is_part in above.items() if is_part == above.get(key)]
    card = deck.cards.get(key)
    if card is None or key[0] != "p":
        return []
    beside = [one for one in deck.cards.values() if one.key[0] == "p" and one.theme_id == card.theme_id]
    return [one.key for one in in_order(beside, answer) if one.status != REJECTED or one.key == key]


def with_both_sides(gesture: Gesture, deck: Deck, answer: Answer) -> Gesture:
    """Return the gesture with the other neighbour noted too: if the first goes, the order survives."""
    if gesture.action != "ordonner" or (gesture.after is None) == (gesture.before is None):
        return gesture
    others = [key for key in line(deck, answer, gesture.target) if key != gesture.target]
    known, step = (gesture.after, 1) if gesture.after is not None else (gesture.before, -1)
    at = others.index(known) + step if known in others else -1
    other = others[at] if 0 <= at < len(others) else None
    return gesture.model_copy(update={"before" if gesture.after is not None else "after": other})
