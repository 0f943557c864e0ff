"""Titles of the measures that one sentence asks for, one after the other.

« On ferme la rue le samedi, et qu'on publie les horaires » → « fermer la rue le samedi et publier les horaires »: each
clause with a verb of its own gives its infinitive, and these are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive, infinitive_of, is_infinitive
from pipeline.stages.propose.titles.acting import NO_SECOND, clitics_before, from_finite, verb_of
from pipeline.stages.propose.titles.chunks import LINKS, THAT
from pipeline.stages.propose.titles.composed import joined
from pipeline.stages.propose.titles.finish import happening
from pipeline.stages.propose.titles.fitness import says_little, split
from pipeline.stages.propose.titles.reading import INFINITIVE
from pipeline.stages.propose.titles.title import uncued
from pipeline.stages.propose.titles.words import DENIALS, REVERSE, asks_why, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS: Final = block("on nous je j'")
_SPEAKER: Final = frozenset(("je", "j'"))
_HEARERS: Final = frozenset(("vous", "te", "t'"))
_JOINS: Final = LINKS | {"puis", "après"}
_OF: Final = frozenset(("de", "d'"))
_DENIED: Final = frozenset((*DENIALS, "ne", "n'"))
_MOST: Final = 3
# Two titles that share more of their words say the same measure.
_MOST_COMMON: Final = 0.4
_TWO: Final = 2
# How surely the reader must hear a clause as part of the measure.
_HEARD: Final = 0.35


def measures(words: Sequence[Token], keeps: Sequence[float], ruled: str | None) -> Iterator[str]:
    """Yield the titles of two measures or more that follow one another in a sentence.

    Parameters
    ----------
    words : sequence of Token
        The words of a sentence, its last mark left out.
    keeps : sequence of float
        How surely each belongs to the measure, 0 to 1.
    ruled : str or None
        The infinitive that the rules make of the sentence, which may say its first measure better.
    """
    starts = [0, *(at for at in range(1, len(words)) if _opens(words, at)), len(words)]
    # « pourquoi on fermerait pas la rue, et on ouvrirait pas le parc ? » asks for both.
    if len(starts) <= _TWO or asks_why(words):
        return
    heard = [pair for pair in pairwise(starts) if sum(keeps[slice(*pair)]) >= _HEARD * (pair[1] - pair[0])]
    asked = [words[start:end] for start, end in heard if not (start and _is_given(words[start:end]))]
    own = [text for clause in asked if (text := _measure(clause)) is not None]
    ways = [own] if ruled is None else [own, [ruled, *(text for text in own if not _repeats(text, ruled))]]
    for way in ways:
        said = [way[0], *(one[:1].lower() + one[1:] for one in way[1:])] if way else []
        for count in range(_TWO, min(len(said), _MOST) + 1):
            yield joined(said[:count])


def _is_given(clause: Sequence[Token]) -> bool:
    """« qu'on nous mette une navette et *je vous libère trente heures* »: what the speaker gives for it."""
    return len(clause) > 1 and plain(clause[0]) in _SPEAKER and plain(clause[1]) in _HEARERS


def _repeats(text: str, other: str) -> bool:
    """Tell whether most of what a title says stands in another."""
    own, others = ({word for word in split(one.lower()) if not says_little(word)} for one in (text, other))
    return len(own & others) > _MOST_COMMON * len(own)


def _opens(words: Sequence[Token], at: int) -> bool:
    """Tell whether a clause with a verb of its own begins at a word, after a mark or « et »."""
    before, own = words[at - 1], plain(words[at])
    if not (before.is_punct or plain(before) in _JOINS) or own in _JOINS:
        return False
    follows = words[at + 1] if at + 1 < len(words) else None
    if own in _SUBJECTS:
        return True
    if own in THAT:
        return follows is not None and plain(follows) in _SUBJECTS
    acts = is_infinitive(words[at]) or (own in _OF and follows is not None and is_infinitive(follows))
    if acts:
        return not _governs(words[:at])
    return words[at].pos_ in ("VERB", "AUX") and own.endswith(("ez", "ons"))


def _governs(words: Sequence[Token]) -> bool:
    """Tell whether what follows may hang on a denial: « il faut arrêter de vendre les lots, *de fermer les gares* »."""
    return any(plain(word) in _DENIED or (infinitive(word) or infinitive_of(plain(word))) in REVERSE for word in words)


def _measure(words: Sequence[Token]) -> str | None:
    """Return the infinitive of a clause; None where the rules make none."""
    start, end = 0, len(words)
    while start < end and (words[start].is_punct or plain(words[start]) in _JOINS | THAT):
        start += 1
    while end > start and (words[end - 1].is_punct or plain(words[end - 1]) in _JOINS):
        end -= 1
    clause = words[start:end]
    if len(clause) < _TWO:
        return None
    made = uncued(clause, presented=True) or uncued(clause, presented=False) or happening(clause, _ours)
    is_one = made is not None and made.origin == INFINITIVE and made.text.split()[0].lower() not in NO_SECOND
    return made.text if made is not None and is_one else None


def _ours(words: Sequence[Token]) -> list[str] | None:
    """« on publie la liste » → « publier la liste »."""
    verb = verb_of(words, 0) if plain(words[0]) in _SUBJECTS else None
    return None if verb is None or clitics_before(words, verb) else from_finite(words, verb)
