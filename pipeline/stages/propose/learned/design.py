"""The scorer's design matrix: what a sentence is, as one row of numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.features import Features, Position, features
from pipeline.stages.propose.learned.terms import terms
from pipeline.stages.propose.rules.chain import Reading
from pipeline.stages.propose.sentences import Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

# Weight of each block before regularisation, tuned on the development sentences.
_FEATURES: Final = 0.2
_VECTORS: Final = 3.0
_TERMS: Final = 4.0
_CLIP: Final = 4.0
# A name met in fewer sentences teaches nothing.
_LEAST_FEATURE: Final = 5
_LEAST_TERM: Final = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What the scorer sees of a sentence.

    Attributes
    ----------
    features : mapping of str to float
        Rules that fired and grammar.
    terms : frozenset of str
        Groups of words.
    written : bool
        Whether it comes from notes or post-its.
    """

    features: Features
    terms: frozenset[str]
    written: bool


@dataclass(frozen=True, slots=True)
class Design:
    """How sentences become rows; learned from the training sentences.

    Attributes
    ----------
    names : tuple of str
        Features, sorted; ``mean`` and ``scale`` in the same order.
    vocabulary : tuple of str
        Groups of words, sorted; ``rarity`` in the same order.
    """

    names: tuple[str, ...]
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    vocabulary: tuple[str, ...]
    rarity: NDArray[np.float32]

    def rows(self, seen: Sequence[Seen], vectors: NDArray[np.float32]) -> csr_matrix:
        """Return one row a sentence: features, the same for written sentences only, vector, groups of words.

        Parameters
        ----------
        seen : sequence of Seen
            The sentences.
        vectors : float32 array (n, 512)
            Their unit vectors, in the same order.
        """
        from scipy.sparse import csr_matrix, hstack

        shape = _dense([one.features for one in seen], self.names)
        shape = np.clip((shape - self.mean) / self.scale, -_CLIP, _CLIP) * _FEATURES
        written = np.array([one.written for one in seen], dtype=np.float32)[:, None]
        blocks = [shape, shape * written, vectors * _VECTORS]
        return hstack([csr_matrix(np.hstack(blocks)), self._term_rows(seen) * _TERMS]).tocsr()

    def _term_rows(self, seen: Sequence[Seen]) -> csr_matrix:
        """Return the words' rarities, each row of unit length."""
        from scipy.sparse import csr_matrix

        place = {term: index for index, term in enumerate(self.vocabulary)}
        ends, columns, values = [0], [], []
        for one in seen:
            found = sorted(place[term] for term in one.terms if term in place)
            weights = self.rarity[found]
            length = float(np.linalg.norm(weights)) or 1.0
            columns += found
            values += (weights / length).tolist()
            ends.append(len(columns))
        shape = (len(seen), len(self.vocabulary))
        return csr_matrix((np.array(values, dtype=np.float32), columns, ends), shape=shape)


def see(sentence: Sentence, reading: Reading, position: Position) -> Seen:
    """Return what the scorer sees of ``sentence``."""
    return Seen(features(sentence, reading, position), terms(sentence), sentence.is_written)


def learn(seen: Sequence[Seen]) -> Design:
    """Return the design of the training sentences ``seen``."""
    counts = Counter(name for one in seen for name in one.features)
    names = tuple(sorted(name for name, count in counts.items() if count >= _LEAST_FEATURE))
    table = _dense([one.features for one in seen], names)
    spread = table.std(axis=0)
    groups = Counter(term for one in seen for term in one.terms)
    vocabulary = tuple(sorted(term for term, count in groups.items() if count >= _LEAST_TERM))
    rarity = [1.0 + np.log((1 + len(seen)) / (1 + groups[term])) for term in vocabulary]
    return Design(
        names=names,
        mean=table.mean(axis=0),
        scale=np.where(spread > 0, spread, 1.0).astype(np.float32),
        vocabulary=vocabulary,
        rarity=np.array(rarity, dtype=np.float32),
    )


def _dense(rows: Sequence[Features], names: Sequence[str]) -> NDArray[np.float32]:
    place = {name: index for index, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), dtype=np.float32)
    for row, found in enumerate(rows):
        for name, value in found.items():
            if (column := place.get(name)) is not None:
                table[row, column] = value
    return table
