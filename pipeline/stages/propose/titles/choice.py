"""Of the titles that rules and reader make of a statement, the one that says most of its measure and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive_of
from pipeline.stages.propose.learned.reader import Heard
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.chunks import CLOSING, kept, loses_verb
from pipeline.stages.propose.titles.composed import composed
from pipeline.stages.propose.titles.frames import past_frames
from pipeline.stages.propose.titles.heads import heads
from pipeline.stages.propose.titles.reading import INFINITIVE, VERBATIM, Title
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.title import finished, title, uncued
from pipeline.stages.propose.titles.whole import is_whole
from pipeline.stages.propose.titles.words import OBJECTS, is_finite, plain
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

# How surely a chunk must carry the measure: several are tried.
_LEAST: Final = (0.3, 0.4, 0.5, 0.6)
# From how many places of what is kept the rules are asked.
_STARTS: Final = 3
# How surely a word must open the title, to be said though its chunk is left out.
_LEAST_OPENING: Final = 0.3
# Beside the share of the measure that a title says (F1 expected from the reader): all of it counts more, so does the
# right opening; the rules, which see the cue, have a lead, a verbatim is the last resort.
_WHOLE: Final = 0.35
_OPENING: Final = 0.1
_RULES: Final = 0.1
_VERBATIM: Final = 0.12
_SMALL: Final = 0.3
_STEM: Final = 4
_DENIALS: Final = ("pas", "jamais", "aucun", "aucune", "ni")
_TOOLS: Final = block(
    """
    le la l les un une des du de d à au aux en et ou que qu qui dans sur par pour avec ce cette ces se s ne n pas y est
    """
)


def best_title(statement: Statement, heard: Heard | None) -> Title:
    """Return the title of a proposition.

    Parameters
    ----------
    statement : Statement
        A proposition.
    heard : Heard or None
        What the reader hears of its sentence; None where it is not installed: the rules decide alone.
    """
    ruled = title(statement)
    if heard is None:
        return ruled
    words = statement.sentence.tokens
    others = {one.text: one for one in _titles(words, heard, past_frames(statement.sentence.text))}
    others.pop(ruled.text, None)
    ranked = [(_worth(words, heard, ruled) + _RULES * (ruled.origin == INFINITIVE), ruled)]
    ranked += [(_worth(words, heard, one), one) for one in others.values()]
    ranked.sort(key=lambda pair: (-round(pair[0], 6), pair[1].text))
    whole = (one for _, one in ranked if one.origin != INFINITIVE or is_whole(one.text))
    return next(whole, replace(ruled, origin=VERBATIM))


def _titles(words: Sequence[Token], heard: Heard, start: int) -> Iterator[Title]:
    """Yield the titles of the words that the reader keeps, from the offset ``start`` of the sentence on."""
    end = len(words)
    while end and words[end - 1].is_punct and words[end - 1].text not in CLOSING:
        end -= 1
    words = words[:end]
    first = next((at for at, word in enumerate(words) if word.idx >= words[0].idx + start), 0) if words else 0
    opening = _opening(words, heard.opens[:end])
    tried = set()
    for least in _LEAST:
        # What only presents the measure is no part of it: « En cinq, … ».
        keeps = (*(False,) * first, *kept(words, heard.keeps[:end], opening, least)[first:])
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


def _opening(words: Sequence[Token], opens: Sequence[float]) -> int:
    """Return the verb that opens the title, -1 where no verb surely does."""
    likely = max(range(len(words)), key=lambda place: opens[place], default=-1)
    return likely if likely >= 0 and opens[likely] > _LEAST_OPENING and not words[likely].is_punct else -1


def _ruled(words: Sequence[Token]) -> Iterator[Title]:
    """Yield the titles that the rules make of the words that are kept.

    Where what was left out leaves two nouns side by side, they would take one for the subject of the other's verb: the
    second is not shown with the first.
    """
    gaps = [at for at in range(1, len(words)) if words[at].i > words[at - 1].i + 1]
    apart = [at for at in gaps if words[at].pos_ in ("DET", "NUM", "NOUN", "PROPN", "PRON")]
    starts = sorted({0, *gaps, *(at for at in range(1, len(words)) if words[at - 1].is_punct)})
    for start in starts[:_STARTS]:
        end = next((at for at in apart if at > start), len(words))
        yield from _uncued(words[start:end])


def _uncued(words: Sequence[Token]) -> Iterator[Title]:
    start = 0
    while start < len(words) and (words[start].is_punct or plain(words[start]) in ("et", "mais", "donc")):
        start += 1
    for presented in (True, False):
        if len(words) - start > 1 and (made := uncued(words[start:], presented=presented)) is not None:
            yield made


def _turns(words: Sequence[Token], keeps: Sequence[bool], text: str) -> bool:
    """Tell whether a title says the contrary, or « prévoir » of what another verb, left out, was said.

    « [pas un seul arbre] à terre » and no « pas »; « [les enseignes], tu les éteins ».
    """
    said = _split(text.lower())
    own = [plain(word) for word, keep in zip(words, keeps, strict=True) if keep]
    # « pourquoi on ne les déplacerait pas ? » asks for it.
    asks = any(plain(word) in ("pourquoi", "?") for word in words)
    denied = 0 if asks else sum(own.count(one) - said.count(one) for one in _DENIALS)
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
        and (is_finite(words[at]) or infinitive_of(plain(words[at])) is not None)
        for at in range(1, len(words))
    )


def _worth(words: Sequence[Token], heard: Heard, made: Title) -> float:
    """Return how much of the measure a title says, and how well it opens."""
    places = _said(words, made.text)
    weights = [0.0 if word.is_punct else _SMALL if _key(word.text) in _TOOLS else 1.0 for word in words]
    right = sum(heard.keeps[place] * weights[place] for place in places)
    said = sum(weights[place] for place in places)
    whole = sum(keep * weight for keep, weight in zip(heard.keeps, weights, strict=True))
    opening = next((place for place in places if weights[place] == 1.0), None)
    opens = heard.opens[opening] / max(heard.opens) if opening is not None and max(heard.opens) > 0 else 0.0
    worth = 2 * right / max(said + whole, 1e-9) + _WHOLE * right / max(whole, 1e-9) + _OPENING * opens
    return worth - _VERBATIM * (made.origin != INFINITIVE)


def _said(words: Sequence[Token], text: str) -> list[int]:
    """Return the places of the words that a title says, in its order; a verb is known by its stem."""
    free: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        free[_key(word.text)].append(place)
    found = []
    last = -1
    for said in _split(text):
        places = free.get(_key(said)) or []
        if places:
            # The next one said after the last word, or else the first that is left.
            place = next((one for one in places if one > last), places[0])
            places.remove(place)
            found.append(place)
            last = place
    return found


def _split(text: str) -> list[str]:
    return text.replace("’", "' ").replace("'", "' ").replace("-", " -").split()


def _key(word: str) -> str:
    """Return what a word and its other forms have in common."""
    return word.lower().strip("'’-,;:.!?()«» ")[:_STEM]
