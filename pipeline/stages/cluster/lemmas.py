"""The words that carry sense, counted by lemma: the second view of a segment, beside its sentence vector."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    import pandas as pd

_PARTS = ("NOUN", "ADJ", "VERB")
_WORD = r"[^\W\d_]{3,}"
# « EPF », « CARSAT », « ZAN » say more than most nouns; the tagger takes them for names of people.
_ACRONYM = r"[A-ZÉ][A-ZÉ0-9]{1,7}\Z"


def count_lemmas(tokens: pd.DataFrame, ids: tuple[str, ...]) -> tuple[sparse.csr_matrix, tuple[str, ...]]:
    """Return how many times each segment says each lemma, and the lemmas.

    Parameters
    ----------
    tokens : DataFrame
        The ``tokens`` table.
    ids : tuple of str
        Segment ids: the rows of the counts.

    Returns
    -------
    csr_matrix, shape (n, t)
        Counts.
    tuple of str
        The ``t`` lemmas, sorted.
    """
    import pandas as pd

    text = tokens["text"].astype(str)
    said = tokens["pos"].isin(_PARTS) & text.str.match(_WORD) | text.str.match(_ACRONYM)
    rows = pd.Index(ids).get_indexer(tokens.loc[said, "segment_id"])
    lemmas = tokens.loc[said, "lemma"].str.lower().to_numpy()[rows >= 0]
    vocabulary, columns = np.unique(lemmas.astype(str), return_inverse=True)
    ones = np.ones(len(columns))
    counts = sparse.csr_matrix((ones, (rows[rows >= 0], columns)), shape=(len(ids), len(vocabulary)))
    counts.sum_duplicates()
    return counts, tuple(vocabulary.tolist())
