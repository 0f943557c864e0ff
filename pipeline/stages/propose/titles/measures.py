"""Titles of the measures that one sentence asks for, one after the other.

« Qu'on en fasse dans trois bourgs, et qu'on regarde ce que ça donne » → « en faire dans trois bourgs et regarder ce que
ça donne »: each clause with a verb of its own gives its infinitive, and these are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.acting import clitics_before, from_finite, verb_of
from pipeline.stages.propose.titles.chunks import LINKS, THAT
from pipeline.stages.propose.titles.fitness import split
from pipeline.stages.propose.titles.reading import INFINITIVE
from pipeline.stages.propose.titles.title import happening, uncued
from pipeline.stages.propose.titles.words import plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS: Final = block("on nous je j'")
_JOINS: Final = LINKS | {"puis", "après"}
_OF: Final = frozenset(("de", "d'"))
_MOST: Final = 3
# Two titles that share more of their words say the same measure.
_MOST_COMMON: Final = 0.4
_TWO: Final = 2


def measures(words: Sequence[Token], ruled: str | None) -> Iterator[str]:
    """Yield the titles of two measures or more that follow one another in a sentence.

    Parameters
    ----------
    words : sequence of Token
        The words of a sentence, its last mark left out.
    ruled : str or None
        The infinitive that the rules make of the sentence, which may say its first measure better.
    """
    starts = [0, *(at for at in range(1, len(words)) if _opens(words, at)), len(words)]
    if len(starts) <= _TWO:
        return
    own = [text for start, end in pairwise(starts) if (text := _measure(words[start:end])) is not None]
    ways = [own] if ruled is None else [own, [ruled, *(text for text in own if not _repeats(text, ruled))]]
    for way in ways:
        for count in range(_TWO, min(len(way), _MOST) + 1):
            yield joined(way[:count])


def _repeats(text: str, other: str) -> bool:
    """Tell whether most of a title's words stand in another."""
    own = split(text.lower())
    return len(set(own) & set(split(other.lower()))) > _MOST_COMMON * len(own)


def joined(titles: Sequence[str]) -> str:
    """Return infinitives as one title: « fermer la rue et poser des bancs »."""
    first, *others = titles
    *between, last = [one[:1].lower() + one[1:] for one in others]
    before = ", ".join([first, *between])
    # « poser un banc, sous l'arbre, et ouvrir la grille »
    inside = any("," in one for one in titles[:-1])
    return f"{before}, et {last}" if inside else f"{before} et {last}"


def _opens(words: Sequence[Token], at: int) -> bool:
    """Tell whether a clause with a verb of its own begins at a word, after a mark or « et »."""
    before, own = words[at - 1], plain(words[at])
    if not (before.is_punct or plain(before) in _JOINS) or own in _JOINS:
        return False
    follows = words[at + 1] if at + 1 < len(words) else None
    if own in _SUBJECTS or is_infinitive(words[at]):
        return True
    if own in THAT:
        return follows is not None and plain(follows) in _SUBJECTS
    if own in _OF:
        return follows is not None and is_infinitive(follows)
    return words[at].pos_ in ("VERB", "AUX") and own.endswith(("ez", "ons"))


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
    return made.text if made is not None and made.origin == INFINITIVE else None


def _ours(words: Sequence[Token]) -> list[str] | None:
    """« on regarde au bout de trois ans » → « regarder au bout de trois ans »."""
    verb = verb_of(words, 0) if plain(words[0]) in _SUBJECTS else None
    return None if verb is None or clitics_before(words, verb) else from_finite(words, verb)
