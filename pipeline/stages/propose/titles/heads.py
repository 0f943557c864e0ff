"""The verbs that a title turns to infinitives: what the speakers, or all, are to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive, infinitive_of, is_infinitive, names_verb
from pipeline.stages.propose.lexicon import TALK_VERBS
from pipeline.stages.propose.titles.acting import MODALS, SPEAKERS
from pipeline.stages.propose.titles.attitudes import ATTITUDES
from pipeline.stages.propose.titles.chunks import CLITICS, LINKS, SUBJECTS, THAT, hangs_on
from pipeline.stages.propose.titles.infinitive import IRREGULAR_ORDERS
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.words import is_finite, is_participle, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_NE: Final = frozenset(("ne", "n'"))
_NEGATIONS: Final = block("pas plus jamais")
_GOVERNS: Final = block("pour à de d' sans avant afin par quitte après")
_NO_MEASURE: Final = ATTITUDES | TALK_VERBS | MODALS | {"être", "avoir"}
_NOT_ORDERED: Final = ATTITUDES | TALK_VERBS | {"être", "avoir", "aller", "voir"}
# « est réservé » tells what is; « sera », « soit », « doit être » what is to be.
IS: Final = block("est sont était étaient suis été")
_OTHERS: Final = frozenset(("ils", "elles"))
_OPENINGS: Final = LINKS | block("alors ben bah eh bien")


@dataclass(frozen=True, slots=True)
class Head:
    """A verb of the measure.

    Attributes
    ----------
    place : int
        Where it stands.
    verb : str
        Its infinitive.
    start : int
        Where it begins, its subject and pronouns included.
    passive : bool
        Whether its object is the subject that stands before it.
    """

    place: int
    verb: str
    start: int
    passive: bool = False


def heads(words: Sequence[Token], keeps: Sequence[bool]) -> list[Head]:
    """Return the verbs that may open a part of the title, in order.

    Parameters
    ----------
    words : sequence of Token
        The words of a sentence.
    keeps : sequence of bool
        Which of them carry the measure.
    """
    found = (_head(words, keeps, place) for place in range(len(words)) if keeps[place])
    return [head for head in found if head is not None]


def depends(words: Sequence[Token], keeps: Sequence[bool], place: int) -> bool:
    """Tell whether the word at ``place`` stands in a clause that hangs on what is kept before it.

    One relative has one verb, and those that « et » or « ou » joins to it: « ceux qui le veulent *resteront* ».
    """
    joined = False
    for at in range(place - 1, -1, -1):
        joined = joined or plain(words[at]) in LINKS
        if is_finite(words[at]) and words[at].pos_ == "VERB" and is_finite(words[place]) and not joined:
            return False
        if hangs_on(words, at) and (keeps[at] or (at and keeps[at - 1] and keeps[min(at + 1, len(words) - 1)])):
            return True
        is_inside = plain(words[at]) in CLITICS | _NE | SUBJECTS
        if (not keeps[at] and not is_inside) or (words[at].is_punct and words[at].text in ",;:"):
            return False
    return False


def _head(words: Sequence[Token], keeps: Sequence[bool], place: int) -> Head | None:
    if words[place].is_punct or len(plain(words[place])) < 2:
        return None
    if is_infinitive(words[place]) or (words[place].pos_ == "VERB" and names_verb(plain(words[place]))):
        return _governed(words, keeps, place)
    found = _passive(words, place) or _spoken(words, place) or _ordered(words, place)
    return None if found is None or depends(words, keeps, place) else found


def _governed(words: Sequence[Token], keeps: Sequence[bool], place: int) -> Head | None:
    """Return an infinitive that hangs on no word of the measure: « je propose de [fermer la rue] »."""
    start = place
    while start and plain(words[start - 1]) in CLITICS | _NE | _NEGATIONS:
        start -= 1
    before = plain(words[start - 1]) if start else ""
    if start and str(words[start - 1].lemma_).lower() == "faire" and is_finite(words[start - 1]):
        # « ceux de Vern, je les fais entrer par le nord »
        made = _spoken(words, start - 1)
        return None if made is None else Head(place, f"faire {plain(words[place])}", made.start)
    inside = start > 0 and keeps[start - 1]
    bound = inside and not words[start - 1].is_punct and before not in LINKS
    if bound or (inside and before in _GOVERNS) or plain(words[place]) in TALK_VERBS | {"être", "avoir"}:
        return None
    return Head(place, plain(words[place]), start)


def _passive(words: Sequence[Token], place: int) -> Head | None:
    """« dix places seront réservées », « que le plan soit affiché »."""
    start = place - 1
    while start > 0 and words[start].pos_ == "ADV":
        start -= 1
    is_form = is_participle(words[place]) or words[place].pos_ in ("ADJ", "VERB")
    if start < 0 or not is_form or infinitive(words[start]) != "être" or plain(words[start]) in IS:
        return None
    lemma = str(words[place].lemma_).lower()
    verb = lemma if lemma.endswith(("er", "ir", "re")) else infinitive_of(plain(words[place]))
    return None if verb is None or verb in ATTITUDES else Head(place, verb, start, passive=True)


def _spoken(words: Sequence[Token], place: int) -> Head | None:
    """« on ferme la rue », « nous la fermerons », « qu'ils la ferment »."""
    start = place
    while start and plain(words[start - 1]) in CLITICS | _NE:
        subject = plain(words[start - 1]) in ("nous", "vous") and (start < 2 or plain(words[start - 2]) not in SUBJECTS)
        if subject:
            break
        start -= 1
    said = plain(words[start - 1]) if start else ""
    wished = said in _OTHERS and start > 1 and plain(words[start - 2]) in THAT and is_finite(words[place])
    if not wished and not plain(words[place]).endswith(SPEAKERS.get(said, ("\0",))):
        return None
    verb = infinitive(words[place]) or infinitive_of(plain(words[place]))
    if verb == "ajouter":
        verb = FORESEE
    return None if verb is None or verb in _NO_MEASURE else Head(place, verb, start - 1 - wished)


def _ordered(words: Sequence[Token], place: int) -> Head | None:
    """« fermez la rue », « fermons la rue »."""
    opens = place == 0 or words[place - 1].is_punct or plain(words[place - 1]) in _OPENINGS
    said = plain(words[place])
    is_order = said.endswith(("ez", "ons")) or said in IRREGULAR_ORDERS
    if not opens or not is_order or words[place].pos_ in ("ADP", "ADV", "DET"):
        return None
    verb = IRREGULAR_ORDERS.get(said) or infinitive(words[place]) or infinitive_of(said)
    return None if verb is None or verb in _NOT_ORDERED else Head(place, verb, place)
