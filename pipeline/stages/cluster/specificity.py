"""Specificities: whether a word, a workshop or a role is more present here than chance would have it.

The hypergeometric law answers, as in lexicometry (Lafon 1980, « Sur la variabilité de la fréquence des formes dans
un corpus », Mots 1): of ``total`` things, ``marked`` are of a kind; ``drawn`` are taken, ``seen`` of them marked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from pipeline.stages.cluster.units import Floats

# Below it a probability is 0 for the machine.
_LEAST = 1e-300


def specificity(seen: ArrayLike, drawn: ArrayLike, marked: ArrayLike, total: ArrayLike) -> Floats:
    """Return the signed decimal exponent of the chance to see as much (or as little).

    Parameters
    ----------
    seen, drawn, marked, total : array of int
        Counts, broadcast together.

    Returns
    -------
    Floats
        ``3`` means one chance in a thousand that so many fall here, ``-3`` that so few do; from -300 to 300.
    """
    seen, drawn, marked, total = (np.asarray(value, dtype=np.int64) for value in (seen, drawn, marked, total))
    more = -np.log10(np.maximum(stats.hypergeom.sf(seen - 1, total, marked, drawn), _LEAST))
    less = -np.log10(np.maximum(stats.hypergeom.cdf(seen, total, marked, drawn), _LEAST))
    return np.asarray(np.round(np.where(more >= less, more, -less), 6), dtype=np.float64)
