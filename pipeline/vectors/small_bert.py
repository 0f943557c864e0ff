"""A small BERT that reads sentences: pieces → layers of attention → log-probabilities of classes.

The network is multilingual-e5-small cut to its lower layers (L. Wang et al., « Multilingual E5 Text Embeddings »,
2024), with a linear head on the mean of its pieces and on its first one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from torch import nn
from torch.nn import functional

if TYPE_CHECKING:
    from torch import Tensor

HEADS: Final = 12
WIDTH: Final = 384
INNER: Final = 1536
EPSILON: Final = 1e-12
# Far below any score, yet finite in 16 bits.
_MASKED: Final = -1e4


class Layer(nn.Module):  # type: ignore[misc]
    """Self-attention and a perceptron, each added to its input and normalised (post-norm, as in BERT).

    Parameters
    ----------
    dropout : float
        Share of numbers dropped while it learns.
    """

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        self.asked = nn.Linear(WIDTH, 3 * WIDTH)
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.joined_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.outer_norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return (texts, pieces, 384) from the same; ``mask`` (texts, 1, 1, pieces) is false on padding."""
        hidden = self.joined_norm(hidden + self.dropout(self.joined(self._attended(hidden, mask))))
        inner = functional.gelu(self.inner(hidden))
        return self.outer_norm(hidden + self.dropout(self.outer(inner)))

    def _attended(self, hidden: Tensor, mask: Tensor) -> Tensor:
        texts, pieces, _ = hidden.shape
        query, key, value = self.asked(hidden).view(texts, pieces, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        if not self.training or hidden.is_cuda:
            fused = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            return fused.transpose(1, 2).flatten(2)
        # Written out where a processor learns: torch's fused attention takes five times as long backwards there.
        near = (query @ key.transpose(-1, -2)).float() * (WIDTH // HEADS) ** -0.5
        near = near.masked_fill(~mask, _MASKED)
        return (near.softmax(-1).to(value.dtype) @ value).transpose(1, 2).flatten(2)


class Embedding(nn.Module):  # type: ignore[misc]
    """Pieces and places to vectors.

    Parameters
    ----------
    pieces, places : int
        Size of the vocabulary; most pieces in a text, the two frames included.
    """

    def __init__(self, pieces: int, places: int) -> None:
        super().__init__()
        self.pieces = nn.Embedding(pieces, WIDTH)
        self.places = nn.Embedding(places, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, ids: Tensor) -> Tensor:
        """Return (texts, pieces, 384) from (texts, pieces)."""
        normed: Tensor = self.norm(self.pieces(ids) + self.places.weight[: ids.shape[1]])
        return normed


class Head(nn.Module):  # type: ignore[misc]
    """Mean of a text's pieces, and its first one, to classes."""

    def __init__(self, classes: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.output = nn.Linear(2 * WIDTH, classes)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return logits (texts, classes); ``mask`` (texts, pieces) is false on padding."""
        counted = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * counted).sum(dim=1) / counted.sum(dim=1)
        logits: Tensor = self.output(self.dropout(torch.cat([mean, hidden[:, 0]], dim=1)))
        return logits


class PieceHead(nn.Module):  # type: ignore[misc]
    """Each piece to marks."""

    def __init__(self, marks: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.output = nn.Linear(WIDTH, marks)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return logits (texts, pieces, marks), those of padding without meaning."""
        del mask
        logits: Tensor = self.output(self.dropout(hidden))
        return logits


class SmallBert(nn.Module):  # type: ignore[misc]
    """The whole network.

    Parameters
    ----------
    pieces, places, layers, classes : int
        Its sizes.
    """

    def __init__(self, pieces: int, places: int, layers: int, classes: int) -> None:
        super().__init__()
        self.embedding = Embedding(pieces, places)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = Head(classes)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return log-probabilities (texts, classes), float32, of (texts, pieces); ``mask`` is false on padding."""
        hidden = self.embedding(ids)
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :])
        return self.head(hidden.float(), mask).log_softmax(dim=1)
