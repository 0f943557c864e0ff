"""Whether a piece of talk is understood by a reader who comes to it first."""

from __future__ import annotations

import re
from typing import Final

# Words that open a spoken turn and say nothing: a quote starts after them. « non » and « après » are not
# here, they may carry the meaning.
_OPENING: Final = re.compile(
    r"(?:(?:alors|bah|ben|bon|donc|du coup|eh bien|eh ben|en fait|enfin|et|euh|hein|mais|oui|ouais|pis|puis|voilà)\b"
    r"[\s,.…:]*)+",
    re.IGNORECASE,
)

# A start that needs what came before. Impersonal « il » and relative « ce qui » are understood alone.
_DANGLING: Final = re.compile(
    r"(?:ça|cela|c['’]|celui|celle|ceux|celles|ce\s+(?!qu)|ils?\s|elles?\s|lui|eux|y\s|qui\s|que\s|qu['’]|dont\s"
    r"|parce|car\s|sinon|pareil|idem|ni\s|aussi\s|là[\s-]|là-dessus|le même|la même|les mêmes"
    r"|justement|moi aussi|absolument|merci|pardon|non\b(?!\sseulement)"
    r"|d['’]accord|exactement|tout à fait|sauf que|en attendant|à l['’]inverse"
    # An answer: agreement, or a comparison with what was just said.
    r"|(?:je suis|on est)\s(?:\w+\s){0,3}d['’]accord|(?:chez\s)?nous,?\sc['’]est\s(?:pareil|pire|mieux)"
    # « après c’est trop tard », « depuis on a un accord »: after and since what?
    r"|(?:après|depuis),?\s(?:c['’]|ça|ils?|elles?|je|nous|on)\b)",
    re.IGNORECASE,
)
# A first sentence that answers somebody: « Saint-Avit non plus. », « Huit pages, oui. », « L’assurance ? Parce que… ».
_ANSWER: Final = re.compile(
    r"[^.!?…]{1,30}?(?:\snon plus|\spareil|,\soui)\b|(?:[^\s.!?…]+\s+){1,2}\?\s|avec\s(?:ça|cela)\b", re.IGNORECASE
)
# « ce logement-là » points to something said before, as « ce » nearly always does; « ce qui » does not.
_IMPERSONAL: Final = re.compile(
    r"il\s+(?:n['’e]\s*)?(?:y|faut|faudra|faudrait|fallait|manque|reste|suffit|suffirait|vaut|vaudrait|s['’]agit"
    r"|serait|conviendrait|convient|devient)\b",
    re.IGNORECASE,
)
# What points back from inside: « une aide de ce type », « sur une opération comme ça ».
_INSIDE: Final = re.compile(
    r"\b(?:comme (?:ça|cela)|de ce (?:type|genre)|celui-là|celle-là|ceux-là|celles-là|là-dessus|là-dedans)\b",
    re.IGNORECASE,
)


def opened(text: str) -> str:
    """Return ``text`` without its opening words unless nothing else is left."""
    opening = _OPENING.match(text)
    return (text[opening.end() :] if opening else text) or text


def stands_alone(text: str) -> bool:
    """Tell whether a reader understands ``text`` without what was said before, by its start and what points back.

    Parameters
    ----------
    text : str
        One sentence or a few; what only opens a turn (« alors », « et donc ») is passed over.
    """
    said = opened(text)
    starts = bool(_IMPERSONAL.match(said)) or not (_DANGLING.match(said) or _ANSWER.match(said))
    return starts and not _INSIDE.search(said)
