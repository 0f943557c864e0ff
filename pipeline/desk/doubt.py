"""What to review first: what is least certain and weighs most in the synthesis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

# A proposition that may say the same as another is worth a look whatever its score: joining changes both counts.
_MAYBE_DOUBLE: Final = 0.15
# The theme counts half: a wrong theme misplaces a proposition, a wrong proposition should not be there.
_THEME_SHARE: Final = 0.5
# What is not known to be certain counts as an even chance.
_UNKNOWN: Final = 0.5


def theme_doubt(scores: Iterable[float | None]) -> float:
    """Return the doubt (0–1) on a theme: one less the mean score of the segments, those without theme in doubt."""
    known = [_UNKNOWN if score is None else min(max(score, 0.0), 1.0) for score in scores]
    return 1.0 - sum(known) / len(known) if known else _UNKNOWN


def priority(score: float, of_theme: float, n_workshops: int, n_speakers: int, maybe_double: bool) -> float:
    """Return what a review is worth: doubt × weight.

    Parameters
    ----------
    score : float
        Probability (0–1) that it is what the program says.
    of_theme : float
        Doubt (0–1) on its theme.
    n_workshops, n_speakers : int
        Who carries it: the weight grows with workshops, and by halves with speakers.
    maybe_double : bool
        Whether another proposition is near.
    """
    doubt = (1.0 - score) + _THEME_SHARE * of_theme + _MAYBE_DOUBLE * maybe_double
    return round(doubt * (max(n_workshops, 1) + math.log2(1 + n_speakers)), 4)
