"""Decide, for a whole file, whether it is a dialogue and how it marks its speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.stages.ingest.names import Shape, may_label, parse_label
from pipeline.stages.ingest.readers.marks import ALONE, CHAT, INLINE, NAME_TIME, TIME_NAME, Mark, candidates
from pipeline.stages.ingest.readers.reading import Line
from pipeline.text.fold import fold

# From the most explicit mark to the least: a file that has the first is not read for the others.
_FAMILIES: Final = (CHAT, NAME_TIME, TIME_NAME, INLINE, ALONE)

_DENSE: Final = 0.5  # half the paragraphs are labelled: nothing but a dialogue looks so
_FULL: Final = 0.6  # so many are that the others are too: somebody who speaks once
_RECURRING: Final = 3  # or two labels come back three times each, around long turns of several paragraphs
_USUAL: Final = 0.1  # share of the lines with a recurring label
_SHAPELESS: Final = 5  # what has not even the shape of a label must come back more often


@dataclass(frozen=True, slots=True)
class Dialogue:
    """How a file marks its speakers.

    Attributes
    ----------
    family : str
        The family of marks.
    marks : mapping of int to Mark
        By rank of line.
    """

    family: str
    marks: Mapping[int, Mark]


def find_dialogue(lines: Sequence[Line], known: frozenset[tuple[str, ...]], *, note: bool) -> Dialogue | None:
    """Return how ``lines`` mark their speakers, or None when they do not.

    A label is not recognised on its line but in its file: it comes back, or it is a declared participant, or it
    has the shape of the labels that do.

    Parameters
    ----------
    lines : sequence of Line
        The file's paragraphs.
    known : frozenset of tuple of str
        Declared names as sorted folded tokens.
    note : bool
        Whether the file's name says notes: « Bailleurs : … » is then a subject unless every line has a label.
    """
    found = candidates(lines)
    for family in _FAMILIES:
        marks = [mark for mark in found if mark.family == family and _stands(mark, lines)]
        accepted = _accept(marks, known)
        if family == INLINE and not note and len(accepted) >= _FULL * _paragraphs(lines):
            accepted += [mark for mark in marks if mark not in accepted and (mark.shape or may_label(mark.label))]
        if _is_dialogue(family, accepted, lines, known, note=note):
            by_line = {mark.at: mark for mark in accepted}
            return Dialogue(family, by_line | _without_colon(lines, by_line) if family == INLINE else by_line)
    return None


def _stands(mark: Mark, lines: Sequence[Line]) -> bool:
    """Return whether a label without words has words under it."""
    if mark.said or mark.family == CHAT:
        return True
    return mark.at + 1 < len(lines) and (mark.family != ALONE or len(lines[mark.at + 1].text) > len(mark.label))


def _accept(marks: Sequence[Mark], known: frozenset[tuple[str, ...]]) -> list[Mark]:
    """Keep the labels that come back or are declared, and those that are of the file's usual shape."""
    counts = Counter(fold(mark.label) for mark in marks)
    usual = _usual([mark.shape for mark in marks if counts[fold(mark.label)] > 1])
    accepted = [
        mark
        for mark in marks
        if mark.shape in usual
        or mark.family == CHAT
        or _key(mark) in known
        or (mark.shape and counts[fold(mark.label)] >= _RECURRING)
    ]
    people = {_key(mark) for mark in accepted if mark.shape is Shape.FULL}
    taken = {mark.at for mark in accepted}
    others = [mark for mark in marks if mark.at not in taken]
    accepted += [mark for mark in others if _key(mark) in people or _comes_back(mark, counts)]
    accepted.sort(key=lambda mark: mark.at)
    return accepted + _in_time(marks, accepted)


def _usual(recurring: Sequence[Shape | None]) -> set[Shape]:
    """Return the shapes in which a label may stand once only: names of two words, and those usual in the file."""
    counts = Counter(shape for shape in recurring if shape)
    return {Shape.FULL, Shape.PART} | {shape for shape in counts if counts[shape] >= _USUAL * counts.total()}


def _comes_back(mark: Mark, counts: Mapping[str, int]) -> bool:
    """Return whether a label of no known shape (« p1 », « voix féminine ») is one by its returns alone."""
    return mark.shape is None and counts[fold(mark.label)] >= _SHAPELESS and may_label(mark.label)


def _in_time(marks: Sequence[Mark], accepted: Sequence[Mark]) -> list[Mark]:
    """Return the « Salle du conseil 12:45 » of a Teams file: no name, but its time falls between its neighbours'."""
    taken = {mark.at for mark in accepted}
    found = []
    for mark in marks:
        if mark.shape is None and mark.family == NAME_TIME and mark.at not in taken:
            before = [other.time_s or 0.0 for other in accepted if other.at < mark.at]
            after = [other.time_s or 0.0 for other in accepted if other.at > mark.at]
            time = mark.time_s or 0.0
            if before and before[-1] <= time and (not after or time <= after[0]):
                found.append(mark)
    return found


def _key(mark: Mark) -> tuple[str, ...]:
    return tuple(sorted(parse_label(mark.label).tokens))


def _is_dialogue(
    family: str, marks: Sequence[Mark], lines: Sequence[Line], known: frozenset[tuple[str, ...]], *, note: bool
) -> bool:
    if family == CHAT:
        return bool(marks)
    counts = Counter(fold(mark.label) for mark in marks)
    recurring = [label for label, count in counts.items() if count >= _RECURRING]
    if family == ALONE:
        return len(recurring) >= 2 and len(marks) >= len(lines) / 5
    if family in (NAME_TIME, TIME_NAME):
        return len(marks) >= 2 and (len(recurring) >= 1 or len(marks) >= len(lines) / 5)
    if note or any(lines[mark.at].bullet for mark in marks):
        marks = [mark for mark in marks if counts[fold(mark.label)] > 1 or _key(mark) in known]
        return len(marks) >= 2 and len(marks) >= _DENSE * _paragraphs(lines)
    return len(recurring) >= 2 or (len(marks) >= 2 and len(marks) >= _DENSE * _paragraphs(lines))


def _paragraphs(lines: Sequence[Line]) -> int:
    return sum(not (line.heading or line.wraps) for line in lines)


def _without_colon(lines: Sequence[Line], marks: Mapping[int, Mark]) -> dict[int, Mark]:
    """Return marks for lines that begin with a code of the file and forgot its colon (« JB oui, bien sûr »)."""
    codes = {mark.label for mark in marks.values() if mark.shape is Shape.CODE and len(mark.label) > 1}
    found = {}
    for at, line in enumerate(lines):
        label, _, said = line.text.partition(" ")
        if at not in marks and label in codes and said:
            found[at] = Mark(at, INLINE, label, said, Shape.CODE, None)
    return found
