"""Titles of demands whose subject is somebody or something else: « que les bailleurs soient associés au PLH »."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.model import is_noun
from pipeline.french.verbs import infinitive, infinitive_of, is_infinitive
from pipeline.stages.propose.fiche.carrier import names_actor
from pipeline.stages.propose.titles.attitudes import ATTITUDES, LINKS
from pipeline.stages.propose.titles.words import (
    INDEFINITE,
    INSIDE,
    NEGATIONS,
    is_finite,
    is_participle,
    opens_noun,
    plain,
)
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

    Pieces = list[str]

# « que le bailleur vienne tenir une permanence », « que l'État puisse financer »: the verb that counts comes next.
_STEPS: Final = frozenset(("venir", "pouvoir", "devoir", "aller"))
# « la CAF voudrait être prévenue »
_MODALS: Final = frozenset(("devoir", "pouvoir", "vouloir", "souhaiter"))
_LONGEST: Final = 12
# « aucun agent ne sera transféré »: the title would say the contrary.
_NOBODY: Final = frozenset(("aucun", "aucune", "nul", "nulle", "pas", "plus"))
# « que le loyer soit moins élevé »
_DEGREES: Final = frozenset(("moins", "trop", "peu", "mieux", "si"))
_NE: Final = frozenset(("ne", "n'"))
# What things do too: « remplacé par une façade », « financé par la vente du siège ».
_BY_THINGS: Final = block("remplacer compléter financer renforcer alimenter chauffer relier couvrir suivre précéder")
# « le diagnostic sera précédé de deux visites » → « faire précéder le diagnostic de deux visites »
_STANDS_BY: Final = frozenset(("précéder", "suivre"))
_MINDED: Final = block(
    "favorable défavorable hostile prêt disposé réservé réticent opposé ouvert attentif attaché conscient"
)
_WORTH: Final = block(
    "utile nécessaire souhaitable indispensable bienvenu précieux pertinent important urgent opportun"
)
_FROM_NOW: Final = frozenset(("désormais", "dorénavant", "donc", "aussi", "également", "ainsi"))
RELATIVES: Final = block("qui que qu' dont où")
# An object of more words makes « par l'État » stand before it.
_SHORT: Final = 7


def subject_clause(words: Sequence[Token], start: int) -> Pieces | None:
    """« que les bailleurs soient associés au PLH » → « associer les bailleurs au PLH »."""
    verb = next((i for i in range(start, min(start + 14, len(words))) if is_finite(words[i])), None)
    subject = None if verb is None else noun_phrase(words, start, verb)
    if verb is None or subject is None:
        return None
    place = verb + 1
    if infinitive(words[verb]) in _MODALS and place < len(words) and plain(words[place]) == "être":
        place += 1
    elif infinitive(words[verb]) != "être":
        return None
    while place < len(words) and words[place].pos_ == "ADV" and plain(words[place]) not in NEGATIONS | _DEGREES:
        place += 1
    return (
        None
        if place >= len(words) or plain(words[place]) in NEGATIONS | _DEGREES
        else about(words, place, uncapitalised(words, subject))
    )


def duty(words: Sequence[Token], start: int) -> Pieces | None:
    """« les horaires devraient être affichés » → « afficher les horaires »: the subject stands before the cue."""
    if not 0 < start < len(words) - 1 or infinitive(words[start - 1]) != "devoir" or plain(words[start]) != "être":
        return None
    subject = noun_phrase(words, 0, start - 1)
    return None if subject is None else about(words, start + 1, uncapitalised(words, subject))


def uncapitalised(words: Sequence[Token], subject: str) -> str:
    """Return a subject that opened the sentence without its capital, save a name: « Habitat Rives », « Soliha »."""
    first = words[0]
    # « bénévoles et agents », but « Habitat de l'Ouest »: a name alone does without an article in the singular.
    common = first.pos_ == "NOUN" and is_noun(first.lemma_.lower()) and "Plur" in first.morph.get("Number")
    opens = (first.pos_ in ("DET", "ADP", "ADJ", "NUM") or common) and subject.startswith(first.text)
    return subject[0].lower() + subject[1:] if opens else subject


def about(words: Sequence[Token], place: int, subject: str) -> Pieces | None:
    """Return « associer » + subject for a participle, « rendre » + subject + adjective for an adjective."""
    if subject.split()[0].lower() in _NOBODY:
        return None
    # « soit réalisé et rendu public »: the second participle would hang.
    if place + 2 < len(words) and plain(words[place + 1]) in ("et", "ou") and words[place + 2].pos_ in ("ADJ", "VERB"):
        return None
    token = words[place]
    rest = _with_second(words, place)
    if rest is None:
        return None
    lemma = token.lemma_.lower()
    # The tagger takes many a participle for an adjective, and still knows its verb.
    if is_participle(token) or (token.pos_ == "ADJ" and lemma.endswith(("er", "ir", "dre", "tre"))):
        if lemma in _STANDS_BY or _has_agent(words, place):
            lemma = f"faire {lemma}"
        return [lemma, subject, rest] if lemma.endswith(("er", "ir", "re")) and lemma not in ATTITUDES else None
    # « M. Gueffaut est favorable à la majoration » says what he thinks; « une journée serait utile » asks for it.
    if token.pos_ != "ADJ" or lemma in _MINDED:
        return None
    if lemma not in _WORTH:
        return ["rendre", subject, token.text, rest]
    return ["prévoir", subject] if not rest.strip(" .") and plain(words[0]) in INDEFINITE else None


def _has_agent(words: Sequence[Token], place: int) -> bool:
    """« que les demandes soient traitées par les régies » → « *faire* traiter les demandes par les régies »."""
    if (infinitive_of(plain(words[place])) or words[place].lemma_) in _BY_THINGS:
        return False
    for at in range(place + 1, min(place + _LONGEST, len(words) - 1)):
        # « par secteur », « par lettre » tell how.
        agent = plain(words[at]) == "par" and words[at + 1].pos_ == "DET" and words[at].head.dep_ == "obl:agent"
        if agent and words[at].head.head == words[place]:
            return True
    return False


def _with_second(words: Sequence[Token], place: int) -> str | None:
    """Return what follows a participle, another that « et » joins to it as an infinitive too; None for another verb.

    « remis au bailleur et décompté du flux » → « [remettre le logement] au bailleur et le décompter du flux »; « soit
    désigné et que son nom soit communiqué » → « [désigner un référent] et communiquer son nom ».
    """
    for at in range(place + 2, len(words) - 2):
        if plain(words[at]) not in ("et", "puis"):
            continue
        link = plain(words[at])
        if plain(words[at + 1]) in ("que", "qu'"):
            second = subject_clause(words, at + 2)
            return None if second is None else f"{written(words[place + 1 : at])} et {' '.join(second).rstrip(' .')}"
        again = words[at + 1]
        # « un local fermé et éclairé » has but one verb.
        joins = again.dep_ == "conj" and words[at - 1].pos_ not in ("ADJ", "VERB")
        # « soumis », « inclus » are alike in the singular and in the plural.
        either = plain(words[place]).endswith(("is", "us"))
        agrees = either or again.morph.get("Number") == words[place].morph.get("Number")
        if (is_participle(again) or _is_another_of(again, words[at - 1])) and joins and agrees:
            name = infinitive_of(plain(again)) or str(again.lemma_).lower()
            return f"{written(words[place + 1 : at])} {link} {_it(again, name)}{name} {written(words[at + 2 :])}"
    return None if second_verb(words, place + 1) is not None else written(words[place + 1 :])


def _is_another_of(adjective: Token, noun: Token) -> bool:
    """« tenue par des habitants et *ouverte* le soir »: what tells of no such noun is done to the subject."""
    alike = all(adjective.morph.get(name) == noun.morph.get(name) for name in ("Number", "Gender"))
    return adjective.pos_ == "ADJ" and not alike and infinitive_of(plain(adjective)) is not None


def _it(participle: Token, verb: str) -> str:
    """Return the pronoun that takes up the subject with which a participle agrees."""
    if "Plur" in participle.morph.get("Number"):
        return "les "
    if elides(verb):
        return "l’"
    return "la " if "Fem" in participle.morph.get("Gender") else "le "


def noun_phrase(words: Sequence[Token], start: int, end: int) -> str | None:
    """Return the text before the verb when it is one short noun phrase, as a subject is."""
    while start < end and (words[start].is_punct or words[start].pos_ == "ADV" or plain(words[start]) in LINKS):
        start += 1
    part = words[start:end]
    # « que les pièces leur soient adressées »
    if (
        not part
        or plain(part[-1]) in ("leur", "lui")
        or len(part) > _LONGEST
        or not opens_noun(words, start)
        or part[0].pos_ == "ADP"
    ):
        return None
    # « une visite filmée », « le bail glissant »: a participle tells which.
    verbs = (
        word.pos_ == "AUX" or (word.pos_ == "VERB" and not (_tells(word) and before.pos_ in ("NOUN", "PROPN")))
        for before, word in itertools.pairwise(part)
    )
    # « qu'une demande ne puisse être close qu'après accord »
    apart = any(word.is_punct or word.pos_ == "PRON" or plain(word) in _NE for word in part)
    if apart or any(verbs):
        return None
    return written(part)


def second_verb(words: Sequence[Token], start: int) -> int | None:
    """Return the place of the « et » that joins another conjugated verb to one before ``start``, with its pronouns."""
    for place in range(start, len(words) - 1):
        if plain(words[place]) == "et":
            verb = place + 1
            while verb < len(words) - 1 and plain(words[verb]) in INSIDE and words[verb].pos_ != "DET":
                verb += 1
            if is_finite(words[verb]) and words[verb].pos_ in ("VERB", "AUX"):
                return place
        if plain(words[place]) in RELATIVES:
            return None
    return None


def _past_manner(words: Sequence[Token], place: int, name: str | None) -> tuple[int, str | None]:
    """« notifieront désormais l'offre », « transmettront systématiquement »: the adverb goes with the verb."""
    while name and place < len(words) and words[place].pos_ == "ADV" and plain(words[place]) not in NEGATIONS:
        name = name if plain(words[place]) in _FROM_NOW else f"{name} {plain(words[place])}"
        place += 1
    return place, name


