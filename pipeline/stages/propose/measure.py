"""What a proposition asks for, as comparable parts: content words, figures, direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.lexicon import NUMBERS
from pipeline.stages.propose.statements import Statement
from pipeline.text.contraries import sides
from pipeline.text.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

# Verbs and nouns that pull in opposite directions: two measures that open on either side are different ones.
_UP: Final = words(
    """
    augmenter allonger prolonger étendre élargir doubler tripler relever accroître hausse augmentation allongement
    extension rallonger agrandir
    """
)
_DOWN: Final = words(
    """
    réduire diminuer raccourcir baisser limiter supprimer abaisser interdire baisse réduction diminution
    suppression interdiction
    """
)
# Words of demand, and words that every proposition may hold: they bring no two measures together.
_COMMON: Final = words(
    """
    faire mettre avoir être pouvoir devoir falloir vouloir aller créer proposer demander souhaiter petit grand
    vrai chose même autre fois an année point moment chaque tout seul bon logement bailleur commune locataire
    résidence idée besoin manière cas fait peu plaider dire voir simple certain
    passer prendre venir trouver penser servir réforme règle mesure loi système politique projet moyen effort
    niveau question problème principe objectif
    """
)
# A figure keeps measures apart when it counts one of these; « trois communes » is an example, « dix ans » a rule.
_UNITS: Final = words(
    """
    an année mois semaine jour heure euro % pourcent cent kilomètre mètre
    """
)
# Between the ends of a range; after what is added to something else.
_OR: Final = frozenset(("ou", "à", ",", "-", "et"))
_MORE: Final = re.compile(r"(?:de|en) (?:plus|moins|trop)\b|supplémentaires?\b")


@dataclass(frozen=True, slots=True)
class Measure:
    """A proposition's content.

    Attributes
    ----------
    words : str
        Its content words and figures, as said and in order.
    lemmas : frozenset of str
        Its content words.
    figures : frozenset of (str, str)
        Unit and number of what it fixes (« an », « 10 »).
    direction : int
        +1 when it asks for more, −1 for less, 0 when it says neither or both.
    sides : tuple of int
        On which side of each pair of contraries it stands (``text.contraries``).
    """

    words: str
    lemmas: frozenset[str]
    figures: frozenset[tuple[str, str]]
    direction: int
    sides: tuple[int, ...] = ()


def measure(statement: Statement) -> Measure:
    """Return what ``statement`` asks for."""
    words = [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]
    lemmas = {str(word.lemma_).lower() for word in words}
    return Measure(
        words=" ".join(word.text for word in words if _counts(word) or word.pos_ == "NUM") or statement.text,
        lemmas=content(words),
        figures=_figures(words),
        direction=bool(lemmas & _UP) - bool(lemmas & _DOWN),
        sides=sides(statement.text),
    )


def content(words: Iterable[Token]) -> frozenset[str]:
    """Return the lemmas of the words that tell one measure from another."""
    return frozenset(str(word.lemma_).lower() for word in words if _counts(word))


def opposed(one: Measure, other: Measure) -> bool:
    """Tell whether two measures can never be the same: contraries, opposite directions, other figures of one unit."""
    if one.direction * other.direction < 0 or any(a * b < 0 for a, b in zip(one.sides, other.sides, strict=False)):
        return True
    shared = {unit for unit, _ in one.figures} & {unit for unit, _ in other.figures}
    return any(
        {number for unit, number in one.figures if unit == name}.isdisjoint(
            number for unit, number in other.figures if unit == name
        )
        for name in shared
    )


def _counts(word: Token) -> bool:
    return word.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and word.lemma_.lower() not in _COMMON and len(word) > 2


def _figures(words: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """Return what the measure fixes: both ends of « cinq ou six ans », and nothing of « vingt ans de plus »."""
    found = set()
    for place, word in enumerate(words[:-1]):
        number, unit = _number(word), str(words[place + 1].lemma_).lower()
        if number is None or unit not in _UNITS or _MORE.match(" ".join(one.lower_ for one in words[place + 2 :])):
            continue
        found.add((unit, number))
        if place > 1 and words[place - 1].lower_ in _OR and (low := _number(words[place - 2])) is not None:
            found.add((unit, low))
    return frozenset(found)


def _number(word: Token) -> str | None:
    return NUMBERS.get(word.lower_, str(word.lower_) if word.lower_.isdigit() else None)
