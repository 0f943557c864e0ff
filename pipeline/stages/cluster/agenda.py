"""A theme that a workshop had on its agenda is called as the agenda calls it: people wrote that name for readers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.space import Space, pool, unit_rows, weighted
from pipeline.stages.cluster.units import Bools, Floats, Ints

# Standard deviations above the mean of the themes from which an item is about a theme…
_CLEARLY = 1.5
# … and words of the item's own workshop that the theme holds.
_TREATED = 100.0


def named_by_agenda(
    space: Space, themes: Ints, agenda: Mapping[str, set[int]], counts: sparse.csr_matrix
) -> dict[int, str]:
    """Return the agenda's name of the themes that it names clearly.

    Parameters
    ----------
    space : Space
        Of ``n`` units.
    themes : Ints, shape (n,)
        Themes 0, 1, …; -1 is none.
    agenda : mapping of str to set of int
        ``g`` items, and the codes of the workshops that had each on their agenda.
    counts : csr_matrix, shape (g, t)
        Lemmas of the items, in the columns of ``space.counts``.

    Returns
    -------
    dict of int to str
        An item names the theme it is most like, if that theme was treated where the item was announced; of the
        items that name one theme, the most like.
    """
    if not agenda or themes.max(initial=-1) < 1:
        return {}
    likeness = _likeness(space, themes, counts)
    best: dict[int, tuple[float, str]] = {}
    for row, item in enumerate(agenda):
        theme = int(likeness[row].argmax())
        value = float(likeness[row, theme])
        if value >= _CLEARLY and _treated(space, themes == theme, agenda[item]):
            best[theme] = min(best.get(theme, (0.0, "")), (-value, item))
    return {theme: item for theme, (_, item) in sorted(best.items())}


def _treated(space: Space, inside: Bools, workshops: set[int]) -> bool:
    there = np.isin(space.units.workshops, sorted(workshops))
    return bool(space.units.words[inside & there].sum() >= _TREATED)


def _likeness(space: Space, themes: Ints, counts: sparse.csr_matrix) -> Floats:
    """Return how like each item and theme are, shape (g, t), less the item's likeness to themes in general."""
    known = np.flatnonzero(themes >= 0)
    said = weighted(pool(space.counts[known], themes[known]), space.rarity)
    asked = weighted(counts, space.rarity)
    by_words = np.asarray((asked @ said.T).todense())
    by_axes = unit_rows(np.asarray(asked @ space.axes)) @ unit_rows(np.asarray(said @ space.axes)).T
    return np.round(_standard(by_words) + _standard(by_axes), 9) / 2


def _standard(values: Floats) -> Floats:
    spread = values.std(axis=1, keepdims=True)
    centred = values - values.mean(axis=1, keepdims=True)
    return np.asarray(np.where(spread > 1e-9, centred / np.maximum(spread, 1e-9), 0.0), dtype=np.float64)
