"""Fingerprints of a theme or a proposition by its members' words, which survive other ids and small edits.

A group is sampled by its four-word sequences with the smallest hashes: a fixed, uniform sample (min-wise sampling,
A. Broder, « On the resemblance and containment of documents », 1997). With 3 % of the words changed, a sequence of
four has 89 chances in 100 to remain; two groups on different subjects share next to none.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from pipeline.text.fold import fold

_WORD: Final = re.compile(r"\w+")
_LENGTH: Final = 4
_SAMPLE: Final = 64
# Sequences of one part of a text start within so many words of each other, and so many are no turn of phrase.
_GAP: Final = 12
_SEVERAL: Final = 3


def words(text: str) -> list[str]:
    """Return the words of ``text`` without case or accents."""
    return _WORD.findall(fold(text))


def sample(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the fingerprint of a group of texts: at most 64 sorted hashes, whatever the order of the texts."""
    return tuple(sorted({mark for text in texts for mark in _marks(text)})[:_SAMPLE])


class Votes:
    """Which group holds a fingerprint's marks now.

    Parameters
    ----------
    texts : mapping of str to str
        The members' texts by id.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._members: dict[str, list[str]] = defaultdict(list)
        for member, text in texts.items():
            for mark in _marks(text):
                self._members[mark].append(member)

    def present(self, prints: tuple[str, ...]) -> float:
        """Return the share of a fingerprint's marks that stand in some text."""
        return sum(mark in self._members for mark in prints) / len(prints) if prints else 0.0

    def share(self, prints: tuple[str, ...], group_of: Callable[[str], str | None]) -> list[tuple[float, str]]:
        """Return the share of the marks that each group holds, the greatest first, ties by id.

        Parameters
        ----------
        prints : tuple of str
            A fingerprint.
        group_of : callable
            The group of a member now, or None.
        """
        held: Counter[str] = Counter()
        for mark in prints:
            groups = {group_of(member) for member in self._members.get(mark, ())}
            held.update(group for group in groups if group is not None)
        return sorted(((count / len(prints), group) for group, count in held.items()), key=lambda x: (-x[0], x[1]))

    def holders(self, prints: tuple[str, ...]) -> dict[str, float]:
        """Return how many of the marks each member holds; a mark that several hold is shared between them."""
        held: defaultdict[str, float] = defaultdict(float)
        for mark in prints:
            members = self._members.get(mark, ())
            for member in members:
                held[member] += 1 / len(members)
        return dict(sorted(held.items()))


def places(text: str, prints: Collection[str]) -> list[tuple[int, int]]:
    """Return the (start, end) of the parts of ``text`` that hold several marks of a fingerprint close together."""
    found, starts = _met(text, prints)
    runs: list[list[int]] = []
    for start in starts:
        if runs and start - runs[-1][-1] <= _GAP:
            runs[-1].append(start)
        else:
            runs.append([start])
    return [_between(found, run[0], run[-1]) for run in runs if len(run) >= _SEVERAL]


def stretch(text: str, prints: Collection[str]) -> tuple[int, int] | None:
    """Return the offsets in ``text`` from the first to the last of a fingerprint's marks; None when it has none."""
    found, starts = _met(text, prints)
    return _between(found, starts[0], starts[-1]) if found and starts else None


def _met(text: str, prints: Collection[str]) -> tuple[list[re.Match[str]], list[int]]:
    """Return the words of ``text``, and the places among them where a fingerprint's marks start."""
    found, marks = list(_WORD.finditer(fold(text))), frozenset(prints)
    said = [word[0] for word in found]
    return found, [at for at in _starts(said) if _hash(" ".join(said[at : at + _LENGTH])) in marks]


def _between(found: Sequence[re.Match[str]], first: int, last: int) -> tuple[int, int]:
    return found[first].start(), found[min(last + _LENGTH, len(found)) - 1].end()


def _marks(text: str) -> set[str]:
    """Return the hashes of the sequences of four words, or of the whole when it is shorter."""
    found = words(text)
    return {_hash(" ".join(found[start : start + _LENGTH])) for start in _starts(found)}


def _starts(found: list[str]) -> range:
    return range(max(len(found) - _LENGTH + 1, 1))


def _hash(sequence: str) -> str:
    return hashlib.blake2b(sequence.encode(), digest_size=4).hexdigest()
