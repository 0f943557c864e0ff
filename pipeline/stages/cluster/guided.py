"""Themes that the analyst expects attract the pieces of talk that use their words.

Their label, description and examples are short texts: they are compared by lemmas, then by latent axes, and a
piece leans on the pieces that the readings put with it. What is not clearly nearer than the rest of the corpus
stays where it is, and the rest forms themes of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.space import Space, pool, unit_rows, weighted
from pipeline.stages.cluster.units import Floats, Ints
from pipeline.tables import records

if TYPE_CHECKING:
    import pandas as pd

# The label says more than the description, which says more than an example.
_LABEL, _DESCRIPTION, _EXAMPLE = 3, 2, 1
# Standard deviations above the corpus's mean likeness from which a piece is attracted.
_CLEARLY = 1.5
# How much a piece leans on those that the readings put with it.
_LEANS = 0.5
# A guided theme that holds this part of a group of pieces takes the group.
_HOLDS = 0.5


def weighted_texts(guided: pd.DataFrame) -> list[list[tuple[str, int]]]:
    """Return the texts of each row of the ``guided_themes`` table, each with its weight."""
    return [_texts(theme) for theme in records(guided)]


def _texts(theme: Mapping[Any, Any]) -> list[tuple[str, int]]:
    examples = [(str(example), _EXAMPLE) for example in theme["examples"]]
    return [(str(theme["label"]), _LABEL), (str(theme["description"]), _DESCRIPTION), *examples]


def attract(space: Space, readings: Readings, themes: sparse.csr_matrix, groups: Ints) -> Ints:
    """Return the guided theme of each piece, -1 for none.

    Parameters
    ----------
    space : Space
        Of the units that were read.
    readings : Readings
        Of ``p`` pieces.
    themes : csr_matrix, shape (g, t)
        Lemmas of each guided theme, in the columns of ``space.counts``.
    groups : Ints, shape (p,)
        The groups that the readings agree on.
    """
    if not themes.shape[0]:
        return np.full(len(groups), -1, dtype=np.int64)
    likeness = _likeness(space, readings, themes)
    best = np.where(likeness.max(axis=1) >= _CLEARLY, likeness.argmax(axis=1), -1)
    return extended(best.astype(np.int64), groups, readings.masses)


def extended(best: Ints, groups: Ints, masses: Floats) -> Ints:
    """Return the expected theme of each piece, one that holds half of a group of pieces given the rest of it."""
    taken = best.copy()
    for group in range(int(groups.max()) + 1):
        inside = groups == group
        held = np.bincount(taken[inside] + 1, masses[inside])
        if len(held) > 1 and held[1:].max() >= _HOLDS * held.sum():
            taken[inside & (taken < 0)] = int(held[1:].argmax())
    return taken


def _likeness(space: Space, readings: Readings, themes: sparse.csr_matrix) -> Floats:
    masses = readings.masses
    said = weighted(pool(space.counts, readings.piece), space.rarity)
    asked = weighted(themes, space.rarity)
    by_words = np.asarray((said @ asked.T).todense())
    by_axes = unit_rows(np.asarray(said @ space.axes)) @ unit_rows(np.asarray(asked @ space.axes)).T
    own = (_standard(by_words, masses) + _standard(by_axes, masses)) / 2
    company = readings.together * masses
    company /= company.sum(axis=1, keepdims=True)
    return np.round(_standard((1 - _LEANS) * own + _LEANS * company @ own, masses), 9)


def _standard(values: Floats, masses: Floats) -> Floats:
    """Return each column with mean 0 and deviation 1 over the words; a column without variety is 0."""
    centred = values - np.average(values, axis=0, weights=masses)
    deviation = np.sqrt(np.average(centred**2, axis=0, weights=masses))
    return np.asarray(np.where(deviation > 1e-9, centred / np.maximum(deviation, 1e-9), 0.0), dtype=np.float64)
