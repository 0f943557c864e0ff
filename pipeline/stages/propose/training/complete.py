"""Titles that readers saw alone, and what learns from them whether a title says by itself what it is of.

``complete.tsv`` holds for each title the place of its proposition (text, line), 1 where it says what it is of, and the
title: one of those of ``verdicts.tsv`` that was found grammatical. The readers are language models, each alone before a
list of titles, neither their sentences nor what was said before in sight: « is it enough to tell a colleague what was
proposed? ». Four of them read the same sixty titles: Cohen's kappa 0.87 to 0.93 between any two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.complete import ANSWERS, COMPLETE, LACKING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.vectors.fine_tuning import Upper
    from pipeline.vectors.sentence_classes import SentenceClasses

SEEN_ALONE: Final = Path(__file__).with_name("complete.tsv")
_FROZEN: Final = 6
_TUNED: Final = 3
_ROUNDS: Final = 4
_DECAY: Final = 0.9


@dataclass(frozen=True, slots=True)
class Seen:
    """A title that was seen alone.

    Attributes
    ----------
    place : str
        The text and line of its proposition.
    title : str
        Its words.
    is_complete : bool
        Whether the reader saw what it is of.
    """

    place: str
    title: str
    is_complete: bool

    @property
    def group(self) -> str:
        """Who wrote its text: what is left out together."""
        return self.place[0]


def seen_alone(path: Path = SEEN_ALONE) -> list[Seen]:
    """Return the titles that were seen alone, in the order of their places."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Seen(f"{name} {line}", title, answer == "1") for name, line, answer, title in rows]


class Lessons:
    """The titles to learn from; what the lower layers make of them is computed once.

    Parameters
    ----------
    seen : sequence of Seen
        The titles.
    base : SentenceClasses
        The encoder that judges titles: its lower layers stay, its upper ones are where learning starts.
    """

    def __init__(self, seen: Sequence[Seen], base: SentenceClasses) -> None:
        from pipeline.vectors.fine_tuning import Lower, Recipe
        from pipeline.vectors.lessons import Lesson

        self.recipe = Recipe(frozen=_FROZEN, tuned=_TUNED, rounds=_ROUNDS, decay=_DECAY, balance=0.0)
        self._network = base.network
        self._lower = Lower(self._network, base.ids([one.title for one in seen]), _FROZEN)
        answers = np.array([COMPLETE if one.is_complete else LACKING for one in seen])
        self._lesson = Lesson(answers, np.ones(len(seen)), ANSWERS)

    def learned(self, places: NDArray[np.int64]) -> Upper:
        """Return the layers fitted on the titles at these places."""
        from pipeline.vectors.fine_tuning import tune

        return tune(self._network, self._lower, places, self._lesson, self.recipe, 0)

    def complete(self, upper: Upper, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how likely the layers find the titles at these places to be complete."""
        from pipeline.vectors.fine_tuning import predict

        told: NDArray[np.float64] = np.exp(predict(upper, self._lower, places)[:, COMPLETE].astype(np.float64))
        return told

    def shipped(self, upper: Upper) -> bytes:
        """Return the file of what tells whether titles are complete."""
        from pipeline.vectors.uppers import to_bytes

        return to_bytes(upper, _FROZEN)
