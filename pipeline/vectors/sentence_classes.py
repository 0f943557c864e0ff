"""Sentences to classes with a small encoder, on this machine alone; its file holds numbers of 8 bits, no pickle."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from pipeline.vectors.pieces import PADDING, Pieces, framed, paired
from pipeline.vectors.shapes import batches, padded

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from pipeline.vectors.small_bert import SmallBert

    Arrays = dict[str, NDArray[Any]]

Progress = Callable[[Sequence[str]], Iterable[str]]

# Pieces read of a sentence: the call is seldom in the middle of a very long one.
MOST_PIECES: Final = 64
TAIL: Final = 16
# Two texts with their frames.
PLACES: Final = 2 * (MOST_PIECES + 2)
_SCALE: Final = ".scale"
_LEAST: Final = 1e-12


class Shape(NamedTuple):
    """The products that sentences go through.

    Attributes
    ----------
    rows : int
        Sentences in a batch.
    step : int
        Their length is padded to a multiple of this.
    """

    rows: int
    step: int

    def padded(self, length: int) -> int:
        """Return the length to which a text of ``length`` pieces is padded, ``PLACES`` at most."""
        return min(PLACES, padded(length, self.step))

    def batches(self, ids: Sequence[Sequence[int]]) -> list[list[int]]:
        """Return the places of the texts of each batch, all of one padded length."""
        return batches([self.padded(len(one)) for one in ids], self.rows)

    def filled(self, ids: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Return a batch of texts of one padded length, filled up to ``rows``, and its mask, false on padding."""
        import torch

        length = self.padded(len(ids[0]))
        table = torch.full((self.rows, length), PADDING)
        mask = torch.zeros((self.rows, length), dtype=torch.bool)
        mask[:, 0] = True
        for row, one in enumerate(ids):
            table[row, : len(one)] = torch.tensor(one)
            mask[row, : len(one)] = True
        return table, mask


# 2,589 sentences of debates, nine layers, 16 bits, two cores, take 3.5 s by 8, 2.9 s by 16, 2.7 s by 32 or more; 40
# pieces take longer than 48, for fused attention is slow there on lengths that are no multiples of 16.
_SHAPE_OF_16_BITS: Final = Shape(32, 16)
# 1,800 sentences, 32 bits, two cores without such products: 15.9 s so, against 19.2 s in the shape of 16 bits.
_SHAPE_OF_32_BITS: Final = Shape(16, 4)


class SentenceClasses:
    """What gives log-probabilities of classes that depend on the sentence alone.

    Sentences go through in batches of a few shapes (see ``shapes``) that run side by side, each product on one
    thread. Measured on 600 sentences of debates, 6 layers, 16 bits: 2.1 ms of processor a sentence, against 6.7 ms
    one by one.

    Parameters
    ----------
    pieces : Pieces
        The vocabulary.
    network : SmallBert
        The network, in evaluation mode.
    """

    def __init__(self, pieces: Pieces, network: SmallBert) -> None:
        self.network = network
        self.shape = _SHAPE_OF_16_BITS if _is_half(network) else _SHAPE_OF_32_BITS
        self.cutter = pieces.tokenizer()

    def read(self, texts: Sequence[str], progress: Progress = iter) -> NDArray[np.float32]:
        """Return log-probabilities, float32, shape (n, classes), in the order of ``texts``."""
        # Tokenised here, in one thread: fast tokenisers do not bear being called from several.
        return self._read(self.ids(texts), texts, progress)

    def read_pairs(self, texts: Sequence[str], others: Sequence[str]) -> NDArray[np.float32]:
        """Return log-probabilities, float32, shape (n, classes), of each text beside the other of its place."""
        return self._read(self.pair_ids(texts, others), texts, iter)

    def _read(self, ids: Sequence[list[int]], texts: Sequence[str], progress: Progress) -> NDArray[np.float32]:
        from pipeline.vectors.encoder import workers

        found = np.empty((len(texts), self.network.head.output.out_features), dtype=np.float32)
        groups = self.shape.batches(ids)
        with workers() as pool:
            done = pool.map(self._rows, [[ids[place] for place in places] for places in groups])
            rows = (
                (place, row)
                for places, own in zip(groups, done, strict=True)
                for place, row in zip(places, own, strict=True)
            )
            for _, (place, row) in zip(progress(texts), rows, strict=True):
                found[place] = row
        return found

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the places of each text's pieces, framed and cut."""
        return [framed(self._cut(text), MOST_PIECES, TAIL) for text in texts]

    def pair_ids(self, texts: Sequence[str], others: Sequence[str]) -> list[list[int]]:
        """Return the places of the pieces of each text and of the other of its place, framed and cut."""
        return [
            paired(self._cut(text), self._cut(other), MOST_PIECES, TAIL)
            for text, other in zip(texts, others, strict=True)
        ]

    def _cut(self, text: str) -> list[int]:
        return list(self.cutter.encode(text, add_special_tokens=False).ids)

    def _rows(self, ids: list[list[int]]) -> NDArray[np.float32]:
        import torch

        with torch.inference_mode():
            rows: NDArray[np.float32] = self.network(*self.shape.filled(ids)).numpy()
        return rows[: len(ids)]


