"""A run as its public tables tell it, kept in memory while the next one overwrites them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline import tables

if TYPE_CHECKING:
    from pipeline.store import Store

Row = Mapping[str, Any]
Rows = Mapping[str, Row]

TABLES: Final = ("workshops", "sources", "segments", "themes", "statements", "proposals", "corrections")


@dataclass(frozen=True, slots=True)
class Run:
    """The rows of the tables in ``TABLES``, each by the first column, in their order."""

    workshops: Rows
    sources: Rows
    segments: Rows
    themes: Rows
    statements: Rows
    proposals: Rows
    corrections: Rows


def remember(store: Store) -> dict[str, bytes]:
    """Return the tables of the last run as they lie on disk; empty when one is missing.

    Bytes, not frames: a run in which nothing changed need not load pandas to say so.
    """
    paths = {name: store.path(name) for name in TABLES}
    if not all(path.exists() for path in paths.values()):
        return {}
    return {name: path.read_bytes() for name, path in paths.items()}


def read(data: Mapping[str, bytes]) -> Run | None:
    """Return the run that was remembered; None when there is none, or an older program wrote other tables."""
    if not data:
        return None
    try:
        return Run(**{name: _rows(name, data[name]) for name in TABLES})
    except (ValueError, KeyError):  # a torn file, a column that did not exist then
        return None


def _rows(name: str, data: bytes) -> dict[str, Row]:
    frame = tables.from_bytes(data)
    names = list(tables.columns(name))
    columns = [[_plain(value) for value in frame[column].tolist()] for column in names]
    return {str(values[0]): dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)}


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a cell with None for what is missing (pandas says NaN, even for a missing text)."""
    return None if isinstance(value, float) and value != value else value
