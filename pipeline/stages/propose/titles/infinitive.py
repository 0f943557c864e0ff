"""Turn a demand into an infinitive by its syntax: one small function a construction.

Each returns the pieces of the title, or None when it does not apply or would not be safe; the first that
returns something wins. No word is added but the infinitive of a verb that was said, « ne pas », « rendre » for « que …
soit(ent) + adjective », and what says only that it is asked for: « prévoir » (`things.py`), « faire en sorte que »,
« permettre à … de » (`wishes.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive, is_conditional
from pipeline.stages.propose.lexicon import ACTION_VERBS
from pipeline.stages.propose.titles.acting import (
    MODALS,
    SPEAKERS,
    Pieces,
    clitics_before,
    from_finite,
    from_infinitive,
    governed,
    verb_of,
    with_verb,
)
from pipeline.stages.propose.titles.subjects import duty, other_does, subject_clause
from pipeline.stages.propose.titles.words import (
    OBJECTS,
    RECEIVERS,
    first_infinitive,
    is_finite,
    names_action,
    plain,
)
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

Way = Callable[[Sequence["Token"], int], Pieces | None]

# What says how often or when, before the subject.
_OFTEN: Final = block("chaque tous toutes dès avant après")
_SHORT_WHEN: Final = 6
# « quand on reconstruit », « un minibus qu'on appelle »: a clause that hangs on something else.
_HANGING: Final = block(
    """
    quand si où qui dont comme lorsque tant parce puisque ce
    """
)
IRREGULAR_ORDERS: Final = {"faites": "faire", "dites": "dire", "défaites": "défaire", "refaites": "refaire"}


def pieces(words: Sequence[Token], after: int, *, ours: bool) -> Pieces | None:
    """Return the title of a demand as pieces of text, the first an infinitive.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    after : int
        Position in ``words`` of the first word after the cue.
    ours : bool
        Whether the cue's subject is the speakers, all, or nobody; another subject is part of the measure
        (« les bailleurs doivent visiter ») and only a passive keeps it.
    """
    start = past_presentative(words, after)
    for make in _WAYS if ours else (duty,):
        if (made := make(words, start)) is not None:
            return made
    return None


def past_presentative(words: Sequence[Token], after: int) -> int:
    """Return where the measure begins: after « …, c'est », « …, ce serait » when one follows the cue closely."""
    for place in range(after, min(after + 9, len(words) - 1)):
        if plain(words[place]) in ("c'", "ce", "ça") and plain(words[place + 1]) in ("est", "serait", "était"):
            # « c'est-à-dire » presents nothing.
            return after if words[min(place + 2, len(words) - 1)].text.startswith("-") else place + 2
        if is_finite(words[place]) and words[place].pos_ == "VERB":
            return after
    return after


def carried(words: Sequence[Token], place: int) -> Pieces | None:
    """Return the title of the cue's own verb when it governs another: « je n'autoriserai plus quelqu'un à venir »."""
    if place < 0 or not is_finite(words[place]) or infinitive(words[place]) in (None, "faire", *MODALS):
        return None
    return from_finite(words, place) if first_infinitive(words, place + 1, within=6) is not None else None


def _our_clause(words: Sequence[Token], start: int) -> Pieces | None:
    """« qu'on crée un fonds », « on créerait un fonds », « pourquoi on ferait pas un fonds »."""
    for place in range(max(start - 4, 0), min(start + 5, len(words) - 1)):
        if plain(words[place]) in SPEAKERS and words[place].pos_ == "PRON" and not _hangs(words, place, start):
            verb = verb_of(words, place)
            if verb is not None and (made := from_finite(words, verb)) is not None:
                return _when(words, place, made)
    return None


