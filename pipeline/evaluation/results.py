"""What an evaluation says: parts, each with its measures, its tables and its faults, worst first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

# How a value is read: a share of 1, an index of agreement, or a number of things.
Scale = Literal["share", "index", "count"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes
    ----------
    key : str
        Its name in the baseline, « part.measure ».
    label : str
        Its name for a reader.
    value : float
        From 0 to 1 for a share, from −1 to 1 for an index, a whole number for a count.
    n : int
        How many things it was measured on.
    low, high : float or None
        Bounds of its 95 % interval, when it was drawn.
    exact : bool
        Whether it is a promise: any loss is a fault, whatever chance allows.
    """

    key: str
    label: str
    value: float
    n: int
    scale: Scale = "share"
    low: float | None = None
    high: float | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: an example to look at, and what the regression compares.

    Attributes
    ----------
    key : str
        The same as long as the gold and the corpus do not change; names the measure it weighs on.
    family : str
        Faults of one family are counted against each other: « missed statements » is one.
    where : str
        Workshop, file and passage.
    said : str
        The words.
    problem : str
        What was expected, and found.
    identifier : str
        What ``synthese explain`` walks; empty when the run has nothing to show.
    weight : float
        How bad it is; the worst are shown first.
    """

    key: str
    family: str
    where: str
    said: str
    problem: str
    identifier: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table of figures; ``heat`` shades its counts on the page."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heat: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One side of quality.

    Attributes
    ----------
    lead : str
        What is measured, in one or two sentences.
    """

    key: str
    title: str
    lead: str
    measures: tuple[Measure, ...]
    faults: tuple[Fault, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole: which cycle, how large its gold is, part by part."""

    cycle: str
    size: str
    parts: tuple[Part, ...]

    def measures(self) -> Iterator[Measure]:
        """Yield every measure, in order."""
        for part in self.parts:
            yield from part.measures

    def faults(self) -> Iterator[Fault]:
        """Yield every fault, part by part, worst first."""
        for part in self.parts:
            yield from part.faults


def part(
    key: str,
    title: str,
    lead: str,
    measures: list[Measure],
    faults: list[Fault],
    grids: tuple[Grid, ...] = (),
) -> Part:
    """Return a part with its faults sorted, worst first; two faults with one key are numbered."""
    ordered = sorted(faults, key=lambda fault: (-fault.weight, fault.key))
    seen: dict[str, int] = {}
    unique = []
    for fault in ordered:
        seen[fault.key] = rank = seen.get(fault.key, 0) + 1
        unique.append(fault if rank == 1 else replace(fault, key=f"{fault.key}#{rank}"))
    return Part(key, title, lead, tuple(measures), tuple(unique), grids)
