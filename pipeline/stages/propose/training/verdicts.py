"""Titles of this program that readers found fit to print or not, and what learns from them.

``verdicts.tsv`` holds, for each title that was read: which reading (1 or 2), the place of its proposition (text, line),
whether it is grammatical, whether it is faithful, what made it, and the title. The readers are language models, each
alone before sentences and titles. Those of the first reading let details go: a title is fit when it is both, and near
the one that was written for it. Those of the second had that one before them, and let go only motives and examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.judge import FAITHFUL, FIT, GRAMMATICAL, NEITHER, VERDICTS, Weights, logits
from pipeline.stages.propose.titles.reading import INFINITIVE, Title
from pipeline.stages.propose.training.fit import logistic
from pipeline.stages.propose.training.titles import Titled, likeness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.vectors.fine_tuning import Upper

READINGS: Final = Path(__file__).with_name("verdicts.tsv")
_ROUNDS: Final = 4
_INVERSE: Final = 0.1
# A title that shares less than this with the one that was written (F1 of their words) leaves much out.
_LIKE: Final = 0.7
# A title less likely than this to be fit is not printed as one.
LEAST: Final = 0.2


@dataclass(frozen=True, slots=True)
class Read:
    """A title that was read.

    Attributes
    ----------
    place : str
        The text and line of its proposition.
    title : Title
        Its words, and what made it.
    grammatical, faithful : bool
        What the reader said of it.
    strict : bool
        Whether the reader had the title that was written for it at hand.
    """

    place: str
    title: Title
    grammatical: bool
    faithful: bool
    strict: bool

    def verdict(self, expected: str) -> int:
        """Return what it is; a lenient reader's « faithful » stands if it says most of ``expected``."""
        is_faithful = self.faithful and (self.strict or likeness(self.title.text, expected) >= _LIKE)
        if self.grammatical:
            return FIT if is_faithful else GRAMMATICAL
        return FAITHFUL if is_faithful else NEITHER


def verdicts(path: Path = READINGS) -> list[Read]:
    """Return the titles that were read, in the order of their places."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Read(
            f"{name} {line}", Title(text, INFINITIVE, maker=maker), grammatical == "1", faithful == "1", reading == "2"
        )
        for reading, name, line, grammatical, faithful, maker, text in rows
    ]


class Lessons:
    """The titles to learn from, each beside its sentence.

    Parameters
    ----------
    read : sequence of Read
        The titles.
    examples : sequence of Titled
        The proposition of each.
    """

    def __init__(self, read: Sequence[Read], examples: Sequence[Titled]) -> None:
        from pipeline.vectors.e5_small import base
        from pipeline.vectors.fine_tuning import Lower, Recipe, cut
        from pipeline.vectors.lessons import Lesson
        from pipeline.vectors.sentence_classes import SentenceClasses

        self.recipe = Recipe(rounds=_ROUNDS, balance=0.0)
        pieces, weights = base()
        self._network = cut(pieces, weights, self.recipe.frozen + self.recipe.tuned, VERDICTS)
        ids = SentenceClasses(pieces, self._network).pair_ids(
            [one.title.text for one in read], [one.text for one in examples]
        )
        self._lower = Lower(self._network, ids, self.recipe.frozen)
        self.verdicts = np.array([one.verdict(example.title) for one, example in zip(read, examples, strict=True)])
        self._lesson = Lesson(self.verdicts, np.ones(len(read)), VERDICTS)

    def learned(self, places: NDArray[np.int64]) -> Upper:
        """Return the layers fitted on the titles at these places."""
        from pipeline.vectors.fine_tuning import tune

        return tune(self._network, self._lower, places, self._lesson, self.recipe, 0)

    def logits(self, upper: Upper, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how fit the layers find the titles at these places."""
        from pipeline.vectors.fine_tuning import predict

        return logits(predict(upper, self._lower, places), FIT)

    def shipped(self, upper: Upper, weights: Weights) -> bytes:
        """Return the file of the judge."""
        from pipeline.vectors.uppers import to_bytes

        numbers = np.array([weights.reading, weights.usual, weights.offset, weights.least])
        return to_bytes(upper, self.recipe.frozen, {"features": weights.features, "numbers": numbers})


def weigh(rows: NDArray[np.float64], heard: NDArray[np.float64], fit: NDArray[np.bool_]) -> Weights:
    """Return how the numbers of titles (n, features) and the encoder's logits (n,), unseen, tell which are fit."""
    every = np.column_stack([rows, heard])
    mean, scale = every.mean(axis=0), every.std(axis=0).clip(1e-6)
    weights, bias = logistic((every - mean) / scale, fit.astype(np.int64), balanced=False, inverse=_INVERSE)
    own = weights[0].astype(np.float64) / scale
    return Weights(own[:-1], float(own[-1]), float(mean[-1]), float(bias[0] - own @ mean), LEAST)
