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
# A phrase is said in at least so many segments of the theme, and by so many people.
_SAID = 2


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
        Distinct people (or texts without a known author) of the theme who say it.
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
    """Return the phrases of each theme, from the most specific; themes are 0, 1, …, and -1 is none.

    Parameters
    ----------
    units : Units
        ``n`` units.
    terms : Terms
        Their phrases.
    labels : Ints, shape (n,)
        Their themes.
    """
    # A facilitator's words are cues: they name what was asked, not what was said.
    said = (terms.counts > 0).astype(np.int64)[~units.host].tocsc()
    rows = np.flatnonzero(~units.host)
    inside = labels[rows]
    marked = np.asarray(said.sum(axis=0)).ravel()
    voices = _voices(units)
    return [
        _of_theme(units, terms, said[inside == theme].tocsc(), rows[inside == theme], marked, len(rows), voices)
        for theme in range(int(labels.max(initial=-1)) + 1)
    ]


def _voices(units: Units) -> Ints:
    """Return a code for who speaks in each unit; a text without author is a voice of its own."""
    alone = np.arange(len(units)) + units.speakers.max(initial=0) + 1
    return np.where(units.speakers >= 0, units.speakers, alone).astype(np.int64)


def _of_theme(
    units: Units, terms: Terms, said: sparse.csc_matrix, rows: Ints, marked: Ints, total: int, voices: Ints
) -> list[Keyword]:
    seen = np.asarray(said.sum(axis=0)).ravel()
    often = np.flatnonzero((seen >= _SAID) & (seen * total > marked * len(rows)))
    scores = specificity(seen[often], len(rows), marked[often], total)
    found = []
    for term, score in zip(often.tolist(), scores.tolist(), strict=True):
        where = rows[said.indices[said.indptr[term] : said.indptr[term + 1]]]
        n_voices = len(set(voices[where].tolist()))
        if score >= _LEAST and n_voices >= _SAID:
            reach = _reach(units, rows, where)
            surface = terms.surfaces[term]
            found.append(Keyword(terms.keys[term], surface, frozenset(where.tolist()), n_voices, reach, score))
    return sorted(found, key=lambda word: (-word.specificity, word.key))


def _reach(units: Units, rows: Ints, where: Ints) -> float:
    words = np.bincount(units.workshops[rows], units.words[rows])
    return round(float(words[np.unique(units.workshops[where])].sum() / words.sum()), 6)
