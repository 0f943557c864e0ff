"""Titles of demands that name a thing and no verb: « deux sièges au comité » → « prévoir deux sièges au comité ».

« Prévoir » is what a deliverable writes of a thing that is asked for; it says nothing that the demand does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.titles.extent import own_end
from pipeline.stages.propose.titles.signs import ARROWS
from pipeline.stages.propose.titles.words import INDEFINITE, TIMES, UNITS, opens_noun, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

    Pieces = list[str]

FORESEE: Final = "prévoir"
_DEFINITE: Final = frozenset(("le", "la", "l'", "les"))
_SHOWN: Final = block(
    "ce cet cette ces mon ma mes ton ta tes son sa ses votre vos notre nos leur leurs quel quelle aucun aucune"
)
_ELLIPTIC: Final = block("autre autres même mêmes premier première seul seule")
NAMES_NOTHING: Final = block(
    "chose truc question condition idée solution exemple problème priorité mot orientation axe volet demi"
)
_CIRCUMSTANCES: Final = frozenset(("au", "aux", "à", "en", "dans", "dès", "pendant", "avant", "après", "devant"))
_SHORT: Final = 8
_SHORT_TOPIC: Final = 6
# A thing in fewer words is not told from others.
_LEAST: Final = 3


def thing(words: Sequence[Token], start: int) -> Pieces | None:
    """Return « prévoir » and the noun phrase that opens at ``start``; None where a clause, or nothing, stands there.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    start : int
        Where the measure begins.
    """
    while start < len(words) and (words[start].is_punct or plain(words[start]) in ARROWS):
        start += 1
    if (noun := _past_circumstance(words, start)) is not None:
        # « au début du mandat, la formation »
        made = thing(words, noun)
        when = written(words[start : noun - 1])
        if made is None:
            return None
        named, comma, rest = made[1].rstrip(" .").partition(",")
        return [FORESEE, named, when[:1].lower() + when[1:] + comma + rest]
    if (noun := _past_topic(words, start)) is not None:
        # « l'ascenseur, un contrat avec une intervention sous quatre heures »
        made, topic = thing(words, noun), written(words[start : noun - 1])
        return None if made is None else [f"{FORESEE}, pour {topic[:1].lower()}{topic[1:]},", *made[1:]]
    if not _opens(words, start):
        return None
    end = own_end(words, start, of_thing=True)
    if end - start < _LEAST or (end < len(words) and plain(words[start]) in _DEFINITE):
        # « la clé du jardin, on me la laisse »: the verb that counts comes after.
        return None
    said = counted(written(words[start:end]).rstrip(" ,;:"), words, start)
    keeps = words[start].pos_ == "PROPN" or (words[start].text.isupper() and len(words[start].text) > 2)
    return [FORESEE, said if keeps else said[:1].lower() + said[1:]]


def counted(said: str, words: Sequence[Token], start: int) -> str:
    """Return « un chef » for « 1 chef », which opens at ``start``: figures count, what is alone has an article."""
    if plain(words[start]) != "1" or start + 1 >= len(words):
        return said
    return said.replace("1", "une" if "Fem" in words[start + 1].morph.get("Gender") else "un", 1)


def _past_circumstance(words: Sequence[Token], start: int) -> int | None:
    """Return where the noun phrase begins that follows a short circumstance of place or time, and its comma."""
    if start >= len(words) or plain(words[start]) not in _CIRCUMSTANCES:
        return None
    comma = next((at for at in range(start + 2, min(start + _SHORT, len(words))) if plain(words[at]) == ","), None)
    if comma is None or any(word.pos_ in ("VERB", "AUX", "PRON") for word in words[start:comma]):
        return None
    return comma + 1 if _opens(words, comma + 1) else None


def _past_topic(words: Sequence[Token], start: int) -> int | None:
    """Return where the thing begins that is asked for what opens the sentence: a short noun phrase with « le »."""
    if start >= len(words) or plain(words[start]) not in _DEFINITE:
        return None
    comma = next((at for at in range(start + 2, min(start + _SHORT_TOPIC, len(words))) if plain(words[at]) == ","), -1)
    if comma < 0 or any(word.pos_ in ("VERB", "AUX", "PRON", "NUM") for word in words[start:comma]):
        return None
    asks = comma + 2 < len(words) and plain(words[comma + 1]) in INDEFINITE and _opens(words, comma + 1)
    # « la réservation, une heure avant »
    of = comma + 3 < len(words) and plain(words[comma + 3]) in ("de", "d'")
    return comma + 1 if asks and (of or str(words[comma + 2].lemma_).lower() not in UNITS) else None


def _opens(words: Sequence[Token], start: int) -> bool:
    """Tell whether a noun phrase opens that is no time, no topic put before the measure, and not half named."""
    if (
        start + 3 < len(words)
        and plain(words[start + 1]) == "ou"
        and words[start].pos_ == words[start + 2].pos_ == "NUM"
    ):
        # « deux ou trois jours de formation »
        start += 2
    if start + 1 >= len(words) or not opens_noun(words, start):
        return False
    first, second = plain(words[start]), plain(words[start + 1])
    head = next((word for word in words[start + 1 : start + 4] if word.pos_ in ("NOUN", "PROPN")), None)
    if (
        first in _SHOWN
        or (second in _ELLIPTIC and not opens_noun(words, start + 2))
        or head is None
        or str(head.lemma_).lower() in NAMES_NOTHING | TIMES
    ):
        return False
    follows = words[start + 1].pos_
    if follows not in ("NOUN", "PROPN", "ADJ", "NUM", "ADV") and not (first == "de" and second in ("la", "l'")):
        return False
    topic = first in _DEFINITE and start + 2 < len(words) and plain(words[start + 2]) == ","
    return not topic and (words[start].pos_ in ("DET", "NUM") or first in ("de", "du", "des"))
