"""Take what is only spoken out of a title."""

from __future__ import annotations

import re
from typing import Final

from pipeline.stages.propose.lexicon import NUMBERS
from pipeline.text.speech import tidy

# Never part of a measure.
_FILLERS: Final = re.compile(
    r"(?:,\s*)?(?<!«)(?<!« )(?<!«\u00a0)(?<![\w’'-])(?:hein|eh (?:ben|bien)|ben|bah|euh|du coup|comme ça(?! qu[e’'])"
    r"|en fait|ouais|en gros(?! \w+(?:ères|res|s)\b)|genre(?= )|quand même|pour de vrai|un vrai de vrai"
    r"|tout simplement|par pitié|on va dire|je dirais|je (?:ne )?sais pas(?: (?:moi|qui|quoi|où|combien))?|volontiers"
    r"|comment dire|si vous voulez|peut-être|vraiment|effectivement"
    r"|évidemment|concrètement|franchement|honnêtement|clairement|bien entendu|bien sûr|s[’']il vous plaît)(?![\w’'-])"
    r"(?:\s*,)?",
    re.IGNORECASE,
)
# Fillers between commas or at either end, words of the measure elsewhere (« au bon moment », « mettons un banc »).
_FENCED: Final = re.compile(
    r"(?:^|,)\s*(?:bon|enfin|voilà|donc|alors|moi|quoi|hop|là|tiens|ouais|et (?:hop|voilà|basta)"
    r"|disons|mettons|justement|absolument|par exemple)"
    r"\s*(?=,|[.;!?]|$)",
    re.IGNORECASE,
)
# A restart: « un fonds, enfin une avance », « la, la moyenne ».
_DOUBLED: Final = re.compile(r"(?<![\w’'-])(?!com com\b)([\w’']+(?: [\w’']+)?),? \1(?![\w’'-])", re.IGNORECASE)
# « une cabine, enfin un téléphone normal »: the second takes the place of the first.
_INSTEAD: Final = re.compile(
    r"(?<![\w’'-])(?:(?:une?|des|du|le|la|les) [^,]{2,30}|\w+(?:er|ir|re)), enfin(?: euh)?,? "
    r"(?=(?:une?|des|du|quelqu[’']un)\b)",
    re.IGNORECASE,
)
# « un forfait, tant par logement »: a figure that nobody has.
_SO_MUCH: Final = re.compile(r",?\s+(?:tant,? )+(?=par\b)", re.IGNORECASE)
# « tout ça » is spoken.
_THAT: Final = re.compile(r"\b(tout )ça\b", re.IGNORECASE)
# Where the speaker comes back to himself, or starts another sentence, the measure is over.
_TAIL: Final = re.compile(
    r"\s+et (?:basta|voilà|hop|(?:c[’']est|le problème est|l[’']affaire est) \w+(?: \w+ \w+)?)(?=\s*$|,).*$"
    r"|,\s*(?:là|ça),? d[’']accord.*$|,\s*et là\b.*$|,\s*tout (?:ça|cela)(?=\W*$)"
    r"|,?\s*tant qu[’'](?:on|à) \w+ \w+$|,\s*mais tant qu(?:e\b|[’']).*$"
    r"|,\s*(?:je|j[’']|parce que?|car|puisque?|vu que|moi|nous on|c[’']est|ce serait|ça|n[’']importe|vous|voilà"
    r"|point(?: barre| final| à la ligne)?(?=\W*$)"
    r"|notez|donnez|laissez|regardez|ou (?:faites|\w+ez)(?:-\w+)?"
    r"|(?:on|ils?|elles?) (?!y\b)[\w’']+|quand (?:on|une?|l[aes]|il)|(?:et|mais) (?:puis )?(?:on|nous|ils?|elles?|ça"
    r"|c[’']est|vous|j[’']|je|qu[’']on|moi|notre)|et voilà|et que (?:ça|cela))(?![\w-]).*$"
    r"|\s+et (?:que (?:ça|cela)|on\b|nous\b|je\b|j[’']|qu[’']on\b).*$"
    r"|\s*…\s*(?:je|on|enfin|et|mais|non)\b.*$",
    re.IGNORECASE,
)
_MOTIVE: Final = re.compile(
    r"\s+parce qu(?:e\b|[’']).*$|,\s*(?:car\b|puisqu(?:e\b|[’'])|vu qu(?:e\b|[’'])).*$", re.IGNORECASE
)
# A clause that the measure hangs on is not cut from it.
_HANGS: Final = re.compile(
    r"^(?:si|s[’']il|quand|pour|dans|à|au|aux|en|sur|chez|comme|avec|après|avant|une fois|là|depuis|pendant|durant"
    r"|lorsqu|par|sans|je me demande)\b",
    re.IGNORECASE,
)
# What a long sentence sets before its main clause.
_CIRCUMSTANCE: Final = re.compile(
    r"^(?:si|s[’'](?=ils?\b)|quand|lorsqu|pendant|durant|dans|pour|depuis|avec|sans|sur|en ce qui concerne)\b[^,]*,\s+"
    r"(?=(?:je|j[’']|on|nous|il|ils|elle|elles|ça|cela|le|la|les|l[’']|un|une|des|plus|chaque|tout|toute|tous)\b)",
    re.IGNORECASE,
)
# Whom one speaks to: « , monsieur Dupont, ».
_VOCATIVE: Final = re.compile(
    r",\s*(?:pardon|excusez-moi|mesdames|messieurs|madame|monsieur|m\.|mme)(?:,? [^,]{0,25})?(?=,|[.!?]?$)",
    re.IGNORECASE,
)
# What a candidate says between two commas: « , si je suis élue, ».
_IF_ELECTED: Final = re.compile(r",\s*si (?:je suis|nous sommes|on est) élue?s?\b[^,]*,", re.IGNORECASE)
# What a note adds about the session, or who said it: « (demande unanime) », « (Mme Ledran) »; « (1 journée) » stays.
_ASIDE: Final = re.compile(
    r"\s*\((?:[^()]*\b(?:unanim\w+|consensus|rires?|sourires?|applaudissements?|inaudible|brouhaha|dixit|aparté"
    r"|\d+ voix|appuyée?s?|applaudie?s?|insiste\w*|RAL|mains? levées?|cf)\b[^()]*"
    r"|silence|pause|idem|(?:pas )?d[’']accord|(?:M\.|Mme|Mr) [^()]*|\W*|(?:il|elle|on|ils|elles)\b[^()]*)\)\s*[.!]?$",
    re.IGNORECASE,
)
_NUMBER_WORD: Final = rf"(?:\d+|{'|'.join(NUMBERS)}|cent|mille)"
# « aux petites friches, disons en dessous de deux mille mètres carrés »
_LET_US_SAY: Final = re.compile(
    rf",\s*(?:disons|mettons) (?=(?:en|aux?|à|dans|avant|vers|moins|plus|jusqu[’'e]|{_NUMBER_WORD})\b)",
    re.IGNORECASE,
)
# « quelque chose comme quinze mille euros »
_ABOUT: Final = re.compile(rf"(?P<of>\bde )?\bquelque chose comme (?={_NUMBER_WORD}\b)", re.IGNORECASE)
# « une résidence, une vraie, », « un local, un algeco même, »: said with stress, and nothing more.
_STRESSED: Final = re.compile(
    r",\s*(?:une? (?:vraie?|belle|beau|bonne|bon|grosse|gros|seule?)|des vraie?s|(?:une?|des) [^\W\d_]+ même)"
    r"\s*(?=,|[.;!?]|$)"
    r"|,\s*(?:notez|retenez|écrivez)(?:-le)?\s*(?=[.;!?]|$)",
    re.IGNORECASE,
)
# « de vingt, on va dire trente pour cent »: the second number takes the place of the first.
_CORRECTED: Final = re.compile(
    rf"\b{_NUMBER_WORD},?\s*(?:on va dire|disons|enfin|je dirais|allez|plutôt),?\s+(?={_NUMBER_WORD}\b)",
    re.IGNORECASE,
)
# « même quinze mille euros »: opens a concession whose other half was said before.
_EVEN: Final = re.compile(rf"^même (?={_NUMBER_WORD}\b|une?\b)", re.IGNORECASE)
# « pour, je sais pas, cinq communes »: what filled stood between a preposition and what it opens.
_PARTED: Final = re.compile(
    rf"(?<![\w’'-])(pour|dans|chez|par|avec), (?=(?:une?|des|les?|la|\w+s|{_NUMBER_WORD})\b)", re.IGNORECASE
)
_UNOPENED: Final = re.compile(r"^((?:[^()]|\([^()]*\))*)\)")
_UNCLOSED: Final = re.compile(r"\s*\([^()]*$")
_ENDS: Final = ' \t\n,;:.!?…-–—«"('
_LOOSE_END: Final = re.compile(
    r"[\s,;:]+(?:et|ou|mais|donc|alors|que|qui|de|des|du|la|le|les|un|une|pour|avec|dans|à|au|aux|en|sur|par"
    r"|comme|puis|etc|surtout|notamment|ceux|celles|celui|celle|(?:sur |de |à )?tout(?: ce)?|ce|y compris"
    r"|c[’']est-à-dire|en même temps|et tout cela|qu[’']au niveau [^\W\d_]+)$",
    re.IGNORECASE,
)


