"""Fold groups too small to read into the nearest theme, and the smallest ones until the number is readable."""

from __future__ import annotations

import numpy as np

from pipeline.stages.cluster.consensus import Consensus, pooled, unit_rows
from pipeline.stages.cluster.units import Floats, Ints


def fold(found: Consensus, least_share: float, most: int) -> Ints:
    """Return the theme of each atom: 0 for the one with the most words.

    Parameters
    ----------
    found : Consensus
        What the readings agree on.
    least_share : float
        A theme holds at least this share of the words.
    most : int
        Largest number of themes.
    """
    labels = found.groups
    while True:
        labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
        mass = np.bincount(labels, found.masses)
        if len(mass) < 2 or (mass.min() >= least_share * mass.sum() and len(mass) <= most):
            return by_size(labels, found.masses)
        smallest = int(mass.argmin())
        near = np.round(nearness(found, labels)[smallest], 9)
        near[smallest] = -np.inf
        labels = np.where(labels == smallest, int(near.argmax()), labels)


def nearness(found: Consensus, labels: Ints) -> Floats:
    """Return how near groups are, shape (g, g): share of the readings in common plus cosine of the centres."""
    shares = memberships(found, labels)
    mass = np.bincount(labels, found.masses)
    inside = np.zeros((len(mass), len(labels)))
    inside[labels, np.arange(len(labels))] = found.masses
    centres = unit_rows(pooled(found.vectors, np.ones(len(labels)), labels))
    return np.asarray(inside / mass[:, None] @ shares + centres @ centres.T, dtype=np.float64)


def memberships(found: Consensus, labels: Ints) -> Floats:
    """Return, for each atom and group, the mean share of readings it has in common with the group's words.

    Returns
    -------
    Floats, shape (a, g)
        From 0 (never together) to 1 (never apart).
    """
    mass = np.bincount(labels, found.masses)
    inside = np.zeros((len(labels), len(mass)))
    inside[np.arange(len(labels)), labels] = found.masses
    return np.asarray(found.together @ inside / mass, dtype=np.float64)


def by_size(labels: Ints, masses: Floats) -> Ints:
    """Return ``labels`` renumbered from the largest mass to the smallest."""
    order = np.argsort(-np.bincount(labels, masses), kind="stable")
    return np.argsort(order)[labels].astype(np.int64)
