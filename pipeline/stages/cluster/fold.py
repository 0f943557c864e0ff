"""Fold groups too small to read into the nearest theme, and the smallest ones until the number is readable."""

from __future__ import annotations

import numpy as np

from pipeline.stages.cluster.consensus import Readings, centres, memberships
from pipeline.stages.cluster.units import Floats, Ints


def fold(readings: Readings, groups: Ints, fixed: Ints, least_words: float, most: int) -> Ints:
    """Return the theme of each piece: 0 for the one with the most words, 1 for the next.

    Parameters
    ----------
    readings : Readings
        Of ``p`` pieces.
    groups : Ints, shape (p,)
        The group of each piece.
    fixed : Ints, shape (p,)
        The guided theme of each piece, which is never folded; -1 for none.
    least_words : float
        A theme holds at least so many words.
    most : int
        Largest number of themes.
    """
    labels = np.where(fixed >= 0, groups.max() + 1 + fixed, groups)
    while True:
        labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
        mass = np.bincount(labels, readings.masses)
        free = np.setdiff1d(labels, labels[fixed >= 0])
        if len(mass) < 2 or not len(free):
            break
        smallest = int(free[mass[free].argmin()])
        if mass[smallest] >= least_words and len(mass) <= most:
            break
        near = np.round(nearness(readings, labels, smallest), 9)
        near[smallest] = -np.inf
        labels = np.where(labels == smallest, int(near.argmax()), labels)
    return by_size(labels, readings.masses)


def nearness(readings: Readings, labels: Ints, one: int) -> Floats:
    """Return how near theme ``one`` is to each: share of the readings in common plus cosine of the centres."""
    inside = labels == one
    shared = np.average(memberships(readings, labels)[inside], axis=0, weights=readings.masses[inside])
    middle = centres(readings, labels)
    return np.asarray(shared + middle @ middle[one], dtype=np.float64)


def by_size(labels: Ints, masses: Floats) -> Ints:
    """Return ``labels`` renumbered from the largest mass to the smallest."""
    order = np.argsort(-np.bincount(labels, masses), kind="stable")
    return np.argsort(order)[labels].astype(np.int64)
