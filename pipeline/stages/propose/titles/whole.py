"""Whether a title is one infinitive and what hangs on it, with no clause of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.chunks import LINKS, THAT, hangs_on
from pipeline.stages.propose.titles.extent import acts
from pipeline.stages.propose.titles.reading import HAPPEN
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.wishes import mistaken_verb
from pipeline.stages.propose.titles.words import is_participle, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONJUNCTIONS: Final = block("quand lorsque lorsqu' si s' comme dès tant")
# Forms that are verbs, whatever the tagger takes them for.
_VERBS: Final = block("aille aillent fasse fassent puisse puissent soient ait aient vienne viennent prenne prennent")
# « Faire en sorte que »
_AFTER_THAT: Final = 4
# « quitte à démolir » is no verb of « quitter ».
_NO_VERBS: Final = frozenset(("quitte", "soit", "y"))


def whole(texts: Iterable[str]) -> list[bool]:
    """Tell of each title whether every conjugated verb of it hangs on something.

    « prévoir des cars qui s'arrêtent ici et attendent », not « prévoir des cars, ils attendent »: a relative, « que »
    or a conjunction has one verb, and those that « et », « ou » or a comma joins to it; so has « faire en sorte que ».
    """
    from pipeline.french.model import annotate

    return [_is_whole(list(doc)) for doc in annotate(texts)]


def _is_whole(words: Sequence[Token]) -> bool:
    happens = " ".join(word.text for word in words[:3]) == HAPPEN
    if plain(words[0]) == FORESEE and len(words) > 1 and is_infinitive(words[1]):
        return False
    hanging, joined, opened, acted = 0, False, False, False
    for place, word in enumerate(words):
        if hangs_on(words, place) or plain(word) in THAT | _CONJUNCTIONS:
            hanging, opened, joined = hanging + 1, True, False
        elif plain(word) in LINKS or word.is_punct:
            joined = True
        elif place and (_is_to_be(words, place) or (plain(word) not in _NO_VERBS and _is_verb(words, place))):
            if not hanging and not (opened and joined):
                return False
            hanging, joined, acted = max(hanging - 1, 0), False, True
    return acted or not happens or mistaken_verb(words, _AFTER_THAT) is not None


def _is_verb(words: Sequence[Token], place: int) -> bool:
    return acts(words, place) or plain(words[place]) in _VERBS


def _is_to_be(words: Sequence[Token], place: int) -> bool:
    """« que le référent *soit entendu* », not « soit au printemps, soit à l'automne »."""
    follows = place + 1 < len(words) and (is_participle(words[place + 1]) or words[place + 1].pos_ in ("ADJ", "ADV"))
    return plain(words[place]) == "soit" and follows