def _tells(word: Token) -> bool:
    return "Part" in word.morph.get("VerbForm")


def other_does(words: Sequence[Token], start: int) -> Pieces | None:
    """« que l'État finance les études » → « faire financer les études par l'État », where one knows who acts."""
    verb = next((i for i in range(start, min(start + 14, len(words))) if is_finite(words[i])), None)
    subject = None if verb is None else noun_phrase(words, start, verb)
    if verb is None or subject is None or not names_actor(subject):
        return None
    name = infinitive(words[verb])
    step = next((at for at in (verb + 1, verb + 2) if at < len(words) and words[at].pos_ != "ADV"), verb)
    if name in _STEPS and step > verb and is_infinitive(words[step]):
        verb = step
        name = plain(words[verb])
    place, name = _past_manner(words, verb + 1, name)
    # « l'offre »: the tagger may take the article for a pronoun.
    article = place < len(words) - 1 and plain(words[place]) == "l'" and words[place + 1].pos_ == "NOUN"
    opens = article or (place < len(words) and words[place].pos_ in ("DET", "NUM") and opens_noun(words, place))
    if name is None or not opens or name.split()[0] in ATTITUDES | _STEPS | {"avoir", "être", "faire"}:
        return None
    # « désignera un correspondant et en communiquera le nom »: two verbs for one subject.
    if second_verb(words, place) is not None:
        return None
    made = words[place:]
    is_short = len(made) <= _SHORT and not any(word.is_punct for word in made[:-1])
    named = uncapitalised(words, subject)
    return (
        ["faire", name, written(made).rstrip(" ."), "par", named]
        if is_short
        else ["faire", name, "par", named, written(made)]
    )
