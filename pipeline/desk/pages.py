"""The whole page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from starlette.datastructures import URL

from pipeline.desk import board, render
from pipeline.desk.cards import Card
from pipeline.desk.requests import Filters
from pipeline.desk.session import Session
from pipeline.records import FACILITATOR, ROLES
from pipeline.stages.review.answer import Speaker

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
    (("o",), "placer une proposition ou un thème juste après un autre"),
    (("Maj + k", "Maj + j"), "l’avancer ou le reculer d’une place"),
    (("d",), "doublon d’une autre proposition, d’un autre énoncé"),
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
        **progress(session, session.who),
        **_content(session, filters),
    )


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
    return {
        "colonnes": board.columns(cards, session.deck.themes),
        "rejetes": session.deck.rejected,
        "rendre": drawn,
    }


def progress(session: Session, who: str) -> dict[str, Any]:
    """Return how far the review is, and the time that the rest will take ``who``."""
    return {"relues": session.deck.n_settled, "total": session.deck.n_proposals, "reste": session.remaining(who)}


def _voices(session: Session) -> list[Voice]:
    answer = session.live.answer
    counts: dict[str, int] = {}
    for segment in answer.segments.values():
        counts[segment.speaker_id or ""] = counts.get(segment.speaker_id or "", 0) + 1
    rows = [
        Voice(row, session.deck.towns([row.workshop_id])[0], _name(session, row.same_as), counts.get(row.speaker_id, 0))
        for row in answer.speakers.values()
    ]
    return sorted(
        rows, key=lambda row: (row.town, row.speaker.role == FACILITATOR, -row.n_segments, row.speaker.speaker_id)
    )


def _name(session: Session, key: str | None) -> str:
    return "" if key is None else session.live.answer.speakers[key].speaker


def _fields(session: Session, filters: Filters) -> list[dict[str, Any]]:
    workshops = session.live.answer.workshops.values()
    towns = [
        (row.workshop_id, row.town or row.title)
        for row in sorted(workshops, key=lambda row: (row.date or "", row.workshop_id))
    ]
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
