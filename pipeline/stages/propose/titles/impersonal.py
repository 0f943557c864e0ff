"""A title speaks for nobody and to nobody: « former tous nos gardiens » → « former tous les gardiens »."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.stages.propose.titles.words import plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_SINGULAR: Final = frozenset(("notre", "votre"))
_PLURAL: Final = frozenset(("nos", "vos"))
# « prenez les travaux à votre charge » → « prendre les travaux en charge »
_TAKEN_ON: Final = re.compile(r"\b(prendre\b.{1,80}?) à (?:votre|notre) charge\b", re.IGNORECASE)
_HERE: Final = re.compile(r",? de chez nous\b", re.IGNORECASE)
# « à nos frais », « à notre avis »: nothing is owned.
_SAYINGS: Final = block("frais avis sens goût tour façon métier pays")


def impersonal(words: Sequence[Token], text: str) -> str:
    """Return ``text`` with an article where it says whose a thing is, of those who speak or are spoken to.

    Parameters
    ----------
    words : sequence of Token
        The words that ``text`` was made of.
    text : str
        A title.
    """
    text = _TAKEN_ON.sub(r"\1 en charge", text)
    for one, noun in itertools.pairwise(words):
        # « nos deux camions »
        owns = plain(one) in _SINGULAR | _PLURAL and noun.pos_ in ("NOUN", "PROPN", "NUM")
        if owns and plain(noun) not in _SAYINGS:
            owned = re.escape(f"{one.text} {noun.text}")
            article = _article(one, noun)
            for before in ("de ", "à ", ""):
                text = re.sub(rf"(?<!\w){before}{owned}(?!\w)", f"{_joined(before, article)}{noun.text}", text)
    return _HERE.sub("", text)


def _article(one: Token, noun: Token) -> str:
    if plain(one) in _PLURAL:
        return "les "
    if elides(noun.text):
        return "l’"
    return "la " if "Fem" in noun.morph.get("Gender") else "le "


def _joined(before: str, article: str) -> str:
    """« de » + « le » → « du »."""
    return {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}.get(
        before + article, before + article
    )
