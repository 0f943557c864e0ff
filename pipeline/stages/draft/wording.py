"""How counts, places, roles and dates are said in French: fixed by figures, never by impression."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

_CARDINALS: Final = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")

_MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

# Role → as a signature, one of them, several of them.
ROLE_WORDS: Final = {
    "bailleur": ("Bailleur social", "bailleur social", "bailleurs sociaux"),
    "collectivité": ("Collectivité", "collectivité", "collectivités"),
    "état": ("Services de l’État", "représentant de l’État", "représentants de l’État"),
    "association": ("Association", "association", "associations"),
    "caisse": ("Caisse de retraite", "caisse de retraite", "caisses de retraite"),
    "banque": ("Établissement financier", "établissement financier", "établissements financiers"),
    "recherche": ("Recherche", "chercheur", "chercheurs"),
    "locataire": ("Locataire", "locataire", "locataires"),
    "autre": ("Autre participant", "autre participant", "autres participants"),
    "inconnu": ("Participant", "participant de rôle inconnu", "participants de rôle inconnu"),
    "animation": ("Animation", "animateur", "animateurs"),
}

KIND_WORDS: Final = {
    "transcript": ("transcription", "transcriptions"),
    "note": ("note", "notes"),
    "postit": ("relevé de post-its", "relevés de post-its"),
    "chat": ("fil de discussion", "fils de discussion"),
}

# What a passage without a speaker is signed with.
KIND_SIGNATURES: Final = {"note": "Notes d’atelier", "postit": "Post-it", "chat": "Fil de discussion"}

# What nobody signs, as support of a proposition.
WRITTEN_WORDS: Final = {"note": "notes", "postit": "post-its", "chat": "fil de discussion"}

TYPE_WORDS: Final = {
    "constat": ("constat", "constats"),
    "frein": ("frein", "freins"),
    "levier": ("levier", "leviers"),
    "proposition": ("proposition", "propositions"),
    "question": ("question", "questions"),
}

# The nature of a proposition, as the tables name it → said of « la nature ».
NATURE_WORDS: Final = {
    "législatif": "législative",
    "réglementaire": "réglementaire",
    "financier": "financière",
    "partenarial": "partenariale",
    "ingénierie": "ingénierie",
}

# Why a demand is no proposition.
REASON_WORDS: Final = {
    "niee": ("niée", "niées"),
    "rapportee": ("rapportée d’un autre", "rapportées d’un autre"),
    "passee": ("au passé", "au passé"),
    "fait": ("obligation constatée", "obligations constatées"),
    "rejeté": ("rejetée à la relecture", "rejetées à la relecture"),
}

FATE_WORDS: Final = {
    "retenu": "retenus pour l’analyse",
    "animation": "paroles de l’animation (contexte, jamais une opinion)",
    "logistique": "logistique (micro, pause, ordre du jour)",
    "trop_court": "trop courts pour porter un énoncé",
    "doublon": "doublons dans le même atelier",
    "hors_langue": "dans une autre langue que le français",
    "hallucination": "inventions connues de la reconnaissance vocale",
    "sans_parole": "indications sans parole (silences, rires)",
    "gabarit": "restes de gabarit de document",
}


def number(value: int) -> str:
    """Return ``value`` in figures, thousands set apart (« 1 250 »)."""
    return f"{value:,}".replace(",", "\u202f")


def cardinal(value: int, *, feminine: bool = False) -> str:
    """Return ``value`` in letters up to ten, then in figures (« une », « deux », « 12 »)."""
    if value >= len(_CARDINALS):
        return number(value)
    word = _CARDINALS[value]
    return f"{word}e" if feminine and value < 2 else word


def counted(value: int, one: str, several: str, *, feminine: bool = False) -> str:
    """Return a count with its noun: « une proposition », « 12 propositions », « aucun frein »."""
    return f"{cardinal(value, feminine=feminine)} {one if value < 2 else several}"


def of_counted(value: int, one: str, several: str) -> str:
    """Return a count with its noun after « de », elided: « d’un atelier », « de trois ateliers »."""
    return f"{'d’' if value == 1 else 'de '}{counted(value, one, several)}"


def figured(value: int, one: str, several: str) -> str:
    """Return a count in figures with its noun: « 1 constat », « 12 constats »."""
    return f"{number(value)}\u00a0{one if value < 2 else several}"


def listed(items: Sequence[str]) -> str:
    """Return « a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} et {items[-1]}"


def recurrence(k: int, n: int) -> str:
    """Return the quantifier that ``k`` of ``n`` workshops deserve; the thresholds are the whole rule.

    All: « tous les ateliers »; above half (three or more): « la plupart »; from a third: « plusieurs »;
    below: « quelques ». One and two are said as they are.
    """
    if k <= 1:
        return "l’atelier" if n == 1 else "un atelier" if k == 1 else "aucun atelier"
    if k >= n:
        return "les deux ateliers" if n == 2 else "tous les ateliers"
    if k == 2:
        return "deux ateliers"
    if 2 * k > n:
        return "la plupart des ateliers"
    return "plusieurs ateliers" if 3 * k >= n else "quelques ateliers"


def day(value: date) -> str:
    """Return « 1er juillet 2022 »."""
    first = "1er" if value.day == 1 else str(value.day)
    return f"{first}\u00a0{month(value)}"


def month(value: date) -> str:
    """Return « juillet 2022 »."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def parsed(value: str | None) -> date | None:
    """Return the date of an ISO string, or None when it is absent or vaguer than a day."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


def role_list(roles: Iterable[str]) -> str:
    """Return the roles in the plural, in the order of ``ROLE_WORDS``: « bailleurs sociaux et associations »."""
    present = set(roles)
    return listed([several for role, (_, _, several) in ROLE_WORDS.items() if role in present])


def role_counts(counts: Mapping[str, int]) -> str:
    """Return « 3 bailleurs sociaux, 1 association et 1 locataire »."""
    return listed([figured(counts[role], one, many) for role, (_, one, many) in ROLE_WORDS.items() if counts.get(role)])


def capitalised(text: str) -> str:
    """Return ``text`` with a capital first letter, accent kept, the rest as it is."""
    return text[:1].upper() + text[1:]


def clock(seconds: float) -> str:
    """Return a moment of a recording: « 12 min 31 s », « 1 h 02 min 05 s »."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min {rest:02d} s" if hours else f"{minutes} min {rest:02d} s"
