"""Titles of things that are named without an article, or excluded: « présomption de salariat », « aucun lit fermé ».

« Présomption de salariat, dans le code » → « prévoir une présomption de salariat, dans le code »; « aucun lit fermé » →
« ne fermer aucun lit »; « pas de vente à un groupe » → « exclure toute vente à un groupe ».
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.verbs import infinitive, infinitive_of
from pipeline.stages.propose.titles.attitudes import ATTITUDES
from pipeline.stages.propose.titles.extent import own_end
from pipeline.stages.propose.titles.happens import STATES
from pipeline.stages.propose.titles.heads import IS
from pipeline.stages.propose.titles.subjects import noun_phrase
from pipeline.stages.propose.titles.things import FORESEE, NAMES_NOTHING
from pipeline.stages.propose.titles.words import TIMES, is_finite, is_participle, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

    Pieces = list[str]

EXCLUDE: Final = "exclure"
_NONE: Final = frozenset(("aucun", "aucune"))
_OF: Final = frozenset(("de", "d'"))
_ONE: Final = frozenset(("un", "une"))
# What opens a sentence and names no thing: « merci », « bravo », « question suivante ».
_NO_THING: Final = NAMES_NOTHING | TIMES | block("merci bravo bonjour monsieur madame messieurs mesdames oui non fin")
_LEAST: Final = 3
_REACH: Final = 10
_NEAR: Final = 6


def unarticled(words: Sequence[Token]) -> Pieces | None:
    """« présomption de salariat, dans le code » → « prévoir une présomption de salariat, dans le code ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    """
    if len(words) < _LEAST or words[0].pos_ not in ("NOUN", "ADJ"):
        return None
    head = words[0] if words[0].pos_ == "NOUN" else words[1]
    number, gender = head.morph.get("Number"), head.morph.get("Gender")
    if head.pos_ != "NOUN" or str(head.lemma_).lower() in _NO_THING or not number or not (gender or "Plur" in number):
        return None
    # The tagger takes verbs for nouns: « demande un rapport », « limitons-la ».
    is_verb = infinitive_of(plain(words[0])) is not None and words[1].pos_ == "DET"
    if is_verb or words[1].text.startswith("-"):
        return None
    end = own_end(words, 0, of_thing=True)
    if end < _LEAST:
        return None
    # « de petits commerces », « d'anciens locaux »
    of = "d’" if elides(plain(words[0])) else "de "
    many = "des " if words[0].pos_ == "NOUN" and words[1].pos_ != "NOUN" else of
    article = many if "Plur" in number else "une " if "Fem" in gender else "un "
    said = written(words[:end]).rstrip(" ,;:")
    keeps = len(words[0].text) > 1 and words[0].text.isupper()
    return [FORESEE, f"{article}{said if keeps else said[:1].lower() + said[1:]}"]


def excluded(words: Sequence[Token]) -> Pieces | None:
    """« aucun lit fermé » → « ne fermer aucun lit »; « pas de vente au groupe » → « exclure toute vente au groupe ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    """
    start = _past_denial(words)
    if start is None or start + 1 >= len(words) or words[start].pos_ not in ("NOUN", "ADJ"):
        return None
    done = next((at for at in range(start + 1, min(start + _REACH, len(words))) if _is_done(words, at)), None)
    if done is not None:
        return _not_done(words, start, done) if plain(words[start - 1]) in _NONE else None
    end = own_end(words, start, of_thing=True)
    gender = words[start].morph.get("Gender")
    if end <= start + 1 or "Plur" in words[start].morph.get("Number") or not gender:
        return None
    return [EXCLUDE, "toute" if "Fem" in gender else "tout", written(words[start:end]).rstrip(" ,;:")]


def _past_denial(words: Sequence[Token]) -> int | None:
    """Return where the noun stands after « aucun », « pas de », « plus jamais un », « plus aucun »."""
    said = [plain(word) for word in words[:3]]
    if said[:1] and said[0] in _NONE:
        return 1
    if said[:1] == ["pas"] and len(said) > 1 and said[1] in _OF:
        return 2
    if said[:1] == ["plus"] and len(said) > 1 and said[1] in _NONE:
        return 2
    return 3 if said[:2] == ["plus", "jamais"] and len(said) > 2 and said[2] in _ONE | _OF else None


def _is_done(words: Sequence[Token], place: int) -> bool:
    """Tell whether a participle stands there, though the tagger may take it for an adjective."""
    lemma = str(words[place].lemma_).lower()
    return is_participle(words[place]) or (words[place].pos_ == "ADJ" and lemma.endswith(("er", "ir", "dre", "tre")))


def _not_done(words: Sequence[Token], start: int, done: int) -> Pieces | None:
    """« aucun agent ne sera transféré contre son gré » → « ne transférer aucun agent contre son gré »."""
    end = done
    while end > start and (infinitive(words[end - 1]) == "être" or plain(words[end - 1]) in ("ne", "n'")):
        end -= 1
    verb = infinitive_of(plain(words[done])) or str(words[done].lemma_).lower()
    named = noun_phrase(words, start - 1, end)
    after = words[done + 1 : own_end(words, done + 1, of_thing=False)]
    # « aucun habitant n'est consulté » complains; « aucun commerce situé au bourg ne doit fermer » has its verb after.
    told = any(plain(word) in IS for word in words[end:done]) or any(is_finite(word) for word in after[:_NEAR])
    if named is None or told or verb in STATES | ATTITUDES or not verb.endswith(("er", "ir", "re")):
        return None
    denied = f"n’{verb}" if elides(verb) else f"ne {verb}"
    return [denied, named[:1].lower() + named[1:], written(after)]
