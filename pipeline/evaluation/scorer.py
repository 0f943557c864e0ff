"""From a statistic to a measure: its value, its interval, what it was measured on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from pipeline.evaluation.metrics import Statistic, interval, ones, precision_recall
from pipeline.evaluation.results import Measure, Scale


@dataclass(frozen=True, slots=True)
class Scorer:
    """Draws the interval of each measure.

    Attributes
    ----------
    seed : int
        Of the resampling: every measure sees the same resamples of the same blocks.
    draws : int
        How many resamples.
    """

    seed: int
    draws: int

    def measure(
        self,
        key: str,
        label: str,
        statistic: Statistic,
        blocks: Sequence[Hashable],
        scale: Scale = "share",
        n: int | None = None,
    ) -> Measure:
        """Return a measure on the items whose blocks are given; 0 without interval when there is no item.

        ``n`` says how many of them it counts, when not all.
        """
        if not blocks:
            return Measure(key, label, 0.0, 0, scale)
        low, high = interval(statistic, blocks, self.seed, self.draws)
        least = -1.0 if scale == "index" else 0.0
        value = statistic(ones(len(blocks)))
        size = len(blocks) if n is None else n
        return Measure(key, label, value, size, scale, min(max(low, least), value), max(min(high, 1.0), value))

    def precision_recall_f1(
        self,
        key: str,
        label: str,
        found: Sequence[bool | None],
        expected: Sequence[bool | None],
        blocks: Sequence[Hashable],
    ) -> list[Measure]:
        """Return the three measures of :func:`pipeline.evaluation.metrics.precision_recall`."""
        made = sum(outcome is not None for outcome in found)
        due = sum(outcome is not None for outcome in expected)
        names = (("precision", "précision", made), ("rappel", "rappel", due), ("f1", "F1", due))
        statistics = precision_recall(found, expected)
        return [
            self.measure(f"{key}.{name}", f"{label} : {french}", statistic, blocks, n=n)
            for (name, french, n), statistic in zip(names, statistics, strict=True)
        ]


def promise(key: str, label: str, kept: int, total: int) -> Measure:
    """Return a measure that allows no loss: every quotation is in its source, or it is a fault."""
    return Measure(key, label, kept / total if total else 0.0, total, exact=True)
