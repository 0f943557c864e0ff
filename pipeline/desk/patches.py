"""Patches: what brings an open page up to date after a gesture, or after what others did."""

from __future__ import annotations

from typing import Any

from pipeline.desk import board, render
from pipeline.desk.pages import progress
from pipeline.desk.requests import Filters
from pipeline.desk.session import Said, Session, told
from pipeline.stages.review.settling import Report
from pipeline.text.typography import typeset


def patch(
    session: Session, filters: Filters, boot: str, version: int, who: str, said: Said | None = None
) -> dict[str, Any]:
    """Return what changed since the page was drawn, as JSON values.

    Parameters
    ----------
    session : Session
        The review.
    filters : Filters
        What the page shows.
    boot, version : str, int
        The state that the page shows.
    who : str
        Whose page.
    said : Said, optional
        What to tell after a gesture.

    Returns
    -------
    dict
        ``recharger`` : the columns or tables themselves changed. ``cartes`` : by id, theme, HTML and whether the
        filters keep it, or None when it is gone. ``tetes`` : heads of columns by theme id. ``changes`` : every id
        that changed. ``nouvelles`` : what others did.
    """
    deck = session.deck
    changed = sorted(key for key, at in deck.changed.items() if at > version)
    tables = filters.vue in ("locuteurs", "journal") and deck.version > version
    return {
        "boot": session.boot,
        "version": deck.version,
        "recharger": boot != session.boot or deck.shape > version or tables,
        "cartes": _cards(session, filters, [key for key in changed if key[0] in "pe"]),
        "tetes": _heads(session, filters, {key for key in changed if key[0] == "t"}),
        "changes": changed,
        "avancement": render.part("avancement", **progress(session, who)),
        "nouvelles": [_news(report) for report in session.heard(boot, version) if report.entry.who != who],
        "dit": None if said is None else {"texte": said.text, "bien": said.smooth},
    }


def _cards(session: Session, filters: Filters, keys: list[str]) -> dict[str, Any]:
    cards = {key: session.deck.cards[key] for key in keys if key in session.deck.cards}
    kept = {card.key for card in board.chosen(cards, filters, session.live.answer)}
    return {
        key: {
            "theme": cards[key].theme_id or "hors-theme",
            "html": render.card(cards[key], session.numbers.get(key)),
            "garder": key in kept,
        }
        if key in cards
        else None
        for key in keys
    }


def _heads(session: Session, filters: Filters, keys: set[str]) -> dict[str, str]:
    if not keys or filters.vue not in ("colonnes", "liste"):
        return {}
    cards = board.chosen(session.deck.cards, filters, session.live.answer)
    columns = board.columns(cards, session.deck.themes)
    return {column.key: render.part("colonne_tete", colonne=column) for column in columns if column.key in keys}


def _news(report: Report) -> str:
    return typeset(f"{report.entry.who} : {told(report)}")
