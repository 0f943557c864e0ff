"""Turn a demand into an infinitive by its syntax: one small function a construction.

Each returns the pieces of the title, or None when it does not apply or would not be safe; the first that
returns something wins. No word is added but the infinitive of a verb that was said, « ne pas », and
« rendre » for « que … soit(ent) + adjective ».
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive, is_conditional, is_infinitive
from pipeline.stages.propose.lexicon import ACTION_VERBS, TALK_VERBS
from pipeline.stages.propose.titles.attitudes import ATTITUDES
from pipeline.stages.propose.titles.dislocated import deserved, with_object
from pipeline.stages.propose.titles.subjects import duty, other_does, subject_clause
from pipeline.stages.propose.titles.words import (
    NEGATIONS,
    OBJECTS,
    RECEIVERS,
    REFLEXIVES,
    first_infinitive,
    is_finite,
    is_participle,
    is_vague,
    names_action,
    opens_noun,
    plain,
)
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

Pieces = list[str]
Way = Callable[[Sequence["Token"], int], Pieces | None]

# Modals step aside for the verb that they govern.
_MODALS: Final = block(
    """
    devoir pouvoir falloir aller vouloir souhaiter aimer essayer arriver
    """
)
_SPEAKERS: Final = {
    "je": ("ais", "ai", "s", "e", "x"),
    "j'": ("ais", "ai", "s", "e", "x"),
    "on": ("t", "a", "e", "d"),
    "nous": ("ons",),
}
# « quand on reconstruit », « un minibus qu'on appelle »: a clause that hangs on something else.
_HANGING: Final = block(
    """
    quand si où qui dont comme lorsque tant parce puisque ce
    """
)


_HAVE: Final = frozenset(("ai", "a", "avons"))
_IRREGULAR: Final = {"faites": "faire", "dites": "dire", "défaites": "défaire", "refaites": "refaire"}


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


def _governed(words: Sequence[Token], start: int) -> Pieces | None:
    """« il faudrait créer un fonds », « l'idée c'est de créer un fonds »: the infinitive that the cue governs."""
    place = first_infinitive(words, start, within=6)
    made = None if place is None else _from_infinitive(words, place)
    # « je ferai payer les pollueurs »: the cue takes the verb that counts along.
    makes = start > 0 and is_finite(words[start - 1]) and str(words[start - 1].lemma_).lower() == "faire"
    return ["faire", *made] if made and makes else made


def _from_infinitive(words: Sequence[Token], place: int) -> Pieces | None:
    verb = plain(words[place])
    if verb == "être" and (made := deserved(words, place)) is not None:
        return made
    if verb in TALK_VERBS or (verb in ("être", "avoir") and not opens_noun(words, place + 1)):
        return None
    if verb == "avoir" and place + 1 < len(words) and plain(words[place + 1]) == "besoin":
        return _governed(words, place + 2)
    if verb in _MODALS and (inner := first_infinitive(words, place + 1, within=4)) is not None:
        return _from_infinitive(words, inner)
    before = _clitics(words, place)
    rest = _rest(words, place + 1, before)
    # « tout faire pour », « nous rapprocher », « s'y engager »: the object or the person stands before the verb.
    if rest is None or {"nous", "y"} & set(before) or plain(words[place - 1]) in ("tout", "tous", "rien"):
        return None
    return [*_negated(words, _negation(words, place - len(before))), _glue(before, verb), rest]


def _negation(words: Sequence[Token], place: int) -> str:
    """Return the negation that stands before the verb at ``place``; « plus intelligent d'investir » denies nothing."""
    for word in reversed(words[max(place - 3, 0) : place]):
        if plain(word) in NEGATIONS:
            return plain(word)
        if word.pos_ == "ADJ":
            break
    return ""


def carried(words: Sequence[Token], place: int) -> Pieces | None:
    """Return the title of the cue's own verb when it governs another: « je n'autoriserai plus quelqu'un à venir »."""
    if place < 0 or not is_finite(words[place]) or infinitive(words[place]) in (None, "faire", *_MODALS):
        return None
    return _from_finite(words, place) if first_infinitive(words, place + 1, within=6) is not None else None


