"""The whole page, and the patches that bring an open page up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from starlette.datastructures import URL

from pipeline.desk import board, render
from pipeline.desk.cards import Card
from pipeline.desk.requests import Filters
from pipeline.desk.session import Said, Session
from pipeline.records import FACILITATOR, ROLES
from pipeline.stages.review.answer import Speaker
from pipeline.stages.review.settling import Report

VIEWS: Final = {
    "colonnes": "Colonnes",
    "liste": "Liste",
    "file": "File",
    "locuteurs": "Locuteurs",
    "journal": "Journal",
}
_TYPES: Final = (
    ("proposition", "Propositions"),
    ("constat", "Constats"),
    ("frein", "Freins"),
    ("levier", "Leviers"),
    ("question", "Questions"),
    ("demande", "Demandes relevées"),
    ("écarté", "Demandes écartées"),
    ("énoncé", "Tous les énoncés"),
)
_STATES: Final = (
    ("", "tous"),
    ("à relire", "à relire"),
    ("accepté", "accepté"),
    ("corrigé", "corrigé"),
    ("rejeté", "rejeté"),
)
SHORTCUTS: Final = (
    (("j", "k", "↓", "↑"), "carte suivante, précédente"),
    (("h", "l", "←", "→"), "thème précédent, suivant"),
    (("Entrée",), "ouvrir la fiche ; Échap pour la fermer"),
    (("a",), "accepter"),
    (("r",), "rejeter"),
    (("x",), "remettre à relire"),
    (("e",), "corriger le titre, le libellé ou le type"),
    (("m",), "déplacer vers un autre thème"),
    (("f",), "joindre à une autre proposition, fusionner deux thèmes"),
    (("n",), "nouveau thème avec cette carte"),
    (("v",), "voir le verbatim dans sa conversation"),
    (("c",), "commenter"),
    (("u",), "annuler ma dernière correction"),
    (("/",), "chercher"),
    (("1", "2", "3", "4", "5"), "colonnes, liste, file, locuteurs, journal"),
    (("?",), "cette aide"),
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A line of the table of speakers."""

    speaker: Speaker
    town: str
    same_as: str
    n_segments: int


def page(session: Session, filters: Filters, shade: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    session : Session
        The review.
    filters : Filters
        What to show.
    shade : str
        « clair », « sombre », or « auto » to follow the system.
    """
    return render.part(
        "page",
        titre=session.machine.title,
        teinte=shade,
        boot=session.boot,
        version=session.deck.version,
        qui=session.who,
        filtres=filters,
        vues=VIEWS,
        champs=_fields(session, filters),
        adresse=lambda **changes: _address(filters, **changes),
        sans_filtre=_address(Filters(vue=filters.vue)),
        raccourcis=SHORTCUTS,
        **_progress(session, session.who),
        **_content(session, filters),
    )


def patch(session: Session, filters: Filters, boot: str, version: int, who: str, said: Said | None = None) -> dict[str, Any]:
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
        "avancement": render.part("avancement", **_progress(session, who)),
        "nouvelles": [_news(report) for report in session.heard(version) if report.entry.who != who],
        "dit": None if said is None else {"texte": said.text, "bien": said.smooth},
    }


def _content(session: Session, filters: Filters) -> dict[str, Any]:
    answer = session.live.answer
    if filters.vue == "locuteurs":
        return {"locuteurs": _voices(session)}
    if filters.vue == "journal":
        return {
            "journal": list(reversed(session.live.reports.values())),
            "illisibles": session.live.unreadable,
            "fiches": session.deck.cards.keys() | answer.themes.keys(),
        }
    cards = board.chosen(session.deck.cards, filters, answer)

    def drawn(card: Card) -> Markup:
        return render.card(card, session.numbers.get(card.key))

    if filters.vue == "file":
        return {"file": board.queue(cards), "rendre": drawn}
    return {"colonnes": board.columns(cards, session.deck.themes), "rendre": drawn}


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


def _progress(session: Session, who: str) -> dict[str, Any]:
    return {"relues": session.n_settled, "total": session.n_proposals, "reste": session.remaining(who)}


def _news(report: Report) -> str:
    return render.typeset(f"{report.entry.who} : {report.detail}")


def _voices(session: Session) -> list[Voice]:
    answer = session.live.answer
    counts: dict[str, int] = {}
    for segment in answer.segments.values():
        counts[segment.speaker_id or ""] = counts.get(segment.speaker_id or "", 0) + 1
    rows = [
        Voice(row, session.deck.towns([row.workshop_id])[0], _name(session, row.same_as), counts.get(row.speaker_id, 0))
        for row in answer.speakers.values()
    ]
    return sorted(rows, key=lambda row: (row.town, row.speaker.role == FACILITATOR, -row.n_segments, row.speaker.speaker_id))


def _name(session: Session, key: str | None) -> str:
    return "" if key is None else session.live.answer.speakers[key].speaker


def _fields(session: Session, filters: Filters) -> list[dict[str, Any]]:
    workshops = session.live.answer.workshops.values()
    towns = [(row.workshop_id, row.town or row.title) for row in sorted(workshops, key=lambda row: (row.date or "", row.workshop_id))]
    roles = [(role, role) for role in ROLES]
    return [
        {"nom": "Type", "cle": "type", "valeur": filters.type, "choix": _TYPES},
        {"nom": "État", "cle": "etat", "valeur": filters.etat, "choix": _STATES},
        {"nom": "Atelier", "cle": "atelier", "valeur": filters.atelier, "choix": [("", "tous"), *towns]},
        {"nom": "Rôle", "cle": "role", "valeur": filters.role, "choix": [("", "tous"), *roles]},
    ]


def _address(filters: Filters, **changes: str) -> str:
    """Return the address of the page with these filters, those at their usual value left out."""
    asked = filters.model_copy(update=changes).model_dump()
    usual = Filters().model_dump()
    return str(URL("/").include_query_params(**{key: value for key, value in asked.items() if value != usual[key]}))
