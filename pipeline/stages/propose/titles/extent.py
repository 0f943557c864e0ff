"""Where the measure ends: before a clause that stands by itself (« …, les fiches sont parties au rectorat »)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.model import is_adjective
from pipeline.stages.propose.titles.words import is_finite, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVES: Final = block(
    "qui que qu' où dont quand lorsque lequel laquelle lesquels lesquelles comme si jusqu' tant quitte dès combien quoi"
)
_SUBJECTS: Final = block("je j' tu on nous vous il ils elle elles ça cela c'")
_MARKS: Final = (",", ";", ":")
_REASONS: Final = frozenset(("parce", "car", "sinon"))
_THAT: Final = frozenset(("que", "qu'"))
_ARTICLES: Final = block("le la les l' un une du des")
_FILLERS: Final = frozenset(("on va dire", "je sais pas", "je dirais ,", "je veux dire"))
# « est » is an adjective too.
_LEAST_LETTERS: Final = 4
_LEAST_BEFORE_CUT: Final = 4


def own_end(words: Sequence[Token], start: int, *, of_thing: bool) -> int:
    """Return where what opens at ``start`` ends, before a clause of its own; ``start`` itself when it is one.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    start : int
        Where a noun phrase, or what follows an infinitive, opens.
    of_thing : bool
        Whether it is a noun phrase: « un point d'eau, que les jardiniers n'aillent plus au cimetière » says why.
    """
    comma, asides = start, 0
    ends = _REASONS | _THAT if of_thing else _REASONS
    for place in range(start, len(words)):
        asides += (words[place].text == "(") - (words[place].text == ")")
        if asides:
            continue
        if words[place].is_punct and plain(words[place]) in _MARKS:
            comma = place
        follows = plain(words[place + 1]) if place + 1 < len(words) else ""
        # « y a quatre bureaux vides »: speech drops its subject.
        after = plain(words[place + 2]) if place + 2 < len(words) else ""
        speaks = follows in _SUBJECTS and not _fills(words, place + 1)
        stops = follows in ends or speaks or (follows, after) == ("y", "a")
        if comma == place > start and stops:
            return place
        if acts(words, place) and not _depends(words, start, place):
            return comma if comma - start >= _LEAST_BEFORE_CUT else start
    return len(words)


def acts(words: Sequence[Token], place: int) -> bool:
    """Tell whether a conjugated verb stands at ``place``; after an article the tagger is wrong."""
    after_article = place > 0 and words[place - 1].pos_ in ("DET", "ADP")
    is_verb = is_finite(words[place]) and not after_article and not plain(words[place]).endswith("ant")
    said = plain(words[place])
    if is_verb and place and words[place - 1].pos_ == "NOUN" and len(said) >= _LEAST_LETTERS and is_adjective(said):
        # « un rendez-vous fixe chaque mois », but « un car double l'autre »
        follows = plain(words[place + 1]) if place + 1 < len(words) else ""
        is_verb = follows in _ARTICLES
    return is_verb and not _fills(words, place - 1)


def _fills(words: Sequence[Token], place: int) -> bool:
    """« de vingt, on va dire trente pour cent », « pour les services, je sais pas, six cents euros »."""
    return place >= 0 and " ".join(plain(word) for word in words[place : place + 3]) in _FILLERS


def _depends(words: Sequence[Token], start: int, verb: int) -> bool:
    """Tell whether a relative or a conjunction stands before the verb, in its own part of the sentence."""
    for place in range(verb - 1, start - 1, -1):
        if plain(words[place]) in _RELATIVES:
            return True
        if words[place].is_punct and plain(words[place]) in _MARKS and not _fenced(words, start, place):
            return False
    return False


def _fenced(words: Sequence[Token], start: int, comma: int) -> bool:
    """Tell whether a comma closes or opens an aside right after a relative: « qui, depuis son téléphone, appuie »."""
    if comma and plain(words[comma - 1]) in _RELATIVES:
        return True
    opened = next((at for at in range(comma - 1, start, -1) if plain(words[at]) in _MARKS), None)
    return opened is not None and plain(words[opened - 1]) in _RELATIVES