def _our_clause(words: Sequence[Token], start: int) -> Pieces | None:
    """« qu'on crée un fonds », « on créerait un fonds », « pourquoi on ferait pas un fonds »."""
    for place in range(max(start - 4, 0), min(start + 5, len(words) - 1)):
        if plain(words[place]) in _SPEAKERS and words[place].pos_ == "PRON" and not _hangs(words, place, start):
            verb = next((i for i in range(place + 1, min(place + 4, len(words))) if is_finite(words[i])), None)
            is_own = verb is not None and words[verb].text.lower().endswith(_SPEAKERS[plain(words[place])])
            if verb is not None and is_own and (made := _from_finite(words, verb)) is not None:
                return made
    return None


def uncued_pieces(words: Sequence[Token]) -> Pieces | None:
    """Return the title of a demand that no rule recognised, wherever it stands; None without one.

    « j'ajouterais une évaluation », « nous les petits, donnez-nous vingt ans de plus », « ça je le fais l'an prochain,
    former les gardiens ».
    """
    for place, word in enumerate(words):
        if is_conditional(word) and any(plain(one) in _SPEAKERS for one in words[max(place - 2, 0) : place]):
            return None if _clitics(words, place) else _from_finite(words, place)
        after = place + 1 + (word.text == "-")
        if place and word.text.startswith("-") and (made := _imperative(words, after)) is not None:
            return made
        if place > 1 and plain(words[0]) in ("ça", "cela") and names_action(words, place) and words[place - 1].is_punct:
            return _from_infinitive(words, place)
    return None


def _hangs(words: Sequence[Token], place: int, start: int) -> bool:
    """Tell whether the clause of the subject at ``place`` depends on another word than the cue."""
    if place == 0:
        return False
    before = plain(words[place - 1])
    relative = before in ("qu'", "que") and place > 1 and words[place - 2].pos_ in ("NOUN", "ADJ", "PROPN", "PRON")
    return before in _HANGING or (relative and place > start)


def _imperative(words: Sequence[Token], start: int) -> Pieces | None:
    """« mettez-nous un banc », « laissez-nous dépasser les plafonds »: the cue is the verb itself."""
    place = start - 1
    # « Faites-la »: the tokeniser takes some hyphens for words.
    while place > 0 and (plain(words[place]) in OBJECTS | RECEIVERS | {"y", ""}):
        place -= 1
    if place < 0 or not words[place].text.lower().endswith(("ez", "ons", "tes")):
        return None
    if place > 0 and plain(words[place - 1]) in ("nous", "vous"):
        return None
    verb = _commanded(words[place])
    made = None if verb is None else _with_verb(words, place, verb, [plain(word) for word in words[place + 1 : start]])
    return None if made is None else [_impersonal(words, piece) for piece in made]


def _impersonal(words: Sequence[Token], piece: str) -> str:
    """Return « le pacte » for « votre pacte »: a title speaks to nobody."""
    for one, noun in itertools.pairwise(words):
        if plain(one) in ("votre", "vos") and noun.pos_ == "NOUN":
            article = "les" if plain(one) == "vos" else "la" if "Fem" in noun.morph.get("Gender") else "le"
            piece = piece.replace(f"{one.text} {noun.text}", f"{article} {noun.text}")
            piece = piece.replace(f"de le {noun.text}", f"du {noun.text}").replace(
                f"de les {noun.text}", f"des {noun.text}"
            )
    return piece


def _commanded(token: Token) -> str | None:
    """Return the infinitive of an imperative; the tagger takes many a capitalised one for a name."""
    if (irregular := _IRREGULAR.get(plain(token))) is not None:
        return irregular
    stem = plain(token)[:-2]
    guesses = [stem + ending for ending in ("er", "re", "ir") if stem + ending in ACTION_VERBS]
    return guesses[0] if guesses and token.pos_ != "VERB" else infinitive(token)


