"""From lines to turns: who goes on speaking, what stands apart, what is only context."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pipeline.records import Turn
from pipeline.stages.ingest.readers.captions import merge
from pipeline.stages.ingest.readers.dialogue import Dialogue, find_dialogue
from pipeline.stages.ingest.readers.marks import CHAT, INLINE, Mark, stamped
from pipeline.stages.ingest.readers.reading import Line, Reading, Request

_DIRECTION: Final = re.compile(r"[(\[*][^()\[\]*]{1,200}[)\]*]\.?")
_RECORDER: Final = re.compile(
    r"[^.!?]{1,80} (?:a commencé|a démarré|a arrêté|started|stopped) (?:la |the )?transcription"
)
_TITLE_WORDS: Final = 12
_MORNING_S: Final = 5 * 3600  # no recording lasts so long: later stamps are the clock's


def to_reading(lines: Sequence[Line], request: Request, warnings: tuple[str, ...] = ()) -> Reading:
    """Return the turns of a file read as lines, its kind and what was set aside.

    Parameters
    ----------
    lines : sequence of Line
        Paragraphs, list items and titles in order.
    request : Request
        What is being read.
    warnings : tuple of str
        What the format's reader set aside.
    """
    return replace(_read(lines, request), warnings=warnings)


def _read(lines: Sequence[Line], request: Request) -> Reading:
    if any(line.speaker for line in lines):
        turns = tuple(spoken(lines))
        return Reading(turns, request.hint or "transcript")
    dialogue = find_dialogue(lines, request.known, note=request.hint in ("note", "postit"))
    if dialogue is not None:
        return _dialogue(lines, dialogue, request)
    cues = [stamped(line) for line in lines]
    if sum(cue is not None for cue in cues) > len(lines) / 2:
        timed = [cue or line for cue, line in zip(cues, lines, strict=True)]
        return Reading(merge(spoken(timed), request.settings), request.hint or "transcript")
    return _notes(lines, request)


def spoken(lines: Iterable[Line]) -> Iterable[Turn]:
    """Yield each line as a turn, titles left out."""
    for line in lines:
        if not line.heading:
            yield Turn(line.text, line.speaker, line.start_s, line.end_s, line.locator)


def _notes(lines: Sequence[Line], request: Request) -> Reading:
    """Read each paragraph and list item as one turn of nobody; titles say where it stands."""
    turns: list[Turn] = []
    titles, title = 0, ""
    for at, line in enumerate(lines):
        if line.heading or _introduces(lines, at):
            titles += 1
            title = line.text.rstrip(" :")
        elif line.wraps and turns:
            turns[-1] = _longer(turns[-1], line.text)
        else:
            turns.append(Turn(line.text, locator=f"{line.locator}, sous « {title} »" if title else line.locator))
    notes = (f"{titles} titre(s) lus comme contexte",) if titles else ()
    return Reading(tuple(turns), request.hint or "note", notes)


def _introduces(lines: Sequence[Line], at: int) -> bool:
    """Return whether a short line only introduces the list below it (« Freins : », « Nevers, notes de séance »)."""
    line = lines[at]
    if line.bullet or at + 1 == len(lines) or not lines[at + 1].bullet:
        return False
    return len(line.text.split()) <= _TITLE_WORDS and line.text[-1] not in ".!?…"


def _dialogue(lines: Sequence[Line], dialogue: Dialogue, request: Request) -> Reading:
    clock = request.hint == "chat" or _is_clock(dialogue)
    builder = _Builder(clock)
    for at, line in enumerate(lines):
        mark = dialogue.marks.get(at)
        if mark:
            builder.open(mark, line.locator)
        elif line.heading or _RECORDER.fullmatch(line.text) or builder.is_title(line.text):
            builder.context += 1
        elif _DIRECTION.fullmatch(line.text):
            builder.stage_direction(line)
        else:
            builder.go_on(line)
    builder.close()
    timed = dialogue.family not in (CHAT, INLINE) and not clock
    turns = merge(builder.turns, request.settings) if timed else tuple(builder.turns)
    notes = (f"{builder.context} ligne(s) d’en-tête ou de titre lues comme contexte",) if builder.context else ()
    return Reading(turns, request.hint or ("chat" if clock else "transcript"), notes)


def _is_clock(dialogue: Dialogue) -> bool:
    first = dialogue.marks[min(dialogue.marks)].time_s
    return dialogue.family == CHAT or (first is not None and first >= _MORNING_S)


@dataclass(slots=True)
class _Builder:
    """The turns so far, and the one that is being said."""

    clock: bool
    turns: list[Turn] = field(default_factory=list)
    context: int = 0
    _speaker: str | None = None
    _said: list[str] = field(default_factory=list)
    _start: float | None = None
    _locator: str = ""

    def open(self, mark: Mark, locator: str) -> None:
        """Begin somebody's turn."""
        self.close()
        self._speaker = mark.label
        self._start = None if self.clock else mark.time_s
        self._locator = f"{locator}, à {mark.stamp}" if self.clock and mark.stamp else locator
        self._said = [mark.said] if mark.said else []

    def go_on(self, line: Line) -> None:
        """Add an unlabelled paragraph to the turn."""
        if self._speaker is None:
            self.turns.append(Turn(line.text, locator=line.locator))
            return
        self._locator = self._locator or line.locator
        self._said.append(line.text)

    def stage_direction(self, line: Line) -> None:
        """Keep « (rires) » as a turn of nobody; the speaker goes on after it."""
        self.close()
        self._start = None
        self.turns.append(Turn(line.text, locator=line.locator))

    def is_title(self, text: str) -> bool:
        """Return whether an unlabelled line before the first speaker is the file's title, date or length."""
        return self._speaker is None and len(text.split()) <= _TITLE_WORDS and text[-1] not in ".!?…"

    def close(self) -> None:
        """End the turn."""
        if self._said:
            self.turns.append(Turn(" ".join(self._said), self._speaker, self._start, None, self._locator))
        self._said, self._locator = [], ""


def _longer(turn: Turn, more: str) -> Turn:
    return Turn(f"{turn.text} {more}", turn.speaker, turn.start_s, turn.end_s, turn.locator)
