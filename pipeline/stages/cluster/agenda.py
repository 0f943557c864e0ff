"""A theme that a workshop had on its agenda is called as the agenda calls it: people wrote that name for readers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.specificity import specificity
from pipeline.stages.cluster.units import Floats, Ints, Units

# Sum of the specificities of an item's words from which it names a theme: one chance in a hundred…
_LEAST = 2.0
# … and so many times what it is for any other theme: a wrong name is worse than none.
_CLEARLY = 1.5
# Words that the theme holds in a workshop that announced the item.
_TREATED = 100.0


def named_by_agenda(
    units: Units, counts: sparse.csr_matrix, themes: Ints, agenda: Mapping[str, set[int]], items: sparse.csr_matrix
) -> dict[int, str]:
    """Return the agenda's name of the themes that it names clearly.

    An item names the theme where its words are clearly the most specific, among those that were treated where the
    item was announced; of the items that name one theme, the most specific.

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

    Returns
    -------
    dict of int to str
        Names by theme.
    """
    if not agenda or themes.max(initial=-1) < 0:
        return {}
    likeness = _said(counts, themes, items) * _treated(units, themes, list(agenda.values()))
    names = list(agenda)
    best: dict[int, tuple[float, str]] = {}
    for name, values in zip(names, likeness, strict=True):
        theme, value = int(values.argmax()), float(values.max())
        others = float(np.delete(values, theme).max(initial=0.0))
        if value >= max(_LEAST, _CLEARLY * others):
            best[theme] = min(best.get(theme, (0.0, "")), (-value, name))
    return {theme: name for theme, (_, name) in sorted(best.items())}


def _said(counts: sparse.csr_matrix, themes: Ints, items: sparse.csr_matrix) -> Floats:
    """Return the sum of the specificities in each theme of each item's words, shape (g, k)."""
    columns = np.unique(items.indices)
    said = (counts[:, columns] > 0).astype(np.int64)
    total = np.zeros((items.shape[0], int(themes.max()) + 1))
    for theme in range(total.shape[1]):
        inside = themes == theme
        seen = np.asarray(said[inside].sum(axis=0)).ravel()
        marked = np.asarray(said.sum(axis=0)).ravel()
        scores = np.maximum(specificity(seen, inside.sum(), marked, len(themes)), 0)
        total[:, theme] = (items[:, columns] > 0).astype(np.float64) @ scores
    return np.asarray(np.round(total, 6), dtype=np.float64)


def _treated(units: Units, themes: Ints, workshops: list[set[int]]) -> Floats:
    """Return 1 where a theme was spoken of in a workshop that announced the item, else 0, shape (g, k)."""
    known = themes >= 0
    words = np.zeros((int(units.workshops.max()) + 1, int(themes.max()) + 1))
    np.add.at(words, (units.workshops[known], themes[known]), units.words[known])
    return np.array([words[sorted(codes)].sum(axis=0) >= _TREATED for codes in workshops], dtype=np.float64)
