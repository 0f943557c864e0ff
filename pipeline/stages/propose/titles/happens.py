"""Titles of what another is to do, or what is to be done to a thing, where the sentence only says it.

« Un car assurera la liaison » → « faire en sorte qu'un car assure la liaison »; « les années de stage comptées plein
pot » → « compter les années de stage plein pot ».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.subjunctive import subjunctive
from pipeline.french.verbs import infinitive, infinitive_of, is_conditional, is_infinitive
from pipeline.stages.propose.titles.attitudes import ATTITUDES
from pipeline.stages.propose.titles.chunks import THAT, hangs_on
from pipeline.stages.propose.titles.extent import acts, own_end
from pipeline.stages.propose.titles.subjects import noun_phrase, second_verb, uncapitalised
from pipeline.stages.propose.titles.wishes import permitted
from pipeline.stages.propose.titles.words import INSIDE, NEGATIONS, in_future, is_finite, is_participle, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

    Pieces = list[str]

_REACH: Final = 14
_RESUMES: Final = frozenset(("il", "ils", "elle", "elles", "ça", "cela"))
_HE: Final = frozenset(("il", "ils", "elle", "elles"))
# « le siège, [moi je verrais bien] qu'il suive »
_CUE: Final = 7
_WISHES: Final = block("falloir vouloir souhaiter aimer voir préférer")
_SAY_NOTHING: Final = ATTITUDES | {"falloir", "gagner", "pouvoir", "devoir", "vouloir", "sembler", "paraître"}
_RESPELT: Final = re.compile(r"(?:[eé][bcdfglmnprstv]+|y)er$")
_INVITES: Final = block("inviter encourager inciter appeler autoriser aider")
_SPEAK: Final = block("je j' on nous vous tu")
_NAMED: Final = block("le la l' les chaque tous toutes")
# Participles that tell which thing it is, or how it stands, not what is to be done to it.
STATES: Final = block(
    """
    situer lier destiner concerner prévoir adapter intéresser devoir passer venir appeler nommer habiter équiper
    être avoir donner sembler habituer connaître voir dire vouloir mourir naître arriver partir rester
    """
)
# What no subject of a measure is.
_NOBODY: Final = block("aucun aucune nul nulle pas rien personne ça cela ce c'")


def other_acts(words: Sequence[Token]) -> Pieces | None:
    """« chaque élève garde un agenda » → « faire en sorte que chaque élève garde un agenda ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    """
    verb = next((at for at in range(1, min(_REACH, len(words))) if _is_verb(words, at)), None)
    if verb is None or plain(words[0]) in _NOBODY or any(hangs_on(words, at) for at in range(verb)):
        return None
    if _is_past(words, verb):
        return None
    end = verb
    while end > 0 and plain(words[end - 1]) in INSIDE and words[end - 1].pos_ != "DET":
        end -= 1
    before = end - 1 if end - 1 > 0 and plain(words[end - 1]) in _RESUMES else end
    subject = noun_phrase(words, 0, before)
    name, last = _said(words, verb)
    may = name == "pouvoir" and last == verb + 1
    if subject is not None and may and (" et " not in subject or plain(words[verb]).endswith("nt")):
        return permitted(uncapitalised(words, subject), words[last : own_end(words, last, of_thing=False)])
    # « un fonds, que l'agglomération pourrait abonder »
    related = plain(words[0]) in THAT and is_conditional(words[verb])
    if subject is None or related or name is None or name in _SAY_NOTHING:
        return None
    form = _subjunctive(plain(words[verb]), name, own=last == verb)
    if form is not None and " et " in subject and not form.endswith("ent"):
        # « [le cabinet passe à] une personne et le magazine devient »
        return None
    rest = _with_second(words, last + 1) or written(words[last + 1 : own_end(words, last + 1, of_thing=False)])
    if form is None or not rest:
        return None
    return [_makes(uncapitalised(words, subject), words[end:verb], form), rest]


def _said(words: Sequence[Token], verb: int) -> tuple[str | None, int]:
    """Return the verb that counts and its place: « devra *donner* lieu à un appel »; « pourra » says who may."""
    name = infinitive(words[verb]) or infinitive_of(plain(words[verb]))
    to_come = in_future(words[verb]) or is_conditional(words[verb])
    if name in ("devoir", "pouvoir") and to_come and verb + 2 < len(words) and is_infinitive(words[verb + 1]):
        may = name == "pouvoir" and not is_conditional(words[verb])
        return name if may else plain(words[verb + 1]), verb + 1
    return name, verb


def _subjunctive(form: str, name: str, *, own: bool) -> str | None:
    """Return the subjunctive of a verb in the person of ``form``, its ``own`` or that of the modal before it."""
    if own or not name.endswith("er"):
        return subjunctive(form, name)
    present = f"{name[:-1]}nt" if form.endswith("nt") else name[:-1]
    # « achète », « appelle », « envoie » are spelt otherwise.
    return None if _RESPELT.search(name) else subjunctive(present, name)


def invited(words: Sequence[Token]) -> Pieces | None:
    """« il invite les bailleurs à transmettre le numéro » → « inviter les bailleurs à transmettre le numéro ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    """
    verb = next((at for at in range(1, min(_REACH, len(words))) if is_finite(words[at])), None)
    if verb is None or infinitive(words[verb]) not in _INVITES or words[verb - 1].pos_ not in ("PRON", "NOUN", "PROPN"):
        return None
    near = range(verb + 3, min(verb + _REACH, len(words)))
    to = next((at for at in near if plain(words[at - 1]) == "à" and is_infinitive(words[at])), None)
    if to is None or plain(words[verb - 1]) in _SPEAK or noun_phrase(words, verb + 1, to - 1) is None:
        return None
    return [str(infinitive(words[verb])), written(words[verb + 1 : own_end(words, verb + 1, of_thing=False)])]


def _with_second(words: Sequence[Token], start: int) -> str | None:
    """« désignera un correspondant et en communiquera le nom » → « … et en communique le nom »."""
    joined = second_verb(words, start)
    if joined is None:
        return None
    again = next((at for at in range(joined + 1, len(words)) if is_finite(words[at])), joined)
    name = infinitive(words[again]) or infinitive_of(plain(words[again]))
    form = None if name is None or name in _SAY_NOTHING else subjunctive(plain(words[again]), name)
    alone = own_end(words[:joined], start, of_thing=False) == joined
    if form is None or not alone:
        return None
    rest = written(words[again + 1 : own_end(words, again + 1, of_thing=False)])
    return f"{written(words[start:again])} {form} {rest}"


def _makes(subject: str, inside: Sequence[Token], form: str) -> str:
    """Return « faire en sorte que » somebody does something, the verb after the pronouns ``inside``."""
    que = "qu’" if elides(subject) else "que "
    return f"faire en sorte {que}{subject} {''.join(word.text_with_ws for word in inside)}{form}"


def _is_verb(words: Sequence[Token], place: int) -> bool:
    """Tell whether a verb stands there, though the tagger took it for a noun: « chaque élève *garde un* agenda »."""
    if acts(words, place):
        return plain(words[place - 1]) != "quand"
    follows = words[place + 1].pos_ if place + 1 < len(words) else ""
    mistaken = words[place].pos_ in ("NOUN", "ADJ") and words[place - 1].pos_ == "NOUN" and follows in ("DET", "NUM")
    return mistaken and plain(words[place]).endswith(("e", "ent")) and infinitive_of(plain(words[place])) is not None


def _is_past(words: Sequence[Token], verb: int) -> bool:
    """Tell whether what a verb says is over: « la région a promis un car », « la mairie recevait les familles »."""
    after = words[verb + 1] if verb + 1 < len(words) else None
    compound = infinitive(words[verb]) == "avoir" and after is not None and is_participle(after)
    told = words[verb].morph.get("Tense")
    over = "Past" in told and not in_future(words[verb])
    return compound or ("Imp" in told and not is_conditional(words[verb])) or over


def dislocated_acts(words: Sequence[Token]) -> Pieces | None:
    """« le siège, il faudrait qu'il suive la personne » → « faire en sorte que le siège suive la personne ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause that a noun phrase opens.
    """
    comma = next((at for at in range(2, min(_REACH, len(words))) if plain(words[at]) == ","), None)
    if comma is None or plain(words[0]) in _NOBODY:
        return None
    that = next((at for at in range(comma + 1, min(comma + _CUE, len(words) - 2)) if plain(words[at]) in THAT), None)
    if that is None or plain(words[that + 1]) not in _HE or not _is_wished(words[comma + 1 : that]):
        return None
    verb = that + 2
    while verb < len(words) and plain(words[verb]) in INSIDE:
        verb += 1
    subject = noun_phrase(words, 0, comma)
    if subject is None or verb >= len(words) or not is_finite(words[verb]):
        return None
    rest = written(words[verb + 1 : own_end(words, verb + 1, of_thing=False)])
    name = infinitive(words[verb]) or infinitive_of(plain(words[verb]))
    agrees = plain(words[that + 1]).endswith("s") == any("Plur" in word.morph.get("Number") for word in words[:comma])
    if (
        not rest
        or not agrees
        or name is None
        or name in _SAY_NOTHING
        or subjunctive(plain(words[verb]), name) != plain(words[verb])
    ):
        return None
    return [_makes(uncapitalised(words, subject), words[that + 2 : verb], words[verb].text), rest]


def _is_wished(words: Sequence[Token]) -> bool:
    """Tell whether what stands before « qu'il » wishes it, or is nothing: « il faudrait », « je verrais bien »."""
    said = [plain(word) for word in words]
    wishes = any((infinitive(word) or infinitive_of(plain(word))) in _WISHES for word in words)
    return not words or (wishes and not set(said) & {"pas", "ne", "n'", "jamais"})


