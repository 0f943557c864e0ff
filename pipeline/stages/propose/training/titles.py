"""Titles that readers wrote, as marks of the words of the sentences that they name; and what learns from them.

``titles.tsv`` holds, for each proposition of the project's own meetings and debates, its place (text, line) and the
title that a reader would print; what stands in square brackets comes from the context, and is no word of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.reader import MARKS
from pipeline.stages.propose.training.examples import MEETINGS, STAGED
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from pipeline.vectors.fine_tuning import Upper
    from pipeline.vectors.sentence_classes import SentenceClasses

    Span = tuple[int, int]

TITLES: Final = Path(__file__).with_name("titles.tsv")
_WORD: Final = re.compile(r"\w+['’]?|[^\w\s]")
_CONTEXT: Final = re.compile(r"\[[^\]]*\]")
_TOOLS: Final = block(
    """
    le la l les un une des du de d à au aux en et ou que qu qui dans sur par pour avec ce cette ces se s ne pas y est
    prévoir
    """
)
_SMALL_WORDS: Final = _TOOLS | {"n"}
_ARTICLES: Final = block("le la les l un une des du de d au aux")
# What a word counts for when a title is laid on its sentence: each part that stays together costs something, so that
# small words far from the others are left.
_CONTENT, _TOOL, _MARK, _RUN = 1.0, 0.35, 0.15, 0.45
_ARTICLE_FOR_ANOTHER: Final = 0.3
_LEAST_ALIKE: Final = 0.3
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Titled:
    """A proposition and the title that a reader wrote.

    Attributes
    ----------
    group : str
        Who wrote its text: what is left out together.
    place : str
        Its text and line.
    kind : str
        Letter of its source: « o » said, « n » noted, « p » on a post-it.
    text, title : str
        Its words, and its title.
    """

    group: str
    place: str
    kind: str
    text: str
    title: str


def titled(path: Path = TITLES) -> list[Titled]:
    """Return the propositions that have a title, in the order of their places."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    lines = {
        text.stem: text.read_text(encoding="utf-8").splitlines()
        for folder in (MEETINGS, STAGED)
        for text in sorted(folder.glob("*.txt"))
    }
    return list(_titled(rows, lines))


def _titled(rows: Sequence[Sequence[str]], lines: dict[str, list[str]]) -> Iterator[Titled]:
    for name, number, title in rows:
        _, kind, text = lines[name][int(number) - 1].split(" ", 2)
        yield Titled(name[0], f"{name} {number}", kind, text, title)


def likeness(one: str, other: str) -> float:
    """Return the F1 of the words of two titles, small words and « prévoir » and what stands in brackets left out."""
    own, theirs = (_words_of(text) for text in (one, other))
    return 2 * (own & theirs).total() / max(own.total() + theirs.total(), 1)


def _words_of(text: str) -> Counter[str]:
    said = re.findall(r"\w+", _CONTEXT.sub(" ", text.lower()))
    return Counter(word for word in said if word not in _SMALL_WORDS)


