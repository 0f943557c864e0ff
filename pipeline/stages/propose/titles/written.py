"""Write speech as one writes: « qu'on reloue pas » → « qu’on ne reloue pas », « où y a » → « où il y a ».

Spoken French drops « ne » and the « il » of « il y a » and « il faut »; a title has them. Nothing else is added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.words import TIMES, UNITS, is_finite, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_NE: Final = frozenset(("ne", "n'"))
# Pronouns that stand between « ne » and its verb.
_INSIDE: Final = block("le la l' les lui leur y en se s' me m' te t'")
# « nous » and « vous » do too, when another subject stands before them.
_PEOPLE: Final = frozenset(("nous", "vous"))
_SUBJECTS: Final = block("il elle on ils elles qui je j' ça cela l'on")
# « on peut plus entretenir » denies; « on consomme plus » asks for more: only before an infinitive is it sure.
_MODALS: Final = block("pouvoir vouloir devoir savoir falloir")
_TAKES_UP: Final = frozenset(("il", "ils", "elle", "elles"))
_LEADS: Final = frozenset(("nous", "moi", "et", "mais", "donc", "alors", ","))
_DENIES: Final = frozenset(("pas", "jamais"))
# « c'est pas » → « ce n'est pas »
_THAT_NOT: Final = re.compile(r"\b([cC])['’]n(?=['’])")
# « même si c'est que le jeudi »
_ONLY: Final = re.compile(r"\bmême si c['’]est que (?=(?:les?|la|une?|deux|trois|quatre|\d+) [^\W\d_]+(?:,|$))")
# « des garages que personne utilise »
_NOBODY: Final = frozenset(("personne", "rien"))
# What is no subject of what follows: « où le soir il fait noir ».
_NO_SUBJECTS: Final = TIMES | UNITS | block("midi nuit moment été hiver printemps automne cas")
# « où le soignant »
_LEAST_BEFORE: Final = 3
_IMPERSONAL: Final = frozenset(("falloir", "faire", "pleuvoir", "neiger"))
_OPENERS: Final = frozenset(("que", "qu'", "où", "dont", "quand", "si"))
# « ne », two pronouns at most, and the verb.
_MOST_PRONOUNS: Final = 3


def written(words: Sequence[Token]) -> str:
    """Return the words as one writes them.

    Parameters
    ----------
    words : sequence of Token
        Words that follow one another; where some were left out, a comma stands for a mark among them.
    """
    before: dict[int, str] = {}
    for place in range(len(words)):
        if (added := _dropped_subject(words, place)) is not None:
            before[place] = added
        if _is_denied(words, place) and (opening := _opening(words, place)) not in before:
            before[opening] = _ne(plain(words[opening]))
    said = (place for place in range(len(words)) if not (_resumes(words, place) or _resumes_within(words, place)))
    text = "".join(_joined(words, place, before.get(place)) for place in said).strip()
    return _ONLY.sub("même si ce n’est que ", _THAT_NOT.sub(r"\1e n", text))


def _joined(words: Sequence[Token], place: int, before: str | None) -> str:
    """Return a word with what comes before it, and what stands for the words that were left out after it."""
    word, said = words[place], (before or "") + _text(words[place], before)
    if place + 1 == len(words) or words[place + 1].i == word.i + 1:
        return said
    left_out = word.doc[word.i + 1 : words[place + 1].i]
    marked = any(one.is_punct for one in left_out) and not (word.is_punct or words[place + 1].is_punct)
    return f"{said.rstrip()}{',' if marked else ''} "


def _text(word: Token, before: str | None) -> str:
    """Return the word with the space after it; « Faut mettre » has lost its capital to « il »."""
    said = str(word.text_with_ws)
    return said[:1].lower() + said[1:] if before else said


def _resumes(words: Sequence[Token], place: int) -> bool:
    """Tell whether a pronoun only takes up the subject that opens the sentence: « notre priorité elle reste »."""
    start = next((at for at, word in enumerate(words) if plain(word) not in _LEADS), place)
    if place - start not in (2, 3) or plain(words[place]) not in _TAKES_UP or place + 1 >= len(words):
        return False
    named = all(word.pos_ in ("NOUN", "ADJ", "PROPN") for word in words[start + 1 : place])
    follows = is_finite(words[place + 1]) or plain(words[place + 1]) in _INSIDE | _NE
    return named and words[start].pos_ == "DET" and follows


def _resumes_within(words: Sequence[Token], place: int) -> bool:
    """Tell the same of the subject that opens a clause: « un meublé où le soignant *il* pose sa valise »."""
    if plain(words[place]) not in _TAKES_UP or place < _LEAST_BEFORE or place + 1 >= len(words):
        return False
    named = words[place - 1].pos_ in ("NOUN", "ADJ") and words[place - 2].pos_ == "DET" and _agrees(words, place)
    acts = is_finite(words[place + 1]) and str(words[place + 1].lemma_).lower() not in _IMPERSONAL
    return named and acts and plain(words[place - 3]) in _OPENERS


def _agrees(words: Sequence[Token], place: int) -> bool:
    """Tell whether a pronoun may stand for the noun before it."""
    noun, pronoun = words[place - 1], words[place]
    alike = all(noun.morph.get(kind) == pronoun.morph.get(kind) for kind in ("Gender", "Number"))
    return alike and str(noun.lemma_).lower() not in _NO_SUBJECTS


def _dropped_subject(words: Sequence[Token], place: int) -> str | None:
    """Return « il » where « y a » or « faut » has lost it."""
    said = plain(words[place])
    previous = plain(words[place - 1]) if place else ""
    follows = plain(words[place + 1]) if place + 1 < len(words) else ""
    if said == "y" and follows == "en" and previous not in _SUBJECTS | _NE:
        return "il "
    if said == "y" and follows in ("a", "aura", "aurait", "avait") and previous not in _SUBJECTS | _NE:
        denied = place + 2 < len(words) and plain(words[place + 2]) in _DENIES | {"plus"}
        return "il n’" if denied else "il "
    if said in ("faut", "faudrait", "faudra") and previous not in _SUBJECTS | _NE | _INSIDE | _PEOPLE:
        denied = follows in _DENIES
        return "il ne " if denied else "il "
    return None


def _is_denied(words: Sequence[Token], place: int) -> bool:
    """Tell whether the verb at ``place`` is denied without « ne »."""
    if not is_finite(words[place]):
        return False
    # « des garages que personne utilise », not « quand la personne peut pas »
    if place > 1 and plain(words[place - 1]) in _NOBODY and plain(words[place - 2]) in _OPENERS:
        return True
    if place + 1 >= len(words):
        return False
    opening = _opening(words, place)
    # « s'il ne la respecte pas »: the tagger may take the pronoun for an article.
    if any(plain(word) in _NE for word in words[max(opening - _MOST_PRONOUNS, 0) : place]):
        return False
    # « la maison est pas » needs a subject in what is shown: a slice may have left it, and its « ne », outside.
    if opening == 0:
        return False
    follows = plain(words[place + 1])
    if follows == "plus":
        infinitive = place + 2 < len(words) and is_infinitive(words[place + 2])
        return infinitive and str(words[place].lemma_).lower() in _MODALS
    # « pas mal de », « pas que »
    after = plain(words[place + 2]) if place + 2 < len(words) else ""
    return follows in _DENIES and after not in ("mal", "que", "qu'")


def _opening(words: Sequence[Token], place: int) -> int:
    """Return where the verb and its pronouns begin."""
    while place > 0 and plain(words[place - 1]) in _INSIDE and _is_pronoun(words, place - 1):
        place -= 1
    if place > 1 and plain(words[place - 1]) in _PEOPLE and plain(words[place - 2]) in _SUBJECTS:
        place -= 1
    return place


def _is_pronoun(words: Sequence[Token], place: int) -> bool:
    """« il la respecte »: right after a subject, an article is a pronoun that the tagger misses."""
    return words[place].pos_ != "DET" or (place > 0 and plain(words[place - 1]) in _SUBJECTS - {"qui"})


def _ne(word: str) -> str:
    return "n’" if elides(word) else "ne "
