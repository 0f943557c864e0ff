"""Was a theme on a workshop's agenda? By the words they share, roughly: an agenda line is a few words long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from pipeline.ledger.prints import words
from pipeline.text.words import words as block

# Words are compared by their beginning: « foncière » and « foncier », « vieillir » and « vieillissement » meet.
_STEM: Final = 6
_SHORTEST: Final = 4
# Half of an agenda line's words must be the theme's own.
_SHARE: Final = 0.5
# A word of more than a third of the themes (« logement ») tells nothing, once there are a few of them.
_COMMON: Final = 1 / 3
_FEW: Final = 4
_EMPTY: Final = frozenset(
    word[:_STEM]
    for word in block(
        """atelier avec autour cette comment dans entre faire face leur leurs mais mieux nous notre pour pourquoi
        quel quelle quelles quels quoi sans sont sujet table ronde theme tous tout toute toutes vers"""
    )
)


def on_agenda(themes: Mapping[str, Iterable[str]], agendas: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return the workshops whose agenda mentions each theme.

    Parameters
    ----------
    themes : mapping of str to iterable of str
        For each theme id, its label and keywords.
    agendas : mapping of str to iterable of str
        For each workshop id, the lines of its agenda.

    Returns
    -------
    dict of str to tuple of str
        Sorted workshop ids; empty where nothing matches.
    """
    stems = {key: {stem for phrase in phrases for stem in _stems(phrase)} for key, phrases in themes.items()}
    common = _common(stems)
    lines = {key: [_stems(line) for line in agenda] for key, agenda in agendas.items()}
    return {
        key: tuple(sorted(shop for shop, said in lines.items() if any(_mentions(line, own, common) for line in said)))
        for key, own in stems.items()
    }


def _mentions(line: frozenset[str], own: set[str], common: frozenset[str]) -> bool:
    shared = line & own
    return bool(shared - common) and len(shared) >= _SHARE * len(line)


def _common(stems: Mapping[str, set[str]]) -> frozenset[str]:
    if len(stems) < _FEW:
        return frozenset()
    counts = Counter(stem for own in stems.values() for stem in own)
    return frozenset(stem for stem, count in counts.items() if count > _COMMON * len(stems))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words(text) if len(word) >= _SHORTEST) - _EMPTY
