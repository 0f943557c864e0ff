"""A theme's name: one noun phrase that people of the theme say, or a few where one does not cover it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from pipeline.stages.cluster.keywords import Keyword
from pipeline.text.words import words

UNNAMED: Final = "Sujet divers"

# « réhabilitation des centres anciens » tells more than « réhabilitation », which tells more than an acronym.
_LONGER = 2.0
_ACRONYM = 0.6
_LONGEST = 4
# A phrase of one workshop names a theme of several badly.
_FAR = 0.7
# Candidates looked at, from the most telling.
_CANDIDATES = 12
# One phrase is enough where it covers this share of the segments; another joins it when it adds at least this share
# of those that they cover together, and is not much less telling.
_ENOUGH = 0.45
_ADDS = 0.2
_AS_TELLING = 0.4
# « Maison » alone says little, were it said everywhere: something less telling stands beside it.
_BESIDE_A_NOUN = 0.2
# A noun alone may need two more; a phrase of several words, one.
_NOUNS, _PHRASES = 3, 2
_LONGEST_NAME = 80

# Who speaks or is spoken of, in workshops and councils: it says who cares, not what about.
_WHO: Final = words(
    """adhérent agent agglo agglomération association bailleur bénéficiaire citoyen collectivité commune département
    député gens habitant habitante intercommunalité interco gouvernement locataire maire mairie ministre organisme
    partenaire préfet préfecture président région représentant usager élu équipe état"""
)
# « Coût de la vie » and « politique familiale » are subjects, « vie » and « politique » are not.
_VAGUE: Final = words("action gestion politique responsabilité situation société système vie")
_SIDE = 0.25

# Words that carry no sense in a name.
SMALL: Final = frozenset({"de", "des", "du", "d", "à", "au", "aux", "en", "et", "la", "le", "les", "l"})
_SIGN: Final = re.compile(r"[A-ZÉ][A-ZÉ0-9]+\Z")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may name a theme.

    Attributes
    ----------
    word : Keyword
        The phrase.
    covers : frozenset of int
        Units of the theme that say a word of it that carries sense.
    telling : float
        How well it names the theme.
    """

    word: Keyword
    covers: frozenset[int]
    telling: float


def labels(
    words: Sequence[Sequence[Keyword]],
    given: Mapping[int, str],
    taken: str = "",
    glossary: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the name of each theme; no two are about the same word.

    Parameters
    ----------
    words : sequence of sequences of Keyword
        The phrases of each theme, the themes from the most important to the least.
    given : mapping of int to str
        Names that people chose for some of the themes.
    taken : str
        A name whose words tell nothing here: that of the theme these are parts of.
    glossary : mapping of str to str
        What acronyms stand for.
    """
    used = {word for name in (taken, *given.values()) for word in _words(name)}
    names: list[str] = []
    for theme, found in enumerate(words):
        chosen = [] if theme in given else _chosen(candidates(found), used)
        used |= {part for one in chosen for part in _parts(one.word)}
        names.append(given.get(theme) or _joined([one.word.surface for one in chosen], glossary or {}))
    return _told_apart(names)


def candidates(words: Sequence[Keyword]) -> list[Candidate]:
    """Return the phrases of a theme from the most telling.

    Telling is a phrase that is specific, said by many and in many places, whose words run through the theme.
    """
    said: dict[str, set[int]] = defaultdict(set)
    specific: dict[str, float] = defaultdict(float)
    for word in words:
        for lemma in word.key:
            said[lemma] |= word.rows
            specific[lemma] = max(specific[lemma], word.specificity)
    size = len({row for word in words for row in word.rows})
    found = []
    for word in words:
        covers = frozenset(row for lemma in word.key for row in said[lemma])
        own = sum(specific[lemma] for lemma in word.key) / len(word.key) if len(word.key) > 1 else 0.0
        strength = ((word.specificity + own / 2) * len(covers) / size) ** 0.5
        found.append(Candidate(word, covers, round(strength * _spread(word) * _form(word), 6)))
    return sorted(found, key=lambda one: (-one.telling, one.word.key))


def _spread(word: Keyword) -> float:
    return (1 - _FAR + _FAR * word.reach) * word.n_voices / (word.n_voices + 2)


def _form(word: Keyword) -> float:
    longer = _LONGER if 1 < len(word.key) <= _LONGEST else 1.0
    sign = _ACRONYM if any(_SIGN.match(part) for part in word.surface.split()) else 1.0
    return longer * sign * (_SIDE if _is_aside(word) else 1.0)


def _is_aside(word: Keyword) -> bool:
    return _WHO.issuperset(word.key) or _VAGUE.issuperset(word.key)


def _parts(word: Keyword) -> set[str]:
    return {*word.key, *_words(word.surface)}


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.lower())) - SMALL


def _chosen(ranked: Sequence[Candidate], used: Set[str]) -> list[Candidate]:
    free = [one for one in ranked if not _taken(one.word, used)][:_CANDIDATES]
    if not free:
        return []
    size = len({row for one in ranked for row in one.covers})
    chosen, covered = free[:1], set(free[0].covers)
    is_phrase = len(free[0].word.key) > 1
    for one in free[1:]:
        alone = len(chosen) == 1 and not is_phrase
        if len(chosen) == (_PHRASES if is_phrase else _NOUNS) or (len(covered) >= _ENOUGH * size and not alone):
            break
        least, needed = (_BESIDE_A_NOUN, not _is_aside(one.word)) if alone else (_AS_TELLING, _adds(one, covered))
        if needed and _tells(one, chosen, least):
            chosen.append(one)
            covered |= one.covers
    return chosen


def _taken(word: Keyword, used: Set[str]) -> bool:
    """Tell whether another theme's name says what the phrase is about, or more than half of its words.

    « Bâti ancien » may stand beside « Opérations en centre ancien », « logements adaptés » not beside « Adaptation du
    logement ».
    """
    said = sum(lemma in used for lemma in word.key)
    return not used.isdisjoint(word.key[:1]) or 2 * said > len(word.key) or word.surface.lower() in used


def _tells(one: Candidate, chosen: Sequence[Candidate], least: float) -> bool:
    """Tell whether a phrase says something else than those before, and about as well as the first."""
    other = not any(_parts(one.word) & _parts(before.word) for before in chosen)
    return other and one.telling >= least * chosen[0].telling


def _adds(one: Candidate, covered: set[int]) -> bool:
    """Tell whether a phrase covers enough that those before do not."""
    return len(one.covers - covered) >= _ADDS * len(covered | one.covers)


def _joined(surfaces: Sequence[str], glossary: Mapping[str, str]) -> str:
    """Return one name; an acronym that stands alone is said in full where the glossary knows it and there is room."""
    if not surfaces:
        return UNNAMED
    name = _listed(surfaces)
    full = glossary.get(name, name)
    name = full if len(full) <= _LONGEST_NAME else name
    return name[0].upper() + name[1:]


def _listed(surfaces: Sequence[str]) -> str:
    *others, last = surfaces
    return f"{', '.join(others)} et {last}" if others else last


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return names without doubles: « Sujet divers », then « Sujet divers 2 »."""
    seen: dict[str, int] = {}
    apart = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        apart.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return apart
