"""Titles of « que … » whose subject is no institution: what is to be made to happen, or to be allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.model import is_adjective
from pipeline.french.subjunctive import subjunctive
from pipeline.french.verbs import infinitive, infinitive_of, is_conditional, is_infinitive
from pipeline.stages.propose.titles.subjects import RELATIVES, noun_phrase, uncapitalised
from pipeline.stages.propose.titles.words import INSIDE, in_future, is_finite, is_participle, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

    Pieces = list[str]

# Verbs without an object, which « faire » governs: « que l'argent revienne » → « faire revenir l'argent ».
_GO: Final = block(
    """
    passer venir revenir aller siéger participer figurer entrer sortir partir descendre monter remonter tourner
    circuler arriver évoluer apparaître démarrer commencer repartir converger
    """
)
_EVERYBODY: Final = block("chacun chacune personne rien tous toutes")
_REACH: Final = 16
_TAKES_UP: Final = frozenset(("il", "ils", "elle", "elles"))


def wish(words: Sequence[Token], start: int) -> Pieces | None:
    """Return the title of « que » + subject + verb as pieces of text, the first an infinitive; None without one.

    « que chacun puisse voir son compte » → « permettre à chacun de voir son compte », « que l'argent revienne » →
    « faire revenir l'argent »; else « faire en sorte que … », which changes no word.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    start : int
        Where its « que » stands.
    """
    if start < len(words) and plain(words[start]) in ("que", "qu'"):
        start += 1
    else:
        return None
    if (mistaken := mistaken_verb(words, start)) is not None:
        subject = noun_phrase(words, start, mistaken)
        return [_so_that(uncapitalised(words, subject)), written(words[mistaken:])] if subject else None
    verb = next((at for at in range(start, min(start + _REACH, len(words))) if is_finite(words[at])), None)
    if verb is None:
        return None
    subject_end = verb
    # « que le patron il ait »: speech takes its subject up.
    resumed = verb - 1 if verb - 1 > start and plain(words[verb - 1]) in _TAKES_UP else verb
    while subject_end > start and plain(words[subject_end - 1]) in INSIDE:
        subject_end -= 1
    subject = _subject(words, start, min(subject_end, resumed))
    # « que le département en monte une, de foncière »; « que le président sera élu » is no wish.
    if (
        subject is None
        or in_future(words[verb])
        or is_conditional(words[verb])
        or any(plain(word) == "en" for word in words[subject_end:verb])
    ):
        return None
    name, simple = infinitive(words[verb]), subject_end == verb
    after = words[verb + 1 :]
    if simple and name == "pouvoir" and after and is_infinitive(after[0]):
        return permitted(subject, after)
    # « passent quinze jours »: an object, and « faire passer » would want « à ».
    goes = name in _GO and after and plain(after[0]) not in ("pas", "plus", "jamais", ",")
    if simple and goes and (name != "passer" or after[0].pos_ not in ("NUM", "DET")):
        return ["faire", str(name), subject, written(after)]
    return [_so_that(subject), written(words[subject_end:])]


def _so_that(subject: str) -> str:
    return f"faire en sorte {'qu’' if elides(subject) else 'que '}{subject}"


def mistaken_verb(words: Sequence[Token], start: int) -> int | None:
    """Return the verb that the tagger took for another word: « que le gardien *participe* aux réunions ».

    It comes after a noun and before what it governs, and no other verb follows: « que le taux fixe des prêts baisse ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    start : int
        The word after its « que ».
    """
    found = None
    for at in range(start + 1, len(words)):
        if is_finite(words[at]):
            return None
        if words[at].is_punct or plain(words[at]) in RELATIVES:
            break
        told = words[at].pos_ in ("ADJ", "NOUN", "PROPN") or is_participle(words[at])
        named = words[at - 1].pos_ in ("NOUN", "PROPN", "ADJ")
        if found is None and told and named and _governs(words, at) and _is_subjunctive(plain(words[at])):
            found = at
    return found if found is not None and found < start + _REACH else None


def _governs(words: Sequence[Token], at: int) -> bool:
    """Tell whether an object or a complement follows, or nothing, where no adjective could end the clause."""
    if at + 1 < len(words) and not words[at + 1].is_punct:
        return words[at + 1].pos_ in ("DET", "NUM", "ADP")
    return not is_adjective(plain(words[at]))


def _is_subjunctive(form: str) -> bool:
    name = infinitive_of(form)
    return name is not None and subjunctive(form, name) == form


def outcome(words: Sequence[Token], start: int) -> Pieces | None:
    """« l'argent reviendra à la commune », « l'argent doit revenir » → « faire revenir l'argent à la commune »."""
    verb = next((at for at in range(start, min(start + _REACH, len(words))) if is_finite(words[at])), None)
    subject = None if verb is None else _subject(words, start, verb)
    if verb is None or subject is None:
        return None
    name = infinitive(words[verb])
    if name != "devoir" and not in_future(words[verb]):
        return None
    if name == "devoir" and verb + 1 < len(words) and is_infinitive(words[verb + 1]):
        verb += 1
        name = plain(words[verb])
    after = words[verb + 1 :]
    opens = words[start].pos_ in ("DET", "ADP", "NUM", "ADJ")
    named = subject[:1].lower() + subject[1:] if opens else subject
    says = name in _GO and after and plain(after[0]) not in ("pas", "plus", "jamais", ",")
    return ["faire", name, named, written(after)] if says and name else None


def _subject(words: Sequence[Token], start: int, end: int) -> str | None:
    if end - start == 1 and plain(words[start]) in _EVERYBODY:
        return plain(words[start])
    if start < end and plain(words[start]) in ("d'", "de"):
        # « que d'autres territoires aient leur pacte »: an article here.
        phrase = noun_phrase(words, start + 1, end)
        return None if phrase is None else f"{words[start].text_with_ws}{phrase}"
    if start < end and words[start].pos_ == "ADP":
        return None
    phrase = noun_phrase(words, start, end)
    return None if phrase is None else uncapitalised(words, phrase)


def permitted(subject: str, after: Sequence[Token]) -> Pieces:
    """« le citoyen pourra voir les comptes » → « permettre au citoyen de voir les comptes »."""
    return ["permettre", _to(subject), _of(written(after))]


def _to(subject: str) -> str:
    """« le bailleur » → « au bailleur »."""
    for article, joined in (("les ", "aux "), ("le ", "au ")):
        if subject.startswith(article):
            return joined + subject.removeprefix(article)
    return f"à {subject}"


def _of(said: str) -> str:
    return f"d’{said}" if elides(said) else f"de {said}"