# A clause that says nothing when it is cut short.
_HALF: Final = re.compile(
    r"(?:et |mais )?(?:qui|que|qu[’']|où|dont|pour que|parce que|afin|c[’']est[- ]à[- ]dire|aujourd[’']hui|dans)\b",
    re.I,
)
# « les États avec qui négocier » is not cut from its preposition.
_BEFORE_CLAUSE: Final = (
    r"(?<!\bavec)(?<!\bà)(?<!\bde)(?<!\bpour)(?<!\bpar)(?<!\bsur)(?<!\bchez)"
    r"(?<!\bceux)(?<!\bcelles)(?<!\bcelui)(?<!\bcelle)(?<!\bce)\s"
    r"(?=(?:parce que|pour que|afin|qui|où|dont|ce qui|quitte à|sans que)\b)"
)
# Fewer words before a cut make no title.
_LEAST: Final = 5
_LEAST_BEFORE_TAIL: Final = 3
# « si quelqu'un, … » has not said its verb.
_LEAST_CIRCUMSTANCE: Final = 4


def clean(text: str, *, is_whole: bool = False) -> str:
    """Return ``text`` without hesitations, fillers and restarts, its first letter a capital, without a final stop.

    Parameters
    ----------
    text : str
        Part of a verbatim.
    is_whole : bool
        Whether to keep what comes after the speaker starts another sentence.

    Returns
    -------
    str
        Only words of ``text``, in their order; « environ » for « quelque chose comme ».
    """
    text = _SO_MUCH.sub(" ", _INSTEAD.sub("", tidy(_ASIDE.sub("", text))))
    text = _ABOUT.sub(_about, _EVEN.sub("", _CORRECTED.sub("", _IF_ELECTED.sub("", text))))
    text = _STRESSED.sub("", _FILLERS.sub(_fence, _LET_US_SAY.sub(", ", _VOCATIVE.sub("", text))))
    text = _FENCED.sub("", text)
    text = _cut_motive(text)
    text = text if is_whole else _cut_tail(text)
    text = _THAT.sub(r"\1cela", _DOUBLED.sub(r"\1", text))
    text = re.sub(r"\b([Ss])i (?=ils?\b)", r"\1’", text)
    text = re.sub(r"\s+([,.])", r"\1", " ".join(text.split()))
    text = tied(_PARTED.sub(r"\1 ", re.sub(r",(?:\s*,)+", ",", text)))
    return text[:1].upper() + text[1:]