def _when(words: Sequence[Token], subject: int, made: Pieces) -> Pieces:
    """Return the title with what says how often or when before the subject: « chaque trimestre, je tiendrai … »."""
    before = [word for word in words[:subject] if not word.is_punct]
    if not 1 < len(before) <= _SHORT_WHEN or plain(before[0]) not in _OFTEN or not words[subject - 1].is_punct:
        return made
    said = written(words[: subject - 1])
    return [*made[:-1], said[:1].lower() + said[1:], made[-1]]


def uncued_pieces(words: Sequence[Token]) -> Pieces | None:
    """Return the title of a demand that no rule recognised, wherever it stands; None without one.

    « j'ajouterais une évaluation », « nous les petits, donnez-nous vingt ans de plus », « ça je le fais l'an prochain,
    former les gardiens », « le camion, on le remplace », « vous me supprimez ce certificat ».
    """
    if words and words[0].pos_ != "NOUN" and (made := _imperative(words, 1)) is not None:
        return made
    for place, word in enumerate(words):
        if is_conditional(word) and any(plain(one) in SPEAKERS for one in words[max(place - 2, 0) : place]):
            # « là on aurait du monde »: an effect.
            effect = infinitive(word) in ("avoir", "être")
            return None if effect or clitics_before(words, place) else from_finite(words, place)
        after = place + 1 + (word.text == "-")
        if place and word.text.startswith("-") and (made := _imperative(words, after)) is not None:
            return made
        if place > 1 and plain(words[0]) in ("ça", "cela") and names_action(words, place) and words[place - 1].is_punct:
            return from_infinitive(words, place)
        if plain(word) in SPEAKERS and (place == 0 or words[place - 1].is_punct):
            return _said_of_topic(words, place)
    return None


def _said_of_topic(words: Sequence[Token], subject: int) -> Pieces | None:
    """« le camion, on le remplace » → « remplacer le camion »; « vous me supprimez … » → « supprimer … »."""
    verb = verb_of(words, subject)
    if verb is None:
        return None
    has_object = any(one in OBJECTS for one in clitics_before(words, verb))
    return from_finite(words, verb) if has_object or (subject == 0 and plain(words[subject]) == "vous") else None


def _hangs(words: Sequence[Token], place: int, start: int) -> bool:
    """Tell whether the clause of the subject at ``place`` depends on another word than the cue."""
    if place == 0:
        return False
    before = plain(words[place - 1])
    relative = before in ("qu'", "que") and place > 1 and words[place - 2].pos_ in ("NOUN", "ADJ", "PROPN", "PRON")
    return before in _HANGING or (relative and place > start)


def _imperative(words: Sequence[Token], start: int) -> Pieces | None:
    """« mettez-nous un banc », « laissez-nous dépasser les plafonds »: the cue is the verb itself."""
    place = min(start, len(words)) - 1
    # « Faites-la »: the tokeniser takes some hyphens for words.
    while place > 0 and (plain(words[place]) in OBJECTS | RECEIVERS | {"y", ""}):
        place -= 1
    if place < 0 or not words[place].text.lower().endswith(("ez", "ons", "tes")):
        return None
    if place > 0 and plain(words[place - 1]) in ("nous", "vous"):
        return None
    verb = _commanded(words[place])
    # « mettons-nous d'accord »: ourselves; « mettez-nous un banc »: for us.
    ours = plain(words[place]).endswith("ons")
    joined = ["se" if ours and plain(word) == "nous" else plain(word) for word in words[place + 1 : start]]
    return None if verb is None else with_verb(words, place, verb, joined)


def _commanded(token: Token) -> str | None:
    """Return the infinitive of an imperative; the tagger takes many a capitalised one for a name."""
    if (irregular := IRREGULAR_ORDERS.get(plain(token))) is not None:
        return irregular
    stem = plain(token)[:-2]
    guesses = [stem + ending for ending in ("er", "re", "ir") if stem + ending in ACTION_VERBS]
    return guesses[0] if guesses and token.pos_ != "VERB" else infinitive(token)


_WAYS: Final[tuple[Way, ...]] = (_imperative, duty, governed, _our_clause, subject_clause, other_does)
