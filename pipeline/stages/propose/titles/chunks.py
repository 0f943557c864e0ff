"""Cut a sentence into chunks, and keep those that carry its measure.

A chunk is what is kept or left out as one: a complement with its preposition, a relative clause, « et » with what it
adds, a verb with its subject. Words kept one by one would leave half phrases (« un bilan annuel en mai de l'année »).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.words import OBJECTS, RECEIVERS, REFLEXIVES, is_finite, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

CLITICS: Final = OBJECTS | RECEIVERS | REFLEXIVES | {"y"}
SUBJECTS: Final = block("je j' tu on nous vous il ils elle elles ça cela ce c' l'on")
LINKS: Final = block("et ou mais donc puis")
THAT: Final = frozenset(("que", "qu'"))
_RELATIVES: Final = block("qui où dont lequel laquelle lesquels lesquelles")
_CONJUNCTIONS: Final = block("quand lorsque lorsqu' comme si parce")
# With « que » alone: « dès qu'il », not « dès avril ».
_WITH_THAT: Final = block("tant afin dès")
_RELATED: Final = block("celui celle ceux celles")
_OF: Final = block("de d' du des")
_LIMITS: Final = block("sans sauf jamais hors")
_WITHOUT: Final = block("pas plus ni sans sauf jamais aucun aucune")
_BEFORE_VERB: Final = block("ne n' pas plus faire faut")
_ALL: Final = block("tous toutes tout toute")
_NAMING: Final = ("NOUN", "PROPN", "ADJ", "NUM")
_CONTENT: Final = (*_NAMING, "VERB")
# What a small word counts for in the mean of its chunk.
_SMALL: Final = 0.35
_ABOUT: Final = frozenset(("environ", "quasiment", "presque"))
_STOPS: Final = ".?!"
CLOSING: Final = (")", "»")
# Shares of the mean that is asked: see `_easy`.
_FOLLOWS: Final = 0.4
_CLAUSE: Final = 0.8
_LIMIT: Final = 0.5
_CONDITION: Final = 0.1


def kept(
    words: Sequence[Token],
    keeps: Sequence[float],
    opening: int,
    least: float,
    starts: Sequence[int] | None = None,
) -> list[bool]:
    """Return which words stand in a chunk that carries the measure.

    Parameters
    ----------
    words : sequence of Token
        The words of a sentence.
    keeps : sequence of float
        How surely each belongs to the measure, 0 to 1.
    opening : int
        The word that opens the title, -1 where none does: « le car, je le *sors* [dès avril] ».
    least : float
        Mean from which a chunk is kept.
    starts : sequence of int or None
        Where the chunks begin, when that is known already (:func:`cuts`).
    """
    found = [False] * len(words)
    opened = False
    for start, end in pairwise([*(cuts(words) if starts is None else starts), len(words)]):
        own = [place for place in range(start, end) if not words[place].is_punct]
        # Of a chunk that is left out, the verb that opens the title is said.
        follows_opening, opened = opened, start <= opening < end
        if not own or (_hangs_loose(words, found, start, own) and not follows_opening):
            continue
        weights = [1.0 if words[place].pos_ in _CONTENT else _SMALL for place in own]
        worth = sum(keeps[place] * weight for place, weight in zip(own, weights, strict=True))
        follows = follows_opening or (start > 0 and found[start - 1])
        asked = least * (_easy(words, start, own) if follows else 1.0)
        if worth >= asked * sum(weights) or (follows and _limits(words, own)):
            found[start:end] = [True] * (end - start)
    for place in range(len(words) - 1):
        # « environ 160 € »
        found[place] = found[place] or (plain(words[place]) in _ABOUT and found[place + 1])
    for place in range(1, len(words)):
        if words[place].text in CLOSING:
            found[place] = found[place - 1]
        elif words[place].is_punct and words[place].text not in _STOPS and place + 1 < len(words):
            found[place] = found[place - 1] and found[place + 1]
    return found


def _easy(words: Sequence[Token], start: int, own: Sequence[int]) -> float:
    """Return the share of the mean that is asked of what follows a kept chunk.

    A complement without a mark is most often part of it (« mettre [au pot] », « un foyer [comme le nôtre] »), and what
    limits the measure is worth keeping (« et pas un chèque », « si la maire le veut »).
    """
    first = plain(words[own[0]])
    second = plain(words[own[1]]) if len(own) > 1 else ""
    if first == "si":
        return _CONDITION
    if first in _LIMITS or (first in ("et", "pas") and "pas" in (first, second)):
        return _LIMIT
    speaks = first in SUBJECTS or first in LINKS or (first in THAT and not hangs_on(words, own[0])) or first == "parce"
    return 1.0 if words[start].is_punct else _CLAUSE if speaks else _FOLLOWS


def _hangs_loose(words: Sequence[Token], found: Sequence[bool], start: int, own: Sequence[int]) -> bool:
    """Tell whether what a chunk hangs on was left out: « [la dame] qui met deux manteaux », « [une heure] à domicile ».

    What precedes the measure is no such thing: « je propose [à la Région] ».
    """
    if start and found[start - 1]:
        return False
    marked = words[start].is_punct
    complements = any(found[:start]) and words[own[0]].pos_ == "ADP" and not marked
    return complements or _is_relative(words, own[0])


def _is_relative(words: Sequence[Token], place: int) -> bool:
    return plain(words[place]) in _RELATIVES or (plain(words[place]) in THAT and hangs_on(words, place))


def _limits(words: Sequence[Token], own: Sequence[int]) -> bool:
    """Tell whether a chunk says what the measure excludes."""
    first = plain(words[own[0]])
    names = len(own) > 1 and words[own[1]].pos_ in ("NOUN", "DET", "NUM", "ADJ")
    return first in _LIMITS and (first != "sans" or names)


def cuts(words: Sequence[Token]) -> list[int]:
    """Return where the chunks of a sentence begin, the first at 0."""
    starts, related = [0], False
    for place in range(1, len(words)):
        opened = starts[-1] == place - 1
        if words[place].is_punct or plain(words[place]) in LINKS:
            related = False
        elif opened and (words[place - 1].is_punct or plain(words[place - 1]) in LINKS):
            # « , qui … », « et que … »: the mark opens the chunk.
            related = hangs_on(words, place)
            continue
        elif hangs_on(words, place):
            if related:
                continue
            related = True
        elif related:
            related = not _speaks_again(words, place)
            if related:
                continue
        elif not _opens(words, place):
            continue
        starts.append(place)
    return starts


def hangs_on(words: Sequence[Token], place: int) -> bool:
    """Tell whether a relative or a conjunction stands at ``place``: what follows hangs on what precedes."""
    said = plain(words[place])
    if said in THAT:
        before = words[place - 1] if place else None
        return before is not None and (before.pos_ in _NAMING or plain(before) in _RELATED | {"ce"})
    if said in _WITH_THAT:
        return place + 1 < len(words) and plain(words[place + 1]) in THAT | {"lors"}
    return said in _RELATIVES or (said in _CONJUNCTIONS and words[place].pos_ != "ADV")


def _speaks_again(words: Sequence[Token], place: int) -> bool:
    """Tell whether a new clause begins inside what hangs: « … quand il est mûr on publie la liste »."""
    said, before = plain(words[place]), words[place - 1]
    if said not in SUBJECTS - {"ce", "c'"} or before.pos_ in ("DET", "ADP", "AUX") or plain(before) in CLITICS:
        return False
    return not any(hangs_on(words, at) or plain(words[at]) in THAT for at in range(max(place - 2, 0), place))


def _opens(words: Sequence[Token], place: int) -> bool:
    """Tell whether a word begins a chunk in a clause that hangs on nothing."""
    word, before = words[place], words[place - 1]
    said, previous = plain(word), plain(before)
    if said in THAT:
        return True
    if said in SUBJECTS - {"ce", "c'"} and previous not in THAT and word.pos_ != "DET":
        people = said in ("nous", "vous")
        return not people or (before.pos_ not in ("VERB", "AUX", "ADP") and previous not in SUBJECTS)
    if said in _WITHOUT:
        alone = before.pos_ not in ("VERB", "AUX", "DET", "ADP", "NUM")
        return alone and previous not in CLITICS | SUBJECTS
    if previous in _WITHOUT:
        return False
    if word.pos_ == "ADP":
        # « de » binds a noun to its complement, and opens an infinitive.
        return said not in _OF or (place + 1 < len(words) and is_infinitive(words[place + 1]))
    if is_infinitive(word):
        return before.pos_ != "ADP" and previous not in CLITICS | _BEFORE_VERB
    if word.pos_ not in ("DET", "NUM") or previous in CLITICS | SUBJECTS | _ALL:
        return False
    figure = word.pos_ == "NUM" and before.pos_ in ("NUM", "ADJ")
    return before.pos_ in (*_NAMING[:3], "ADV", "PRON", "VERB", "AUX") and not figure


def loses_verb(words: Sequence[Token], keeps: Sequence[bool], opening: int) -> bool:
    """Tell whether a complement is kept without its verb: « [les employeurs] ils cotisent [par lit] ».

    The verb that opens the title, at ``opening``, is not lost.
    """
    starts = [*cuts(words), len(words)]
    spans = list(pairwise(starts))
    begun = False
    for (start, end), (following, _) in pairwise(spans):
        begun = begun or keeps[_first(words, start, end)]
        drops = begun and not keeps[_first(words, start, end)] and not start <= opening < end
        follows = keeps[_first(words, following, len(words))] and not words[following].is_punct
        if drops and follows and plain(words[following]) not in LINKS | THAT:
            own = [place for place in range(start, end) if is_finite(words[place]) and not _presents(words, place)]
            if own and not hangs_on(words, start):
                return True
    return False


def _presents(words: Sequence[Token], place: int) -> bool:
    """Tell whether « c'est » or « ce serait » stands there."""
    return place > 0 and plain(words[place - 1]) in ("c'", "ce") and str(words[place].lemma_).lower() == "être"


def _first(words: Sequence[Token], start: int, end: int) -> int:
    """Return the first word of a chunk that is no mark."""
    return next((place for place in range(start, end) if not words[place].is_punct), start)
