"""A theme that a workshop had on its agenda is called as the agenda calls it: people wrote that name for readers."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.space import make_space, pool, unit_rows, weighted
from pipeline.stages.cluster.specificity import specificity
from pipeline.stages.cluster.units import Floats, Ints, Units

# What the words of an item say of a theme, specificities, and what they are near to, a cosine times so much…
_NEARNESS = 10.0
# … add up to the value from which the item names it…
_LEAST = 3.0
# … and so many times what it is for any other theme: a wrong name is worse than none.
_CLEARLY = 1.5
# An item of which nobody says this part of the words is not what was spoken of.
_KNOWN = 0.5
_LONG = re.compile(r"\w[\w-]{3,}")
# Words that the theme holds in a workshop that announced the item.
_TREATED = 100.0


def named_by_agenda(
    units: Units,
    counts: sparse.csr_matrix,
    themes: Ints,
    agenda: Mapping[str, set[int]],
    items: sparse.csr_matrix,
    seed: int,
) -> dict[int, str]:
    """Return the agenda's name of the themes that it names clearly.

    An item names the theme that is clearly the nearest to its words, among those that were treated where the item was
    announced; of the items that name one theme, the nearest.

    Parameters
    ----------
    units : Units
        ``n`` units.
    counts : csr_matrix, shape (n, t)
        Their lemmas.
    themes : Ints, shape (n,)
        Themes 0, 1, …; -1 is none.
    agenda : mapping of str to set of int
        ``g`` items, and the codes of the workshops that had each on their agenda.
    items : csr_matrix, shape (g, t)
        Lemmas of the items.
    seed : int
        For latent axes.

    Returns
    -------
    dict of int to str
        Names by theme.
    """
    if not agenda or themes.max(initial=-1) < 0:
        return {}
    likeness = _said(counts, themes, items) + _NEARNESS * _near(units, counts, themes, items, seed)
    likeness *= _treated(units, themes, list(agenda.values()))
    names = list(agenda)
    likeness[np.diff(items.indptr) < _KNOWN * np.array([len(_LONG.findall(name)) for name in names])] = 0
    best: dict[int, tuple[float, str]] = {}
    for name, values in zip(names, likeness, strict=True):
        theme, value = int(values.argmax()), float(values.max())
        others = float(np.delete(values, theme).max(initial=0.0))
        if value >= max(_LEAST, _CLEARLY * others):
            best[theme] = min(best.get(theme, (0.0, "")), (-value, name))
    return {theme: name for theme, (_, name) in sorted(best.items())}


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


def _treated(units: Units, themes: Ints, workshops: list[set[int]]) -> Floats:
    """Return 1 where a theme was spoken of in a workshop that announced the item, else 0, shape (g, k)."""
    known = themes >= 0
    words = np.zeros((int(units.workshops.max()) + 1, int(themes.max()) + 1))
    np.add.at(words, (units.workshops[known], themes[known]), units.words[known])
    return np.array([words[sorted(codes)].sum(axis=0) >= _TREATED for codes in workshops], dtype=np.float64)
