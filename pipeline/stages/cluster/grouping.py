"""The theme of each segment: themes are found in the talk, and what is written joins them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pipeline.stages.cluster.attach import likeness
from pipeline.stages.cluster.consensus import Readings, memberships, read
from pipeline.stages.cluster.constraints import Lessons, by_hand, cut, obey
from pipeline.stages.cluster.fold import fold
from pipeline.stages.cluster.grain import N_GRAINS, choose_grains
from pipeline.stages.cluster.guided import attract
from pipeline.stages.cluster.second_opinion import agrees
from pipeline.stages.cluster.segmentation import pieces
from pipeline.stages.cluster.space import Space, make_space, row_features
from pipeline.stages.cluster.subthemes import subthemes
from pipeline.stages.cluster.units import Bools, Floats, Ints, Units

Number = TypeVar("Number", bound=np.generic)

# Talk holds the themes when it is at least this part of the words; below, every text stands for itself.
_TALK_SHARE = 0.5
# A second theme shares this part of the readings; a written text has one when it comes as near as the first.
_SECOND = 0.25
_AS_NEAR = 0.85
# Talk of which facilitators say no more than this is participants'; this part of the readings is enough to place it.
_PARTICIPANTS = 0.1
_ALSO = 0.1
# A written text less like every theme than this is about something else.
_NEAR = 0.08


@dataclass(frozen=True, slots=True)
class Limits:
    """What makes themes readable.

    Attributes
    ----------
    numbers : tuple of int
        Numbers of themes, in order.
    least_share : float
        A theme holds at least this share of the words…
    least_words : float
        … and this many.
    seed : int
        For what draws at random.
    """

    numbers: tuple[int, ...]
    least_share: float
    least_words: float
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Themes of ``n`` units, numbered 0, 1, …; -1 is none.

    Attributes
    ----------
    theme, second, part : Ints, shape (n,)
        Theme, second theme and part of the theme.
    score : Floats, shape (n,)
        How sure the theme is, from 0 to 1.
    robust : Bools, shape (n,)
        Whether a clustering by words alone agrees.
    guide : dict of int to int
        Row of the guided theme that a theme answers.
    readings : Readings
        What the themes were found from.
    of_pieces : Ints, shape (p,)
        The theme of each finest piece.
    piece : Ints, shape (n,)
        The finest piece of each unit; -1 for those that themes were not found in.
    """

    theme: Ints
    second: Ints
    part: Ints
    score: Floats
    robust: Bools
    guide: dict[int, int]
    readings: Readings
    of_pieces: Ints
    piece: Ints


def group(
    units: Units, counts: sparse.csr_matrix, guided: sparse.csr_matrix, limits: Limits, lessons: Lessons
) -> Grouping:
    """Return the themes of ``units``.

    Parameters
    ----------
    units : Units
        ``n`` units, at least one.
    counts : csr_matrix, shape (n, t)
        Their lemmas.
    guided : csr_matrix, shape (g, t)
        Lemmas of the themes that are expected.
    limits : Limits
        What makes themes readable.
    lessons : Lessons
        What reviewers said of themes.
    """
    talks = bool(units.words[units.talk].sum() >= _TALK_SHARE * units.words.sum())
    core = np.flatnonzero(units.talk) if talks else np.arange(len(units))
    space = make_space(units.take(core) if talks else units.loosened(), counts[core], limits.seed)
    told = lessons.take(core)
    readings, of_piece = cut(read(space, _cuts(space), limits.numbers, limits.seed), told, space.units.words)
    groups = readings.agreed()
    attracted = attract(space, readings, guided[:, space.columns], groups)
    attracted = obey(readings, told, of_piece, attracted, groups)
    least = max(limits.least_words, limits.least_share * readings.masses.sum())
    themes = fold(readings, groups, attracted, least, max(limits.numbers))
    parts = subthemes(readings, groups, themes, least)
    found = _of_core(units, core, readings, themes, parts, agrees(space, readings, themes))
    guide = {int(theme): int(row) for theme, row in zip(themes, attracted, strict=True) if row >= 0}
    theme, guide = by_hand(found.theme, lessons, guide)
    return _with_the_rest(units, counts, replace(found, theme=theme, guide=guide), limits.seed)


def _cuts(space: Space) -> list[Ints]:
    units = space.units
    if len(np.unique(units.sequences)) == len(units):  # nothing follows anything
        return [np.arange(len(units), dtype=np.int64)] * N_GRAINS
    features = row_features(space)
    return pieces(units, features, choose_grains(units, features))


