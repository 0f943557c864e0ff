"""What is clustered, as arrays in an order that depends on content alone.

Files and folders can be renamed or listed in another order: sums of floats, ties and themes stay the same,
because sequences are ordered by a digest of their words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.records import FACILITATOR

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# What has neither before nor after: the context of such a text is not in its file.
_LOOSE_KINDS = ("postit",)
_TALK = "transcript"


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Segments with a vector; rows of one sequence follow one another, in the order they were said.

    Attributes
    ----------
    ids, texts : tuple of str
        Segment id and text, ``n`` of each.
    fates : tuple of str
        One of ``records.FATES``.
    vectors : Floats, shape (n, d)
        Sentence vectors.
    words : Floats, shape (n,)
        Number of words, at least 1.
    workshops, speakers : Ints, shape (n,)
        Codes; an unknown speaker is -1.
    sequences : Ints, shape (n,)
        Which recording or note a row belongs to, never decreasing. A post-it is alone in its own.
    talk : Bools, shape (n,)
        Said aloud, in a transcript; the rest is written.
    host : Bools, shape (n,)
        Said by a facilitator.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    fates: tuple[str, ...]
    vectors: Floats
    words: Floats
    workshops: Ints
    speakers: Ints
    sequences: Ints
    talk: Bools
    host: Bools

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.ids)

    def take(self, rows: Ints) -> Units:
        """Return the given rows, which must be in order."""
        return Units(
            ids=tuple(self.ids[row] for row in rows),
            texts=tuple(self.texts[row] for row in rows),
            fates=tuple(self.fates[row] for row in rows),
            vectors=self.vectors[rows],
            words=self.words[rows],
            workshops=self.workshops[rows],
            speakers=self.speakers[rows],
            sequences=self.sequences[rows],
            talk=self.talk[rows],
            host=self.host[rows],
        )

    def loosened(self) -> Units:
        """Return the same rows, each alone in its sequence."""
        return replace(self, sequences=np.arange(len(self), dtype=np.int64))


def gather(tables: Mapping[str, pd.DataFrame]) -> Units:
    """Return the segments that have a vector.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``passages`` and ``vectors``, in any row order.
    """
    rows = tables["passages"].merge(tables["vectors"], on="segment_id", how="inner", validate="one_to_one")
    rows = rows.assign(sequence=_sequence_names(rows)).sort_values(["sequence", "position", "segment_id"])
    rows = rows.assign(rank=rows["sequence"].map(_ranks(rows))).sort_values(["rank", "position", "segment_id"])
    return Units(
        ids=tuple(rows["segment_id"]),
        texts=tuple(rows["text"]),
        fates=tuple(rows["fate"]),
        vectors=_matrix(rows["vector"].tolist()),
        words=np.maximum(rows["n_words"].to_numpy(dtype=np.float64), 1.0),
        workshops=_codes(rows["workshop_id"]),
        speakers=_codes(rows["speaker_id"]),
        sequences=rows["rank"].to_numpy(dtype=np.int64),
        talk=(rows["kind"] == _TALK).to_numpy(dtype=np.bool_),
        host=(rows["role"] == FACILITATOR).to_numpy(dtype=np.bool_),
    )


def _sequence_names(rows: pd.DataFrame) -> pd.Series[str]:
    """Return the name of each row's sequence: its file, or itself where it stands alone."""
    return rows["source"].where(~rows["kind"].isin(_LOOSE_KINDS), rows["source"] + "\x1f" + rows["segment_id"])


def _ranks(rows: pd.DataFrame) -> dict[str, int]:
    """Return the rank of each sequence by the digest of its words, then by name."""
    words = rows.groupby("sequence", sort=True)["text"].agg("\x1e".join)
    keyed = sorted((hashlib.sha256(text.encode()).hexdigest(), str(name)) for name, text in words.items())
    return {name: rank for rank, (_, name) in enumerate(keyed)}


def _matrix(vectors: list[NDArray[np.float32]]) -> Floats:
    return np.array(vectors, dtype=np.float64).reshape(len(vectors), -1)


def _codes(column: pd.Series[str]) -> Ints:
    """Return the values as numbers by order of first appearance; missing is -1."""
    return column.factorize()[0].astype(np.int64)
