"""How likely a title is fit to print: learned from titles of this program that readers found good, or not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.complete import Completeness, load_completeness
from pipeline.stages.propose.learned.installed import installed
from pipeline.stages.propose.paths import JUDGE
from pipeline.vectors.uppers import from_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from pipeline.vectors.sentence_classes import SentenceClasses

_LEAST: Final = 1e-6
# What the encoder says counts no more than this.
_MOST_LOGIT: Final = 4.0
# What the encoder tells of a title beside its sentence: neither grammatical nor faithful, the one, the other, both.
NEITHER, GRAMMATICAL, FAITHFUL, FIT = range(4)
VERDICTS: Final = 4


@dataclass(frozen=True)
class Weights:
    """How a title's numbers, and what the encoder says of it, are weighed.

    Attributes
    ----------
    features : float array (features,)
        What each of its numbers counts for.
    reading, offset : float
        What the encoder's logit counts for; the rest.
    usual : float
        The mean of the encoder's logits.
    least : float
        Probability from which a title is printed as one.
    """

    features: NDArray[np.float64]
    reading: float
    usual: float
    offset: float
    least: float

    def sure(self, rows: NDArray[np.float64], logits: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return the probability that each title is fit, rounded so that no last bit shows."""
        # Not a matrix product: its last bits would change with the number of rows.
        told = np.einsum("nk,k->n", rows, self.features)
        logit = self.offset + told + self.reading * np.clip(logits, -_MOST_LOGIT, _MOST_LOGIT)
        found: NDArray[np.float64] = np.round(1.0 / (1.0 + np.exp(-logit)), 4)
        return found


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of a title.

    Attributes
    ----------
    sure : float
        The probability that it is fit.
    reads : bool
        Whether it reads as French, whatever it says of the measure.
    """

    sure: float
    reads: bool


@dataclass(frozen=True)
class TitleJudge:
    """What tells how likely titles are fit to print."""

    classes: SentenceClasses
    weights: Weights
    completeness: Completeness | None = None

    def first_look(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability that each title is fit, by its numbers alone (n, features)."""
        return self.weights.sure(rows, self.weights.usual)

    def at_best(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how likely each title would be fit if the encoder were sure of it."""
        return self.weights.sure(rows, _MOST_LOGIT)

    def judge(self, titles: Sequence[str], sentences: Sequence[str], rows: NDArray[np.float64]) -> list[Judgement]:
        """Return what is thought of each title, by its text, its sentence and its numbers (n, features)."""
        heard = self.classes.read_pairs(titles, sentences)
        sure = self.weights.sure(rows, logits(heard, FIT))
        reads = np.round(logits(heard, GRAMMATICAL, FIT), 3) > 0
        return [Judgement(float(one), bool(own)) for one, own in zip(sure, reads, strict=True)]

    def complete(self, titles: Sequence[str]) -> list[float]:
        """Return for each title the probability that it says by itself what it is of; 1 where nothing tells."""
        return self.completeness.of(titles) if self.completeness else [1.0] * len(titles)


def logits(heard: NDArray[np.float32], *verdicts: int) -> NDArray[np.float64]:
    """Return how much likelier these verdicts are than the others, from log-probabilities (n, 4)."""
    told = np.exp(heard.astype(np.float64))
    own = told[:, verdicts].sum(axis=1)
    found: NDArray[np.float64] = np.log(own + _LEAST) - np.log(told.sum(axis=1) - own + _LEAST)
    return found


def load_judge(base: SentenceClasses, features: int, path: Path = JUDGE) -> TitleJudge | None:
    """Return the judge, or None when its weights are not installed.

    Parameters
    ----------
    base : SentenceClasses
        The encoder that types sentences: the judge stands on its lower layers.
    features : int
        How many numbers it is told of a title.
    path : Path
        Its weights.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    return installed(
        path,
        lambda file: _read(file, base, features),
        f"Les poids du choix des titres {path} ne peuvent pas être lus",
        "les titres des règles seules",
    )


def _read(path: Path, base: SentenceClasses, features: int) -> TitleJudge:
    classes, others = from_file(path, base)
    numbers = [float(number) for number in others["numbers"]]
    if others["features"].shape != (features,):
        raise ValueError(f"{others['features'].shape} weights for {features} numbers")
    weights = Weights(others["features"].astype(np.float64), *numbers)
    return TitleJudge(classes, weights, load_completeness(classes))
