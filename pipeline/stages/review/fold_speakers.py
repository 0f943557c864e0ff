"""Corrections of who speaks."""

from __future__ import annotations

from dataclasses import replace

from pipeline.ledger.entries import Entry, Identify
from pipeline.ledger.prints import words
from pipeline.records import FACILITATOR, KEPT
from pipeline.stages.review.answer import Speaker
from pipeline.stages.review.work import Done, Work


def identify(work: Work, entry: Entry, wanted: Identify) -> Done:
    """Correct a speaker's name or role; counts follow, and a facilitator's words are no opinion."""
    placed = work.place(entry.change.target)
    speaker = work.answer.speakers[placed.key]
    said = []
    if wanted.name is not None:
        work.settle(entry, placed.key, "name", wanted.name)
        said.append(f"{speaker.speaker} → {wanted.name}")
        speaker = _named(work, replace(speaker, speaker=wanted.name))
    if wanted.role is not None:
        work.settle(entry, placed.key, "role", wanted.role)
        said.append(f"{speaker.role} → {wanted.role}")
        speaker = replace(speaker, role=wanted.role)
    work.answer.speakers[placed.key] = speaker
    _speak_as(work, speaker)
    return Done(placed, f"Locuteur corrigé : {', '.join(said) or 'rien à changer'}.")


def _named(work: Work, speaker: Speaker) -> Speaker:
    """Return the speaker, made one with the other of that name in the workshop and given their role."""
    wanted = words(speaker.speaker)
    for other in work.answer.speakers.values():
        alike = other.workshop_id == speaker.workshop_id and words(other.speaker) == wanted
        if alike and other.speaker_id != speaker.speaker_id and other.same_as is None:
            return replace(speaker, same_as=other.speaker_id, role=other.role)
    return speaker


def _speak_as(work: Work, speaker: Speaker) -> None:
    """Give the speaker's role to all they say; what was set aside only as facilitation comes back, and conversely."""
    for key, segment in work.answer.segments.items():
        if segment.speaker_id != speaker.speaker_id or segment.role == speaker.role:
            continue
        fate = segment.fate
        if speaker.role == FACILITATOR and fate == KEPT:
            fate = FACILITATOR
        elif segment.role == FACILITATOR and fate == FACILITATOR:
            fate = KEPT
        work.answer.segments[key] = replace(segment, role=speaker.role, fate=fate)
