"""What the desk shows before any correction: the machine's answer and the conversations it was drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.stage import Place
from pipeline.stages.review.answer import Answer, gather
from pipeline.store import Store
from pipeline.tables import records

if TYPE_CHECKING:
    import pandas as pd

_ANSWER: Final = (
    "workshops",
    "speakers",
    "passages",
    "assignments",
    "found_themes",
    "found_statements",
    "found_proposals",
)
_CONTEXT: Final = ("cycle", "utterances")


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn to speak, or a line of notes.

    Attributes
    ----------
    utterance_id, workshop_id, source, text, locator : str
        As in the table ``utterances``.
    speaker_id : str or None
        Who speaks, when known.
    start_s : float or None
        Seconds from the start of the recording.
    """

    utterance_id: str
    workshop_id: str
    source: str
    speaker_id: str | None
    start_s: float | None
    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Machine:
    """The run under review.

    Attributes
    ----------
    title : str
        The cycle's.
    answer : Answer
        The machine's, never changed.
    conversations : mapping of str to tuple of Turn
        By source, in the order of speech.
    numbers : mapping of str to int
        The numbers that propositions bear in the documents last written, by id.
    """

    title: str
    answer: Answer
    conversations: Mapping[str, tuple[Turn, ...]]
    numbers: Mapping[str, int]


def load(place: Place, store: Store) -> Machine:
    """Return the last run of a cycle.

    Raises
    ------
    PipelineError
        If it has not been run; the message says what to do.
    """
    tables = {name: store.read_table(name) for name in _ANSWER + _CONTEXT}
    return Machine(
        title=_title(tables["cycle"]) or place.cycle.name,
        answer=gather(tables),
        conversations=_conversations(tables["utterances"]),
        numbers=numbers(store),
    )


def numbers(store: Store) -> dict[str, int]:
    """Return the number of each proposition in the documents last written; none before the first time."""
    if store.digest("proposals") is None:
        return {}
    table = store.read_table("proposals")
    return {str(key): int(number) for key, number in zip(table["proposal_id"], table["number"], strict=True)}


def signature(store: Store) -> tuple[tuple[int, int], ...]:
    """Return what changes when the pipeline is run again under an open desk: dates and sizes of its tables."""
    stats = [store.path(name).stat() for name in _ANSWER if store.path(name).exists()]
    return tuple((stat.st_mtime_ns, stat.st_size) for stat in stats)


def _title(cycle: pd.DataFrame) -> str:
    return next((str(value) for key, value in zip(cycle["key"], cycle["value"], strict=True) if key == "titre"), "")


def _conversations(utterances: pd.DataFrame) -> dict[str, tuple[Turn, ...]]:
    names = list(Turn.__dataclass_fields__)
    ordered = utterances.sort_values(["source", "position", "utterance_id"])
    spoken: dict[str, list[Turn]] = {}
    for row in records(ordered[names]):
        turn = Turn(**row)
        spoken.setdefault(turn.source, []).append(turn)
    return {source: tuple(turns) for source, turns in spoken.items()}
