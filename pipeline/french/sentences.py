"""Sentence boundaries by punctuation.

The parser's own boundaries wander on speech (it cuts at « voilà » and glues after « euh »); automatic
transcripts carry full stops, and people who label statements read those. So a sentence ends at . ! ? …
or at a line break, and the parser is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

COMPONENT = "punctuation_sentences"

# A full stop inside « M. Dupont », « art. 55 », « 2.5 » ends nothing; an initial (« J. ») neither.
_ABBREVIATIONS = r"(?:\b(?:M|MM|Mme|Mlle|Dr|Pr|art|av|bd|cf|env|etc|ex|hab|n°|p|St|Ste|tél|[A-Z]))\.$"
_ABBREVIATION = re.compile(_ABBREVIATIONS)
# Short forms of notes: « 1 pers. de la résid. » goes on in lower case, « avec les loc. Puis … » does not.
_SHORT_FORM = re.compile(
    r"\b(?:anc|assoc?|bât|comm?|coll?|dépt?|dép|diag|élec|équip|imm|inscr|locat|loc|logts?|max|min|nb|pers|prog|propr|prop|"
    r"rdv|réf|rénov|résid|rép|réun|sem|serv|soc|tph|trav|vac)\.$",
    re.IGNORECASE,
)
_END = re.compile(r"(?:[.!?…]+(?: ?[»”\")])*|\n)\s+(?=\S)|\n+(?=\S)")
_STARTS_LOWER = re.compile(r"[a-zàâäéèêëîïôöùûüç]")


def spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of each sentence, white space at both ends left out.

    Parameters
    ----------
    text : str
        A turn, a note or a post-it.

    Returns
    -------
    list of (int, int)
        In order; together they hold every character of ``text`` that is not white space.
    """
    found = []
    start = 0
    for end in _END.finditer(text):
        if _goes_on(text, end):
            continue
        found.append((start, end.end()))
        start = end.end()
    found.append((start, len(text)))
    return [trimmed for span in found if (trimmed := _trim(text, *span))[0] < trimmed[1]]


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Tell whether the punctuation is inside a sentence."""
    mark = end.group().rstrip(' \n»”")')
    if not mark:
        return False
    if mark == "." and _ABBREVIATION.search(text[: end.start() + 1]) and not text[: end.start()].endswith("etc"):
        return True
    goes_on = _STARTS_LOWER.match(text, end.end())
    if mark == "." and goes_on and _SHORT_FORM.search(text[: end.start() + 1]):
        return True
    # « … » and « ... » are hesitations in speech: the sentence goes on in lower case.
    return mark in ("…", "...", "..") and bool(goes_on)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def punctuation_sentences(doc: Doc) -> Doc:
    """Mark the first token of each sentence, before the parser runs."""
    starts = {start for start, _ in spans(doc.text)}
    for token in doc:
        # A boundary may fall inside a token (« fin.Et »): the sentence then starts at the next one.
        token.is_sent_start = token.i == 0 or token.idx in starts
    return doc


Language.component(COMPONENT, func=punctuation_sentences)
