"""Objects and subjects that speech puts aside: « faites-la pour cinq ans, la dérogation »."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.words import is_participle, opens_noun, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

    Part = tuple[int, int]

# The articles that a pronoun may stand for.
_ARTICLES: Final = {
    "le": frozenset(("le", "l'", "ce", "cet", "un", "votre", "notre", "leur", "son")),
    "la": frozenset(("la", "l'", "cette", "une", "votre", "notre", "leur", "sa")),
    "l'": frozenset(("le", "la", "l'", "ce", "cet", "cette", "un", "une", "notre", "leur")),
    "les": frozenset(("les", "ces", "des", "nos", "leurs")),
    "en": frozenset(("de", "d'", "des", "du", "un", "une")),
}
_DEFINITE: Final = frozenset(("le", "la", "l'", "les", "ce", "cet", "cette", "ces", "votre", "notre", "leur"))
# How many parts after the verb may hold what its pronoun stands for.
_NEAR: Final = 2
# « mettre en place », « à jour »: one verb.
_WITH_VERB: Final = block("place commun ligne ordre œuvre jour plat disposition niveau")
# The tagger calls numbers pronouns too.
_PRONOUNS: Final = block("je j' tu il elle on nous vous ils elles qui que qu' c' ça cela où dont")
_MOST: Final = 12
_OPENINGS: Final = block("ben bah eh et mais donc alors oui non euh")
_COMMAS: Final = frozenset((",", ";", ":", ".", "!", "?", "…"))


def with_object(words: Sequence[Token], start: int, pronoun: str) -> str | None:
    """Return what follows the verb with the noun that ``pronoun`` stands for; None when the clause does not hold it.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    start : int
        Where the verb and its pronouns end.
    pronoun : str
        le, la, l', les, en.
    """
    topics = [part for part in _parts(words, 0) if part[1] < start and _names(words, part, pronoun)]
    if topics and pronoun != "en" and plain(words[topics[-1][0]]) in _DEFINITE:
        return _with_topic(words, topics[-1], start)
    near = itertools.islice(_parts(words, start), _NEAR)
    after = next((part for part in near if part[0] > start and _names(words, part, pronoun)), None)
    if after is not None:
        middle, tail = words[start : after[0] - 1], words[after[1] :]
        if [plain(word) for word in middle] in (["une", "seule"], ["un", "seul"]):
            # « en signer une seule, une convention cadre »
            return _joined(middle, words[after[0] + 1 : after[1]], tail)
        if pronoun == "en" and middle and opens_noun(words, start):
            # « en faire une série, de ces baux »
            return _joined(middle, words[after[0] : after[1]], tail)
        return _joined(words[after[0] : after[1]], middle, tail)
    return _with_topic(words, topics[-1], start) if topics and pronoun != "en" else None


def _with_topic(words: Sequence[Token], topic: Part, start: int) -> str:
    """Return the topic and what follows the verb; « faire changer », « mettre en place » are not parted."""
    first = 0
    if start < len(words) and is_infinitive(words[start]):
        first = 1
    elif plain(words[min(start + 1, len(words) - 1)]) in _WITH_VERB and plain(words[start]) in ("en", "à"):
        first = 2
    named = _joined(words[topic[0] : topic[1]])
    around = _joined(words[start : start + first]), named, _joined(words[start + first :])
    return " ".join(part for part in around if part).replace(" ,", ",")


def deserved(words: Sequence[Token], place: int) -> list[str] | None:
    """« il mériterait d'être étendu, ce minibus » → « étendre ce minibus »."""
    if place + 3 >= len(words) or not is_participle(words[place + 1]):
        return None
    lemma = words[place + 1].lemma_.lower()
    part = next((one for one in _parts(words, place + 2) if one[0] == place + 3), None)
    if part is None or not lemma.endswith(("er", "ir", "re")) or not _opens(words, part):
        return None
    return [lemma, written(words[part[0] : part[1]])]


def _parts(words: Sequence[Token], start: int) -> Iterator[Part]:
    """Yield what stands between commas from ``start`` on."""
    begin = start
    for place in range(start, len(words) + 1):
        if place == len(words) or words[place].text in _COMMAS:
            while begin < place and plain(words[begin]) in _OPENINGS:
                begin += 1
            if place > begin:
                yield begin, place
            begin = place + 1


def _opens(words: Sequence[Token], part: Part) -> bool:
    own = words[part[0] : part[1]]
    is_noun = len(own) <= _MOST and opens_noun(words, part[0]) and own[0].pos_ in ("DET", "ADP")
    return is_noun and not any(word.pos_ in ("VERB", "AUX") or plain(word) in _PRONOUNS for word in own)


def _names(words: Sequence[Token], part: Part, pronoun: str) -> bool:
    return plain(words[part[0]]) in _ARTICLES[pronoun] and len(words[part[0] : part[1]]) > 1 and _opens(words, part)


def _joined(*parts: Sequence[Token]) -> str:
    shown = [written(part) for part in parts if part]
    if shown:
        shown[0] = shown[0][0].lower() + shown[0][1:]
    return " ".join(one for one in shown if one).replace(" ,", ",")