def marked(text: str, title: str) -> tuple[list[Span], NDArray[np.float32]]:
    """Return the words of a sentence and their marks, float32 (words, 2): in the title, opening it.

    A title is laid on its sentence so that most of it is found in few parts (dynamic programming); words of one stem
    are alike.
    """
    spans = [found.span() for found in _WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    said = _WORD.findall(_CONTEXT.sub(" ", title))
    keeps = _laid(words, said)
    marks = np.zeros((len(words), MARKS), np.float32)
    marks[keeps, 0] = 1.0
    opening = _opening(words, said, keeps)
    if opening is not None:
        marks[opening, 1] = 1.0
    return spans, marks


def _laid(words: Sequence[str], said: Sequence[str]) -> list[int]:
    """Return the places of the words that the title says."""
    rows, columns = len(words), len(said)
    worth = [[_alike(one, other) * _weight(one) for other in said] for one in words]
    # Best that is left from here on, the word before being left out, or kept.
    apart = np.zeros((rows + 1, columns + 1))
    within = np.zeros((rows + 1, columns + 1))
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            kept = within[row + 1, column + 1] + worth[row][column] if worth[row][column] > 0 else -np.inf
            apart[row, column] = max(apart[row + 1, column], apart[row, column + 1], kept - _RUN)
            within[row, column] = max(apart[row + 1, column], within[row, column + 1], kept)
    found, row, column, inside = [], 0, 0, False
    while row < rows and column < columns:
        best = within[row, column] if inside else apart[row, column]
        kept = within[row + 1, column + 1] + worth[row][column] - (0.0 if inside else _RUN)
        if worth[row][column] > 0 and np.isclose(best, kept):
            found.append(row)
            row, column, inside = row + 1, column + 1, True
        elif np.isclose(best, (within if inside else apart)[row, column + 1]):
            column += 1
        else:
            row, inside = row + 1, False
    return found


def _alike(one: str, other: str) -> float:
    """Return how surely two words are one: 1 when they are the same, less for two forms of one stem, 0 for others."""
    first, second = _bare(one), _bare(other)
    if first == second:
        return 1.0
    if not (first.isalpha() and second.isalpha()):
        return 0.0
    if first in _ARTICLES and second in _ARTICLES:
        return _ARTICLE_FOR_ANOTHER
    shared = next((at for at, (x, y) in enumerate(zip(first, second, strict=False)) if x != y), None)
    shared = min(len(first), len(second)) if shared is None else shared
    longest, shortest = max(len(first), len(second)), min(len(first), len(second))
    return 0.8 * shared / longest + 0.1 if shared >= 4 or (shared == 3 and shortest <= 5) else 0.0


def _weight(word: str) -> float:
    if not word[0].isalnum():
        return _MARK
    return _TOOL if _bare(word) in _TOOLS else _CONTENT


def _bare(word: str) -> str:
    return word.lower().rstrip("'’")


def _opening(words: Sequence[str], said: Sequence[str], keeps: Sequence[int]) -> int | None:
    """Return the word that opens the title: its verb where it was said, or else the first word kept."""
    first = next((word for word in said[:3] if word[0].isalnum() and _bare(word) not in _TOOLS | {"plus"}), None)
    kept = next((place for place in keeps if words[place][0].isalnum()), None)
    if first is None or kept is None:
        return kept
    like = [place for place, word in enumerate(words) if _alike(word, first) > _LEAST_ALIKE]
    return min(like, key=lambda place: abs(place - kept), default=kept)


class Lessons:
    """The sentences to learn from; what the lower layers make of them is computed once.

    Parameters
    ----------
    examples : sequence of Titled
        The propositions.
    base : SentenceClasses
        The encoder that types sentences, on whose lower layers the reader stands.
    """

    def __init__(self, examples: Sequence[Titled], base: SentenceClasses) -> None:
        from pipeline.vectors.e5_small import base as e5
        from pipeline.vectors.fine_tuning import Lower, Recipe, cut
        from pipeline.vectors.lessons import Marks

        self.recipe = Recipe(frozen=6, tuned=3, rounds=_ROUNDS, decay=1.0, batch=16, agreement=0.0)
        self._network = cut(*e5(), self.recipe.frozen + self.recipe.tuned, MARKS)
        rows = [row for place, one in enumerate(examples) for row in _rows(base.cutter, place, one)]
        self._examples = np.array([place for place, _, _ in rows])
        self.marks = Marks([marks for _, _, marks in rows])
        self._lower = Lower(base.network, [ids for _, ids, _ in rows], self.recipe.frozen)

    def learned(self, examples: NDArray[np.int64]) -> Upper:
        """Return the layers fitted on the examples at these places."""
        from pipeline.vectors.fine_tuning import tune

        places = np.flatnonzero(np.isin(self._examples, examples))
        return tune(self._network, self._lower, places, self.marks, self.recipe, 0)

    def shipped(self, upper: Upper) -> bytes:
        """Return the file of the reader."""
        from pipeline.vectors.uppers import to_bytes

        return to_bytes(upper, self.recipe.frozen)


def _rows(cutter: Tokenizer, place: int, one: Titled) -> Iterator[tuple[int, list[int], NDArray[np.float32]]]:
    """Yield each window of a sentence: its example, its pieces in their frame, and their marks."""
    from pipeline.vectors.word_marks import framed, windows

    cut = cutter.encode(one.text, add_special_tokens=False)
    spans, marks = marked(one.text, one.title)
    by_piece = np.full((len(cut.ids), MARKS), np.nan, np.float32)
    for at, (start, end) in enumerate(cut.offsets):
        own = [word for word, (begins, ends) in enumerate(spans) if ends > start and begins < end]
        if own:
            by_piece[at] = marks[own[0]]
    frame = np.full((1, MARKS), np.nan, np.float32)
    for window in windows(len(cut.ids)):
        yield place, framed(cut.ids, window), np.concatenate([frame, by_piece[slice(*window)], frame])
