"""What the language itself opposes: « démolir » and « réparer », « en ligne » and « au guichet »."""

from __future__ import annotations

import re
from typing import Final

from pipeline.text.fold import fold
from pipeline.text.stems import stems

# Beginnings of words, folded: what is on one side, what is on the other.
_STEMS: Final = (
    (("demoli", "rase", "abatt"), ("repar", "rehabilit", "restaur", "renov", "conserv", "sauvegard")),
    (("construi", "batir"), ("demoli", "adapter", "rehabilit", "repar")),
    (("augment", "relev", "allong", "etend", "elargi"), ("redui", "baiss", "diminu", "raccourci", "restrein", "limit")),
    (("assoupli", "alleg", "derog", "exception"), ("durci", "strict", "egale", "controle", "pareil")),
    (("ligne", "dematerialis", "numerique"), ("guichet", "papier", "physique")),
    (("autoris", "permett"), ("interdi",)),
    (("oblig", "impos"), ("volontaire", "incit", "facultati", "libre")),
    (("maintenir", "maintien", "garde"), ("supprim", "retir", "enleve", "abandonn")),
    (("ouvri", "ouvert"), ("ferme",)),
    (("centralis", "regroup"), ("decentralis", "proximite")),
)
_CONTRARIES: Final = tuple(
    tuple(re.compile(rf"\b(?:{'|'.join(stems)})\w*") for stems in contrary) for contrary in _STEMS
)
# These two name the thing itself; what one augments or keeps is said by the words after.
_NAMES_IT: Final = (0, 4)
_LONG: Final = 4
_DENIED: Final = re.compile(r"(?:\bpas|\bplus|\bsans|\bjamais|\bni)(?: \w+)? $")


def sides(text: str) -> tuple[int, ...]:
    """Return, for each pair of contraries, +1 where a text holds the first alone, −1 the second as much, else 0.

    « Réparer d'abord, ne démolir que ce qui tombe » is on the second side. What the text denies is on no side.
    """
    folded = fold(text)
    return tuple(_side(_said(first, folded), _said(second, folded)) for first, second in _CONTRARIES)


def about(text: str) -> tuple[frozenset[str] | None, ...]:
    """Return, for each pair of contraries, the beginnings of the first long words after it: what it is done to.

    None for the pairs that name the thing themselves (« démolir », « en ligne »).
    """
    folded = fold(text)
    return tuple(
        None if rank in _NAMES_IT else frozenset(stem for side in pair for stem in _after(side, folded))
        for rank, pair in enumerate(_CONTRARIES)
    )


def _after(side: re.Pattern[str], folded: str) -> list[str]:
    following = (stems(folded[found.end() :], _LONG) for found in side.finditer(folded))
    return [words[0] for words in following if words]


def _side(first: int, second: int) -> int:
    return 1 if first and not second else -1 if second and first <= second else 0


def _said(side: re.Pattern[str], folded: str) -> int:
    return sum(_DENIED.search(folded, 0, found.start()) is None for found in side.finditer(folded))
