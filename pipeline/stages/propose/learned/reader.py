"""Which words of a proposition carry its measure, and which opens its title: learned from titles that readers wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.installed import installed
from pipeline.stages.propose.paths import READER
from pipeline.stages.propose.sentences import Sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.vectors.sentence_classes import SentenceClasses
    from pipeline.vectors.word_marks import WordMarks

# The marks of a word: it stands in the title, it opens it.
MARKS: Final = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard of a sentence, one number from 0 to 1 a word.

    Attributes
    ----------
    keeps : tuple of float
        How surely the word belongs to the measure.
    opens : tuple of float
        How surely it opens the title.
    """

    keeps: tuple[float, ...]
    opens: tuple[float, ...]


@dataclass(frozen=True)
class MeasureReader:
    """What hears the measure in sentences."""

    marks: WordMarks

    def hear(self, sentences: Sequence[Sentence]) -> list[Heard]:
        """Return what is heard of each sentence, rounded so that no last bit shows."""
        words = [[word_span(one, place) for place in range(len(one.tokens))] for one in sentences]
        found = self.marks.read([one.text for one in sentences], words)
        return [Heard(_column(marks[:, 0]), _column(marks[:, 1])) for marks in found]


def word_span(sentence: Sentence, place: int) -> tuple[int, int]:
    """Return where the word at ``place`` stands in the text of its sentence."""
    token = sentence.tokens[place]
    start = int(token.idx) - sentence.start
    return start, start + len(token)


def _column(marks: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(mark), 3) for mark in marks)


def load_reader(base: SentenceClasses, path: Path = READER) -> MeasureReader | None:
    """Return the reader, or None when its weights are not installed: titles are then made by rules alone.

    Parameters
    ----------
    base : SentenceClasses
        The encoder that types sentences: the reader stands on its lower layers.
    path : Path
        Its weights.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    from pipeline.vectors.word_marks import from_file

    return installed(
        path,
        lambda file: MeasureReader(from_file(file, base)),
        f"Les poids des titres {path} ne peuvent pas être lus",
        "les titres des règles seules",
    )
