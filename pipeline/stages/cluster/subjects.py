"""Subjects that come back in every cycle of the trade name the themes that keep saying their words.

``subjects.txt``, written for this project, has one subject of housing or of towns a line, with nouns that speak of
it, as spaCy gives their lemmas. A noun may serve several subjects: one word alone names no theme. What is on no line
keeps a name of its own words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.labels import SMALL
from pipeline.stages.cluster.specificity import specificity
from pipeline.stages.cluster.terms import Terms
from pipeline.stages.cluster.units import Bools, Floats, Ints, Units

_FILE: Final = Path(__file__).with_name("subjects.txt")
# The names are those of one trade: they are of no use where less than this share of the participants' texts says
# one of its words.
_TRADE: Final = ("logement", "locataire", "bailleur", "hlm", "habitat", "loyer", "résidence", "appartement")
_OF_THE_TRADE: Final = 0.1
# A theme says at least so many words of its subject, each in so many texts.
_WORDS, _TEXTS = 3, 2
# How specific of a theme a subject's words are (a decimal exponent), times the share of the theme that says one: from
# this on a subject names a theme…
_LEAST: Final = 0.9
# … for which it is so many times what any other subject is, and what it is for any other theme: a wrong name is worse
# than none.
_CLEARLY: Final = 1.4
_PARTS: Final = re.compile(r"\w+(?:-\w+)*")
# « Adaptation du logement » and « adaptation des logements » are about the same word.
_STEM: Final = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the trade.

    Attributes
    ----------
    name : str
        As a reader of a synthesis expects it.
    words : tuple of tuple of str
        The lemmas of each noun or group of words that speaks of it.
    """

    name: str
    words: tuple[tuple[str, ...], ...]


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the subjects of the file, in its order."""
    rows = (line.split(" : ") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return tuple(Subject(name, tuple(_lemmas(word) for word in words.split(","))) for name, words in rows)


def named_by_subject(units: Units, terms: Terms, themes: Ints, taken: Iterable[str]) -> dict[int, str]:
    """Return the names of the themes that clearly are about one subject.

    Parameters
    ----------
    units, terms : Units and Terms
        ``n`` units, and their noun phrases.
    themes : Ints, shape (n,)
        Themes 0, 1, …; -1 is none.
    taken : iterable of str
        Names that other themes have: no subject about the same word is given.

    Returns
    -------
    dict of int to str
        Names by theme.
    """
    said = _Said(terms)
    if themes.max(initial=-1) < 0 or not _is_of_the_trade(units, said):
        return {}
    used = {_stem(name) for name in taken}
    free = [one for one in subjects() if _stem(one.name) not in used]
    worth = np.array([_worth(units, themes, said, one) for one in free])
    return {theme: free[row].name for theme in range(worth.shape[1]) if (row := _clear(worth, theme)) is not None}


class _Said:
    """Which units say a word."""

    def __init__(self, terms: Terms) -> None:
        self._counts: sparse.csc_matrix = terms.counts.tocsc()
        self._columns: dict[str, set[int]] = defaultdict(set)
        for column, key in enumerate(terms.keys):
            for lemma in " ".join(key).split():
                self._columns[lemma].add(column)

    def rows(self, word: Sequence[str]) -> Bools:
        """Return which units say all the lemmas of ``word`` in one noun phrase."""
        columns = set.intersection(*(self._columns.get(lemma, set()) for lemma in word))
        return np.asarray(self._counts[:, sorted(columns)].sum(axis=1)).ravel() > 0


def _is_of_the_trade(units: Units, said: _Said) -> bool:
    spoken = ~units.host
    says = np.asarray(np.array([said.rows((word,)) for word in _TRADE]).any(axis=0))
    return bool(spoken.any() and says[spoken].mean() >= _OF_THE_TRADE)


def _worth(units: Units, themes: Ints, said: _Said, subject: Subject) -> Floats:
    """Return what a subject is for each theme: how specific its words are, times the share that says one."""
    known = np.flatnonzero(themes >= 0)
    count = int(themes.max()) + 1
    says = np.array([said.rows(word) for word in subject.words])
    one = np.asarray(says.any(axis=0))
    words = np.array([np.bincount(themes[known], row[known], count) >= _TEXTS for row in says]).sum(axis=0)
    size, seen = np.bincount(themes[known], minlength=count), np.bincount(themes[known], one[known], count)
    told = np.maximum(specificity(seen, size, one.sum(), len(units)), 0.0)
    mass = np.bincount(themes[known], units.words[known], count)
    share = np.bincount(themes[known], units.words[known] * one[known], count) / np.maximum(mass, 1.0)
    return np.asarray(np.round(np.where(words >= _WORDS, told * share, 0.0), 6), dtype=np.float64)


def _clear(worth: Floats, theme: int) -> int | None:
    """Return the row of the subject that clearly names a theme, from what each (row) is for each theme (column)."""
    row = int(worth[:, theme].argmax())
    best = worth[row, theme]
    others = max(np.delete(worth[:, theme], row).max(initial=0.0), np.delete(worth[row], theme).max(initial=0.0))
    return row if best >= max(_LEAST, _CLEARLY * others) else None


def _lemmas(word: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTS.findall(word.lower()) if part not in SMALL)


def _stem(name: str) -> str:
    """Return the beginning of the word that a name is about."""
    return next(iter(_lemmas(name)), "")[:_STEM]
