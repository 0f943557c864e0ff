"""The sheet of one thing: all that is known of a proposition, a statement or a theme, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.desk.cards import Card
from pipeline.desk.gestures import GONE
from pipeline.desk.session import Session
from pipeline.errors import ReviewError
from pipeline.stages.review.answer import Segment, Statement, Theme


@dataclass(frozen=True, slots=True)
class Quote:
    """A statement as a sheet quotes it: its words, who said them, the cards that rest on it."""

    statement: Statement
    card: Card
    town: str
    speaker: str
    role: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a theme."""

    segment: Segment
    town: str


def sheet(session: Session, key: str) -> tuple[str, dict[str, Any]]:
    """Return the template of a thing's sheet and its values.

    Raises
    ------
    ReviewError
        If the thing is gone.
    """
    make = {"p": _proposal, "e": _statement, "t": _theme}.get(key[:1])
    try:
        if make is None:
            raise KeyError(key)
        return make(session, key)
    except KeyError as error:
        raise ReviewError(GONE) from error


def _proposal(session: Session, key: str) -> tuple[str, dict[str, Any]]:
    answer, card = session.live.answer, session.deck.cards[key]
    proposal = answer.proposals[key]
    return "fiche_proposition", {
        **_common(session, card),
        "proposition": proposal,
        "numero": session.numbers.get(key),
        "citations": [_quote(session, answer.statements[one]) for one in session.deck.support.members[key]],
        "doublons": [answer.proposals[one] for one, last in sorted(session.deck.support.hidden.items()) if last == key],
        "proches": [session.deck.cards[near] for near in proposal.nearby if near in session.deck.cards],
    }


def _statement(session: Session, key: str) -> tuple[str, dict[str, Any]]:
    answer, card = session.live.answer, session.deck.cards[key]
    members = session.deck.support.members
    holders = [other for one, other in session.deck.cards.items() if key in members.get(one, ())]
    return "fiche_enonce", {
        **_common(session, card),
        "citation_de_fiche": _quote(session, answer.statements[key]),
        "propositions": holders,
    }


def _theme(session: Session, key: str) -> tuple[str, dict[str, Any]]:
    answer = session.live.answer
    standing = session.deck.standing(key)
    passages = [answer.segments[one] for one in answer.themes[key].representatives if one in answer.segments]
    cards = [card for card in session.deck.cards.values() if card.theme_id == key]
    return "fiche_theme", {
        "theme": answer.themes[key],
        "rang": standing,
        "villes": session.deck.towns(standing.support.workshops),
        "n_propositions": sum(card.key[0] == "p" for card in cards),
        "n_enonces": sum(card.key[0] == "e" for card in cards),
        "passages": [Passage(row, *session.deck.towns([row.workshop_id])) for row in passages],
        "rapports": session.deck.remarks(key),
    }


def _common(session: Session, card: Card) -> dict[str, Any]:
    theme: Theme | None = session.live.answer.themes.get(card.theme_id or "")
    return {"carte": card, "theme": theme, "rapports": session.deck.remarks(card.key)}


def _quote(session: Session, statement: Statement) -> Quote:
    answer = session.live.answer
    segment = answer.segments[statement.segment_id]
    person = answer.person(segment)
    (town,) = session.deck.towns([segment.workshop_id])
    card = session.deck.cards[statement.statement_id]
    return Quote(statement, card, town, "sans nom" if person is None else person.speaker, segment.role)
