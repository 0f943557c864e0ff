"""The phrases that a theme says more than the others do, with their specificity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.specificity import specificity
from pipeline.stages.cluster.terms import Terms
from pipeline.stages.cluster.units import Ints, Units

# One chance in a hundred: below, a phrase is not the theme's own.
_LEAST = 2.0
# A phrase is said in at least so many segments of the theme, and by so many participants.
_SAID = 2
# « chef » goes without saying where most of its uses are « chef de projet ».
_WITHIN = 0.7


@dataclass(frozen=True, slots=True)
class Keyword:
    """A phrase of a theme.

    Attributes
    ----------
    key : tuple of str
        Its lemmas.
    surface : str
        How it is said.
    rows : frozenset of int
        Units of the theme that say it.
    n_voices : int
        Distinct participants (or texts without a known author) of the theme who say it.
    reach : float
        Part of the theme's words that are of workshops where it is said, from 0 to 1.
    specificity : float
        Decimal exponent of the chance to find it so often in the theme.
    """

    key: tuple[str, ...]
    surface: str
    rows: frozenset[int]
    n_voices: int
    reach: float
    specificity: float


def keywords(units: Units, terms: Terms, labels: Ints) -> list[list[Keyword]]:
    """Return the phrases of each theme, from the most specific.

    A facilitator's question often names the subject, so its words count; but a phrase that participants do not take
    up is a cue, and is left out.

    Parameters
    ----------
    units : Units
        ``n`` units.
    terms : Terms
        Their phrases.
    labels : Ints, shape (n,)
        Their themes, 0, 1, …; -1 is none.
    """
    said = (terms.counts > 0).astype(np.int64).tocsr()
    marked = np.asarray(said.sum(axis=0)).ravel()
    found = []
    for theme in range(int(labels.max(initial=-1)) + 1):
        rows = np.flatnonzero(labels == theme)
        found.append(_distinct(_of_theme(units, terms, said[rows].tocsc(), rows, marked)))
    return found


def _of_theme(units: Units, terms: Terms, said: sparse.csc_matrix, rows: Ints, marked: Ints) -> list[Keyword]:
    seen = np.asarray(said.sum(axis=0)).ravel()
    often = np.flatnonzero((seen >= _SAID) & (seen * len(units) > marked * len(rows)))
    scores = specificity(seen[often], len(rows), marked[often], len(units))
    found = []
    for term, score in zip(often.tolist(), scores.tolist(), strict=True):
        where = rows[said.indices[said.indptr[term] : said.indptr[term + 1]]]
        n_voices = _voices(units, where)
        if score >= _LEAST and n_voices >= _SAID:
            reach = _reach(units, rows, where)
            surface = terms.surfaces[term]
            found.append(Keyword(terms.keys[term], surface, frozenset(where.tolist()), n_voices, reach, score))
    return sorted(found, key=lambda word: (-word.specificity, word.key))


def _voices(units: Units, rows: Ints) -> int:
    """Return how many participants speak; a text without author is a voice of its own."""
    speakers = units.speakers[rows[~units.host[rows]]]
    return len(np.unique(speakers[speakers >= 0])) + int((speakers < 0).sum())


def _reach(units: Units, rows: Ints, where: Ints) -> float:
    words = np.bincount(units.workshops[rows], units.words[rows])
    return round(float(words[np.unique(units.workshops[where])].sum() / words.sum()), 6)


def _distinct(words: list[Keyword]) -> list[Keyword]:
    """Return the phrases without those that are nearly always said inside a longer one."""
    return [word for word in words if not any(_inside(word, other) for other in words)]


def _inside(word: Keyword, other: Keyword) -> bool:
    longer = len(word.key) < len(other.key) and set(word.key) < set(other.key)
    return longer and len(word.rows & other.rows) >= _WITHIN * len(word.rows)
