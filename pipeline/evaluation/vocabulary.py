"""Content words, roughly: enough to ask whether the same things are named on both sides."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.fold import fold
from pipeline.text.words import words

# Folded, as they are compared.
_TOOLS: Final = words(
    """afin ainsi alors apres aussi autre autres aux avant avec avoir bien car cela celle celles celui ces cet cette
    ceux chaque chez comme comment contre dans depuis des dont doit doivent elle elles entre est etait etre eux fait
    faire faut font fois hors ils jusqu les leur leurs lors lorsqu lui mais meme memes moins mon nos notre nous ont par
    parce pas pendant peu peut peuvent plus pour pourrait pourraient quand que quel quelle quelles quels qui quoi
    sans sera serait seraient ses si son sont sous sur tant tel telle tels telles tous tout toute toutes tres une
    vers votre vous"""
)
_WORD: Final = re.compile(r"[^\W_]+")
_LEAST: Final = 3
# Long enough to tell « logement » from « logique », short enough to join « réhabiliter » and « réhabilitation ».
_STEM: Final = 6


def stems(text: str) -> set[str]:
    """Return the folded beginnings of the content words of ``text``; figures are kept whole."""
    found = (word for word in _WORD.findall(fold(text)) if len(word) >= _LEAST or word.isdigit())
    return {word if word.isdigit() else word[:_STEM].rstrip("s") for word in found if word not in _TOOLS}