def tied(text: str) -> str:
    """Return ``text`` without the marks and small words that a cut left at its end, nor half a quotation or bracket."""
    if text.count("«") != text.count("»"):
        text = re.sub(r"(?:\s*[«»])+\s*", " ", text)
    if text.count("(") > text.count(")"):
        text = _UNCLOSED.sub("", text)
    elif text.count("(") < text.count(")"):
        text = _UNOPENED.sub(r"\1", text, count=1)
    text = text.strip(_ENDS)
    while (shorter := _LOOSE_END.sub("", text).strip(_ENDS)) != text:
        text = shorter
    return text


def _about(found: re.Match[str]) -> str:
    return "d’environ " if found["of"] else "environ "


def _fence(found: re.Match[str]) -> str:
    """Return what stays where a filler stood: a comma between two, or before what it opened (« , eh ben »)."""
    opens = " eh " in found[0] or found[0].endswith(",")
    return ", " if found[0].startswith(",") and opens else " "


def _cut_motive(text: str) -> str:
    motive = _MOTIVE.search(text)
    return text[: motive.start()] if motive and len(text[: motive.start()].split()) >= _LEAST_BEFORE_TAIL else text


def _cut_tail(text: str) -> str:
    if _HANGS.match(text):
        return text
    tails = (tail for tail in _TAIL.finditer(text) if len(text[: tail.start()].split()) >= _LEAST_BEFORE_TAIL)
    tail = next(tails, None)
    return text[: tail.start()] if tail else text


def shorten(text: str, most_words: int) -> str:
    """Return ``text`` cut at a comma or a relative clause when it has more than ``most_words`` words.

    The cut comes after the last break that leaves at least five words; a text without such a break is kept
    whole, for half a phrase says something else. What opens with a circumstance (« pendant vingt ans, … ») is cut from
    what it hangs on.
    """
    if len(text.split()) <= most_words:
        return text
    opening = _CIRCUMSTANCE.match(text)
    if opening and len(opening[0].split()) >= _LEAST_CIRCUMSTANCE and len(text[opening.end() :].split()) >= _LEAST:
        main = text[opening.end() :]
        return shorten(main[:1].upper() + main[1:], most_words)
    for pattern in (r"[,;:(]|\s[–—]\s", _BEFORE_CLAUSE):
        ends = [match.start() for match in re.finditer(pattern, text)]
        fitting = [end for end in ends if _LEAST <= len(text[:end].split()) <= most_words]
        if fitting:
            return tied(_whole(text[: fitting[-1]].rstrip(_ENDS)))
    return text


def _whole(text: str) -> str:
    """Return a text that was cut without the clause that the cut left half said."""
    head, comma, last = text.rpartition(", ")
    is_half = comma and _HALF.match(last) and len(head.split()) >= _LEAST
    return _whole(head) if is_half else text
