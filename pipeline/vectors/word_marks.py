"""Words to marks with a small encoder: its lower layers are those that read sentences, its upper ones its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from torch import nn

from pipeline.vectors.pieces import BEGIN, END
from pipeline.vectors.sentence_classes import (
    MOST_PIECES,
    SentenceClasses,
    count_layers,
    read_arrays,
    unpacked,
)
from pipeline.vectors.small_bert import Layer, PieceHead

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    Span = tuple[int, int]

# A longer text is read in windows, each beginning this far after the last.
_STEP: Final = MOST_PIECES // 2


class Upper(nn.Module):  # type: ignore[misc]
    """Layers and a head of marks, on what the lower layers give.

    Parameters
    ----------
    layers, marks : int
        Its sizes.
    """

    def __init__(self, layers: int, marks: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = PieceHead(marks)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return probabilities (texts, pieces, marks), float32, of (texts, pieces, 384)."""
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :])
        marks: Tensor = self.head(hidden.float(), mask).sigmoid()
        return marks


class WordMarks:
    """What gives the probability of each mark of each word of a text, which depends on that text alone.

    Parameters
    ----------
    base : SentenceClasses
        The encoder whose pieces, embedding and lower layers are read.
    upper : Upper
        What stands on its lower layers.
    lower : int
        How many of them.
    """

    def __init__(self, base: SentenceClasses, upper: Upper, lower: int) -> None:
        self._base = base
        self._upper = upper.eval()
        self._lower = lower

    def read(self, texts: Sequence[str], words: Sequence[Sequence[Span]]) -> list[NDArray[np.float32]]:
        """Return probabilities, one float32 array (words, marks) a text.

        Parameters
        ----------
        texts : sequence of str
            The texts.
        words : sequence of sequences of (int, int)
            The words of each: offsets of their first character, and after the last.
        """
        from pipeline.vectors.encoder import workers

        cut = [pieces(self._base, text) for text in texts]
        rows = [(place, window) for place, (ids, _) in enumerate(cut) for window in windows(len(ids))]
        ids = [framed(cut[place][0], window) for place, window in rows]
        groups = self._base.shape.batches(ids)
        sums = [np.zeros((len(own), self._upper.head.output.out_features), np.float32) for own, _ in cut]
        times = [np.zeros((len(own), 1), np.float32) for own, _ in cut]
        with workers() as pool:
            done = pool.map(self._rows, [[ids[row] for row in group] for group in groups])
            for group, found in zip(groups, done, strict=True):
                for row, marks in zip(group, found, strict=True):
                    place, (start, end) = rows[row]
                    sums[place][start:end] += marks[1 : 1 + end - start]
                    times[place][start:end] += 1
        return [
            by_word((total / count).astype(np.float32), offsets, own)
            for total, count, (_, offsets), own in zip(sums, times, cut, words, strict=True)
        ]

    def _rows(self, ids: list[list[int]]) -> NDArray[np.float32]:
        import torch

        table, mask = self._base.shape.filled(ids)
        with torch.inference_mode():
            hidden = self._base.network.embedding(table)
            for layer in self._base.network.layers[: self._lower]:
                hidden = layer(hidden, mask[:, None, None, :])
            marks: NDArray[np.float32] = self._upper(hidden, mask).numpy()
        return marks[: len(ids)]


def pieces(base: SentenceClasses, text: str) -> tuple[list[int], list[Span]]:
    """Return the pieces of a text, and where each stands in it."""
    found = base.cutter.encode(text, add_special_tokens=False)
    return list(found.ids), list(found.offsets)


def windows(length: int) -> list[Span]:
    """Return the parts of a text of ``length`` pieces that are read at once, the last one full."""
    if length <= MOST_PIECES:
        return [(0, length)]
    starts = [*range(0, length - MOST_PIECES, _STEP), length - MOST_PIECES]
    return [(start, start + MOST_PIECES) for start in starts]


def framed(ids: Sequence[int], window: Span) -> list[int]:
    """Return the pieces of a window between begin and end."""
    return [BEGIN, *ids[slice(*window)], END]


def by_word(marks: NDArray[np.float32], offsets: Sequence[Span], words: Sequence[Span]) -> NDArray[np.float32]:
    """Return the mean of the pieces of each word, shape (words, marks); zeros for what no piece spells."""
    found = np.zeros((len(words), marks.shape[1]), np.float32)
    for place, (start, end) in enumerate(words):
        own = [at for at, (begins, ends) in enumerate(offsets) if ends > start and begins < end]
        if own:
            found[place] = marks[own].mean(axis=0)
    return found


def from_file(path: Path, base: SentenceClasses) -> WordMarks:
    """Return what marks words from the file of ``uppers.to_bytes``, on the lower layers of ``base``.

    Raises
    ------
    OSError, ValueError, KeyError, RuntimeError
        If the file is not one of those.
    """
    arrays = read_arrays(path)
    state = unpacked(arrays)
    upper = Upper(count_layers(state), len(state["head.output.bias"]))
    upper.load_state_dict(state)
    # In the numbers of the layers below.
    upper.layers.to(next(base.network.layers.parameters()).dtype)
    return WordMarks(base, upper, int(arrays["lower"]))