def thing_done(words: Sequence[Token]) -> Pieces | None:
    """« le solde affiché au mur » → « afficher le solde au mur ».

    Parameters
    ----------
    words : sequence of Token
        The words of a clause that a noun phrase opens.
    """
    if not words or plain(words[0]) not in _NAMED:
        return None
    for place in range(2, min(_REACH, len(words))):
        word = words[place]
        comma = words[place - 1].is_punct
        end = place - 1 if comma else place
        if is_finite(word) or plain(word) in NEGATIONS | {"que", "qu'", "qui", "où", "dont"}:
            return None
        if not is_participle(word) or words[place - 1].pos_ in ("AUX", "ADV", "DET", "ADP", "CCONJ"):
            continue
        name = infinitive_of(plain(word)) or str(word.lemma_).lower()
        subject = noun_phrase(words, 0, end)
        rest = written(words[place + 1 : own_end(words, place + 1, of_thing=False)])
        # « le compte rendu transmis aux familles »
        names = place + 1 < len(words) and is_participle(words[place + 1])
        says = (
            subject is not None and name.endswith(("er", "ir", "re")) and name not in STATES | ATTITUDES and not names
        )
        if not says or subject is None or not rest or plain(words[place + 1]) in ("par", "comme"):
            return None
        return [name, uncapitalised(words, subject), rest]
    return None
