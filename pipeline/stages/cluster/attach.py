"""Notes, post-its and chats join the themes of the talk: by sense, by words, and by the lines around them."""

from __future__ import annotations

import numpy as np
from sklearn.preprocessing import normalize

from pipeline.stages.cluster.segmentation import spans
from pipeline.stages.cluster.space import Space, pool, unit_rows, weighted
from pipeline.stages.cluster.units import Floats, Ints

# The lines before and after, in a note or a chat, weigh by the normal curve of this width.
_WIDTH = 1.0
_REACH = 3


def likeness(space: Space, labels: Ints, rows: Ints) -> tuple[Floats, Floats]:
    """Return how near rows are to each theme, seen with the lines around them, and how near by words alone.

    Parameters
    ----------
    space : Space
        Of ``n`` units.
    labels : Ints, shape (n,)
        Themes 0, 1, …; -1 for what has none yet.
    rows : Ints, shape (m,)
        Rows to compare, in order.

    Returns
    -------
    near : Floats, shape (m, t)
        Mean of two cosines, from -1 to 1.
    by_words : Floats, shape (m, t)
        The second of them.
    """
    by_sense, by_words = _views(space, labels, rows)
    sequences = space.units.sequences[rows]
    near = _with_lines_around((by_sense + by_words) / 2, sequences)
    return np.round(near, 9), np.round(_with_lines_around(by_words, sequences), 9)


def _views(space: Space, labels: Ints, rows: Ints) -> tuple[Floats, Floats]:
    """Return the likeness of rows to each theme by sense and by words, two arrays of shape (m, t)."""
    known = np.flatnonzero(labels >= 0)
    words = space.units.words[known]
    centres = unit_rows(np.asarray(pool(space.sense[known] * words[:, None], labels[known])))
    by_sense = unit_rows(space.sense[rows]) @ centres.T
    vocabulary = weighted(pool(space.counts[known], labels[known]), space.rarity)
    by_words = np.asarray((weighted(space.counts[rows], space.rarity) @ vocabulary.T).todense())
    # A theme that many words were spent on is near to everything: only the difference between themes counts.
    by_words = normalize(by_words - by_words.mean(axis=0))
    return np.asarray(by_sense, dtype=np.float64), np.asarray(by_words, dtype=np.float64)


def _with_lines_around(values: Floats, sequences: Ints) -> Floats:
    smooth = np.zeros_like(values)
    weights = np.exp(-((np.arange(-_REACH, _REACH + 1) / _WIDTH) ** 2) / 2)
    for start, end in spans(sequences):
        around = np.pad(values[start:end], ((_REACH, _REACH), (0, 0)))
        inside = np.pad(np.ones(end - start), _REACH)
        total = sum(weight * around[shift : shift + end - start] for shift, weight in enumerate(weights))
        smooth[start:end] = total / np.convolve(inside, weights, mode="valid")[:, None]
    return smooth
