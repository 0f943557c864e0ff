"""A theme that a workshop had on its agenda is called as the agenda calls it: people wrote that name for readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.space import make_space, pool, unit_rows, weighted
from pipeline.stages.cluster.specificity import specificity
from pipeline.stages.cluster.units import Floats, Ints, Units

# What the words of an item say of a theme, specificities, what they are near to, a cosine times so much, and what the
# item means, a cosine times so much…
_NEARNESS = 10.0
_SENSE = 30.0
# … add up to the value from which the item names it…
_LEAST = 3.0
# … and so many times what it is for any other theme without a name: a wrong name is worse than none.
_CLEARLY = 1.5
# An item of which nobody says this part of the words is not what was spoken of.
_KNOWN = 0.5
_LONG = re.compile(r"\w[\w-]{3,}")
# Words that the theme holds in a workshop that announced the item.
_TREATED = 100.0


@dataclass(frozen=True, slots=True)
class Items:
    """What the agendas announced.

    Attributes
    ----------
    names : tuple of str
        The ``g`` items.
    workshops : tuple of sets of int
        The codes of the workshops that had each on their agenda.
    lemmas : csr_matrix, shape (g, t)
        Their lemmas.
    vectors : Floats, shape (g, d)
        Their sentence vectors.
    """

    names: tuple[str, ...]
    workshops: tuple[set[int], ...]
    lemmas: sparse.csr_matrix
    vectors: Floats


def named_by_agenda(units: Units, counts: sparse.csr_matrix, themes: Ints, items: Items, seed: int) -> dict[int, str]:
    """Return the agenda's name of the themes that it names clearly.

    An item names the theme that is clearly the nearest to it, among those that were treated where the item was
    announced. The surest goes first, and what it names no longer stands in the way of the others.

    Parameters
    ----------
    units : Units
        ``n`` units.
    counts : csr_matrix, shape (n, t)
        Their lemmas.
    themes : Ints, shape (n,)
        Themes 0, 1, …; -1 is none.
    items : Items
        What was announced.
    seed : int
        For latent axes.

    Returns
    -------
    dict of int to str
        Names by theme.
    """
    if not items.names or themes.max(initial=-1) < 0:
        return {}
    likeness = _said(counts, themes, items.lemmas)
    likeness += _NEARNESS * _near(units, counts, themes, items.lemmas, seed) + _SENSE * _meant(units, themes, items)
    likeness *= _treated(units, themes, items.workshops)
    likeness[np.diff(items.lemmas.indptr) < _KNOWN * np.array([len(_LONG.findall(name)) for name in items.names])] = 0
    return {theme: items.names[item] for theme, item in sorted(_clear(likeness).items())}


def _clear(likeness: Floats) -> dict[int, int]:
    """Return the item that clearly names each theme, from what each item (row) is to each theme (column)."""
    found: dict[int, int] = {}
    left = likeness.copy()
    while True:
        best = left.max(axis=1)
        others = np.sort(left, axis=1)[:, -2] if left.shape[1] > 1 else np.zeros_like(best)
        sure = np.where(best >= np.maximum(_LEAST, _CLEARLY * others), best, 0.0)
        item = int(sure.argmax())
        if not sure[item]:
            return found
        theme = int(left[item].argmax())
        found[theme] = item
        left[item], left[:, theme] = 0.0, 0.0


def _said(counts: sparse.csr_matrix, themes: Ints, items: sparse.csr_matrix) -> Floats:
    """Return how specific each item's words are of each theme, shape (g, k).

    A word of several items tells none of them.
    """
    columns = np.unique(items.indices)
    asked = (items[:, columns] > 0).astype(np.float64).toarray()
    said = (counts[:, columns] > 0).astype(np.int64)
    marked = np.asarray(said.sum(axis=0)).ravel()
    total = np.zeros((items.shape[0], int(themes.max()) + 1))
    for theme in range(total.shape[1]):
        inside = themes == theme
        seen = np.asarray(said[inside].sum(axis=0)).ravel()
        scores = np.maximum(specificity(seen, inside.sum(), marked, len(themes)), 0)
        share = asked @ (scores > 0) / np.maximum(asked.sum(axis=1), 1)
        total[:, theme] = share * (asked @ (scores / np.maximum(asked.sum(axis=0), 1)))
    return np.asarray(np.round(total, 6), dtype=np.float64)


def _near(units: Units, counts: sparse.csr_matrix, themes: Ints, items: sparse.csr_matrix, seed: int) -> Floats:
    """Return the likeness of each item and theme along latent axes, from 0 to 1, shape (g, k)."""
    space = make_space(units, counts, seed)
    known = np.flatnonzero(themes >= 0)
    said = unit_rows(np.asarray(weighted(pool(space.counts[known], themes[known]), space.rarity) @ space.axes))
    asked = unit_rows(np.asarray(weighted(items[:, space.columns].tocsr(), space.rarity) @ space.axes))
    near = asked @ unit_rows(said - said.mean(axis=0)).T
    return np.asarray(np.round(np.maximum(near, 0), 6), dtype=np.float64)


def _meant(units: Units, themes: Ints, items: Items) -> Floats:
    """Return the cosine of each item's vector and what sets each theme apart, from 0 to 1, shape (g, k)."""
    said = np.zeros((int(themes.max()) + 1, units.vectors.shape[1]))
    known = themes >= 0
    np.add.at(said, themes[known], units.vectors[known] * units.words[known, None])
    words = np.bincount(themes[known], units.words[known], minlength=len(said))
    mean = np.average(units.vectors, axis=0, weights=units.words)
    apart = unit_rows(np.where(words[:, None] > 0, said - words[:, None] * mean, 0.0))
    return np.asarray(np.round(np.maximum(unit_rows(items.vectors) @ apart.T, 0), 6), dtype=np.float64)


def _treated(units: Units, themes: Ints, workshops: Sequence[set[int]]) -> Floats:
    """Return 1 where a theme was spoken of in a workshop that announced the item, else 0, shape (g, k)."""
    known = themes >= 0
    words = np.zeros((int(units.workshops.max()) + 1, int(themes.max()) + 1))
    np.add.at(words, (units.workshops[known], themes[known]), units.words[known])
    return np.array([words[sorted(codes)].sum(axis=0) >= _TREATED for codes in workshops], dtype=np.float64)
