"""What an encoder learns of texts: one class each, or marks of their pieces; how wrong its answers are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from pipeline.vectors.small_bert import Head, PieceHead

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from pipeline.vectors.fine_tuning import Recipe

    Losses = Callable[[Tensor, NDArray[np.int64]], Tensor]

_DROPOUT: Final = 0.1


class Task(Protocol):
    """What is learned of sentences."""

    def head(self) -> nn.Module:
        """Return a new head."""

    def losses(self, places: NDArray[np.int64], recipe: Recipe) -> Losses:
        """Return what gives the loss of a batch (its logits, its places), all learned sentences being ``places``."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What sentences are, and how much each of them counts.

    Attributes
    ----------
    answers : int array (n,)
        Their classes.
    worth : float array (n,)
        Their weights in the loss.
    classes : int
        How many there are.
    """

    answers: NDArray[np.int64]
    worth: NDArray[np.float64]
    classes: int

    def head(self) -> nn.Module:
        """Return a new head of classes."""
        return Head(self.classes, _DROPOUT)

    def losses(self, places: NDArray[np.int64], recipe: Recipe) -> Losses:
        """Return the cross-entropy of a batch, each class and each sentence with its weight."""
        balance, worth = _weights(self, places, recipe.balance)

        def loss(logits: Tensor, batch: NDArray[np.int64]) -> Tensor:
            answers = torch.from_numpy(self.answers[batch]).to(logits.device)
            shares = balance.to(logits.device)
            losses = functional.cross_entropy(
                logits, answers, weight=shares, label_smoothing=recipe.smoothing, reduction="none"
            )
            return (losses * worth[batch].to(logits.device)).sum() / shares[answers].sum()

        return loss


@dataclass(frozen=True, slots=True)
class Marks:
    """Which pieces of texts bear which marks.

    Attributes
    ----------
    answers : sequence of float arrays (pieces, marks)
        For each text: 1 where a piece bears the mark, 0 where it does not, NaN where nothing is known.
    """

    answers: Sequence[NDArray[np.float32]]

    def head(self) -> nn.Module:
        """Return a new head of marks."""
        return PieceHead(self.answers[0].shape[1], _DROPOUT)

    def losses(self, places: NDArray[np.int64], recipe: Recipe) -> Losses:
        """Return the binary cross-entropy of a batch, a mean over the pieces that are known, each mark for one."""
        del places, recipe

        def loss(logits: Tensor, batch: NDArray[np.int64]) -> Tensor:
            rows = [torch.from_numpy(self.answers[place]) for place in batch]
            answers = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=float("nan")).to(logits.device)
            known = ~answers.isnan()
            losses = functional.binary_cross_entropy_with_logits(logits, answers.nan_to_num(), reduction="none")
            return ((losses * known).sum(dim=(0, 1)) / known.sum(dim=(0, 1)).clamp(min=1)).sum()

        return loss


def _weights(lesson: Lesson, places: NDArray[np.int64], balance: float) -> tuple[Tensor, Tensor]:
    """Return what each class counts for, and each sentence: one in the mean of ``places``."""
    worth = lesson.worth / lesson.worth[places].mean()
    counts = np.bincount(lesson.answers[places], worth[places], minlength=lesson.classes).clip(1)
    shares = (len(places) / lesson.classes / counts) ** balance
    return torch.tensor(shares, dtype=torch.float32), torch.tensor(worth, dtype=torch.float32)
