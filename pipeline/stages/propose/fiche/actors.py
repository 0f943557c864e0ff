"""Who can carry a measure, as they are named, and at which scale each works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can carry a measure.

    Attributes
    ----------
    value : str
        As the fiche names them.
    scale : str or None
        Where they work, when that is known.
    names : re.Pattern
        How they are named.
    """

    value: str
    scale: str | None
    names: re.Pattern[str]


def _actor(value: str, scale: str | None, *names: str) -> Actor:
    return Actor(value, scale, re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])", re.IGNORECASE))


# Longer names first: « l'établissement public foncier de l'État » is the former.
ACTORS: Final = (
    _actor("établissement public foncier", None, r"epf\w*", r"établissements? publics? fonciers?"),
    _actor("Banque des Territoires", "nationale", r"banque des territoires", r"caisse des dépôts"),
    _actor("Action Logement", "nationale", r"action logement"),
    _actor("ARS", "régionale", r"ars", r"agences? régionales? de santé"),
    _actor("CARSAT et caisses de retraite", None, r"carsat", r"caisses? de retraite", r"caisses"),
    _actor("associations", None, r"associations?(?! d[e'’] ?(?:élus|maires))", r"amicales?"),
    _actor(
        "organismes Hlm",
        None,
        r"bailleurs?(?: sociaux| social)?",
        r"organismes?(?: hlm)?",
        r"offices?",
        r"esh",
        r"coopératives?",
    ),
    _actor(
        "intercommunalité",
        "locale",
        r"interco\w*",
        r"agglos?",
        r"agglomérations?",
        r"epci",
        r"communautés? (?:de communes|d[’']agglomération|urbaines?)",
        r"métropoles?",
    ),
    _actor(
        "communes", "locale", r"communes?", r"municipalités?", r"mairies?", r"maires?", r"ccas", r"la ville", r"élus"
    ),
    _actor("Région", "régionale", r"la région", r"les régions", r"conseils? régiona(?:l|ux)"),
    _actor("Département", "départementale", r"le département", r"les départements", r"conseils? départementa(?:l|ux)"),
    _actor("État", "départementale", r"préfets?", r"préfètes?", r"préfectures?", r"ddt\w*"),
    _actor("État", "régionale", r"dreal"),
    _actor(
        "État",
        "nationale",
        r"[ée]tat(?! civil| des lieux| d[’']|-)",
        r"ministères?",
        r"ministres?",
        r"gouvernement",
        r"parlement",
        r"législateur",
        r"anah",
        r"anru",
        r"pouvoirs publics",
    ),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named at ``start:end`` of a text."""

    actor: Actor
    start: int
    end: int


def mentions(text: str) -> Iterator[Mention]:
    """Yield the actors named in ``text``, in order; of two that overlap, the first listed."""
    found: list[Mention] = []
    for actor in ACTORS:
        for match in actor.names.finditer(text):
            if not any(match.start() < one.end and one.start < match.end() for one in found):
                found.append(Mention(actor, *match.span()))
    yield from sorted(found, key=lambda one: one.start)
