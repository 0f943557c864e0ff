"""Figures and their intervals. Items carry weights, so that one function serves a sample and its resamples."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, cohen_kappa_score, v_measure_score

Weights = NDArray[np.int64]
Statistic = Callable[[Weights], float]

LEVEL: Final = 0.95


def ratio(hits: float, total: float) -> float:
    """Return ``hits / total``; 0 when there is nothing to count."""
    return float(hits / total) if total else 0.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of precision and recall."""
    return ratio(2 * precision * recall, precision + recall)


def share(hits: Sequence[bool]) -> Statistic:
    """Return the weighted share of ``hits`` as a statistic."""
    return weighted_share([float(hit) for hit in hits], [1.0] * len(hits))


def weighted_share(hits: Sequence[float], totals: Sequence[float]) -> Statistic:
    """Return the sum of ``hits`` over the sum of ``totals`` as a statistic."""
    above, below = np.asarray(hits, dtype=float), np.asarray(totals, dtype=float)
    return lambda weights: ratio(float(above @ weights), float(below @ weights))


def precision_recall(found: Sequence[bool | None], expected: Sequence[bool | None]) -> tuple[Statistic, ...]:
    """Return precision, recall and F1 as statistics over one list of items.

    Parameters
    ----------
    found : sequence of bool or None
        For an item the machine found: whether it is right. None for an item that it did not find.
    expected : sequence of bool or None
        For an item of the gold: whether it was found. None for an item that the gold does not hold.
    """
    right, made = _counts(found)
    hit, due = _counts(expected)

    def precision(weights: Weights) -> float:
        return ratio(float(right @ weights), float(made @ weights))

    def recall(weights: Weights) -> float:
        return ratio(float(hit @ weights), float(due @ weights))

    return precision, recall, lambda weights: f1(precision(weights), recall(weights))


def _counts(outcomes: Sequence[bool | None]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    yes = np.array([outcome is True for outcome in outcomes], dtype=float)
    known = np.array([outcome is not None for outcome in outcomes], dtype=float)
    return yes, known


def v_measure(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Statistic:
    """Return the V-measure of two labellings as a statistic (Rosenberg & Hirschberg, EMNLP 2007)."""
    one, two = _codes(gold), _codes(found)
    return lambda weights: float(v_measure_score(np.repeat(one, weights), np.repeat(two, weights)))


def adjusted_rand(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Statistic:
    """Return the adjusted Rand index of two labellings as a statistic (Hubert & Arabie, 1985)."""
    one, two = _codes(gold), _codes(found)
    return lambda weights: float(adjusted_rand_score(np.repeat(one, weights), np.repeat(two, weights)))


def cohen_kappa(one: Sequence[Hashable], other: Sequence[Hashable], weights: Weights | None = None) -> float:
    """Return Cohen's kappa of two lists of answers (Cohen, 1960); 1 when both give one same answer everywhere."""
    if len({*one, *other}) == 1:
        return 1.0
    first, second = _codes([*one, *other]).reshape(2, -1)
    return float(np.nan_to_num(cohen_kappa_score(first, second, sample_weight=weights), nan=1.0))


def pairs(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[Statistic, ...]:
    """Return precision, recall and F1 over pairs of items that are put together, as statistics.

    An item drawn several times makes no pair with itself.
    """
    one, two = _codes(gold), _codes(found)
    upper = np.triu(np.ones((len(one), len(one)), dtype=bool), 1)
    together_gold = (one[:, None] == one[None, :]) & upper
    together_found = (two[:, None] == two[None, :]) & upper
    both, due, made = (np.argwhere(kind) for kind in (together_gold & together_found, together_gold, together_found))

    def weigh(couples: NDArray[np.int64], weights: Weights) -> float:
        return float((weights[couples[:, 0]] * weights[couples[:, 1]]).sum())

    def precision(weights: Weights) -> float:
        return ratio(weigh(both, weights), weigh(made, weights))

    def recall(weights: Weights) -> float:
        return ratio(weigh(both, weights), weigh(due, weights))

    return precision, recall, lambda weights: f1(precision(weights), recall(weights))


def ones(count: int) -> Weights:
    """Return the weights of the sample itself."""
    return np.ones(count, dtype=np.int64)


def interval(statistic: Statistic, blocks: Sequence[Hashable], seed: int, draws: int) -> tuple[float, float]:
    """Return the 95 % interval of ``statistic`` by resampling whole blocks.

    What is said together is right or wrong together: items of one block are drawn together, or the interval
    would be too narrow. Percentiles are moved by the bias of the resamples: a sample drawn with replacement
    holds fewer different blocks, which flatters the indices of clustering (Efron & Tibshirani, An Introduction
    to the Bootstrap, 1993, § 8.6 and 10.2).

    Parameters
    ----------
    statistic : callable
        Weights of the items → value.
    blocks : sequence of hashable
        The block of each item.
    seed : int
        Of the generator.
    draws : int
        How many resamples.
    """
    codes = _codes(blocks)
    count = int(codes.max()) + 1
    generator = np.random.default_rng(seed)
    values = [statistic(np.bincount(generator.integers(0, count, count), minlength=count)[codes]) for _ in range(draws)]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, (tail, 1 - tail)) - (np.mean(values) - statistic(ones(len(codes))))
    return float(low), float(high)


def _codes(labels: Sequence[Hashable]) -> NDArray[np.int64]:
    """Return labels as whole numbers, by first appearance."""
    known: dict[Hashable, int] = {}
    return np.array([known.setdefault(label, len(known)) for label in labels], dtype=np.int64)
