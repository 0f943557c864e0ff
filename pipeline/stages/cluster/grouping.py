"""The theme of each segment: themes are found in the talk, and what is written joins them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.attach import likeness
from pipeline.stages.cluster.consensus import Readings, memberships, read
from pipeline.stages.cluster.fold import fold
from pipeline.stages.cluster.grain import N_GRAINS, choose_grains
from pipeline.stages.cluster.guided import attract
from pipeline.stages.cluster.second_opinion import agrees
from pipeline.stages.cluster.segmentation import pieces
from pipeline.stages.cluster.space import Space, make_space, row_features
from pipeline.stages.cluster.subthemes import subthemes
from pipeline.stages.cluster.units import Bools, Floats, Ints, Units

# Talk holds the themes when it is at least this part of the words; below, every text stands for itself.
_TALK_SHARE = 0.5
# A second theme shares this part of the readings; a written text has one when it comes as near as the first.
_SECOND = 0.25
_AS_NEAR = 0.85
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
    """

    theme: Ints
    second: Ints
    part: Ints
    score: Floats
    robust: Bools
    guide: dict[int, int]
    readings: Readings
    of_pieces: Ints


def group(units: Units, counts: sparse.csr_matrix, guided: sparse.csr_matrix, limits: Limits) -> Grouping:
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
    """
    talks = bool(units.words[units.talk].sum() >= _TALK_SHARE * units.words.sum())
    core = np.flatnonzero(units.talk) if talks else np.arange(len(units))
    space = make_space(units.take(core) if talks else units.loosened(), counts[core], limits.seed)
    readings = read(space, _cuts(space), limits.numbers, limits.seed)
    groups = readings.agreed()
    attracted = attract(space, readings, guided[:, space.columns], groups)
    least = max(limits.least_words, limits.least_share * readings.masses.sum())
    themes = fold(readings, groups, attracted, least, max(limits.numbers))
    parts = subthemes(readings, groups, themes, least)
    found = _of_rows(units, core, readings, themes, parts, agrees(space, readings, themes))
    guide = {int(theme): int(row) for theme, row in zip(themes, attracted, strict=True) if row >= 0}
    return Grouping(
        **_joined(units, counts, core, found, limits.seed), guide=guide, readings=readings, of_pieces=themes
    )


def _cuts(space: Space) -> list[Ints]:
    units = space.units
    if len(np.unique(units.sequences)) == len(units):  # nothing follows anything
        return [np.arange(len(units), dtype=np.int64)] * N_GRAINS
    features = row_features(space)
    return pieces(units, features, choose_grains(units, features))


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    theme: Ints
    second: Ints
    part: Ints
    score: Floats
    robust: Bools


def _of_rows(units: Units, core: Ints, readings: Readings, themes: Ints, parts: Ints, robust: Bools) -> _Found:
    """Return what is known of the rows of the core, from their finest pieces; the others have no theme yet."""
    shares = np.round(memberships(readings, themes), 6)
    at = np.arange(len(themes))
    own = shares[at, themes]
    shares[at, themes] = -1.0
    second = np.where(shares.max(axis=1) >= _SECOND, shares.argmax(axis=1), -1)
    found = _Found(
        theme=np.full(len(units), -1, dtype=np.int64),
        second=np.full(len(units), -1, dtype=np.int64),
        part=np.full(len(units), -1, dtype=np.int64),
        score=np.zeros(len(units)),
        robust=np.zeros(len(units), dtype=np.bool_),
    )
    for of_rows, of_pieces in (
        (found.theme, themes),
        (found.second, second),
        (found.part, parts),
        (found.score, own),
        (found.robust, robust),
    ):
        of_rows[core] = of_pieces[readings.piece]
    return found


def _joined(units: Units, counts: sparse.csr_matrix, core: Ints, found: _Found, seed: int) -> dict[str, Ints | Floats]:
    """Return the same, the rows outside the core added: each joins the nearest theme, if it is near enough."""
    rest = np.setdiff1d(np.arange(len(units)), core)
    theme, second, score, robust = found.theme.copy(), found.second.copy(), found.score.copy(), found.robust.copy()
    if len(rest):
        near, by_words = likeness(make_space(units, counts, seed), found.theme, rest)
        order = np.argsort(-near, axis=1, kind="stable")
        first, at = order[:, 0], np.arange(len(rest))
        best = near[at, first]
        theme[rest] = np.where(best >= _NEAR, first, -1)
        score[rest] = np.where(best >= _NEAR, np.clip(best, 0, 1), 0.0)
        robust[rest] = (by_words.argmax(axis=1) == first) & (best >= _NEAR)
        if near.shape[1] > 1:
            close = (best >= _NEAR) & (near[at, order[:, 1]] >= _AS_NEAR * best)
            second[rest] = np.where(close, order[:, 1], -1)
    return {"theme": theme, "second": second, "part": found.part, "score": np.round(score, 6), "robust": robust}


def without(found: Grouping, out: Bools) -> Grouping:
    """Return the same themes without those of the rows ``out``, numbered anew in the same order.

    Parameters
    ----------
    found : Grouping
        Themes of ``n`` units.
    out : Bools, shape (n,)
        True for all the rows of some themes.
    """
    gone = np.unique(found.theme[out])
    left = np.setdiff1d(found.theme[found.theme >= 0], gone)
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
