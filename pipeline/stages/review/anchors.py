"""Make anchors: what a correction is about, told by content."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from pipeline.ledger.entries import Anchor, Kind
from pipeline.ledger.passages import first_words, last_words, surroundings
from pipeline.ledger.prints import sample
from pipeline.records import KEPT
from pipeline.stages.review.answer import Answer, Segment, Statement

# With 3 % of the words changed, five of these six remain.
_MARKS: Final = 6


class Anchors:
    """Anchors for the things of an answer.

    Parameters
    ----------
    answer : Answer
        What the reviewer has before the eyes; not changed, and not to change while this is used.
    known : dict, optional
        The fingerprints of themes made so far, by the ids of their segments; added to. A theme of a thousand
        passages takes longer than a gesture may.
    """

    def __init__(self, answer: Answer, known: dict[tuple[str, ...], tuple[str, ...]] | None = None) -> None:
        self._answer = answer
        self._known = {} if known is None else known
        self._around = surroundings(answer.segments.values())
        self._members: dict[str, list[Segment]] = defaultdict(list)
        for segment in answer.segments.values():
            if segment.theme_id is not None and segment.fate == KEPT:
                self._members[segment.theme_id].append(segment)

    def of(self, kind: Kind, key: str) -> Anchor:
        """Return the anchor of the thing of a kind with id ``key``; KeyError when there is none."""
        make = {
            "thème": self.theme,
            "segment": self.segment,
            "énoncé": self.statement,
            "proposition": self.proposal,
            "locuteur": self.speaker,
        }
        return make[kind](key)

    def theme(self, key: str) -> Anchor:
        """Return a theme's anchor: its label and a sample of its segments' words."""
        label, members = self._answer.themes[key].label, self._members.get(key, ())
        ids = tuple(segment.segment_id for segment in members)
        if ids not in self._known:
            self._known[ids] = sample(segment.text for segment in members)
        return Anchor(kind="thème", id=key, text=label, prints=self._known[ids])

    def segment(self, key: str) -> Anchor:
        """Return a segment's anchor: its words, its speaker, its neighbours."""
        segment = self._answer.segments[key]
        before, after = self._around[key]
        return Anchor(
            kind="segment",
            id=key,
            text=segment.text,
            workshop=segment.workshop_id,
            speaker=name(self._answer, segment),
            before=before,
            after=after,
        )

    def statement(self, key: str) -> Anchor:
        """Return a statement's anchor: its words and those around it."""
        statement = self._answer.statements[key]
        segment = self._answer.segments[statement.segment_id]
        before, after = within(statement, segment, self._around[segment.segment_id])
        return Anchor.model_validate(
            {
                "kind": "énoncé",
                "id": key,
                "text": statement.text,
                "workshop": segment.workshop_id,
                "speaker": name(self._answer, segment),
                "type": statement.type,
                "before": before,
                "after": after,
            }
        )

    def proposal(self, key: str) -> Anchor:
        """Return a proposition's anchor: its title and a sample of its statements' words."""
        proposal = self._answer.proposals[key]
        texts = [self._answer.statements[member].text for member in proposal.statement_ids]
        return Anchor(kind="proposition", id=key, text=proposal.title, prints=sample(texts))

    def members(self, key: str) -> tuple[Anchor, ...]:
        """Return what accepting a thing holds together: a proposition's statements, a theme's segments.

        A theme may have thousands of segments: each is known by its id and a few marks, not by its words.
        """
        if key in self._answer.proposals:
            return tuple(self.statement(member) for member in self._answer.proposals[key].statement_ids)
        return tuple(
            Anchor(
                kind="segment",
                id=segment.segment_id,
                workshop=segment.workshop_id,
                prints=sample([segment.text])[:_MARKS],
            )
            for segment in self._members.get(key, ())
        )

    def speaker(self, key: str) -> Anchor:
        """Return a speaker's anchor: their name in their workshop."""
        speaker = self._answer.speakers[key]
        return Anchor(kind="locuteur", id=key, text=speaker.speaker, workshop=speaker.workshop_id)


def name(answer: Answer, segment: Segment) -> str | None:
    """Return the name of a segment's speaker as it stands."""
    speaker = answer.speakers.get(segment.speaker_id or "")
    return None if speaker is None else speaker.speaker


def within(statement: Statement, segment: Segment, around: tuple[str, str]) -> tuple[str, str]:
    """Return the words around a statement, those of the neighbouring segments included."""
    return (
        last_words(f"{around[0]} {segment.text[: statement.char_start]}"),
        first_words(f"{segment.text[statement.char_end :]} {around[1]}"),
    )
