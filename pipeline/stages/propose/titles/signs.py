"""What a note says by a sign, in words: « isoler combles + planchers » → « isoler combles et planchers »."""

from __future__ import annotations

import re
from typing import Final

ARROWS: Final = ("→", "->", "=>")
# « aux + de 18 ans », « les + fragiles », « + souvent », « travaux au + tard »
_MORE: Final = re.compile(
    r"(?:(?<= )|^)\+ (?=de\b|(?:souvent|vite|tôt|tard|loin|longtemps|simples?|grande?s?|petite?s?)\b)"
    r"|(?<=\bles )\+ |(?<=\baux )\+ |(?<=\bdes )\+ |(?<=\ble )\+ |(?<=\bla )\+ |(?<=\bau )\+ ",
    re.IGNORECASE,
)
# Not « R + 2 », « bac + 5 ».
_PLUS: Final = re.compile(r"(?<=[\w).»%€])(?<!\bR)(?<!\b[Bb]ac),? \+ (?=[\w«])")
# « pictos + arabe, turc, portugais » is one list.
_LISTS: Final = re.compile(r"[^,]*(?:, [^\W\d_]+)+$")
# « croiser les fichiers → question RGPD »: what comes of a measure, or who sees to it; not « 2 → 3 bus ».
_ARROW: Final = re.compile(rf"(?<!\d)(?<!\d )\s*(?:{'|'.join(ARROWS)})\s*(?P<then>[^→()]+?)$")
_LEAST_THEN, _MOST_THEN = 2, 8
# « Des vrais lits. Pas des convertibles »
_STOP: Final = re.compile(r"(?<=[a-zà-ÿ]{3})\. (Pas|Et|Avec|Pour|Sans|Mais|Ou|Plutôt)(?!\w)")


def in_words(text: str) -> str:
    """Return the words of a note with « + » in words."""
    text = _STOP.sub(lambda found: f", {found[1].lower()}", text)
    text = _MORE.sub("plus ", text)
    last = text.rfind(" + ")
    lists = _LISTS.match(text, last + len(" + "))
    return _PLUS.sub(lambda found: " et " if found.end() == last + len(" + ") and not lists else ", ", text)


def bracketed(text: str) -> str:
    """Return a title with what follows its arrow in brackets: of bare words nothing tells which side is the measure."""
    found = _ARROW.search(text)
    if found is None or not found.start() or not _LEAST_THEN <= len(found["then"].split()) <= _MOST_THEN:
        return text
    return f"{text[: found.start()].rstrip()} ({found['then']})"
