"""The marks of an annotated line: ``⟦type|words⟧``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, get_args

from pipeline.evaluation.gold import GoldType, Refusal

TYPES: Final[dict[str, GoldType]] = {
    "C": "constat",
    "F": "frein",
    "L": "levier",
    "P": "proposition",
    "Q": "question",
    "N": "autre",
}
REFUSALS: Final[tuple[Refusal, ...]] = get_args(Refusal)
LONE: Final = "autre"  # P:autre, a proposition that belongs to no group

_MARK: Final = re.compile(r"⟦([^|⟦⟧]*)\|([^⟦⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement in an unmarked text.

    Attributes
    ----------
    type : str
        Its type in full.
    group : str or None
        A proposition's group, null for ``P:autre``.
    refused : str or None
        Why it is no proposition (``N:…``).
    start, end : int
        Characters of the unmarked text.
    """

    type: GoldType
    group: str | None
    refused: Refusal | None
    start: int
    end: int


def unmark(line: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the words of ``line`` and its marks.

    Raises
    ------
    ValueError
        With a French sentence, if a mark is malformed, nested, empty or of an unknown type.
    """
    text, marks, done = "", [], 0
    for found in _MARK.finditer(line):
        text += line[done : found.start()]
        start, done = len(text), found.end()
        text += found[2]
        marks.append(_mark(found[1], found[2], start))
    text += line[done:]
    if "⟦" in text or "⟧" in text:
        raise ValueError("une marque « ⟦type|texte⟧ » est mal fermée, imbriquée ou sans barre")
    return text, tuple(marks)


def _mark(head: str, words: str, start: int) -> Mark:
    letter, _, argument = head.partition(":")
    if letter not in TYPES or bool(argument) != (letter in "PN"):
        raise ValueError(f"marque inconnue « {head} » (attendu C, F, L, Q, P:groupe ou N:motif)")
    if not words or words != words.strip():
        raise ValueError(f"la marque « {head} » est vide, ou commence ou finit par un espace")
    group = argument if letter == "P" and argument != LONE else None
    return Mark(TYPES[letter], group, _refusal(argument) if letter == "N" else None, start, start + len(words))


def _refusal(argument: str) -> Refusal:
    for refusal in REFUSALS:
        if refusal == argument:
            return refusal
    raise ValueError(f"motif inconnu « N:{argument} » (attendu {', '.join(REFUSALS)})")