def _regular(token: Token) -> str | None:
    """Return the infinitive of a form that the lemmatiser left as it is (« qu'on donne »), when the verb is known."""
    stem = plain(token).removesuffix("ent").removesuffix("e")
    return f"{stem}er" if f"{stem}er" in ACTION_VERBS else None


def _from_finite(words: Sequence[Token], place: int) -> Pieces | None:
    """Return the title of a conjugated verb whose subject is the speakers, or all."""
    verb = infinitive(words[place]) or _regular(words[place])
    if verb in _MODALS:
        return _governed(words, place + 1)
    return None if verb is None else _with_verb(words, place, verb, [])


def _with_verb(words: Sequence[Token], place: int, verb: str, joined: list[str]) -> Pieces | None:
    """Return the title of the verb at ``place``; ``joined`` are the pronouns of « donnez-nous »."""
    follows = place + 1 + len(joined)
    negation = plain(words[follows]) if follows < len(words) and plain(words[follows]) in NEGATIONS else ""
    follows += bool(negation)
    if verb == "avoir" and follows < len(words) and plain(words[follows]) == "besoin":
        return _governed(words, follows + 1)
    # « Pour l'eau j'ai un bonhomme »: what one has is not asked for, but « pourquoi on a pas un car ? » asks.
    if plain(words[place]) in _HAVE and not any(plain(word) == "pourquoi" for word in words[max(place - 3, 0) : place]):
        return None
    is_compound = words[place].pos_ == "AUX" and follows < len(words) and is_participle(words[follows])
    if verb in ATTITUDES or is_compound or (verb == "avoir" and not opens_noun(words, follows)):
        return None
    before = _clitics(words, place) + joined
    rest = _rest(words, follows, before)
    return None if rest is None else [*_negated(words, negation), _glue(before, verb), rest]


_WAYS: Final[tuple[Way, ...]] = (_imperative, duty, _governed, _our_clause, subject_clause, other_does)


def _clitics(words: Sequence[Token], place: int) -> list[str]:
    """Return the pronouns that stand right before the verb at ``place``."""
    found = []
    while place > 0 and plain(words[place - 1]) in OBJECTS | RECEIVERS | REFLEXIVES | {"y"}:
        # « on nous mette »: a pronoun; « nous mettons »: the subject, not part of the verb.
        if plain(words[place - 1]) == "nous" and words[place - 1].dep_ == "nsubj":
            break
        place -= 1
        found.append(_reflexive(words, place))
    return found


def _reflexive(words: Sequence[Token], place: int) -> str:
    """Return the pronoun at ``place``; « me » and « nous » are « se » when their own person speaks."""
    pronoun = plain(words[place])
    before = {plain(word) for word in words[:place]}
    own = (pronoun in ("me", "m'") and before & {"je", "j'"}) or (pronoun == "nous" and "nous" in before)
    return "se" if own else pronoun


def _rest(words: Sequence[Token], start: int, clitics: Sequence[str]) -> str | None:
    """Return what follows the verb; None when a pronoun leaves the measure without its object."""
    if (pronoun := next((one for one in clitics if one in OBJECTS), None)) is not None:
        return with_object(words, start, pronoun)
    if RECEIVERS & set(clitics) and not (opens_noun(words, start) or _infinitive_at(words, start)):
        return None
    stops = start < len(words) and words[start].is_punct
    return None if stops or is_vague(words, start) else written(words[start:])


def _infinitive_at(words: Sequence[Token], place: int) -> bool:
    return place < len(words) and is_infinitive(words[place])


def _negated(words: Sequence[Token], negation: str) -> Pieces:
    """Return « ne pas »: « pourquoi on ferait pas ? » asks for it, « nous ne ferons pas » for the contrary."""
    asks = any(plain(word) in ("pourquoi", "?") for word in words)
    return [f"ne {negation}"] if negation and not asks else []


def _glue(clitics: Sequence[str], verb: str) -> str:
    if not REFLEXIVES & set(clitics):
        return verb
    return f"s’{verb}" if verb[0] in "aeéèêiïouhy" else f"se {verb}"
