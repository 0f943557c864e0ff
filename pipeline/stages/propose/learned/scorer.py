"""Probabilities of the six types from the learned weights."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.design import Design, Seen
from pipeline.stages.propose.learned.installed import installed
from pipeline.stages.propose.paths import WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

# The types that are no proposition, in the order of the weights; None is « autre ».
OTHERS: Final[tuple[str | None, ...]] = ("frein", "levier", "constat", "question", None)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the scorer says of a sentence.

    Attributes
    ----------
    proposition : float
        Calibrated probability.
    others : tuple of float
        Shares of ``OTHERS`` should it be no proposition; they sum to 1.
    """

    proposition: float
    others: tuple[float, ...]

    def other(self) -> tuple[str | None, float]:
        """Return the likeliest type that is no proposition (None for « autre ») and its probability."""
        place = max(range(len(OTHERS)), key=lambda index: self.others[index])
        return OTHERS[place], self.others[place] * (1.0 - self.proposition)


@dataclass(frozen=True, slots=True)
class Scorer:
    """The learned weights.

    Attributes
    ----------
    design : Design
        How sentences become rows of d numbers.
    proposition : float array (d,)
        Weights of proposition against the rest; ``bias`` its intercept.
    others : float array (5, d)
        Weights of ``OTHERS`` among themselves; ``others_bias`` (5,) their intercepts.
    slope, offset : float
        Calibration of the proposition's logit, fitted on sentences that the weights had not seen.
    threshold : float
        Probability from which a sentence is a proposition: the best F1 on sentences not seen.
    """

    design: Design
    proposition: NDArray[np.float32]
    bias: float
    others: NDArray[np.float32]
    others_bias: NDArray[np.float32]
    slope: float
    offset: float
    threshold: float

    def score(self, seen: Sequence[Seen], vectors: NDArray[np.float32]) -> list[Scores]:
        """Return the scores of each sentence, rounded so that no platform's last bit shows."""
        return self.score_rows(self.design.rows(seen, vectors)) if seen else []

    def score_rows(self, rows: csr_matrix) -> list[Scores]:
        """Return the scores of the sentences that ``Design.rows`` made rows of."""
        logit = self.slope * (rows @ self.proposition + self.bias) + self.offset
        shares = rows @ self.others.T + self.others_bias
        shares = np.exp(shares - shares.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        asked = 1.0 / (1.0 + np.exp(-logit))
        return [
            Scores(round(float(one), 4), tuple(round(float(share), 4) for share in row))
            for one, row in zip(asked, shares, strict=True)
        ]


def to_bytes(scorer: Scorer) -> bytes:
    """Return the weights as a compressed ``.npz`` (numbers in 16 bits, no pickle)."""
    design = scorer.design
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        names=np.array("\n".join(design.names)),
        mean=design.mean,
        scale=design.scale,
        vocabulary=np.array("\n".join(design.vocabulary)),
        rarity=design.rarity.astype(np.float16),
        proposition=scorer.proposition.astype(np.float16),
        others=scorer.others.astype(np.float16),
        numbers=np.array([scorer.bias, scorer.slope, scorer.offset, scorer.threshold]),
        others_bias=scorer.others_bias,
    )
    return buffer.getvalue()


def load(path: Path = WEIGHTS) -> Scorer | None:
    """Return the scorer, or None when its weights are not installed: the rules then work alone.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    return installed(path, _read, f"Les poids appris {path} ne peuvent pas être lus", "les règles seules")


def _read(path: Path) -> Scorer:
    with np.load(path, allow_pickle=False) as arrays:
        return _from_arrays({name: arrays[name] for name in arrays.files})


def _from_arrays(arrays: dict[str, NDArray[np.float32]]) -> Scorer:
    design = Design(
        names=tuple(str(arrays["names"]).split("\n")),
        mean=arrays["mean"].astype(np.float32),
        scale=arrays["scale"].astype(np.float32),
        vocabulary=tuple(str(arrays["vocabulary"]).split("\n")),
        rarity=arrays["rarity"].astype(np.float32),
    )
    bias, slope, offset, threshold = (float(number) for number in arrays["numbers"])
    return Scorer(
        design=design,
        proposition=arrays["proposition"].astype(np.float32),
        bias=bias,
        others=arrays["others"].astype(np.float32),
        others_bias=arrays["others_bias"].astype(np.float32),
        slope=slope,
        offset=offset,
        threshold=threshold,
    )
