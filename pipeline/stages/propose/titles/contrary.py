"""Whether a title asks for the contrary of its sentence: « [cessons de] saupoudrer », « ne plus raisonner »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive_of
from pipeline.stages.propose.titles.chunks import CLITICS, SUBJECTS, THAT
from pipeline.stages.propose.titles.fitness import split
from pipeline.stages.propose.titles.words import REVERSE, asks_why, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF: Final = frozenset(("de", "d'", "à"))
_DENY: Final = frozenset(("pas", "plus", "jamais"))
_MODALS: Final = block("faut faudrait faudra doit doivent devrait devraient peut peuvent")
_NEAR: Final = 4
_ASIDE: Final = 8
_NE: Final = frozenset(("ne", "n'"))
# « pas question de vendre », « hors de question », « au lieu de vendre », « plutôt que de vendre »
_REFUSALS: Final = block("pas hors au plutôt")


def reverses(words: Sequence[Token], text: str) -> bool:
    """Tell whether a title asks for what its sentence asks to end: « [cessons de] saupoudrer », « ne plus raisonner ».

    « Pourquoi ne pas déplacer les clubs ? » asks for it, and a title that denies it would not.
    """
    said = split(text.lower())
    if said[:1] and said[0] in _NE:
        return asks_why(words)
    if _is_complained_of(words, said):
        return True
    at = _verb_place(words, said)
    if at is None:
        return _is_unwanted(words, said) and not asks_why(words)
    before = _before(words, at)
    if before is None:
        return False
    one = plain(words[before])
    if one in _DENY:
        near = {plain(word) for word in words[max(before - _NEAR, 0) : before]}
        is_denied = bool(near & _NE) or (one != "plus" and bool(near & _MODALS))
        return is_denied and not asks_why(words)
    if one not in _OF:
        return one == "que" and before > 0 and plain(words[before - 1]) == "plutôt"
    governs = _before(words, before)
    if governs is None:
        return False
    verb = plain(words[governs])
    if verb in ("question", "lieu", "que"):
        return {plain(word) for word in words[max(governs - _NEAR, 0) : governs]} & _REFUSALS != set()
    name = verb if verb in REVERSE else infinitive_of(verb) or str(words[governs].lemma_)
    return name in REVERSE and name not in said


def _is_complained_of(words: Sequence[Token], said: Sequence[str]) -> bool:
    """Tell whether the verb of a title is that of « tant que »: « tant qu'on *laisse* bâtir, le centre se vide »."""
    if [plain(word) for word in words[:2]] not in (["tant", "que"], ["tant", "qu'"]):
        return False
    end = next((at for at, word in enumerate(words) if plain(word) == ","), len(words))
    return any(said[:1] in ([plain(word)], [infinitive_of(plain(word))]) for word in words[2:end])


def _is_unwanted(words: Sequence[Token], said: Sequence[str]) -> bool:
    """Tell whether the verb of a title is one that nobody wants: « je ne veux pas qu'on *supprime* l'avis »."""
    for at, word in enumerate(words):
        if said[:1] != [infinitive_of(plain(word))]:
            continue
        before = [plain(one) for one in words[max(at - _NEAR, 0) : at]]
        that = next((place for place, one in enumerate(before) if one in THAT), None)
        if that and before[that - 1] in _DENY and set(before[that + 1 :]) <= SUBJECTS | CLITICS:
            return True
    return False


def _verb_place(words: Sequence[Token], said: Sequence[str]) -> int | None:
    """Return where the verb of a title stands as an infinitive: of several, that which most of its words follow."""
    found = [at for at, word in enumerate(words) if said[:1] == [plain(word)]]
    own = set(said[1:])
    return max(found, key=lambda at: len(own & {plain(word) for word in words[at : at + len(said)]}), default=None)


def _before(words: Sequence[Token], at: int) -> int | None:
    """Return what stands before a word, its pronouns, adverbs and asides between commas left out."""
    at -= 1
    while at >= 0:
        said = plain(words[at])
        if said == ",":
            opened = next(
                (place for place in range(at - 1, max(at - _ASIDE, -1), -1) if plain(words[place]) == ","), None
            )
            if opened is None:
                return None
            at = opened - 1
        elif said in CLITICS | {"du", "tout"} or (words[at].pos_ == "ADV" and said not in _DENY):
            at -= 1
        else:
            return at
    return None
