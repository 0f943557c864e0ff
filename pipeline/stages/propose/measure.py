"""What a proposition asks for, as comparable parts: content words, numbers, direction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.statements import Statement
from pipeline.text.fold import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that pull in opposite directions: two measures that hold one of each side are different measures.
_UP: Final = frozenset(
    """augmenter allonger prolonger étendre élargir doubler développer renforcer créer ouvrir garder maintenir relever
    accélérer ajouter construire autoriser accroître porter hausse augmentation allongement création ouverture
    extension maintien construction""".split()
)
_DOWN: Final = frozenset(
    """réduire diminuer raccourcir baisser limiter supprimer fermer arrêter alléger abaisser retirer démolir interdire
    simplifier assouplir baisse réduction diminution suppression fermeture démolition interdiction""".split()
)
# Words of demand and of the subject common to all: they bring no two measures together.
_COMMON: Final = frozenset(
    """faire mettre avoir être pouvoir devoir falloir vouloir aller créer proposer demander souhaiter petit grand vrai
    chose même autre fois an année point moment chaque tout seul bon logement bailleur commune locataire résidence
    idée besoin manière cas besoin gens fait monde peu""".split()
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A proposition's content.

    Attributes
    ----------
    lemmas : frozenset of str
        Folded lemmas of its content words.
    numbers : frozenset of str
        Figures that are part of it, as digits.
    direction : int
        +1 when it adds, −1 when it takes away, 0 when neither or both.
    """

    lemmas: frozenset[str]
    numbers: frozenset[str]
    direction: int


def measure(statement: Statement) -> Measure:
    """Return what ``statement`` asks for."""
    words = [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]
    lemmas = {word.lemma_.lower() for word in words}
    direction = bool(lemmas & _UP) - bool(lemmas & _DOWN)
    return Measure(
        lemmas=frozenset(fold(word.lemma_) for word in words if _counts(word)),
        numbers=frozenset(number for word in words if (number := _number(word))),
        direction=direction,
    )


def _counts(word: Token) -> bool:
    return word.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and word.lemma_.lower() not in _COMMON and len(word) > 2


_WORDS: Final = dict(
    zip(
        """deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente quarante cinquante soixante
        cent""".split(),
        "2 3 4 5 6 7 8 9 10 11 12 15 20 30 40 50 60 100".split(),
        strict=True,
    )
)


def _number(word: Token) -> str | None:
    text = word.lower_
    return text if text.replace(",", "").replace(".", "").isdigit() else _WORDS.get(text)
