"""Captions are cut for the eye: cues of one person that go on are one turn again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.records import Turn
from pipeline.stages.ingest import IngestSettings
from pipeline.stages.ingest.readers.dialogue import find_dialogue
from pipeline.stages.ingest.readers.marks import INLINE
from pipeline.stages.ingest.readers.reading import Line, Reading, Request

_EVERY: Final = 0.9
_STOPS: Final = (".", "!", "?", "…", "»", '"')


def to_reading(cues: Sequence[Line], request: Request, warnings: tuple[str, ...] = ()) -> Reading:
    """Return the turns of a caption file.

    Parameters
    ----------
    cues : sequence of Line
        One a text line of a cue, in order, with its times and, where the format says it, its speaker.
    request : Request
        What is being read.
    warnings : tuple of str
        What the format's reader set aside.
    """
    if any(cue.speaker for cue in cues):
        labelled, opening = list(cues), frozenset[int]()
    else:
        labelled, opening = _labelled(cues, request)
    turns = [Turn(cue.text, cue.speaker, cue.start_s, cue.end_s, cue.locator) for cue in labelled if cue.text]
    return Reading(merge(turns, request.settings, opening), request.hint or "transcript", warnings=warnings)


def _labelled(cues: Sequence[Line], request: Request) -> tuple[list[Line], frozenset[int]]:
    """Return the cues with the speaker of the last label before them, and the ranks at which a turn opens.

    Where only the first cue of a turn is labelled, a label opens a turn even when the same person spoke last.
    """
    dialogue = find_dialogue(cues, request.known, note=False)
    if dialogue is None or dialogue.family != INLINE:
        return list(cues), frozenset()
    found: list[Line] = []
    opening: list[int] = []
    speaker = None
    for at, cue in enumerate(cues):
        mark = dialogue.marks.get(at)
        speaker = mark.label if mark else speaker
        said = mark.said if mark else cue.text
        if mark and said:
            opening.append(len(found))
        if said:
            found.append(replace(cue, text=said, speaker=speaker))
    every_cue_labelled = len(opening) > _EVERY * len(cues)
    return found, frozenset() if every_cue_labelled else frozenset(opening)


def merge(turns: Iterable[Turn], settings: IngestSettings, opening: frozenset[int] = frozenset()) -> tuple[Turn, ...]:
    """Return the turns with those that go on put together.

    One person's cues go on across a silence shorter than ``merge_gap_s``, and across a longer one in the middle of
    a sentence. Cues of nobody stop at the first sentence end after ``turn_words``, or at twice as many words where
    nothing is punctuated.

    Parameters
    ----------
    turns : iterable of Turn
        In order.
    settings : IngestSettings
        ``merge_gap_s`` and ``turn_words``.
    opening : frozenset of int
        Ranks that begin a turn whatever stands before.
    """
    merged: list[_Growing] = []
    for at, turn in enumerate(turns):
        if merged and at not in opening and merged[-1].goes_on(turn, settings):
            merged[-1].add(turn)
        else:
            merged.append(_Growing(turn, turn.end_s, [turn.text], len(turn.text.split())))
    return tuple(growing.turn() for growing in merged)


@dataclass(slots=True)
class _Growing:
    first: Turn
    end_s: float | None
    texts: list[str] = field(default_factory=list)
    words: int = 0

    def goes_on(self, turn: Turn, settings: IngestSettings) -> bool:
        if turn.speaker != self.first.speaker:
            return False
        unfinished = not self.texts[-1].endswith(_STOPS)
        if self._gap(turn) > settings.merge_gap_s:
            return unfinished and turn.speaker is not None
        if turn.speaker is None:
            return self.words < settings.turn_words * (2 if unfinished else 1)
        return True

    def _gap(self, turn: Turn) -> float:
        """Return the silence before ``turn``; without an end time, only an unfinished sentence goes on."""
        if turn.start_s is None or self.end_s is None:
            return float("inf")
        return turn.start_s - self.end_s

    def add(self, turn: Turn) -> None:
        self.texts.append(turn.text)
        self.words += len(turn.text.split())
        self.end_s = turn.end_s

    def turn(self) -> Turn:
        start, end = self.first.start_s, self.end_s
        end = end if start is None or end is None or end >= start else None
        return replace(self.first, text=" ".join(self.texts), end_s=end)
