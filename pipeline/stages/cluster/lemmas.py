"""The words that carry sense, counted by lemma: the second view of a segment, beside its sentence vector."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
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
    rows = pd.Index(ids).get_indexer(pd.Index(tokens.loc[said, "segment_id"]))
    lemmas = tokens.loc[said, "lemma"].str.lower().to_numpy()[rows >= 0]
    vocabulary, columns = np.unique(lemmas.astype(str), return_inverse=True)
    ones = np.ones(len(columns))
    counts = sparse.csr_matrix((ones, (rows[rows >= 0], columns)), shape=(len(ids), len(vocabulary)))
    counts.sum_duplicates()
    return counts, tuple(vocabulary.tolist())


def count_texts(
    texts: Sequence[Sequence[tuple[str, int]]], tokens: pd.DataFrame, vocabulary: Sequence[str]
) -> sparse.csr_matrix:
    """Return the lemmas of texts from outside the corpus (a theme's description), among those that it says.

    Parameters
    ----------
    texts : sequence of sequences of (str, int)
        For each row, texts with their weight.
    tokens : DataFrame
        The ``tokens`` table: it tells the lemma of each form, so that no model is loaded for a few words.
    vocabulary : sequence of str
        The ``t`` lemmas of the corpus.

    Returns
    -------
    csr_matrix, shape (g, t)
        Weighted counts.
    """
    lemma_of = _usual_lemmas(tokens) if len(texts) else {}
    column = {lemma: index for index, lemma in enumerate(vocabulary)}
    counts = np.zeros((len(texts), len(vocabulary)))
    for row, parts in enumerate(texts):
        for text, weight in parts:
            for form in re.findall(r"\w+(?:-\w+)*", text.lower()):
                if (at := column.get(lemma_of.get(form, form))) is not None:
                    counts[row, at] += weight
    return sparse.csr_matrix(counts)


def _usual_lemmas(tokens: pd.DataFrame) -> dict[str, str]:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for form, lemma in zip(tokens["text"].str.lower(), tokens["lemma"].str.lower(), strict=True):
        seen[form][lemma] += 1
    return {form: min(found, key=lambda lemma: (-found[lemma], lemma)) for form, found in seen.items()}
