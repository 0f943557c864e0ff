"""When two different spellings may be one person's: abbreviations and slips of the keyboard."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, Protocol

from rapidfuzz.distance import OSA

from pipeline.stages.ingest.names import Label, Shape
from pipeline.text.fold import fold

_TYPO_LETTERS: Final = 6  # « Marin » and « Martin » are two families; a longer name leaves room for a slip
_RARE: Final = 2  # a slip is rare: beyond this many turns it is a name
_RARE_SHARE: Final = 0.1


class Named(Protocol):
    """A name and how often it is found."""

    @property
    def label(self) -> Label:
        """Its parts."""
        ...

    @property
    def count(self) -> int:
        """Turns."""
        ...

    @property
    def declared(self) -> bool:
        """Whether a metadata file gives it."""
        ...


def abbreviates(short: Label, shape: Shape | None, full: Label, *, first_name_alone: bool) -> bool:
    """Return whether ``short`` may be an abbreviation of ``full``.

    Parameters
    ----------
    short : Label
        « PD », « P. Delannoy », « M. Delannoy », « Delannoy », « Patrick ».
    shape : Shape or None
        Its shape.
    full : Label
        A name of two words or more.
    first_name_alone : bool
        Whether « Patrick » alone is enough.
    """
    if len(full.tokens) < 2:
        return False
    if shape is Shape.CODE:
        return re.sub(r"\W", "", fold(short.name)) in _initials(full)
    if len(short.tokens) > len(full.tokens) or not _fits(short.tokens, full.tokens):
        return False
    if len(short.tokens) == 1 and not short.civility:
        return first_name_alone or short.tokens[0] in _family(full)
    return True


def _initials(full: Label) -> set[str]:
    """Return the initials of a name, with its particles and without, first name first and last."""
    found = set()
    for words in (re.findall(r"\w+", fold(full.name)), list(full.tokens), fold(full.name).split()):
        letters = [word[0] for word in words]
        found |= {"".join(letters), "".join([*letters[1:], letters[0]])}
    return {initials for initials in found if len(initials) > 1}


def _fits(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether each word is one of the full name's, or the initial of one, and one of them at least is whole."""
    left = list(full)
    whole = [token for token in short if len(token) > 2]
    for token in sorted(short, key=len, reverse=True):
        match = next((word for word in left if word == token or (len(token) == 1 and word[0] == token)), None)
        if match is None:
            return False
        left.remove(match)
    return bool(whole)


def _family(label: Label) -> frozenset[str]:
    """Return the family name's words: those in capitals where some are not, else all but the first."""
    capitals = [word for word in label.name.split() if word.isupper() and len(word) > 2]
    if capitals and len(capitals) < len(label.name.split()):
        return frozenset(re.findall(r"\w+", fold(" ".join(capitals))))
    return frozenset(label.tokens[1:])


def is_slip(rare: Named, usual: Named) -> bool:
    """Return whether ``rare`` is ``usual`` with one slip in the family name.

    A letter doubled or not is a slip anywhere; another letter is one only in a long family name, and only where it
    is rare beside the usual spelling or that one is declared. First names that differ by a letter are two people
    (« Michel », « Michèle »).
    """
    mine, theirs = rare.label.tokens, usual.label.tokens
    if len(mine) != len(theirs) or rare.label.civility != usual.label.civility or len(mine[-1]) < 2:
        return False
    pairs = list(zip(mine, theirs, strict=True))
    wrong = [(at, a, b) for at, (a, b) in enumerate(pairs) if a != b and not (len(a) == 1 and a == b[0])]
    if len(wrong) != 1:
        return False
    at, a, b = wrong[0]
    seldom = usual.declared or (rare.count <= _RARE and rare.count <= _RARE_SHARE * usual.count)
    if _undoubled(a) == _undoubled(b) and min(len(a), len(b)) >= 4:
        return len(mine) > 1 or bool(rare.label.civility) or seldom
    is_family = at > 0 or (len(mine) == 1 and bool(rare.label.civility))
    long = min(len(a), len(b)) >= _TYPO_LETTERS
    return is_family and long and seldom and a[0] == b[0] and OSA.distance(a, b) == 1


def _undoubled(word: str) -> str:
    return word[:1] + "".join(after for before, after in pairwise(word) if before != after)
