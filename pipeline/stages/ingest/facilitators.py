"""Tell facilitators from participants by their conduct, where no metadata does.

A facilitator asks, hands the floor over, keeps time, opens and closes, and says less at a time than the others.
On the ten development debates (22 moderators) and the four sample workshops (8 facilitators) without metadata, the
thresholds below find 28 of 30 and take nobody else for one (22 November 2026; the thresholds were set on these).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from pipeline.text.fold import fold

_MIN_SPEAKERS: Final = 3
_MIN_TURNS: Final = 5
_EDGE: Final = 3  # first or last turns of a session
_SHORT: Final = 0.9  # words in a turn, against the session's mean
_SCORE: Final = 0.35

# Weights of the share of turns that end on a question, of those that conduct the session, of opening, of closing.
_ASKS, _CONDUCTS, _OPENS, _CLOSES = 1.0, 0.6, 0.1, 0.1

# What one says to conduct a session, folded.
_CONDUCT: Final = re.compile(
    r"""\b(?:
      bonjour | bonsoir | bienvenue | merci\ (?:beaucoup|a|pour|d) | s'il\ (?:vous|te)\ plait
    | on\ (?:va\ |peut\ )?(?:passe|commence|demarre|avance|revient|garde|enchaine|continue|clot|conclut|termine|coupe
                            |passer|commencer|demarrer|avancer|revenir|enchainer|continuer|conclure|terminer)
    | je\ (?:vous\ |te\ )?(?:propose|laisse|donne|passe|arrete|interromps|coupe|rappelle|reformule|resume|relance)
    | la\ parole | (?:premiere|deuxieme|troisieme|derniere|prochaine)\ (?:question|partie|sequence)
    | allez-y | vas-y | qui\ (?:veut|commence|souhaite|reagit) | d'autres\ (?:reactions|questions|remarques)
    | si\ (?:je\ comprends|je\ reformule|j'ai\ bien) | a\ (?:vous|toi) | vous\ (?:repondez|pouvez\ repondre)
    | qu'en\ (?:pensez|dites)-vous | tour\ de\ table | l'heure | minutes? | pause | enregistr\w* | micro | post-its?
    | t?chat | sondage | diapo | conclusion | compte\ rendu
    )\b""",
    re.VERBOSE,
)
_QUESTION: Final = re.compile(r"\?[\s»\")]*$")
_UNMARKED: Final = re.compile(r"\b(?:est-ce que|est-ce qu'|qu'est-ce)\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn of a transcript: its file, who speaks, the words."""

    source: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Facilitator:
    """Somebody who seems to conduct the session.

    Attributes
    ----------
    speaker : str
        The name.
    questions : float
        Share of turns that end on a question.
    score : float
        Higher is surer.
    reason : str
        A French phrase.
    """

    speaker: str
    questions: float
    score: float
    reason: str


def infer_facilitators(turns: Sequence[Spoken], candidates: frozenset[str], at_most: int) -> list[Facilitator]:
    """Return who seems to conduct the session, surest first; nobody when two people or fewer speak.

    Parameters
    ----------
    turns : sequence of Spoken
        The workshop's transcripts, in order within each file.
    candidates : frozenset of str
        Who may be one: people whose role is not known otherwise.
    at_most : int
        How many; somebody at least is left to be heard.
    """
    by_speaker: defaultdict[str, list[str]] = defaultdict(list)
    for turn in turns:
        by_speaker[turn.speaker].append(turn.text)
    if len(by_speaker) < _MIN_SPEAKERS:
        return []
    mean = fmean(len(turn.text.split()) for turn in turns)
    opening, closing = _edges(turns)
    found = []
    for speaker, texts in by_speaker.items():
        brevity = fmean(len(text.split()) for text in texts) / mean
        if speaker in candidates and len(texts) >= _MIN_TURNS and brevity <= _SHORT:
            found.append(_judge(speaker, texts, opens=speaker in opening, closes=speaker in closing))
    sure = sorted((one for one in found if one.score >= _SCORE), key=lambda one: (-one.score, one.speaker))
    return sure[: min(at_most, len(by_speaker) - 1)]


def _edges(turns: Sequence[Spoken]) -> tuple[set[str], set[str]]:
    """Return who speaks among the first turns of a file, and among the last."""
    files: defaultdict[str, list[str]] = defaultdict(list)
    for turn in turns:
        files[turn.source].append(turn.speaker)
    opening = {speaker for speakers in files.values() for speaker in speakers[:_EDGE]}
    return opening, {speaker for speakers in files.values() for speaker in speakers[-_EDGE:]}


def _judge(speaker: str, texts: Sequence[str], *, opens: bool, closes: bool) -> Facilitator:
    questions = fmean(map(_asks, texts))
    conduct = fmean(_CONDUCT.search(fold(text)) is not None for text in texts)
    score = _ASKS * questions + _CONDUCTS * conduct + _OPENS * opens + _CLOSES * closes
    said = [f"{questions:.0%} de questions".replace("%", "\u00a0%")]
    said.append(f"{conduct:.0%} de prises de parole qui mènent la séance".replace("%", "\u00a0%"))
    said += ["ouvre la séance"] * opens + ["la clôt" if opens else "clôt la séance"] * closes
    return Facilitator(speaker, questions, score, ", ".join(said))


def _asks(text: str) -> bool:
    """Return whether a turn ends on a question; without punctuation, whether it holds an interrogative phrase."""
    if _QUESTION.search(text):
        return True
    return not any(mark in text for mark in ".!?") and _UNMARKED.search(fold(text)) is not None
