"""The titles that may be given to a proposition: the rules', what the reader keeps, and their variants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive_of, is_conditional, is_infinitive
from pipeline.stages.propose.learned.reader import Heard
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.bare import excluded, unarticled
from pipeline.stages.propose.titles.chunks import CLOSING, cuts, kept, loses_verb
from pipeline.stages.propose.titles.composed import composed
from pipeline.stages.propose.titles.contrary import reverses
from pipeline.stages.propose.titles.finish import finished, happening, stands
from pipeline.stages.propose.titles.fitness import split
from pipeline.stages.propose.titles.flawed import is_flawed
from pipeline.stages.propose.titles.frames import past_frames
from pipeline.stages.propose.titles.fronted import fronted, topic
from pipeline.stages.propose.titles.happens import dislocated_acts, invited, other_acts, thing_done
from pipeline.stages.propose.titles.heads import heads
from pipeline.stages.propose.titles.measures import measures
from pipeline.stages.propose.titles.reading import CUT, FRONTED, INFINITIVE, OTHER, RULES, SEVERAL, Title
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.title import reported, title, uncued, will_do
from pipeline.stages.propose.titles.variants import variants
from pipeline.stages.propose.titles.words import DENIALS, OBJECTS, asks_why, in_future, is_finite, plain

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.stages.propose.titles.finish import Maker

# What a clause says that has no verb of the speakers.
_MAKERS: Final[tuple[Maker, ...]] = (other_acts, dislocated_acts, thing_done)
_INVITES: Final = re.compile(
    r"\b(?:invit|encourag|incit|appell|autoris|aid)(?:e|ent|era|eront|erait|eraient)\b", re.IGNORECASE
)
# How surely a chunk must carry the measure: several are tried.
_LEAST: Final = (0.3, 0.4, 0.5, 0.6)
# From how many places of what is kept the rules are asked.
_STARTS: Final = 3
_STARTS_OF_CLAUSES: Final = 8
_LEAST_OF_CLAUSES: Final = (0.3, 0.5)
# How surely a word must open the title, to be said though its chunk is left out.
_LEAST_OPENING: Final = 0.3
_LEAST_WORDS: Final = 3


def candidates(statement: Statement, heard: Heard) -> list[Title]:
    """Return the titles that may be given to a proposition, that of the rules first; none that asks for the contrary.

    Parameters
    ----------
    statement : Statement
        A proposition.
    heard : Heard
        What the reader hears of its sentence.
    """
    words = statement.sentence.tokens
    said = _unclosed(words)
    first = words[0].idx + past_frames(statement.sentence.text) if words else 0
    keeps = _Keeps(said, heard, first)
    ruled = replace(title(statement), maker=RULES)
    found = {ruled.text: ruled}
    # « Bailleurs dans le comité »: the words of a note make a title as they are.
    opening = (excluded,) if statement.sentence.is_written else (unarticled, excluded)
    presented = [word for word in said if word.idx >= first]
    several = (
        Title(text, INFINITIVE, maker=SEVERAL)
        for text in measures(presented, keeps.presented, ruled.text if ruled.origin == INFINITIVE else None)
        if stands(text)
    )
    for one in (*_read(said, keeps), *_happening(said, keeps, opening), *several):
        found.setdefault(one.text, one)
    for one in [made for made in found.values() if made.origin == INFINITIVE]:
        for text in filter(stands, variants(one.text)):
            found.setdefault(text, Title(text, INFINITIVE, maker=CUT if one.text.startswith(text) else OTHER))
    if (before := fronted(presented, keeps.presented)) is not None:
        straight = [one for one in found.values() if one.origin == INFINITIVE and not reverses(words, one.text)]
        for one in straight:
            text = f"{before}, {one.text[:1].lower()}{one.text[1:]}"
            if before.lower() not in one.text.lower() and stands(text):
                found.setdefault(text, Title(text, INFINITIVE, maker=FRONTED))
    if statement.sentence.is_written and (of := topic(presented)) is not None:
        for one in [made for made in found.values() if made.origin == INFINITIVE and ":" not in made.text]:
            text = f"{of[:1].upper()}{of[1:]} : {one.text[:1].lower()}{one.text[1:]}"
            if of.lower() not in one.text.lower() and stands(text):
                found.setdefault(text, Title(text, INFINITIVE, maker=FRONTED))
    return [one for one in found.values() if not (reverses(words, one.text) or is_flawed(words, one.text))]


class _Keeps:
    """Which words of a sentence carry the measure, of those from the offset ``first`` on.

    What presents it, before, is no part of it: « En cinq, … ».
    """

    def __init__(self, words: Sequence[Token], heard: Heard, first: int) -> None:
        self.first = first
        self.opening = _opening(words, heard.opens[: len(words)])
        self._words = words
        self._heard = heard.keeps[: len(words)]
        self._starts = cuts(words)

    @property
    def presented(self) -> Sequence[float]:
        """How surely each of its words carries the measure, from ``first`` on."""
        return [keep for keep, word in zip(self._heard, self._words, strict=True) if word.idx >= self.first]

    def at(self, least: float) -> tuple[bool, ...]:
        """Return the words of the chunks that carry it at least so surely."""
        found = kept(self._words, self._heard, self.opening, least, self._starts)
        return tuple(keep and word.idx >= self.first for keep, word in zip(found, self._words, strict=True))


def _read(words: Sequence[Token], heard: _Keeps) -> Iterator[Title]:
    """Yield the titles of the words that the reader keeps."""
    opening = heard.opening
    tried = set()
    for least in _LEAST:
        keeps = heard.at(least)
        if keeps in tried or not any(keeps) or loses_verb(words, keeps, opening):
            continue
        tried.add(keeps)
        # The opening verb is said though its chunk is left out, where it can be turned to an infinitive.
        with_opening = [keep or place == opening for place, keep in enumerate(keeps)]
        turns = any(head.place == opening for head in heads(words, with_opening))
        said = composed(words, with_opening if turns else keeps)
        own = [word for word, keep in zip(words, keeps, strict=True) if keep]
        composed_too = [finished(said)] if said is not None else []
        for made in (*composed_too, *_ruled(own)):
            if made is not None and not _turns(words, keeps, made.text):
                yield made


def _happening(words: Sequence[Token], heard: _Keeps, opening: Sequence[Maker]) -> Iterator[Title]:
    """Yield the titles of what another is to do, or is to be done to a thing: of all the words, then of those kept.

    Those of ``opening`` are made of what opens the sentence alone: after « ni » or « pas », a thing is no demand.
    """
    whole = [word for word in words if word.idx >= heard.first]
    makers = (*_MAKERS, *_may_be_reported(whole))
    parts = ([word for word, keep in zip(words, heard.at(least), strict=True) if keep] for least in _LEAST_OF_CLAUSES)
    for own in (whole, *parts):
        # What is kept has lost what presents it.
        ways = (*makers, reported) if own is whole else makers
        clauses = {
            0,
            *_gaps(own),
            *(at for at in range(1, len(own)) if own[at - 1].is_punct or own[at - 1].pos_ == "CCONJ"),
        }
        for at in sorted(clauses)[:_STARTS_OF_CLAUSES]:
            clause = _opened(own[at:])
            if len(clause) >= _LEAST_WORDS:
                opens = not any(
                    word.pos_ in ("VERB", "NOUN") or plain(word) in DENIALS for word in words[: _at(words, clause)]
                )
                every = (*ways, *opening) if opens else ways
                yield from (made for make in every if (made := happening(clause, make)) is not None)


def _may_be_reported(words: Sequence[Token]) -> Iterator[Maker]:
    """Yield the ways to make a title that only some sentences call for."""
    said = "".join(word.text_with_ws for word in words)
    if any(in_future(word) or is_conditional(word) for word in words if is_finite(word)):
        yield will_do
    if _INVITES.search(said):
        yield invited


def _at(words: Sequence[Token], clause: Sequence[Token]) -> int:
    """Return where a clause begins among the words of its sentence."""
    return int(clause[0].i - words[0].i)


def _unclosed(words: Sequence[Token]) -> Sequence[Token]:
    """Return the words of a sentence without the marks that end it."""
    end = len(words)
    while end and words[end - 1].is_punct and words[end - 1].text not in CLOSING:
        end -= 1
    return words[:end]


def _opened(words: Sequence[Token]) -> Sequence[Token]:
    """Return the words of a clause without what joins it to the one before."""
    start = 0
    while start < len(words) and (words[start].is_punct or words[start].pos_ == "CCONJ"):
        start += 1
    return words[start:]


def _gaps(words: Sequence[Token]) -> list[int]:
    """Return the places after what was left out."""
    return [at for at in range(1, len(words)) if words[at].i > words[at - 1].i + 1]


def _opening(words: Sequence[Token], opens: Sequence[float]) -> int:
    """Return the verb that opens the title, -1 where no verb surely does."""
    likely = max(range(len(words)), key=lambda place: opens[place], default=-1)
    return likely if likely >= 0 and opens[likely] > _LEAST_OPENING and not words[likely].is_punct else -1


def _ruled(words: Sequence[Token]) -> Iterator[Title]:
    """Yield the titles that the rules make of the words that are kept.

    Where what was left out leaves two nouns side by side, they would take one for the subject of the other's verb: the
    second is not shown with the first.
    """
    gaps = _gaps(words)
    apart = [at for at in gaps if words[at].pos_ in ("DET", "NUM", "NOUN", "PROPN", "PRON")]
    starts = sorted({0, *gaps, *(at for at in range(1, len(words)) if words[at - 1].is_punct)})
    for start in starts[:_STARTS]:
        end = next((at for at in apart if at > start), len(words))
        yield from _uncued(words[start:end])


def _uncued(words: Sequence[Token]) -> Iterator[Title]:
    clause = _opened(words)
    for presented in (True, False):
        if len(clause) > 1 and (made := uncued(clause, presented=presented)) is not None:
            yield made


def _turns(words: Sequence[Token], keeps: Sequence[bool], text: str) -> bool:
    """Tell whether a title says the contrary, or « prévoir » of what another verb, left out, was said.

    « [pas un seul arbre] à terre » and no « pas »; « [les enseignes], tu les éteins ».
    """
    said = split(text.lower())
    own = [plain(word) for word, keep in zip(words, keeps, strict=True) if keep]
    # « pourquoi on ne les déplacerait pas ? » asks for it.
    asks = asks_why(words) or any(plain(word) == "?" for word in words)
    denied = 0 if asks else sum(own.count(one) - said.count(one) for one in DENIALS)
    foresees = said[:1] == [FORESEE]
    # « je préfère un car qu'un train » compares.
    prefers = any(str(word.lemma_).lower() == "préférer" for word in words)
    return denied > 0 or (foresees and (prefers or _taken_up(words, keeps)))


def _taken_up(words: Sequence[Token], keeps: Sequence[bool]) -> bool:
    """Tell whether a verb that is left out takes up a thing: « les enseignes, tu *les éteins* »."""
    return any(
        plain(words[at - 1]) in OBJECTS
        and words[at - 1].pos_ == "PRON"
        and not keeps[at]
        and (is_finite(words[at]) or is_infinitive(words[at]) or infinitive_of(plain(words[at])) is not None)
        for at in range(1, len(words))
    )
