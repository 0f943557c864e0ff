"""Two demands in one sentence are two statements: « il faut une navette, et il faudrait un guichet au bourg ».

Only where each side demands by a rule, names something, and stands without the other; elsewhere a long sentence stays
one statement, for half a demand says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.rules.chain import read
from pipeline.stages.propose.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Span

_BREAK: Final = re.compile(r"\s*; +|, +(?:et )?(?=(?:puis |aussi |surtout |ensuite |moi |nous )*(?:il|on|nous|je|j'))")
# A pronoun that stands for something in the first half.
_TAKES_UP: Final = frozenset(("le", "la", "l'", "les", "en", "y", "lui", "leur", "ils", "elle", "elles", "ça", "cela"))
_REACH: Final = 8
_LEAST: Final = 2
# In characters: the second demand opens its part.
_EARLY: Final = 20


def demands(sentence: Sentence) -> Iterator[Sentence]:
    """Yield the sentence, or its parts in order where it demands twice.

    Parameters
    ----------
    sentence : Sentence
        A whole sentence.
    """
    for found in _BREAK.finditer(sentence.flat):
        at = next((word.i for word in sentence.tokens if word.idx - sentence.start >= found.end()), None)
        if at is None:
            break
        first, rest = (Sentence(sentence.segment_id, span, sentence.kind) for span in _cut(sentence, at))
        # The cheapest to tell comes first.
        if not _leans(rest) and _demands(rest, _EARLY) and _demands(first, len(first.text)):
            yield first
            yield from demands(rest)
            return
    yield sentence


def _cut(sentence: Sentence, at: int) -> tuple[Span, Span]:
    doc = sentence.span.doc
    return doc[sentence.span.start : at], doc[at : sentence.span.end]


def _demands(part: Sentence, before: int) -> bool:
    """Tell whether the part demands, by a cue that stands before character ``before``."""
    reading = read(part, demands_alone=True)
    is_early = any(hit.start < before for hit in reading.demands)
    return is_early and not reading.refusals and not reading.is_aside and len(part.content) >= _LEAST


def _leans(part: Sentence) -> bool:
    """Tell whether the part speaks of something that only the part before it names."""
    return any(word.pos_ == "PRON" and word.lower_.replace("’", "'") in _TAKES_UP for word in part.tokens[:_REACH])
