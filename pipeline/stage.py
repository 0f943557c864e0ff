"""What a stage declares: its name, what it reads and writes, its settings, and the function that runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")


class Settings(BaseModel):
    """A stage's settings: typed, closed (an unknown key is an error), immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Progress(Protocol):
    """Where a stage says how far it is."""

    def track(self, items: Sequence[T], label: str, unit: str) -> Iterable[T]:
        """Yield ``items`` while a bar named ``label`` advances, its rate in ``unit`` per second."""
        ...


class Silent:
    """A progress that shows nothing: tests, logs, files."""

    def track(self, items: Sequence[T], label: str, unit: str) -> Iterator[T]:  # noqa: ARG002
        """Yield ``items``."""
        yield from items


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run happens.

    Attributes
    ----------
    cycle : Path
        The cycle's folder, one sub-folder a workshop.
    root : Path
        The project's folder: ``models/`` and ``configs/`` are looked up there.
    """

    cycle: Path
    root: Path


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a stage is given: the place and the tables it declared in ``reads``. It changes none of them."""

    place: Place
    tables: Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage returns; the runner checks and writes it.

    Attributes
    ----------
    tables : mapping of str to DataFrame
        One frame for each name in the stage's ``writes``.
    files : mapping of str to bytes
        Deliverables by file name, for the names in the stage's ``delivers``.
    counts : mapping of str to int
        Figures for the closing summary.
    messages : tuple of str
        French sentences that the user must read (what was refused, inferred, set aside).
    """

    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    messages: tuple[str, ...] = ()


def _nothing(place: Place, settings: Any) -> dict[str, str]:  # noqa: ANN401, ARG001
    return {}


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the pipeline.

    Attributes
    ----------
    name : str
        Its name on the command line and in the configuration.
    title : str
        What it does, in French, for progress and summary.
    reads, writes : tuple of str
        Table names (see ``pipeline.tables``).
    delivers : tuple of str
        Files that it leaves beside the tables.
    settings : type of Settings
        Its section of the configuration.
    run : callable
        ``run(inputs, settings, progress)`` → Outcome. Heavy imports happen inside it.
    outside : callable
        ``outside(place, settings)`` → digests of what it reads besides tables (source files, the ledger,
        a model); part of its fingerprint.
    """

    name: str
    title: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    settings: type[Settings]
    run: Callable[[Inputs, Any, Progress], Outcome]
    delivers: tuple[str, ...] = ()
    outside: Callable[[Place, Any], dict[str, str]] = _nothing
