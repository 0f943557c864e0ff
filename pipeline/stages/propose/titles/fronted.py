"""Titles that say first what their sentence says first: where, when or for whom.

« Dans les résidences qui se vident, laissez-nous dépasser les plafonds » → « Dans les résidences qui se vident, laisser
dépasser les plafonds ».
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.model import is_noun
from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.fiche.carrier import names_actor
from pipeline.stages.propose.titles.chunks import LINKS, SUBJECTS, THAT, hangs_on
from pipeline.stages.propose.titles.spoken import clean
from pipeline.stages.propose.titles.words import TIMES, UNITS, is_finite, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_OPENS: Final = block("dans pour chez sur avant après dès pendant à au aux en sous entre contre lors chaque")
# What a speaker puts first and is no part of a measure.
_TELLS: Final = block("effet fait revanche outre tout contrepartie attendant bref réalité vérité moi nous vous ça cela")
_LEAST, _MOST = 2, 12
_MOST_OF_TOPIC: Final = 7
_ANNOUNCE: Final = block(
    """
    idée proposition demande souhait piste suggestion accord rappel table groupe atelier consensus besoin point question
    objectif action priorité solution conclusion projet exemple habitant habitante locataire élu élue participant
    """
)
# How surely the reader must hear it as part of the measure.
_HEARD: Final = 0.3


def fronted(words: Sequence[Token], keeps: Sequence[float]) -> str | None:
    """Return what stands first in a sentence, before a comma, where it tells where, when or for whom; else None.

    Parameters
    ----------
    words : sequence of Token
        The words of a sentence.
    keeps : sequence of float
        How surely each belongs to the measure, 0 to 1.
    """
    start = 0
    while start < len(words) and (words[start].is_punct or plain(words[start]) in LINKS):
        start += 1
    end = next((at for at in range(start, min(start + _MOST + 1, len(words))) if plain(words[at]) == ","), None)
    if end is None or end - start < _LEAST or plain(words[start]) not in _OPENS:
        return None
    own = words[start:end]
    # « à étendre le périmètre, à prolonger », « chaque chantier, un élu »: the measure itself, or what it bears on.
    bears = plain(own[0]) == "chaque" and str(own[1].lemma_).lower() not in UNITS | TIMES
    if bears or (plain(own[0]) == "à" and is_infinitive(own[1])):
        return None
    if {plain(word) for word in own} & (_TELLS | SUBJECTS) or _has_clause(own):
        return None
    if sum(keeps[start:end]) < _HEARD * len(own):
        return None
    said = clean(written(own)).rstrip(" ,;:")
    return said or None


def topic(words: Sequence[Token]) -> str | None:
    """Return what a note is about, said before a colon: « RDC commerciaux : autoriser … »; None for who speaks.

    Parameters
    ----------
    words : sequence of Token
        The words of a line of notes.
    """
    end = next((at for at in range(1, min(_MOST_OF_TOPIC + 1, len(words))) if plain(words[at]) == ":"), None)
    if end is None or _has_clause(words[:end]) or any(word.is_punct or is_infinitive(word) for word in words[:end]):
        return None
    # « Vernay : », « DDT : » say who asks, « Idée de la table 2 : » what comes.
    nouns = [word for word in words[:end] if word.pos_ == "NOUN" and is_noun(str(word.lemma_).lower())]
    said = written(words[:end]).strip()
    names = not nouns or names_actor(said) or str(nouns[0].lemma_).lower() in _ANNOUNCE
    return None if names else said


def _has_clause(words: Sequence[Token]) -> bool:
    """Tell whether a clause of its own stands among words: a verb in no relative, save « avant de construire »."""
    related = False
    for at, word in enumerate(words):
        related = related or hangs_on(words, at)
        governed = at > 0 and (words[at - 1].pos_ == "ADP" or plain(words[at - 1]) in ("de", "d'"))
        if not related and (is_finite(word) or plain(word) in THAT or (is_infinitive(word) and not governed)):
            return True
    return False
