"""What tells whether a title may be printed, beside how it reads: how much of the measure it says, and in what form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.reader import Heard
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.reading import (
    CUT,
    FEW_WORDS,
    FRONTED,
    HAPPEN,
    RULES,
    SEVERAL,
    Title,
    is_personal,
    leans,
    opened,
)
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Token

FEATURES: Final = (
    "recall",
    "precision",
    "most_unsaid",
    "all_unsaid",
    "least_said",
    "opening",
    "best_opening",
    "turns_back",
    "gaps",
    "surely_heard",
    "share_said",
    "words",
    "words_above_15",
    "few_words",
    "foresees",
    "makes_happen",
    "commas",
    "colons",
    "leans",
    "personal",
    "noted",
    "sentence_words",
    "by_rules",
    "cut",
    "made_to_happen_by_rules",
    "fronted",
    "several",
)
_LONG: Final = 15
_SMALL: Final = 0.3
_STEM: Final = 4


def _key(word: str) -> str:
    """Return what a word and its other forms have in common."""
    return word.lower().strip("'’-,;:.!?()«» ")[:_STEM]


_TOOLS: Final = frozenset(
    _key(word)
    for word in block(
        """
        le la l les un une des du de d à au aux en et ou que qu qui dans sur par pour avec ce cette ces se s ne n pas y
        est
        """
    )
)


def features(statement: Statement, heard: Heard, title: Title) -> NDArray[np.float64]:
    """Return the numbers of ``FEATURES``, float64.

    Parameters
    ----------
    statement : Statement
        A proposition.
    heard : Heard
        What the reader hears of its sentence.
    title : Title
        One of its titles.
    """
    return np.array([*_told(statement.sentence.tokens, heard, title), *_form(statement, title)], dtype=np.float64)


def _told(words: Sequence[Token], heard: Heard, title: Title) -> Iterator[float]:
    """Yield how much of the measure a title says: ``FEATURES`` up to ``share_said``."""
    weights = np.array([_weight(word) for word in words])
    keeps = np.array(heard.keeps)
    places = said(words, title.text)
    full = [place for place in range(len(words)) if weights[place] == 1.0]
    told_places = set(places)
    unsaid = [keeps[place] for place in full if place not in told_places]
    own = [place for place in places if weights[place] == 1.0]
    told, whole, spoken = ((keeps * weights)[places].sum(), (keeps * weights).sum(), weights[places].sum())
    best = max(heard.opens, default=0.0)
    yield told / max(whole, 1e-9)
    yield told / max(spoken, 1e-9)
    yield max(unsaid, default=0.0)
    yield sum(unsaid)
    yield min((keeps[place] for place in own), default=0.0)
    # What the sentence puts first does not open the measure.
    first = next((place for place in said(words, opened(title)) if weights[place] == 1.0), None)
    yield 0.0 if first is None else heard.opens[first] / max(best, 1e-9)
    yield best
    yield sum(after < before for before, after in pairwise(places))
    yield sum(after > before + 2 for before, after in pairwise(places))
    yield np.mean([max(keeps[place], 1 - keeps[place]) for place in full] or [1.0])
    yield spoken / max(weights.sum(), 1e-9)


def _form(statement: Statement, title: Title) -> Iterator[float]:
    """Yield how a title is made: ``FEATURES`` after ``share_said``."""
    count = len(title.text.split())
    happens = title.text.startswith(HAPPEN)
    yield count
    yield max(0, count - _LONG)
    yield count <= FEW_WORDS
    yield title.text.startswith("Prévoir")
    yield happens
    yield title.text.count(",")
    yield title.text.count(" : ")
    yield leans(title.text)
    yield is_personal(title.text)
    yield statement.sentence.is_written
    yield len(statement.sentence.tokens)
    yield title.maker == RULES
    yield title.maker == CUT
    yield title.maker == RULES and happens
    yield title.maker == FRONTED
    yield title.maker == SEVERAL


def said(words: Sequence[Token], text: str) -> list[int]:
    """Return the places of the words that a title says, in its order; a verb is known by its stem."""
    free: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        free[_key(word.text)].append(place)
    found = []
    last = -1
    for one in split(text):
        places = free.get(_key(one)) or []
        if places:
            # The next one said after the last word, or else the first that is left.
            place = next((at for at in places if at > last), places[0])
            places.remove(place)
            found.append(place)
            last = place
    return found


def split(text: str) -> list[str]:
    """Return the words of a text, « l' » being one."""
    return [word.strip(",;:.") for word in text.replace("’", "' ").replace("'", "' ").replace("-", " -").split()]


def says_little(word: str) -> bool:
    """Tell whether a word is a tool: an article, a preposition, « et »."""
    return _key(word) in _TOOLS


def _weight(word: Token) -> float:
    if word.is_punct:
        return 0.0
    return _SMALL if says_little(word.text) else 1.0