def to_bytes(pieces: Pieces, network: SmallBert, others: Arrays) -> bytes:
    """Return vocabulary, network and the numbers of ``others`` as a compressed ``.npz``.

    The network is kept as :func:`packed` has it.
    """
    arrays: Arrays = {"pieces": np.frombuffer("\n".join(pieces.names).encode(), np.uint8), "scores": pieces.scores}
    arrays |= packed(network.state_dict())
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays, **others)  # type: ignore[arg-type]
    return buffer.getvalue()


def from_file(path: Path) -> tuple[SentenceClasses, Arrays]:
    """Return the classes of the file written by :func:`to_bytes`, and its other numbers.

    Raises
    ------
    OSError, ValueError, KeyError, RuntimeError
        If the file is not one of those.
    """
    from pipeline.vectors.small_bert import SmallBert

    arrays = read_arrays(path)
    pieces = Pieces(tuple(arrays.pop("pieces").tobytes().decode().split("\n")), arrays.pop("scores"))
    state = unpacked(arrays)
    network = SmallBert(len(pieces.names), PLACES, count_layers(state), len(state["head.output.bias"]))
    network.load_state_dict(state)
    return SentenceClasses(pieces, fastest(network.eval())), {
        name: part for name, part in arrays.items() if "." not in name
    }


def read_arrays(path: Path) -> Arrays:
    """Return what a ``.npz`` holds, without pickle."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def count_layers(state: Mapping[str, object]) -> int:
    """Return how many layers the numbers of a network have."""
    return 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))


def fastest(network: SmallBert) -> SmallBert:
    """Return the network in the numbers that this processor multiplies fastest: 16 bits where it has them."""
    if multiplies_half():
        network.embedding.bfloat16()
        network.layers.bfloat16()
    return network


def multiplies_half() -> bool:
    """Tell whether this processor multiplies numbers of 16 bits; one that does not takes many times longer."""
    import torch

    # No public question asks this yet; where it is gone, 32 bits are right as well.
    return bool(getattr(torch.cpu, "_is_avx512_bf16_supported", bool)())


def _is_half(network: SmallBert) -> bool:
    """Tell whether a network multiplies numbers of 16 bits."""
    return next(network.layers.parameters()).itemsize == 2  # type: ignore[no-any-return]


def packed(state: Mapping[str, Tensor]) -> Arrays:
    """Return the numbers of a network to write: matrices in 8 bits with one scale a row, the rest in 16 bits."""
    arrays: Arrays = {}
    for name, tensor in state.items():
        values = tensor.float().numpy()
        if values.ndim != 2:
            arrays[name] = values.astype(np.float16)
            continue
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True) / 127, _LEAST).astype(np.float32)
        arrays |= {name: np.rint(values / scale).astype(np.int8), name + _SCALE: scale}
    return arrays


def unpacked(arrays: Arrays) -> dict[str, Tensor]:
    """Return the numbers of a network from those of :func:`packed`, by name."""
    import torch

    names = sorted(name for name in arrays if "." in name and not name.endswith(_SCALE))
    values = {name: arrays[name].astype(np.float32) for name in names}
    scales = {name: arrays.get(name + _SCALE, np.float32(1)) for name in names}
    return {name: torch.from_numpy(values[name] * scales[name]) for name in names}
