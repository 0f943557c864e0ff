"""Notes, post-its and chats join the themes of the talk: by sense, by words, and by the lines around them."""

from __future__ import annotations

import numpy as np
from sklearn.preprocessing import normalize

from pipeline.stages.cluster.segmentation import spans
from pipeline.stages.cluster.space import Space, pool, unit_rows, weighted
from pipeline.stages.cluster.units import Floats, Ints

# The lines before and after, in a note or a chat, weigh by the normal curve of this width.
_WIDTH = 1.0


def likeness(space: Space, labels: Ints, rows: Ints) -> Floats:
    """Return how near rows are to each theme, seen with the lines around them.

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
    Floats, shape (m, t)
        Mean of two cosines, from -1 to 1.
    """
    by_sense, by_words = views(space, labels, rows)
    return _with_lines_around((by_sense + by_words) / 2, space.units.sequences[rows])


def views(space: Space, labels: Ints, rows: Ints) -> tuple[Floats, Floats]:
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
    for start, end in spans(sequences):
        apart = np.arange(end - start)[:, None] - np.arange(end - start)[None]
        weight = np.exp(-((apart / _WIDTH) ** 2) / 2)
        smooth[start:end] = weight @ values[start:end] / weight.sum(axis=1, keepdims=True)
    return smooth
