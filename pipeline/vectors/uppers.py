"""Other layers on the pieces or lower layers of the encoder that reads sentences: their file, and texts to classes."""

from __future__ import annotations

import io
from copy import copy
from typing import TYPE_CHECKING

import numpy as np

from pipeline.vectors.sentence_classes import count_layers, packed, read_arrays, unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

    from pipeline.vectors.sentence_classes import Arrays, SentenceClasses


def to_bytes(upper: nn.Module, lower: int, others: Arrays | None = None) -> bytes:
    """Return layers and head, on how many lower layers they stand, and other numbers, as a compressed ``.npz``."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        **packed(upper.state_dict()),  # type: ignore[arg-type]
        **(others or {}),  # type: ignore[arg-type]
        lower=np.array(lower),
    )
    return buffer.getvalue()


def from_file(path: Path, base: SentenceClasses) -> tuple[SentenceClasses, Arrays]:
    """Return what gives the classes of texts from the file of :func:`to_bytes`, and its other numbers.

    Raises
    ------
    OSError, ValueError, KeyError, RuntimeError
        If the file is not one of those.
    """
    import torch

    from pipeline.vectors.small_bert import Head, Layer

    arrays = read_arrays(path)
    state = unpacked(arrays)
    head = Head(len(state["head.output.bias"]))
    own = torch.nn.ModuleList(Layer() for _ in range(count_layers(state)))
    torch.nn.ModuleDict({"layers": own, "head": head}).load_state_dict(state)
    # In the numbers of the layers below.
    own.to(next(base.network.layers.parameters()).dtype)
    network = copy(base.network)
    network._modules = dict(network._modules)
    network.layers = torch.nn.ModuleList([*base.network.layers[: int(arrays["lower"])], *own])
    network.head = head
    found = copy(base)
    found.network = network.eval()
    return found, {name: part for name, part in arrays.items() if "." not in name}
