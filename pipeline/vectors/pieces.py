"""Words to pieces: a unigram tokeniser over a closed list of pieces, special ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

# Begin, padding, end, unknown: the four first pieces of the XLM-RoBERTa vocabulary.
BEGIN, PADDING, END, UNKNOWN = range(4)
SPECIAL: Final = 4
_SHORT: Final = 2
# The first character after Latin Extended-A; what French texts use beyond.
_LATIN: Final = 0x180
_SIGNS: Final = "–—‘’“”•…€"


@dataclass(frozen=True)
class Pieces:
    """A vocabulary of pieces with the logarithm of their frequency (T. Kudo, « Subword Regularization », ACL 2018).

    Attributes
    ----------
    names : tuple of str
        Pieces; a word's first one begins with « ▁ ».
    scores : float32 array (n,)
        Their log-probabilities, in the same order.
    """

    names: tuple[str, ...]
    scores: NDArray[np.float32]

    def tokenizer(self) -> Tokenizer:
        """Return what cuts a text into the likeliest pieces."""
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

        listed = [(name, float(score)) for name, score in zip(self.names, self.scores, strict=True)]
        found = Tokenizer(models.Unigram(listed, unk_id=UNKNOWN, byte_fallback=False))
        found.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Strip()])
        found.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        return found

    def used_by(self, texts: Iterable[str]) -> NDArray[np.int64]:
        """Return the places of the special pieces, of what spells any word or number, and of what ``texts`` use."""
        cutter = self.tokenizer()
        used = set(range(SPECIAL)) | {place for place, name in enumerate(self.names) if _spells(name)}
        for text in cutter.encode_batch(list(texts), add_special_tokens=False):
            used.update(text.ids)
        return np.array(sorted(used))

    def only(self, places: NDArray[np.int64]) -> Pieces:
        """Return the pieces at ``places``."""
        return Pieces(tuple(self.names[place] for place in places), self.scores[places])


def framed(ids: Sequence[int], most: int, tail: int) -> list[int]:
    """Return ``ids`` between begin and end; a text above ``most`` pieces keeps its head and ``tail`` of its end."""
    kept = list(ids) if len(ids) <= most else [*ids[: most - tail], *ids[-tail:]]
    return [BEGIN, *kept, END]


def paired(one: Sequence[int], other: Sequence[int], most: int, tail: int) -> list[int]:
    """Return two texts one after the other, each cut as :func:`framed` does, as XLM-RoBERTa reads pairs."""
    return [*framed(one, most, tail), END, *framed(other, most, tail)[1:]]


def _spells(name: str) -> bool:
    # One or two letters of Latin script, signs, and numbers: acronyms and names are spelled with them.
    bare = name.removeprefix("▁")
    return bare.isdecimal() or (len(bare) <= _SHORT and all(ord(char) < _LATIN or char in _SIGNS for char in bare))
