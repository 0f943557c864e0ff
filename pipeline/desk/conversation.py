"""A verbatim in its conversation: who spoke before, who answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from pipeline.desk.machine import Turn
from pipeline.errors import ReviewError
from pipeline.stages.review.answer import Answer, Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a turn: its text, whether it is the words looked for, and the passage that it belongs to."""

    text: str
    marked: bool
    segment: Segment | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn as shown.

    Attributes
    ----------
    turn : Turn
        Who, where and when.
    speaker, role : str
        As corrected.
    pieces : tuple of Piece
        Its text, cut at the words looked for and at the ends of passages; joined they give the turn's text.
    here : bool
        Whether the words looked for are in it.
    """

    turn: Turn
    speaker: str
    role: str
    pieces: tuple[Piece, ...]
    here: bool

    @property
    def time(self) -> str:
        """Hours, minutes and seconds from the start of the recording; empty when there is none."""
        if self.turn.start_s is None:
            return ""
        minutes, seconds = divmod(int(self.turn.start_s), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Part of a conversation, and whether there is more before and after."""

    spoken: tuple[Spoken, ...]
    more_before: bool
    more_after: bool


class Conversations:
    """Finds a verbatim in the conversations of a cycle.

    Parameters
    ----------
    conversations : mapping of str to tuple of Turn
        By source, in the order of speech.
    answer : Answer
        The reviewed answer: its passages cut the turns.
    """

    def __init__(self, conversations: Mapping[str, tuple[Turn, ...]], answer: Answer) -> None:
        self._conversations = conversations
        self._answer = answer
        self._place = {
            turn.utterance_id: (source, at) for source, turns in conversations.items() for at, turn in enumerate(turns)
        }
        self._passages: dict[str, list[str]] = defaultdict(list)
        for segment in sorted(answer.segments.values(), key=lambda row: (row.utterance_id, row.char_start)):
            self._passages[segment.utterance_id].append(segment.segment_id)

    def around(self, key: str, before: int, after: int) -> Excerpt:
        """Return the turn that holds a statement or a segment, and its neighbours.

        Parameters
        ----------
        key : str
            Statement or segment id.
        before, after : int
            How many turns to show on each side.

        Raises
        ------
        ReviewError
            If it is not in the run under review.
        """
        segment, start, end = self._found(key)
        source, at = self._place[segment.utterance_id]
        turns = self._conversations[source]
        first, last = max(at - before, 0), min(at + after + 1, len(turns))
        marked = (segment.char_start + start, segment.char_start + end)
        spoken = (self._spoken(turn, marked if turn is turns[at] else None) for turn in turns[first:last])
        return Excerpt(tuple(spoken), first > 0, last < len(turns))

    def _found(self, key: str) -> tuple[Segment, int, int]:
        statement = self._answer.statements.get(key)
        segment = self._answer.segments.get(key if statement is None else statement.segment_id)
        if segment is None or segment.utterance_id not in self._place:
            raise ReviewError("Ce passage n’est plus dans le cycle : la page est plus ancienne que le corpus.")
        if statement is None:
            return segment, 0, len(segment.text)
        return segment, statement.char_start, statement.char_end

    def _spoken(self, turn: Turn, marked: tuple[int, int] | None) -> Spoken:
        speaker = self._answer.speakers.get(turn.speaker_id or "")
        return Spoken(
            turn=turn,
            speaker="sans nom" if speaker is None else speaker.speaker,
            role="" if speaker is None else speaker.role,
            pieces=tuple(self._pieces(turn, marked)),
            here=marked is not None,
        )

    def _pieces(self, turn: Turn, marked: tuple[int, int] | None) -> list[Piece]:
        segments = [self._answer.segments[key] for key in self._passages[turn.utterance_id]]
        cuts = {0, len(turn.text), *(marked or ())}
        cuts |= {end for segment in segments for end in (segment.char_start, segment.char_end)}
        inside = sorted(cut for cut in cuts if 0 <= cut <= len(turn.text))
        found = []
        for start, end in pairwise(inside):
            here = next((row for row in segments if row.char_start <= start and end <= row.char_end), None)
            is_marked = marked is not None and marked[0] <= start and end <= marked[1]
            found.append(Piece(turn.text[start:end], is_marked, here))
        return found
