"""What speaks for two statements asking for the same measure: their sense, their words, where they stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.around import Spot, likeness, nearness, noted, workshops_heard
from pipeline.stages.propose.measure import Measure, content
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.statements import Statement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Vectors = NDArray[np.float32]
    Encode = Callable[[Sequence[str]], Vectors]

# Two words of lesser likeness are strangers: the cube of a cosine of 0.3 is 0.03.
_SHARPNESS: Final = 3
# What every proposition says is taken away from its vector; few propositions say little of what all would say.
_FEW: Final = 20
# Nearness says nothing of two statements that are not alike by sense or by words, and all that it can from twice as
# much: each participant of a round may well ask for something else, and in most meetings does.
_UNRELATED: Final = 0.15
_TO_RELATED: Final = 0.15
# Four passages apart speaks as well for it as next to each other, and makes up for no more than what else is lacking:
# weighed without bound, it joined whatever was said one after the other.
_NEAR_ENOUGH: Final = 0.2
# A word of every sentence still counts a little.
_LEAST_RARITY: Final = 0.1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of the content words of a run.

    Attributes
    ----------
    places : mapping of str to int
        Row of each lemma.
    vectors : float32 array (n, d)
        Unit vectors.
    rarity : float array (n,)
        Weight of a word: the rarer in the run, the heavier.
    """

    places: Mapping[str, int]
    vectors: Vectors
    rarity: Matrix


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for every two statements asking for the same measure, each an (n, n) array from 0 to 1.

    Attributes
    ----------
    sentences : float array
        Cosine of the vectors of the texts and of their content words.
    words : float array
        Share of each statement's words that have a close one in the other.
    nearness : float array
        Whether they stand near in one talk, when they are alike at all.
    around : float array
        Cosine of what is said around them.
    noted : float array
        Whether one is a written line of the workshop of the other.
    """

    sentences: Matrix
    words: Matrix
    nearness: Matrix
    around: Matrix
    noted: Matrix

    def stacked(self) -> Matrix:
        """Return them as one array (n, n, 5), in the order of ``WEIGHTS``."""
        return np.stack([self.sentences, self.words, self.nearness, self.around, self.noted], axis=-1)


def signs(
    asked: Sequence[Statement],
    measures: Sequence[Measure],
    said: Sequence[Sentence],
    places: Mapping[str, Spot],
    encode: Encode,
) -> Signs:
    """Return what speaks for every two propositions asking for the same measure.

    Parameters
    ----------
    asked, measures : sequence
        The propositions, and what each asks for.
    said : sequence of Sentence
        Every sentence of the run.
    places : mapping of str to Spot
        Segment id → where it stands.
    encode : callable
        Texts → unit vectors.
    """
    rarity = _rarity(said)
    own = [one.sentence for one in asked]
    sentences = sentence_likeness(encode([one.text for one in asked]), encode([one.words for one in measures]))
    words = word_likeness(measures, _lexicon(measures, rarity, encode))
    related = np.clip((np.maximum(sentences, words) - _UNRELATED) / _TO_RELATED, 0.0, 1.0)
    spots = [places[sentence.segment_id] for sentence in own]
    near = np.clip(related * nearness(spots) / _NEAR_ENOUGH, 0.0, 1.0)
    return Signs(
        sentences,
        words,
        near,
        likeness(own, said, places, rarity),
        noted(spots, workshops_heard(places.values())),
    )


def _rarity(said: Sequence[Sentence]) -> dict[str, float]:
    """Return how rare each content word is among all sentences."""
    counts = Counter(lemma for one in said for lemma in {str(word.lemma_).lower() for word in one.tokens})
    words = sorted({lemma for one in said for lemma in content(one.tokens)})
    return {word: max(math.log((1 + len(said)) / (1 + counts[word])), _LEAST_RARITY) for word in words}


def _lexicon(measures: Sequence[Measure], rarity: Mapping[str, float], encode: Encode) -> Lexicon:
    """Return the propositions' words with their vectors and their rarity."""
    lemmas = sorted({lemma for one in measures for lemma in one.lemmas})
    places = {lemma: place for place, lemma in enumerate(lemmas)}
    return Lexicon(places, encode(lemmas), np.array([rarity[lemma] for lemma in lemmas], dtype=np.float64))


def sentence_likeness(texts: Vectors, words: Vectors) -> Matrix:
    """Return the cosines of the statements by what sets each apart from all.

    Parameters
    ----------
    texts, words : float32 array (n, d)
        Unit vectors of the statements' texts, and of their content words alone.
    """
    return _cosines(_apart_from_all(texts) + _apart_from_all(words))


def word_likeness(measures: Sequence[Measure], lexicon: Lexicon) -> Matrix:
    """Return the share of each statement's words that have a close one in the other, weighted by rarity.

    The greedy alignment of words of BERTScore (T. Zhang et al., ICLR 2020), with static vectors.
    """
    places = [sorted(lexicon.places[lemma] for lemma in measure.lemmas) for measure in measures]
    words = _cosines(lexicon.vectors.astype(np.float64)) ** _SHARPNESS
    found = np.zeros((len(places), len(places)))
    spoken = [row for row, own in enumerate(places) if own]
    if not spoken:
        return found
    every = np.concatenate([places[row] for row in spoken])
    starts = np.cumsum([0, *(len(places[row]) for row in spoken[:-1])])
    for row in spoken:
        own = places[row]
        weights = lexicon.rarity[own] / lexicon.rarity[own].sum()
        # The closest word of each other statement, all statements at once.
        found[row, spoken] = weights @ np.maximum.reduceat(words[own][:, every], starts, axis=1)
    return (found + found.T) / 2.0


def _apart_from_all(vectors: Vectors) -> Matrix:
    wide = vectors.astype(np.float64)
    own = wide - wide.sum(axis=0) / (len(wide) + _FEW)
    norms = np.linalg.norm(own, axis=1, keepdims=True)
    return own / np.where(norms > 0, norms, 1.0)  # type: ignore[no-any-return]


def _cosines(vectors: Matrix) -> Matrix:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = vectors / np.where(norms > 0, norms, 1.0)
    return np.clip(np.round(unit @ unit.T, 6), 0.0, 1.0)
