"""The fiche of a proposition: nature, scale, who carries it, each with the words that decided it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

UNSAID: Final = "non précisé"


@dataclass(frozen=True, slots=True)
class Sign:
    """A value and the words that stand for it."""

    value: str
    words: re.Pattern[str]


def _sign(value: str, *words: str) -> Sign:
    return Sign(value, re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE))


# The law before the decree, the decree before money: « une loi de finances » is a law first.
NATURES: Final = (
    _sign(
        "législatif", r"lois?", r"législati\w+", r"parlement", r"article \d+", r"code (?:de la|du|général)\b", r"zan"
    ),
    _sign(
        "réglementaire",
        r"décrets?",
        r"arrêtés?",
        r"règlement\w*",
        r"réglement\w*",
        r"dérog\w+",
        r"normes?",
        r"plafonds?",
        r"dpe",
        r"plu(?:i|ih)?",
        r"règles?",
        r"procédures?",
        r"délais?",
        r"obligat\w+",
        r"quotas?",
        r"flux",
        r"circulaires?",
        r"calendriers?",
        r"compter",
        r"artificialisation",
        r"scot",
        r"délai",
    ),
    _sign(
        "financier",
        r"financ\w+",
        r"fonds",
        r"subventions?",
        r"subventionn\w+",
        r"prêts?",
        r"prime\w*",
        r"aides? (?:à la pierre|financi\w+)",
        r"aides?",
        r"tva",
        r"taux",
        r"euros?",
        r"budget\w*",
        r"enveloppes?",
        r"crédits?",
        r"loyers?",
        r"tax\w+",
        r"exonér\w+",
        r"forfaits?",
        r"cofinanc\w+",
        r"pay(?:er|é|ée|és|e|ent)",
        r"avances?",
        r"bonus",
        r"dotations?",
    ),
    _sign(
        "partenarial",
        r"partenari\w+",
        r"conventions?",
        r"chartes?",
        r"pactes?",
        r"contrats?",
        r"ensemble",
        r"partag\w+",
        r"mutualis\w+",
        r"associer",
        r"associés?",
        r"réunir",
        r"réunions?",
        r"conférences?",
        r"rencontres?",
        r"comités?",
        r"copil",
        r"interlocuteurs?",
        r"référents?",
        r"groupements?",
        r"coop\w+",
        r"coordin\w+",
        r"entre (?:bailleurs|communes|élus)",
    ),
    _sign(
        "ingénierie",
        r"ingénierie",
        r"chefs? de projet",
        r"études?",
        r"diagnostics?",
        r"form(?:er|ation|ations|és)",
        r"boîte à outils",
        r"outils?",
        r"observatoires?",
        r"fichiers?",
        r"postes?",
        r"chargée?s? de",
        r"accompagn\w+",
        r"expériment\w+",
        r"évalu\w+",
        r"équipes?",
        r"guides?",
        r"plateformes?",
        r"conseill\w+",
        r"animat\w+",
        r"recens\w+",
        r"cartograph\w+",
        r"gardiens?",
    ),
)

SCALES: Final = (
    _sign(
        "nationale",
        r"état",
        r"nationa\w+",
        r"ministères?",
        r"ministres?",
        r"lois?",
        r"décrets?",
        r"ush",
        r"dpe",
        r"tva",
        r"anah",
        r"parlement",
        r"pour toute la france",
    ),
    _sign("régionale", r"région\w*", r"dreal", r"ars", r"association régionale"),
    _sign("départementale", r"département\w*", r"préfets?", r"préfectures?", r"ddt\w*", r"carsat", r"ddets", r"mdph"),
    _sign(
        "locale",
        r"communes?",
        r"villes?",
        r"mairies?",
        r"maires?",
        r"agglos?",
        r"agglomérations?",
        r"interco\w*",
        r"communautés? de communes",
        r"epci",
        r"bourgs?",
        r"centres?-(?:ville|bourg)s?",
        r"quartiers?",
        r"résidences?",
        r"immeubles?",
        r"bassins?",
        r"scot",
        r"plh",
        r"ort",
        r"plui?h?",
        r"locale?s?",
        r"locaux",
        r"rez-de-chaussée",
        r"gardiens?",
    ),
)

CARRIERS: Final = (
    _sign("État", r"l[’']état", r"préfets?", r"préfecture", r"ddt\w*", r"dreal", r"ministères?"),
    _sign("Région", r"la région", r"conseil régional"),
    _sign("Département", r"le département", r"conseil départemental"),
    _sign(
        "intercommunalité",
        r"interco\w*",
        r"agglos?",
        r"agglomération",
        r"epci",
        r"communauté de communes",
        r"métropole",
    ),
    _sign("communes", r"communes?", r"mairies?", r"maires?", r"élus?", r"la ville"),
    _sign("organismes Hlm", r"bailleurs?", r"organismes?(?: hlm)?", r"offices?", r"hlm", r"esh", r"coopératives?"),
    _sign("établissement public foncier", r"epf\w*", r"établissements? publics? fonciers?"),
    _sign("CARSAT et caisses de retraite", r"carsat", r"caisses? de retraite", r"caisses?"),
    _sign("Banque des Territoires", r"banque des territoires", r"caisse des dépôts"),
    _sign("Action Logement", r"action logement"),
    _sign("ARS", r"ars"),
    _sign("associations", r"associations?"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A value and the words of the verbatim that decided it; « non précisé » and no words when none did."""

    value: str
    words: str | None


def decide(signs: Iterable[Sign], texts: Iterable[str]) -> Finding:
    """Return the first value of ``signs`` that a text speaks for.

    Parameters
    ----------
    signs : iterable of Sign
        In order of precedence.
    texts : iterable of str
        The statements' verbatims, the best first.
    """
    joined = list(texts)
    for sign in signs:
        for text in joined:
            if match := sign.words.search(text):
                return Finding(sign.value, match.group())
    return Finding(UNSAID, None)
