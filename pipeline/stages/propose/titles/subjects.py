"""Titles of demands whose subject is somebody or something else: « que les bailleurs soient associés au PLH »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive, is_infinitive
from pipeline.stages.propose.fiche.carrier import names_actor
from pipeline.stages.propose.titles.attitudes import ATTITUDES, LINKS
from pipeline.stages.propose.titles.words import NEGATIONS, is_finite, is_participle, opens_noun, plain
from pipeline.stages.propose.titles.written import written

if TYPE_CHECKING:
    from spacy.tokens import Token

    Pieces = list[str]

# « que le bailleur vienne tenir une permanence », « que l'État puisse financer »: the verb that counts comes next.
_STEPS: Final = frozenset(("venir", "pouvoir", "devoir", "aller"))
_LONGEST: Final = 12
# « aucun agent ne sera transféré »: the title would say the contrary.
_NOBODY: Final = frozenset(("aucun", "aucune", "nul", "nulle", "pas", "plus"))
# An object of more words makes « par l'État » stand before it.
_SHORT: Final = 7


def subject_clause(words: Sequence[Token], start: int) -> Pieces | None:
    """« que les bailleurs soient associés au PLH » → « associer les bailleurs au PLH »."""
    verb = next((i for i in range(start, min(start + 14, len(words))) if is_finite(words[i])), None)
    subject = None if verb is None else noun_phrase(words, start, verb)
    if verb is None or subject is None:
        return None
    place = verb + 1
    if infinitive(words[verb]) in ("devoir", "pouvoir") and place < len(words) and plain(words[place]) == "être":
        place += 1
    elif infinitive(words[verb]) != "être":
        return None
    while place < len(words) and words[place].pos_ == "ADV" and plain(words[place]) not in NEGATIONS:
        place += 1
    return (
        None
        if place >= len(words) or plain(words[place]) in NEGATIONS
        else about(words, place, uncapitalised(words, subject))
    )


def duty(words: Sequence[Token], start: int) -> Pieces | None:
    """« les horaires devraient être affichés » → « afficher les horaires »: the subject stands before the cue."""
    if not 0 < start < len(words) - 1 or infinitive(words[start - 1]) != "devoir" or plain(words[start]) != "être":
        return None
    subject = noun_phrase(words, 0, start - 1)
    return None if subject is None else about(words, start + 1, uncapitalised(words, subject))


def uncapitalised(words: Sequence[Token], subject: str) -> str:
    """Return a subject that opened the sentence without its capital."""
    opens = words[0].pos_ in ("DET", "ADP", "ADJ", "NUM") and subject.startswith(words[0].text)
    return subject[0].lower() + subject[1:] if opens else subject


def about(words: Sequence[Token], place: int, subject: str) -> Pieces | None:
    """Return « associer » + subject for a participle, « rendre » + subject + adjective for an adjective."""
    if subject.split()[0].lower() in _NOBODY:
        return None
    # « soit réalisé et rendu public »: the second participle would hang.
    if place + 2 < len(words) and plain(words[place + 1]) in ("et", "ou") and words[place + 2].pos_ in ("ADJ", "VERB"):
        return None
    token = words[place]
    rest = written(words[place + 1 :])
    lemma = token.lemma_.lower()
    # The tagger takes many a participle for an adjective, and still knows its verb.
    if is_participle(token) or (token.pos_ == "ADJ" and lemma.endswith(("er", "ir", "dre", "tre"))):
        return [lemma, subject, rest] if lemma.endswith(("er", "ir", "re")) and lemma not in ATTITUDES else None
    return ["rendre", subject, token.text, rest] if token.pos_ == "ADJ" else None


def noun_phrase(words: Sequence[Token], start: int, end: int) -> str | None:
    """Return the text before the verb when it is one short noun phrase, as a subject is."""
    while start < end and (words[start].is_punct or words[start].pos_ == "ADV" or plain(words[start]) in LINKS):
        start += 1
    part = words[start:end]
    if not part or len(part) > _LONGEST or not opens_noun(words, start) or part[0].pos_ == "ADP":
        return None
    if any(word.is_punct or word.pos_ in ("PRON", "VERB", "AUX") for word in part):
        return None
    return written(part)


def other_does(words: Sequence[Token], start: int) -> Pieces | None:
    """« que l'État finance les études » → « faire financer les études par l'État », where one knows who acts."""
    verb = next((i for i in range(start, min(start + 14, len(words))) if is_finite(words[i])), None)
    subject = None if verb is None else noun_phrase(words, start, verb)
    if verb is None or subject is None or not names_actor(subject):
        return None
    name = infinitive(words[verb])
    if name in _STEPS and verb + 1 < len(words) and is_infinitive(words[verb + 1]):
        verb += 1
        name = plain(words[verb])
    opens = verb + 1 < len(words) and words[verb + 1].pos_ in ("DET", "NUM") and opens_noun(words, verb + 1)
    if name is None or not opens or name in ATTITUDES | _STEPS | {"avoir", "être", "faire"}:
        return None
    made = words[verb + 1 :]
    is_short = len(made) <= _SHORT and not any(word.is_punct for word in made[:-1])
    named = uncapitalised(words, subject)
    return (
        ["faire", name, written(made).rstrip(" ."), "par", named]
        if is_short
        else ["faire", name, "par", named, written(made)]
    )
