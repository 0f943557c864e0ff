"""Themes that the analyst expects attract the pieces of talk that use their words.

Their label, description and examples are short texts: they are compared by lemmas, then by latent axes, and a
piece leans on the pieces that the readings put with it. What is not clearly nearer than the rest of the corpus
stays where it is, and the rest forms themes of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.space import Space, pool, unit_rows, weighted
from pipeline.stages.cluster.units import Floats, Ints

if TYPE_CHECKING:
    import pandas as pd

# The label says more than the description, which says more than an example.
_WEIGHTS = (("label", 3), ("description", 2), ("examples", 1))
# Standard deviations above the corpus's mean likeness from which a piece is attracted.
_CLEARLY = 1.5
# How much a piece leans on those that the readings put with it.
_LEANS = 0.5
# A guided theme that holds this part of a group of pieces takes the group.
_HOLDS = 0.5


def guided_counts(guided: pd.DataFrame, tokens: pd.DataFrame, vocabulary: Sequence[str]) -> sparse.csr_matrix:
    """Return the lemmas of guided themes, shape (g, t), among those that the corpus says.

    Parameters
    ----------
    guided : DataFrame
        The ``guided_themes`` table.
    tokens : DataFrame
        The ``tokens`` table: it tells the lemma of each form.
    vocabulary : sequence of str
        The ``t`` lemmas of the corpus.
    """
    lemma_of = _lemmas(tokens)
    column = {lemma: index for index, lemma in enumerate(vocabulary)}
    counts = np.zeros((len(guided), len(vocabulary)))
    for row, theme in enumerate(guided.to_dict("records")):
        for lemma, weight in _said(theme, lemma_of):
            if lemma in column:
                counts[row, column[lemma]] += weight
    return sparse.csr_matrix(counts)


def _lemmas(tokens: pd.DataFrame) -> dict[str, str]:
    """Return the usual lemma of each form."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in zip(tokens["text"].str.lower(), tokens["lemma"].str.lower(), strict=True):
        seen[form][lemma] += 1
    return {form: min(found, key=lambda lemma: (-found[lemma], lemma)) for form, found in seen.items()}


def _said(theme: Mapping[Any, Any], lemma_of: Mapping[str, str]) -> list[tuple[str, int]]:
    words = []
    for part, weight in _WEIGHTS:
        texts = [theme[part]] if isinstance(theme[part], str) else list(theme[part])
        forms = re.findall(r"\w+(?:-\w+)*", " ".join(texts).lower())
        words += [(lemma_of.get(form, form), weight) for form in forms]
    return words


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
    for group in range(int(groups.max()) + 1):
        inside = groups == group
        held = np.bincount(best[inside] + 1, readings.masses[inside], minlength=themes.shape[0] + 1)
        if held[1:].max() >= _HOLDS * held.sum():
            best[inside & (best < 0)] = int(held[1:].argmax())
    return best.astype(np.int64)


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