def _of_core(units: Units, core: Ints, readings: Readings, themes: Ints, parts: Ints, robust: Bools) -> Grouping:
    """Return what is known of the rows of the core, from their finest pieces; the others have no theme yet."""
    shares = np.round(memberships(readings, themes), 6)
    at = np.arange(len(themes))
    own = shares[at, themes]
    shares[at, themes] = -1.0
    second = np.where(shares.max(axis=1) >= _SECOND, shares.argmax(axis=1), -1)
    piece = np.full(len(units), -1, dtype=np.int64)
    piece[core] = readings.piece
    out = piece < 0
    return Grouping(
        theme=np.where(out, -1, themes[piece]),
        second=np.where(out, -1, second[piece]),
        part=np.where(out, -1, parts[piece]),
        score=np.where(out, 0.0, own[piece]),
        robust=~out & robust[piece],
        guide={},
        readings=readings,
        of_pieces=themes,
        piece=piece,
    )


def _with_the_rest(units: Units, counts: sparse.csr_matrix, found: Grouping, seed: int) -> Grouping:
    """Return the same, the rows outside the core added: each joins the nearest theme, if it is near enough."""
    rest = np.flatnonzero(found.theme < 0)
    if not len(rest):
        return found
    near, by_words = likeness(make_space(units, counts, seed), found.theme, rest)
    order = np.argsort(-near, axis=1, kind="stable")
    first, best = order[:, 0], near.max(axis=1)
    close = best >= _NEAR
    runner_up = order[:, min(1, near.shape[1] - 1)]
    as_near = close & (runner_up != first) & (near[np.arange(len(rest)), runner_up] >= _AS_NEAR * best)
    return replace(
        found,
        theme=_filled(found.theme, rest, np.where(close, first, -1)),
        second=_filled(found.second, rest, np.where(as_near, runner_up, -1)),
        score=np.round(_filled(found.score, rest, np.where(close, np.clip(best, 0, 1), 0.0)), 6),
        robust=_filled(found.robust, rest, close & (by_words.argmax(axis=1) == first)),
    )


def _filled(values: NDArray[Number], rows: Ints, news: NDArray[Any]) -> NDArray[Number]:
    filled = values.copy()
    filled[rows] = news
    return filled


def without(units: Units, found: Grouping, out: Bools) -> Grouping:
    """Return the same themes without those of the rows ``out``, numbered anew in the same order.

    What participants alone say in them goes to the theme that it is next often with, if there is one.

    Parameters
    ----------
    units : Units
        ``n`` units.
    found : Grouping
        Their themes.
    out : Bools, shape (n,)
        True for all the rows of some themes.
    """
    gone = np.unique(found.theme[out])
    left = np.setdiff1d(found.theme[found.theme >= 0], gone)
    if len(gone) and len(left):
        found = _spared(units, found, out)
        out = np.isin(found.theme, gone)
    number = np.full(int(found.theme.max(initial=-1)) + 2, -1, dtype=np.int64)
    number[left] = np.arange(len(left))  # the last place, that of -1, stays -1
    part = np.where(out, -1, found.part)
    part = np.where(part >= 0, np.searchsorted(np.unique(part[part >= 0]), part), -1)
    return replace(
        found,
        theme=number[found.theme],
        second=number[found.second],
        part=part.astype(np.int64),
        score=np.where(out, 0.0, found.score),
        guide={int(number[theme]): row for theme, row in found.guide.items() if number[theme] >= 0},
        of_pieces=number[found.of_pieces],
    )


def _spared(units: Units, found: Grouping, out: Bools) -> Grouping:
    """Return the same, where what participants alone say among the rows ``out`` is of the next nearest theme.

    A subject taken up between two announcements is gathered with them in most readings; the others know better.
    """
    rows = np.flatnonzero(out & (found.piece >= 0))
    shares = memberships(found.readings, found.of_pieces)
    shares[:, np.unique(found.theme[rows])] = 0.0
    count = len(found.of_pieces)
    words, host = (np.bincount(found.piece[rows], units.words[rows] * part, count) for part in (1.0, units.host[rows]))
    elsewhere = np.round(shares.max(axis=1), 6)
    moved = (words > 0) & (host <= _PARTICIPANTS * words) & (elsewhere >= _ALSO)
    own = rows[moved[found.piece[rows]]]
    to = np.where(moved, shares.argmax(axis=1), found.of_pieces)
    return replace(
        found,
        theme=_filled(found.theme, own, to[found.piece[own]]),
        second=_filled(found.second, own, np.full(len(own), -1)),
        part=_filled(found.part, own, np.full(len(own), -1)),
        score=_filled(found.score, own, elsewhere[found.piece[own]]),
        of_pieces=to,
    )
