"""A theme's name: one noun phrase that people of the theme say, or two where one does not cover it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.stages.cluster.keywords import Keyword

UNNAMED = "Sujet divers"

# A second phrase joins the first when it adds at least this share of the segments that the two are said in.
_ADDS = 0.25
# Candidates looked at, from the most telling.
_CANDIDATES = 12
# « réhabilitation des centres anciens » tells more than « réhabilitation ».
_LONGER = 0.5
# A phrase of one workshop names a theme of several badly.
_FAR = 0.7


def labels(words: Sequence[Sequence[Keyword]], given: Mapping[int, str], taken: str = "") -> list[str]:
    """Return the name of each theme; no two share a word that carries sense.

    Parameters
    ----------
    words : sequence of sequences of Keyword
        The phrases of each theme, the themes from the most important to the least.
    given : mapping of int to str
        Names that people chose for some of the themes.
    taken : str
        A name whose words tell nothing here: that of the theme these are parts of.
    """
    used = {word for name in (taken, *given.values()) for word in name.lower().split()}
    names: list[str] = []
    for theme, candidates in enumerate(words):
        chosen = [] if theme in given else _chosen([word for word in candidates if not used & _parts(word)])
        used |= {part for word in chosen for part in _parts(word)}
        names.append(given.get(theme) or _joined(chosen))
    return _told_apart(names)


def telling(word: Keyword) -> float:
    """Return how well a phrase names its theme: specific, of more than one word, said by many and in many places."""
    longer = 1 + _LONGER * (min(len(word.key), 3) - 1)
    spread = (1 - _FAR + _FAR * word.reach) * word.n_voices / (word.n_voices + 2)
    return round(word.specificity * longer * spread, 6)


def _parts(word: Keyword) -> set[str]:
    return {*word.key, *word.surface.lower().split()} - {"de", "des", "du", "à", "au", "aux", "en", "la", "le", "les"}


def _chosen(candidates: Sequence[Keyword]) -> list[Keyword]:
    ranked = sorted(candidates, key=lambda word: (-telling(word), word.key))[:_CANDIDATES]
    if not ranked:
        return []
    first = ranked[0]
    for second in ranked[1:]:
        new = second.rows - first.rows
        if not _parts(first) & _parts(second) and len(new) >= _ADDS * len(first.rows | second.rows):
            return [first, second]
    return [first]


def _joined(words: Sequence[Keyword]) -> str:
    name = " et ".join(word.surface for word in words) or UNNAMED
    return name[0].upper() + name[1:]


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names without doubles: « Sujet divers », then « Sujet divers 2 »."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return apart
