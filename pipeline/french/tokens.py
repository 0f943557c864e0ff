"""A Doc as rows of the ``tokens`` table, and back: annotation is computed once and read by every later stage."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.lang.lex_attrs import LEX_ATTRS
from spacy.tokens import Doc
from spacy.vocab import Vocab

if TYPE_CHECKING:
    import pandas as pd


def rows(segment_id: str, doc: Doc) -> Iterator[dict[str, Any]]:
    """Yield one row of the ``tokens`` table per token of ``doc``."""
    for token in doc:
        yield {
            "segment_id": segment_id,
            "i": token.i,
            "start": token.idx,
            "text": token.text,
            "space": bool(token.whitespace_),
            "lemma": token.lemma_,
            "pos": token.pos_,
            "tag": token.tag_,
            "morph": str(token.morph),
            "dep": token.dep_,
            "head": token.head.i,
            "sent_start": bool(token.is_sent_start),
        }


def docs(tokens: pd.DataFrame, vocab: Vocab | None = None) -> Iterator[tuple[str, Doc]]:
    """Yield (segment_id, Doc) for each segment of the ``tokens`` table, in the table's order.

    Parameters
    ----------
    tokens : DataFrame
        The ``tokens`` table; the rows of a segment follow one another.
    vocab : Vocab, optional
        A new one by default: the statistical model is not needed to read its answers. It knows how to say
        whether a word is punctuation and what it is in lower case, which a bare ``Vocab()`` does not.
    """
    vocab = vocab or Vocab(lex_attr_getters=LEX_ATTRS)
    column = {name: tokens[name].to_numpy() for name in tokens.columns}
    ids = column["segment_id"]
    changes = (np.flatnonzero(ids[1:] != ids[:-1]) + 1).tolist()
    bounds = [0, *changes, len(tokens)] if len(tokens) else []
    for start, end in itertools.pairwise(bounds):
        part = {name: values[start:end].tolist() for name, values in column.items()}
        yield part["segment_id"][0], _doc(part, vocab)


def _doc(part: dict[str, list[Any]], vocab: Vocab) -> Doc:
    return Doc(
        vocab,
        words=part["text"],
        spaces=part["space"],
        lemmas=part["lemma"],
        pos=part["pos"],
        tags=part["tag"],
        morphs=part["morph"],
        deps=part["dep"],
        heads=part["head"],
        sent_starts=part["sent_start"],
    )
