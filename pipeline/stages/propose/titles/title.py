"""The title of a proposition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.infinitive import pieces
from pipeline.stages.propose.titles.spoken import clean, shorten

INFINITIVE: Final = "infinitif"
VERBATIM: Final = "verbatim"

_MOST_WORDS: Final = 22
# First and second persons have no place in an impersonal title; « nous » as a reflexive was handled before.
_PERSONAL: Final = re.compile(r"(?<![\w’'-])(?:je|j[’']|tu|t[’']|vous|moi|toi|me|m[’']|mon|ma|mes|ton|ta|tes|votre|vos)(?![\w-])", re.I)
_LEADING_CUE: Final = re.compile(r"^[^\w«]*(?:(?:et|mais|donc|alors|oui|non|ben|après|puis)\b[\s,]*)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and where it comes from: « infinitif » or « verbatim »."""

    text: str
    origin: str


def title(statement: Statement) -> Title:
    """Return the title of a proposition.

    Parameters
    ----------
    statement : Statement
        The member that speaks best for the proposition.
    """
    words = [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]
    made = _infinitive(statement, words)
    if made is not None and _is_sound(made):
        return Title(made, INFINITIVE)
    return Title(shorten(clean(_without_cue(statement)), _MOST_WORDS) or statement.text, VERBATIM)


def _infinitive(statement: Statement, words: list) -> str | None:  # type: ignore[type-arg]
    hit = statement.verdict.hit
    if hit is None:
        return None
    cue_end = statement.sentence.start + hit.end
    after = next((place for place, word in enumerate(words) if word.idx >= cue_end), len(words))
    if hit.rule.name == "infinitif":
        after = max(after - 1, 0)
    made = pieces(words, after)
    if made is None:
        return None
    return shorten(clean(" ".join(piece for piece in made if piece)), _MOST_WORDS)


def _is_sound(text: str) -> bool:
    return len(text.split()) >= 3 and not _PERSONAL.search(text)


def _without_cue(statement: Statement) -> str:
    """Return the clause from the noun that the cue introduces (« il faudrait un fonds » → « un fonds »)."""
    hit = statement.verdict.hit
    text = statement.text
    if hit is not None and hit.rule.name in _NOMINAL:
        start = statement.sentence.start + hit.end - statement.start
        determiner = re.search(r"(?:un|une|des|du|la|le|les|l[’']|plus d\w*|d[’']une?)\s*$", text[:start], re.IGNORECASE)
        return text[determiner.start() if determiner else start :]
    return _LEADING_CUE.sub("", text)


_NOMINAL: Final = frozenset(("il_faut_nom", "souhait_nom", "manque", "proposer", "idee_cest", "favorable"))
