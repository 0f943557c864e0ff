"""Which statements the synthesis shows: the surest first, from as many workshops and roles as can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from pipeline.stages.draft import DraftSettings, quotes
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.names import names_someone
from pipeline.stages.draft.outline import Quote
from pipeline.stages.draft.rows import Segment, Statement
from pipeline.text.alone import stands_alone

# What is added to a statement's score (0 to 1) when it is typical of its theme, says a word of it, gives a
# figure; what is taken from it when it names somebody. Scores are few and often equal: these set the order; a
# name is shown only where nothing else is left to show.
_TYPICAL: Final = 0.20
_KEYWORD: Final = 0.10
_FIGURED: Final = 0.05
_NAMED: Final = 2.0
# What it loses when its workshop or its role has been heard already: a new town is worth more than a new role,
# and neither lifts a doubtful statement over a sure one.
_HEARD_WORKSHOP: Final = 0.15
_HEARD_ROLE: Final = 0.10
# Workshops that each lend a quote to a proposition: more would make a card of a page.
MOST_PLACES: Final = 4
# rapidfuzz's token-set ratio (0–100) above which two quotes say the same with the same words.
_SAME_WORDS: Final = 80

_FIGURE: Final = re.compile(
    r"\d|\b(?:cent|cents|mille|millions?|milliards?|dizaine|moitié|tiers|quart)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote that may be shown.

    Attributes
    ----------
    score : float
        What it is worth before the others are considered, about 0 to 1.
    """

    quote: Quote
    score: float
    workshop_id: str
    role: str


def best(candidates: Iterable[Candidate], limit: int, shown: Sequence[Quote] = ()) -> tuple[Candidate, ...]:
    """Return up to ``limit`` candidates, diverse in workshop and role, near-duplicates apart.

    Parameters
    ----------
    candidates : iterable of Candidate
        In any order.
    limit : int
        How many at most.
    shown : sequence of Quote
        What the reader has already seen: not shown twice.
    """
    waiting = sorted(candidates, key=lambda candidate: candidate.quote.reference)
    kept: list[Candidate] = []
    while waiting and len(kept) < limit:
        first = max(waiting, key=lambda candidate: _worth(candidate, kept))
        waiting.remove(first)
        if not any(_same(first.quote, other) for other in (*shown, *(c.quote for c in kept))):
            kept.append(first)
    return tuple(kept)


def from_everywhere(candidates: Sequence[Candidate], limit: int) -> tuple[Candidate, ...]:
    """Return the surest candidate of each workshop (:data:`MOST_PLACES` at most), then others up to ``limit``.

    What is said to be heard in several places is shown in each of them.
    """
    own: dict[str, list[Candidate]] = {}
    for option in candidates:
        own.setdefault(option.workshop_id, []).append(option)
    surest = best((best(options, 1)[0] for options in own.values()), MOST_PLACES)
    shown = [option.quote for option in surest]
    others = [option for option in candidates if option not in surest]
    return (*surest, *best(others, limit - len(surest), shown))


def candidate(material: Material, statement: Statement) -> Candidate:
    """Return a statement as a candidate."""
    utterance = material.utterance(statement)
    quote = quotes.of_statement(material, statement)
    return Candidate(quote, statement.score + merit(material, statement, quote), utterance.workshop_id, utterance.role)


def merit(material: Material, thing: Statement | Segment, quote: Quote) -> float:
    """Return what a quote of ``thing`` gains or loses for what it says, besides its own score."""
    words = quote.text.casefold()
    typical = material.segments[thing.segment_id].theme_score or 0.0
    keyword = any(word in words for word in material.keywords.get(thing.theme_id or "", ()))
    figure = _FIGURE.search(quote.text) is not None
    named = names_someone(quote.text, material.names)
    return _TYPICAL * typical + _KEYWORD * keyword + _FIGURED * figure - _NAMED * named


def readable(material: Material, statements: Iterable[Statement], words: tuple[int, int]) -> list[Candidate]:
    """Return the statements that can be read alone and hold in ``words`` (least, most), as candidates.

    Those that name somebody are left out as soon as another can stand for them: a finding is one example among many.
    """
    found = []
    for statement in statements:
        option = candidate(material, statement)
        written = material.utterance(statement).kind != "transcript"
        if stands_alone(option.quote.text) and quotes.fits(option.quote.text, written, *words):
            found.append(option)
    return [option for option in found if not names_someone(option.quote.text, material.names)] or found


def chosen(
    material: Material, settings: DraftSettings, statements: Sequence[Statement], limit: int
) -> tuple[Quote, ...]:
    """Return up to ``limit`` quotes of ``statements`` that can be read alone, the best and most diverse."""
    options = readable(material, statements, (settings.min_words, settings.max_words))
    return tuple(option.quote for option in best(options, limit))


def _worth(option: Candidate, chosen: Sequence[Candidate]) -> float:
    heard_workshop = any(option.workshop_id == other.workshop_id for other in chosen)
    heard_role = any(option.role == other.role for other in chosen)
    return option.score - _HEARD_WORKSHOP * heard_workshop - _HEARD_ROLE * heard_role


def _same(one: Quote, other: Quote) -> bool:
    if one.reference == other.reference:
        return True
    return fuzz.token_set_ratio(one.text.casefold(), other.text.casefold()) >= _SAME_WORDS
