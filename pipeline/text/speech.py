"""The one cleaning that a quoted verbatim receives; the method note states it in these words.

Hesitations (« euh », « heu », « hum ») are taken out with the commas that fence them, a small word or a short
group of small words said twice in a row by hesitation (« on a, on a ») is kept once, and double spaces become
single. Nothing else changes: no capital, no grammar, no other word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.text.words import words

# Words that nobody doubles on purpose. « nous nous », « vous vous », « le fait fait que », « en en parlant » are
# grammar; « oui oui », « si si », « très très » insist; « ça, ça », « elle, elle », « moi, moi » take up the
# subject: none of those is here.
_ALONE: Final = words(
    """a à ai as au aux avec c'est c'était ce ces cet cette comme d'un d'une dans de des du est et était eu faut il
    ils j'ai je l'on la le les leur ma mais mes mon n'a n'est on ont par parce peut pour qu'il qu'ils qu'on que qui
    s'est sa ses sont sur tu un une va vais y"""
)
# In a group of words, these too are repeated by hesitation (« vous avez, vous avez »).
_IN_GROUP: Final = _ALONE | words("avez avons en êtes été fait nous ou où pas plus si sommes vont vous ça")

_HESITATION: Final = re.compile(
    r"(?P<fence>,)?(?P<space>\s*)(?<![\w’'-])(?:euh+|heu+|hum+)(?![\w’'-])(?:\s*,)?(?P<tail>\s*)", re.IGNORECASE
)
_WORD: Final = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_TWICE: Final = re.compile(
    rf"(?<![\w’'-])(?P<words>{_WORD}(?:\s+{_WORD}){{0,3}}?)(?:\s*,\s*|\s+)(?P=words)(?![\w’'-])", re.IGNORECASE
)
# « J'en veux un, un interlocuteur »: the first « un » stands for a noun, the second opens one.
_PRONOUN: Final = re.compile(r"\b(?:[a-z]{1,2}['’])?en\s+(?:\S+\s+){1,3}$", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return a verbatim without the hesitations of speech.

    Parameters
    ----------
    text : str
        Words as transcribed.

    Returns
    -------
    str
        The same words in the same order, hesitations apart; empty when there was nothing else. Tidying twice
        changes nothing more.
    """
    while (shorter := _pass(text)) != text:
        text = shorter
    return text


def _pass(text: str) -> str:
    return " ".join(_TWICE.sub(_said_once, _HESITATION.sub(_without, text)).split())


def _without(found: re.Match[str]) -> str:
    """Return what stays in the place of a hesitation: a comma between words, the space before « ? », or a space."""
    follows = found.string[found.end() : found.end() + 1]
    if follows in ("", ".", ",", "…", ")", "»"):
        return ""
    if follows in (";", ":", "!", "?"):
        return found["tail"]
    return ", " if found["fence"] else found["space"]


def _said_once(found: re.Match[str]) -> str:
    said = found["words"].replace("’", "'").lower().split()
    if said[0] in ("un", "une") and "," in found[0] and _PRONOUN.search(found.string[: found.start()]):
        return found[0]
    known = _ALONE if len(said) == 1 else _IN_GROUP
    return found["words"] if known.issuperset(said) else found[0]


def is_said(said: str, texts: Iterable[str]) -> bool:
    """Tell whether one of ``texts`` holds ``said``, whatever their case, what is only spoken apart."""
    return any(said.casefold() in tidy(text).casefold() for text in texts)
