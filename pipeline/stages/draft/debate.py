"""Points of debate: only disagreements that somebody says or writes in so many words.

Nothing is inferred from opposite meanings. An exchange is the turn that holds an explicit cue and what it answers: of
the last few turns, what speaks most of the same. Both are quoted. Where somebody only names a disagreement, that
sentence is quoted alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pipeline.records import KEPT
from pipeline.stages.draft import quotes
from pipeline.stages.draft.material import Material, is_facilitator, is_spoken
from pipeline.stages.draft.outline import Exchange, Quote
from pipeline.stages.draft.rows import Segment, Utterance
from pipeline.text.fold import fold
from pipeline.text.stems import stems
from pipeline.text.words import words

# First person only: « le maire n'est pas d'accord » reports somebody else's view. Spoken French drops « ne ».
# « au contraire », « non mais » and « c'est faux » are not here: as often as not they go on in the same direction.
_FIRST_PERSON: Final = (
    r"(?:suis|serais|serai|sommes|on (?:n')?est) pas (?:du tout |tout à fait |vraiment |forcément |trop )?d'accord",
    r"je (?:ne )?vais pas (?:du tout |tout à fait |vraiment |forcément )?être d'accord",
    r"(?:suis|sommes|on est) en (?:total |profond |plein |léger )?désaccord",
    r"(?:suis|sommes) (?:plutôt |totalement |complètement )?opposée?s? à",
    r"je (?:suis|serais) (?:plutôt |totalement |complètement |franchement )?contre\b",
    r"je (?:ne )?partage pas (?:cet avis|votre avis|ce point de vue|cette idée|cette analyse|du tout)",
    r"je (?:ne )?(?:vous|te) (?:rejoins|suis|suivrai) pas",
    r"je (?:conteste|m'oppose|m'y oppose)",
    r"^(?:ah )?(?:non,? )?(?:alors là )?pas (?:du tout )?d'accord",
)
# Whoever says these names a disagreement, unless it is denied just before; it need not be with the turn before.
_NAMED: Final = (r"(?<!pas en )(?<!pas de )(?<!pas un )(?<!aucun )(?<!sans )désaccords?\b", r"pas du même avis")

_CUE: Final = re.compile("|".join(f"(?:{cue})" for cue in _FIRST_PERSON), re.IGNORECASE)
_NAMED_CUE: Final = re.compile("|".join(f"(?:{cue})" for cue in _NAMED), re.IGNORECASE)
# And whoever takes notes of a discussion writes these.
_NOTED: Final = (
    r"(?:gros|vifs?|vrais?|long) débats?\b",
    r"débats? (?:vifs?|animés?|tendus?|sur)\b",
    r"(?:échanges?|discussions?) (?:vifs?|vives?|tendue?s?|animée?s?)\b",
    r"(?:deux|trois|plusieurs) (?:positions|points de vue|camps|avis)\b",
    r"avis partagés\b",
)
_NOTED_CUE: Final = re.compile("|".join(f"(?:{cue})" for cue in (*_NAMED, *_NOTED)), re.IGNORECASE)

# A note that says no more than these words tells the writer what to do, not the reader what divides.
_BARE: Final = words(
    """apparait avec comme dans debat debats desaccord desaccords divise entre faire fort maintenu maintenus marque
    mention mentionner nette noter note notes persistant persistants point points pour presenter presente relever reste
    restent retour salle seance signaler sont synthese tels toujours tout tres vifs"""
)
_TOLD: Final = re.compile(r"[^\W\d_]{4,}")
_SAYS: Final = 2

# How many participants' turns back the answered one may stand, and what makes a word of the matter.
_REACH: Final = 4
_LONG: Final = 6


@dataclass(frozen=True, slots=True)
class Found:
    """An exchange, or the sentence that names a disagreement; its theme and its workshop."""

    said: Exchange | Quote
    theme_id: str | None
    workshop_id: str


def disagreements(material: Material, max_words: int) -> tuple[Found, ...]:
    """Return the disagreements of all workshops in reading order, quotes of at most ``max_words`` words each."""
    found: list[Found] = []
    kept = (one for one in material.segments.values() if one.fate == KEPT)
    said = Counter(stem for one in kept for stem in set(stems(one.text, _LONG)))
    rarity = {stem: 1 / count for stem, count in said.items()}
    for _, group in groupby(material.utterances.values(), key=lambda utterance: utterance.source):
        before: list[Utterance] = []
        for utterance in group:
            if is_spoken(utterance) and not is_facilitator(utterance.role):
                exchanges = tuple(_expressed(material, rarity, before, utterance, max_words))
                found.extend(exchanges or _named(material, utterance, max_words))
                before.append(utterance)
            else:
                found.extend(_named(material, utterance, max_words))
    return tuple(found)


def _expressed(
    material: Material, rarity: Mapping[str, float], before: Sequence[Utterance], turn: Utterance, max_words: int
) -> Iterator[Found]:
    """Yield the exchange that a participant's turn makes with what somebody else said before it."""
    cue = _CUE.search(_plain(turn.text))
    answer = next((s for s in _kept(material, turn) if cue and s.char_start <= cue.start() < s.char_end), None)
    others = [other for other in reversed(before[-_REACH:]) if other.speaker_id != turn.speaker_id]
    said = _answered(material, rarity, answer, [s for other in others for s in reversed(_kept(material, other))])
    if cue and answer and said:
        answered = quotes.of_segment_from(material, answer, cue.start(), max_words)
        exchange = Exchange(quotes.of_segment(material, said, max_words), answered)
        yield Found(exchange, answer.theme_id or said.theme_id, turn.workshop_id)


def _answered(
    material: Material, rarity: Mapping[str, float], answer: Segment | None, before: Sequence[Segment]
) -> Segment | None:
    """Return the segment that is answered: of those before, the last one first, what shares the rarest words with it.

    Of equals, one that asks for something; where none shares a word, the end of the last turn.
    """
    own = set(stems(answer.text, _LONG)) if answer else set()

    def worth(one: Segment) -> tuple[float, bool]:
        stated = material.statements_by_segment.get(one.segment_id, ())
        shared = sum(sorted(rarity.get(stem, 0.0) for stem in own.intersection(stems(one.text, _LONG))))
        return round(shared, 6), any(statement.type == "proposition" for statement in stated)

    # ``max`` keeps the first of equals.
    return max(before, key=worth, default=None)


def _named(material: Material, utterance: Utterance, max_words: int) -> Iterator[Found]:
    """Yield the disagreement that somebody names, quoted from the sentence that names it."""
    cue = (_NAMED_CUE if utterance.kind == "transcript" else _NOTED_CUE).search(_plain(utterance.text))
    for segment in material.segments_by_utterance.get(utterance.utterance_id, ()):
        if cue and segment.char_start <= cue.start() < segment.char_end:
            quote = quotes.of_segment_from(material, segment, cue.start(), max_words)
            if _says(quote.text):
                yield Found(quote, segment.theme_id, utterance.workshop_id)


def _says(text: str) -> bool:
    """Tell whether a sentence says what the disagreement is about, or who holds it."""
    return len(set(_TOLD.findall(fold(text))) - _BARE) >= _SAYS


def _kept(material: Material, turn: Utterance) -> list[Segment]:
    return [s for s in material.segments_by_utterance.get(turn.utterance_id, ()) if s.fate == KEPT]


def _plain(text: str) -> str:
    """Return ``text`` with straight apostrophes, one character for one."""
    return text.replace("’", "'")
