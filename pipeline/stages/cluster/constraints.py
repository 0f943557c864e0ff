"""What reviewers said of themes holds in the next grouping, and reaches the talk around it.

A theme that they touched is found again by a sample of its words, and its pieces stay together (must-link); two such
themes never merge (cannot-link). A passage that they moved takes its whole piece with it: pieces speak of one thing,
so a passage in the wrong theme is nearly always a piece in the wrong theme (19 times in 20 in the debates of
``benchmarks/teaching.md``). A piece where reviewers said two things is cut between them (after Wagstaff et al. 2001,
« Constrained k-means clustering with background knowledge »).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from pipeline.stages.cluster.consensus import Readings
from pipeline.stages.cluster.guided import extended
from pipeline.stages.cluster.units import Bools, Floats, Ints, Units
from pipeline.tables import records
from pipeline.text.fold import fold

if TYPE_CHECKING:
    import pandas as pd

# Marks of a theme from which a piece is of that theme: one may be a turn of phrase.
_ENOUGH = 2.0
# A theme takes the rest of the group that holds this part of its marks: its home.
_HOME = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """``k`` themes that reviewers touched, and where ``n`` units stand to them.

    Attributes
    ----------
    ids : tuple of str
        Theme ids that reviewers saw.
    labels : tuple of (str or None)
        Names that a person gave or confirmed.
    rows : Ints, shape (k,)
        What each is called among what is expected: the row of the guided theme of that name, else one of its own.
    accepted : Bools, shape (k,)
        Those that a person accepted.
    marks : Floats, shape (n, k)
        How much of the sample of each theme's words each unit holds.
    placed : Ints, shape (n,)
        The theme where a person put the unit; -1 for none.
    """

    ids: tuple[str, ...]
    labels: tuple[str | None, ...]
    rows: Ints
    accepted: Bools
    marks: Floats
    placed: Ints

    @property
    def id_of(self) -> dict[int, str]:
        """The id that reviewers saw, by row."""
        return dict(zip(self.rows.tolist(), self.ids, strict=True))

    @property
    def names(self) -> dict[int, str]:
        """The names that people gave or confirmed, by row."""
        return {row: name for row, name in zip(self.rows.tolist(), self.labels, strict=True) if name}

    def take(self, units: Ints) -> Lessons:
        """Return the lessons for the given units."""
        return replace(self, marks=self.marks[units], placed=self.placed[units])


def recall(tables: Mapping[str, pd.DataFrame], units: Units) -> Lessons:
    """Return what the ``lesson_themes`` and ``lesson_members`` tables teach about ``units``.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Those two, and ``guided_themes``.
    units : Units
        ``n`` units.
    """
    themes = tables["lesson_themes"].sort_values("theme_id")
    ids = tuple(themes["theme_id"])
    number = {key: place for place, key in enumerate(ids)}
    row = {key: place for place, key in enumerate(units.ids)}
    marks, placed = np.zeros((len(units), len(ids))), np.full(len(units), -1, dtype=np.int64)
    for member in records(tables["lesson_members"]):
        place, theme = row.get(member["segment_id"]), number[member["theme_id"]]
        if place is not None and member["placed"]:
            placed[place] = theme
        elif place is not None:
            marks[place, theme] = member["marks"]
    labels = tuple(label if isinstance(label, str) else None for label in themes["label"])
    rows = _rows([str(label) for label in tables["guided_themes"]["label"]], [str(name) for name in themes["seen"]])
    return Lessons(ids, labels, rows, themes["accepted"].to_numpy(dtype=np.bool_), marks, placed)


def _rows(guided: Sequence[str], seen: Sequence[str]) -> Ints:
    """Return the row of the guided theme that each name seen is that of, else one of its own after them."""
    free = {fold(label): row for row, label in enumerate(guided)}
    return np.array([free.pop(fold(name), len(guided) + place) for place, name in enumerate(seen)], dtype=np.int64)


def cut(readings: Readings, lessons: Lessons, words: Floats) -> tuple[Readings, Ints]:
    """Return readings whose pieces each follow one lesson at most, and the lesson of each piece, -1 for none.

    Parameters
    ----------
    readings : Readings
        Of ``n`` units in ``p`` pieces.
    lessons : Lessons
        For the same units.
    words : Floats, shape (n,)
        Words of each.
    """
    if not lessons.ids:
        return readings, np.full(len(readings.masses), -1, dtype=np.int64)
    held = _pooled(lessons.marks, readings.piece)
    main = np.where(held.max(axis=1) >= _ENOUGH, held.argmax(axis=1), -1)
    of_row = main[readings.piece]
    for piece in np.unique(readings.piece[lessons.placed >= 0]).tolist():
        inside = np.flatnonzero(readings.piece == piece)
        of_row[inside] = _nearest(_said(lessons, inside, int(main[piece])))
    pairs, piece = np.unique(np.stack([readings.piece, of_row]), axis=1, return_inverse=True)
    source, lesson = pairs
    return replace(
        readings,
        piece=piece.ravel().astype(np.int64),
        masses=np.bincount(piece.ravel(), words).astype(np.float64),
        features=readings.features[source],
        groups=readings.groups[:, :, source],
        together=readings.together[np.ix_(source, source)],
    ), lesson


def _pooled(marks: Floats, piece: Ints) -> Floats:
    total = np.zeros((int(piece.max()) + 1, marks.shape[1]))
    np.add.at(total, piece, marks)
    return np.round(total, 6)


def _said(lessons: Lessons, inside: Ints, main: int) -> Ints:
    """Return the theme that a person said of each unit of a piece: put there, or accepted as a part of it."""
    said = lessons.placed[inside]
    if main >= 0 and lessons.accepted[main]:
        return np.where((said < 0) & (lessons.marks[inside, main] > 0), main, said)
    return said


def _nearest(said: Ints) -> Ints:
    """Return, for each unit of a piece in order, what was said of the nearest one, the earlier of two."""
    known = np.flatnonzero(said >= 0)
    away = np.abs(np.arange(len(said))[:, None] - known[None])
    return np.asarray(said[known[away.argmin(axis=1)]], dtype=np.int64)


def obey(readings: Readings, lessons: Lessons, of_piece: Ints, attracted: Ints, groups: Ints) -> Ints:
    """Return the expected theme of each piece: that of its lesson, else that which attracts it; -1 for none.

    Parameters
    ----------
    readings : Readings
        Of ``p`` pieces.
    lessons : Lessons
        For the same units.
    of_piece : Ints, shape (p,)
        The lesson of each piece.
    attracted : Ints, shape (p,)
        The guided theme of each piece.
    groups : Ints, shape (p,)
        The groups that the readings agree on.
    """
    if not lessons.ids:
        return attracted
    best = np.where(of_piece >= 0, lessons.rows[of_piece], attracted)
    best = extended(best, groups, readings.masses)
    held = _pooled(lessons.marks, groups[readings.piece])
    home = held.argmax(axis=0)
    for theme in np.argsort(held.max(axis=0), kind="stable")[::-1].tolist():
        settles = held[home[theme], theme] >= max(_HOME * held[:, theme].sum(), _ENOUGH)
        if settles:
            best = np.where((groups == home[theme]) & (best < 0), lessons.rows[theme], best)
    return best


def by_hand(theme: Ints, lessons: Lessons, guide: Mapping[int, int]) -> tuple[Ints, dict[int, int]]:
    """Return the themes of ``n`` units, those that have none yet put where a person put them, and the guide.

    Parameters
    ----------
    theme : Ints, shape (n,)
        Themes 0, 1, …; -1 is none yet.
    lessons : Lessons
        For the same units.
    guide : mapping of int to int
        Row of the expected theme that a theme answers; a theme of notes alone is added.
    """
    found, answers = theme.copy(), dict(guide)
    of_row = {row: number for number, row in guide.items()}
    for unit in np.flatnonzero((theme < 0) & (lessons.placed >= 0)).tolist():
        row = int(lessons.rows[lessons.placed[unit]])
        if row not in of_row:
            of_row[row] = int(max(found.max(initial=-1), *answers, -1)) + 1
            answers[of_row[row]] = row
        found[unit] = of_row[row]
    return found, answers
