"""Take what is only spoken out of a title."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.speech import tidy

# Never part of a measure.
_FILLERS: Final = re.compile(
    r"(?:,\s*)?(?<!«)(?<!« )(?<!«\u00a0)(?<![\w’'-])(?:hein|ben|bah|euh|du coup|en fait|en gros|quand même"
    r"|tout simplement|on va dire|je dirais|je sais pas|comment dire|si vous voulez|peut-être|vraiment|effectivement"
    r"|évidemment|concrètement|franchement|honnêtement|clairement|bien entendu|bien sûr|s[’']il vous plaît)(?![\w’'-])"
    r"(?:\s*,)?",
    re.IGNORECASE,
)
# Fillers between commas or at either end, words of the measure elsewhere (« au bon moment », « mettons un banc »).
_FENCED: Final = re.compile(
    r"(?:^|,)\s*(?:bon|enfin|voilà|donc|alors|moi|quoi|disons|mettons|justement|absolument|par exemple)"
    r"\s*(?=,|[.;!?]|$)",
    re.IGNORECASE,
)
# A restart: « un fonds, enfin une avance », « la, la moyenne ».
_DOUBLED: Final = re.compile(r"(?<![\w’'-])([\w’']+(?: [\w’']+)?),? \1(?![\w’'-])", re.IGNORECASE)
# What opens a turn of speech and belongs to no measure.
_LEAD: Final = re.compile(
    r"^(?:\W*(?:et|mais|donc|alors|oui|non|ben|bah|eh|après|puis|par contre|du coup|c[’']est pour ça qu(?:e |[’'])"
    r"|moi|nous|juste une dernière chose|déjà|sinon|ou alors|à mon avis)(?![\w’'-])[\s,]*)+",
    re.IGNORECASE,
)
# Where the speaker comes back to himself, the measure is over.
_TAIL: Final = re.compile(
    r",\s*(?:je|j[’']|moi|nous on|c[’']est|ça|hop|point$|et puis (?:on|c[’']est)|et (?:vous|j[’']|je)"
    r"|n[’']importe|vous)(?![\w-]).*$",
    re.IGNORECASE,
)
_ENDS: Final = ' \t\n,;:.!?…-–—«"('
_LOOSE_END: Final = re.compile(
    r"[\s,;:]+(?:et|ou|mais|donc|alors|que|qui|de|des|du|la|le|les|un|une|pour|avec|dans|à|au|aux|en|sur|par"
    r"|comme|puis|etc)$",
    re.IGNORECASE,
)


# A clause that says nothing when it is cut short.
_HALF: Final = re.compile(
    r"(?:et |mais )?(?:qui|que|qu[’']|où|dont|pour que|parce que|afin|c[’']est[- ]à[- ]dire|aujourd[’']hui|dans)\b",
    re.I,
)
# Fewer words before a cut make no title.
_LEAST: Final = 5
_LEAST_BEFORE_TAIL: Final = 4


def clean(text: str) -> str:
    """Return ``text`` without hesitations, fillers and restarts, its first letter a capital, without a final stop.

    Parameters
    ----------
    text : str
        Part of a verbatim.

    Returns
    -------
    str
        Only words of ``text``, in their order.
    """
    text = _cut_tail(_FENCED.sub("", _FILLERS.sub(" ", tidy(text))))
    text = _DOUBLED.sub(r"\1", text)
    text = re.sub(r"\s+([,.])", r"\1", " ".join(text.split()))
    text = re.sub(r",(?:\s*,)+", ",", text).strip(_ENDS)
    while (shorter := _LOOSE_END.sub("", text).strip(_ENDS)) != text:
        text = shorter
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """Return ``text`` without the words that only open a turn of speech (« Et donc, nous, »)."""
    return _LEAD.sub("", text) or text


def _cut_tail(text: str) -> str:
    tail = _TAIL.search(text)
    return text[: tail.start()] if tail and len(text[: tail.start()].split()) >= _LEAST_BEFORE_TAIL else text


def shorten(text: str, most_words: int) -> str:
    """Return ``text`` cut at a comma or a relative clause when it has more than ``most_words`` words.

    The cut comes after the last break that leaves at least five words; a text without such a break is kept
    whole, for half a phrase says something else.
    """
    if len(text.split()) <= most_words:
        return text
    for pattern in (r"[,;:(]|\s[–—]\s", r"\s(?=(?:parce que|pour que|afin|qui|où|dont|ce qui|quitte à|sans que)\b)"):
        ends = [match.start() for match in re.finditer(pattern, text)]
        fitting = [end for end in ends if _LEAST <= len(text[:end].split()) <= most_words]
        if fitting:
            return _whole(text[: fitting[-1]].rstrip(_ENDS))
    return text


def _whole(text: str) -> str:
    """Return a text that was cut without the clause that the cut left half said."""
    head, comma, last = text.rpartition(", ")
    is_half = comma and _HALF.match(last) and len(head.split()) >= _LEAST
    return _whole(head) if is_half else text
