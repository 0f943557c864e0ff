"""Batches of a few fixed shapes: the last bits of a row change with the shape of the products, not with the other rows.

So texts that go through a network together always make batches of one size, filled up where there are too few, and
padded to one of a few lengths: a text's numbers depend on that text alone, whatever its company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

# Texts in a batch, where the network says nothing else.
ROWS: Final = 8
_STEP: Final = 8


def padded(length: int, step: int = _STEP) -> int:
    """Return the length to which a text of ``length`` pieces is padded: the next multiple of ``step``."""
    return -(-length // step) * step


def batches(lengths: Sequence[int], rows: int = ROWS) -> list[list[int]]:
    """Return the places of the texts of each batch, at most ``rows``, all of one padded length."""
    alike: dict[int, list[int]] = defaultdict(list)
    for place, length in enumerate(lengths):
        alike[length].append(place)
    return [places[start : start + rows] for places in alike.values() for start in range(0, len(places), rows)]
