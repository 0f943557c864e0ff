"""Tell facilitators from participants by their conduct, where no metadata does.

A facilitator asks, hands the floor over, keeps time, opens and closes, and says less at a time than the others.
Without metadata or names that say the role, on the ten development debates (21 moderators), the four sample workshops
(8 facilitators) and the 36 meetings that the statements are learned from (38 people who chair them), what stands below
finds 64 of 67 and takes 3 others for one; before it was set on the meetings too, 55 and 10 (26 November 2026).
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
# Words in a turn, against the session's mean: whoever speaks first may present the subject too.
_SHORT: Final = 0.7
_SHORT_FIRST: Final = 1.25
_SCORE: Final = 0.4
# A second facilitator scores this much of what the surest does.
_OF_SUREST: Final = 0.3

# Weights of the share of turns that end on a question, of those that conduct the session, of being among those who open
# and close, of speaking first and last.
_ASKS, _CONDUCTS, _OPENS, _CLOSES, _FIRST, _LAST = 1.0, 0.9, 0.1, 0.1, 0.3, 0.15

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
    edges = _Edges(turns)
    found = []
    for speaker, texts in by_speaker.items():
        brevity = fmean(len(text.split()) for text in texts) / mean
        is_brief = brevity <= (_SHORT_FIRST if speaker in edges.first else _SHORT)
        # Whoever asks and never conducts is a participant who wants to know.
        if speaker in candidates and len(texts) >= _MIN_TURNS and is_brief and any(map(_conducts, texts)):
            found.append(_judge(speaker, texts, edges))
    surest = max((one.score for one in found), default=0.0)
    sure = [one for one in found if one.score >= max(_SCORE, _OF_SUREST * surest)]
    return sorted(sure, key=lambda one: (-one.score, one.speaker))[: min(at_most, len(by_speaker) - 1)]


class _Edges:
    """Who speaks first and last in a file, and among the first and the last."""

    def __init__(self, turns: Sequence[Spoken]) -> None:
        files: defaultdict[str, list[str]] = defaultdict(list)
        for turn in turns:
            files[turn.source].append(turn.speaker)
        self.first = {speakers[0] for speakers in files.values()}
        self.last = {speakers[-1] for speakers in files.values()}
        self.opening = {speaker for speakers in files.values() for speaker in speakers[:_EDGE]}
        self.closing = {speaker for speakers in files.values() for speaker in speakers[-_EDGE:]}


def _judge(speaker: str, texts: Sequence[str], edges: _Edges) -> Facilitator:
    questions = fmean(map(_asks, texts))
    conduct = fmean(map(_conducts, texts))
    opens, closes = speaker in edges.opening, speaker in edges.closing
    score = _ASKS * questions + _CONDUCTS * conduct + _OPENS * opens + _CLOSES * closes
    score += _FIRST * (speaker in edges.first) + _LAST * (speaker in edges.last)
    said = [f"{questions:.0%} de questions".replace("%", "\u00a0%")]
    said.append(f"{conduct:.0%} de prises de parole qui mènent la séance".replace("%", "\u00a0%"))
    said += ["ouvre la séance"] * opens + ["la clôt" if opens else "clôt la séance"] * closes
    return Facilitator(speaker, questions, score, ", ".join(said))


def _conducts(text: str) -> bool:
    return _CONDUCT.search(fold(text)) is not None


def _asks(text: str) -> bool:
    """Return whether a turn ends on a question; without punctuation, whether it holds an interrogative phrase."""
    if _QUESTION.search(text):
        return True
    return not any(mark in text for mark in ".!?") and _UNMARKED.search(fold(text)) is not None
