"""A theme's name: one noun phrase that people of the theme say, or two where one does not cover it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.cluster.keywords import Keyword

UNNAMED = "Sujet divers"

# A second phrase joins the first when it adds at least this share of the segments that the two are said in.
_ADDS = 0.3
# Candidates looked at, from the most telling.
_CANDIDATES = 12
# « réhabilitation des centres anciens » tells more than « réhabilitation ».
_LONGER = 0.5


def labels(words: Sequence[Sequence[Keyword]]) -> list[str]:
    """Return the name of each theme; no two share a word that carries sense.

    Parameters
    ----------
    words : sequence of sequences of Keyword
        The phrases of each theme, the themes from the most important to the least.
    """
    used: set[str] = set()
    names: list[str] = []
    for candidates in words:
        chosen = _chosen([word for word in candidates if not used & set(word.key)])
        used |= {lemma for word in chosen for lemma in word.key}
        names.append(_joined(chosen) if chosen else _numbered(names))
    return names


def telling(word: Keyword) -> float:
    """Return how well a phrase names its theme: specific, said by many, and of more than one word."""
    longer = 1 + _LONGER * (min(len(word.key), 3) - 1)
    return round(word.specificity * longer * word.n_voices / (word.n_voices + 1), 6)


def _chosen(candidates: Sequence[Keyword]) -> list[Keyword]:
    ranked = sorted(candidates, key=lambda word: (-telling(word), word.key))[:_CANDIDATES]
    if not ranked:
        return []
    first = ranked[0]
    for second in ranked[1:]:
        new = second.rows - first.rows
        if not set(first.key) & set(second.key) and len(new) >= _ADDS * len(first.rows | second.rows):
            return [first, second]
    return [first]


def _joined(words: Sequence[Keyword]) -> str:
    name = " et ".join(word.surface for word in words)
    return name[0].upper() + name[1:]


def _numbered(names: Sequence[str]) -> str:
    """Return a name for a theme that has no phrase of its own; « Sujet divers », then « Sujet divers 2 »."""
    taken = sum(name.startswith(UNNAMED) for name in names)
    return UNNAMED if not taken else f"{UNNAMED} {taken + 1}"
