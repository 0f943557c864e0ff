"""Small questions about words, shared by the ways to make a title."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_future, is_infinitive, is_mistaken_future, names_verb
from pipeline.stages.propose.lexicon import ACTION_VERBS
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIONS: Final = frozenset(["pas", "plus", "jamais"])
REFLEXIVES: Final = frozenset(("se", "s'"))
# Pronouns that stand for something which the title would not name.
OBJECTS: Final = frozenset(["le", "la", "les", "l'", "en"])
# To or for somebody: the measure is the same without them, provided that its object follows.
RECEIVERS: Final = words(
    """
    nous leur lui vous me m' te t' moi
    """
)
# What may stand between a subject and its verb.
INSIDE: Final = words("ne n' se s' y en le la les l' leur lui")
# What is asked is the contrary of the verb that they govern.
REVERSE: Final = words(
    "cesser arrêter éviter renoncer interdire empêcher refuser finir exclure dispenser abstenir défendre suspendre"
)
DENIALS: Final = ("pas", "jamais", "aucun", "aucune", "ni", "non", "sans")
# When something is, and how long it lasts: neither is a measure by itself.
TIMES: Final = words("fois lundi mardi mercredi jeudi vendredi samedi dimanche matin après-midi soir fin")
UNITS: Final = words("heure minute jour semaine mois an année")
INDEFINITE: Final = frozenset(("un", "une", "deux", "trois", "des"))
_MODALS: Final = ("pouvoir", "devoir", "falloir", "vouloir")
_ELLIPTIC: Final = frozenset(("premier", "première", "deuxième", "seconde", "second", "dernier", "dernière", "même"))
_VAGUE: Final = frozenset(["ça", "cela", "ce", "ceci", "tout"])
# Before « pourquoi »: « c'est pourquoi », « voilà pourquoi », « je ne vois pas pourquoi ».
_NO_QUESTION: Final = frozenset(("est", "voilà", "pas"))

# Words as they are asked for, by spaCy's number of their lower case: titles ask for each of them a hundred times.
_PLAIN: Final[dict[int, str]] = {}
# Likewise whether a word so tagged is a conjugated verb.
_FINITE: Final[dict[tuple[int, int, int], bool]] = {}


def plain(token: Token) -> str:
    """Return the word in lower case with a straight apostrophe, without the hyphen of « donnez-nous »."""
    said = _PLAIN.get(token.lower)
    if said is None:
        said = _PLAIN[token.lower] = str(token.lower_).replace("’", "'").lstrip("-")
    return said


def names_action(words: Sequence[Token], place: int) -> bool:
    """Tell whether an infinitive stands at ``place``; the tagger misses many a capitalised first word."""
    opens = place == 0 or words[place - 1].is_punct or (place == 1 and plain(words[0]) in ("de", "d'", "à"))
    said = plain(words[place])
    return is_infinitive(words[place]) or (opens and (said in ACTION_VERBS or (place < 2 and names_verb(said))))


def is_finite(token: Token) -> bool:
    """Tell whether the word is a conjugated verb."""
    key = (token.lower, token.pos, token.morph.key)
    known = _FINITE.get(key)
    if known is None:
        tagged = token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm")
        known = _FINITE[key] = tagged or is_mistaken_future(token)
    return known


def in_future(token: Token) -> bool:
    """Tell whether the word is a verb in the future, though the tagger took it for something else."""
    return is_future(token) or is_mistaken_future(token)


def is_participle(token: Token) -> bool:
    """Tell whether the word is a past participle."""
    told = "Part" in token.morph.get("VerbForm") and "Past" in token.morph.get("Tense")
    return told and not is_mistaken_future(token)


def is_vague(words: Sequence[Token], start: int) -> bool:
    """Tell whether what follows names nothing: no word, or « ça », « tout »."""
    place = next(
        (i for i in range(start, len(words)) if not words[i].is_punct and plain(words[i]) not in NEGATIONS), -1
    )
    if place < 0 or _names_no_noun(words, place):
        return True
    is_article = words[place].pos_ == "DET" and opens_noun(words, place)
    return plain(words[place]) in _VAGUE and not is_article and not _puts_somewhere(words, place)


def _names_no_noun(words: Sequence[Token], place: int) -> bool:
    """« la première », « le même »: an article, and no noun that it would open."""
    if words[place].pos_ != "DET" or place + 1 >= len(words) or plain(words[place + 1]) not in _ELLIPTIC:
        return False
    return place + 2 >= len(words) or words[place + 2].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")


def _puts_somewhere(words: Sequence[Token], place: int) -> bool:
    """« tout en ligne », « tout ça dans un dossier »: the place tells the measure."""
    if plain(words[place]) != "tout":
        return False
    place += 1 + (place + 1 < len(words) and plain(words[place + 1]) in ("ça", "cela"))
    return place < len(words) and words[place].pos_ == "ADP" and opens_noun(words, place)


def asks_why(words: Sequence[Token]) -> bool:
    """Tell whether « pourquoi » asks for what it denies: « pourquoi on ne fermerait pas ? », not « c'est pourquoi »."""
    return any(
        plain(word) == "pourquoi" and (place == 0 or plain(words[place - 1]) not in _NO_QUESTION)
        for place, word in enumerate(words)
    )


def opens_noun(words: Sequence[Token], place: int) -> bool:
    """Tell whether a noun phrase begins at ``place``."""
    if place >= len(words) or words[place].pos_ not in ("DET", "NUM", "ADJ", "NOUN", "PROPN", "ADP"):
        return False
    return any(word.pos_ in ("NOUN", "PROPN") for word in words[place : place + 5])


def first_infinitive(words: Sequence[Token], start: int, within: int) -> int | None:
    """Return the place of an infinitive that nothing but small words separates from ``start``."""
    for place in range(start, min(start + within, len(words))):
        # « sans aller jusqu'à la crèche, réserver dix berceaux »
        if plain(words[place]) in ("sans", "avant", "au"):
            return None
        if names_action(words, place) or (place == start and plain(words[place]) in ACTION_VERBS):
            return place
        # « on pourrait, euh, on pourrait garder »: a modal said twice.
        stops = words[place].pos_ in ("VERB", "AUX", "NOUN", "PROPN") and words[place].lemma_ not in _MODALS
        if stops or plain(words[place]) in ("que", "qu'", "qui", "où"):
            return None
    return None
