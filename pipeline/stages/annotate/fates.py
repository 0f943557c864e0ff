"""What becomes of a segment: an ordered chain of rules, the first that applies decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.records import FACILITATOR, KEPT
from pipeline.stages.annotate.cues import HALLUCINATIONS, LOGISTICS, TEMPLATES

_WORD = re.compile(r"\w+(?:['’-]\w+)*")

# What is left when stage directions, laughter and ellipses are taken out.
_DIRECTIONS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*[^*]+\*|\.{2,}|…|\brires?\b|\bapplaudissements\b", re.IGNORECASE)

# Words a long turn may hold around a logistics cue and still be about the meeting only.
_LOGISTICS_WORDS = 20
# « Nadine Wattebled, maire d’Origny… »: beyond this, somebody who says their name goes on to the subject.
_INTRODUCTION_WORDS = 45


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule looks at.

    Attributes
    ----------
    text : str
        The segment's text.
    kind, role : str
        Closed lists of ``pipeline.records``.
    n_words : int
        Words in ``text``.
    min_words : int
        Fewest words of a spoken segment that can stand alone.
    french : bool
        What the language detector says.
    repeated : bool
        The same words were met earlier in the same workshop.
    introduction : bool
        The speaker's first words, and they give the speaker's own name.
    """

    text: str
    kind: str
    role: str
    n_words: int
    min_words: int
    french: bool
    repeated: bool
    introduction: bool


def count_words(text: str) -> int:
    """Return the number of words of ``text``."""
    return len(_WORD.findall(text))


def _is_logistics(segment: Candidate) -> bool:
    if segment.introduction:
        return segment.n_words <= _INTRODUCTION_WORDS
    return segment.n_words <= _LOGISTICS_WORDS and bool(LOGISTICS.search(segment.text))


def _is_short(segment: Candidate) -> bool:
    # A post-it of two words (« Navette médicale ») says something; two spoken words answer somebody.
    least = segment.min_words if segment.kind in ("transcript", "chat") else 2
    return segment.n_words < least


# The order matters: what no person said comes first, then what is no French, then what is no opinion.
CHAIN: tuple[tuple[str, Callable[[Candidate], bool]], ...] = (
    ("hallucination", lambda s: bool(HALLUCINATIONS.search(s.text))),
    ("gabarit", lambda s: bool(TEMPLATES.search(s.text))),
    ("sans_parole", lambda s: count_words(_DIRECTIONS.sub(" ", s.text)) == 0),
    ("hors_langue", lambda s: not s.french),
    ("animation", lambda s: s.role == FACILITATOR),
    ("logistique", _is_logistics),
    ("doublon", lambda s: s.repeated),
    ("trop_court", _is_short),
)


def fate(segment: Candidate) -> str:
    """Return the fate of a segment, from the closed list ``pipeline.records.FATES``."""
    return next((name for name, applies in CHAIN if applies(segment)), KEPT)
