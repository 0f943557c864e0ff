"""At which scale a measure applies: where it says that it does, else where whoever carries it works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.fiche.actors import ACTORS
from pipeline.stages.propose.fiche.core import core, said_words
from pipeline.stages.propose.fiche.finding import NOTHING, Finding, lemma, plain
from pipeline.stages.propose.statements import Statement
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NATIONAL: Final = "nationale"
_PLACES: Final = {
    **dict.fromkeys(words("pays france nation"), NATIONAL),
    **dict.fromkeys(words("région"), "régionale"),
    **dict.fromkeys(words("département"), "départementale"),
    **dict.fromkeys(
        words(
            """
            commune ville mairie bourg village quartier résidence immeuble îlot canton agglomération agglo interco
            intercommunalité epci métropole bassin scot plh ort centre-ville centre-bourg bourg-centre rue palier hall
            rez-de-chaussée
            """
        ),
        "locale",
    ),
}
_ADJECTIVES: Final = {
    "national": NATIONAL,
    "régional": "régionale",
    "départemental": "départementale",
    **dict.fromkeys(words("intercommunal communal municipal local métropolitain"), "locale"),
}
# « l'association régionale », « l'Assemblée nationale »: the adjective is part of a name.
_NAMES: Final = words(
    """
    association union assemblée éducation agence conseil direction directeur fédération front rassemblement président
    police gendarmerie élu comité solidarité fierté identité préférence récit
    """
)
_WHERE: Final = words("à au aux dans par pour sur en entre chez chaque partout")
# « à l'échelle du département », « au niveau de l'agglo ».
_LEVELS: Final = words("échelle échelon niveau pied périmètre cœur")
# « reconduits dans leur pays »: the place of those spoken of.
_THEIRS: Final = words("leur leurs son ses autre autres")
_EVERY: Final = words("par chaque tout toute tous toutes")
_OF: Final = words("de d' du des")
# What only tells where somebody else stands.
_ASIDE: Final = ("acl:relcl", "advcl")


def scale(statement: Statement) -> Finding:
    """Return the scale that ``statement`` says its measure has."""
    line = said_words(statement)
    told = [word for word in line if _is_level(word) or not _is_aside(word, line)]
    places = list(_places(told, core(statement)))
    return next(_widest(places), NOTHING)


def _places(line: list[Token], done: list[Token]) -> Iterator[tuple[bool, Finding]]:
    """Yield (is it said that the measure applies there, what) for the places named.

    An adjective counts on what is ``done``: « une boîte à outils régionale », not « les libertés locales ».
    """
    for word in line:
        is_said = word.pos_ == "ADJ" and (word.head in done or lemma(word.head) in _LEVELS)
        if is_said and lemma(word) in _ADJECTIVES and lemma(word.head) not in _NAMES:
            yield True, Finding(_ADJECTIVES[lemma(word)], word.text)
        value = _PLACES.get(lemma(word), _PLACES.get(plain(word))) if word.pos_ in ("NOUN", "PROPN") else None
        if value is not None and _is_where(word):
            yield _is_level(word), Finding(value, word.text)


def _widest(places: list[tuple[bool, Finding]]) -> Iterator[Finding]:
    """Yield what is said to be the scale first, then where the measure takes place."""
    yield from (found for is_level, found in places if is_level)
    yield from (found for _, found in places)


def _is_where(word: Token) -> bool:
    """Tell whether a place is where something is done: it follows a preposition, or is counted off."""
    opens = [child for child in word.children if child.dep_ == "case" or child.lower_ == "chaque"]
    if any(plain(child) in _THEIRS for child in word.children):
        return False
    if any(plain(child) in _WHERE for child in opens):
        return True
    return any(plain(child) in _OF for child in opens) and (_is_level(word) or _is_where(word.head))


def _is_level(word: Token) -> bool:
    if lemma(word.head) in _LEVELS:
        return True
    return any(plain(child) in _EVERY for child in word.children if child.dep_ in ("case", "det"))


def _is_aside(word: Token, line: list[Token]) -> bool:
    held = {one.i for one in line}
    while word.head.i != word.i and word.head.i in held:
        if word.dep_ in _ASIDE:
            return True
        word = word.head
    return False


def implied(carrier: Finding, nature: Finding) -> Finding:
    """Return the scale of whoever carries the measure, or that of laws, for when nothing says where."""
    for actor in ACTORS:
        if carrier.words and actor.value == carrier.value and actor.names.search(carrier.words):
            return Finding(actor.scale, carrier.words) if actor.scale else NOTHING
    return Finding(NATIONAL, nature.words) if nature.value == "législatif" else NOTHING
