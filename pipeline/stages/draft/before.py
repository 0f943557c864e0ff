"""What was said right before a proposition: where its title does not stand alone, that most often names its object."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records import FACILITATOR, KEPT
from pipeline.stages.draft import quotes
from pipeline.stages.draft.material import Material, is_facilitator, is_spoken
from pipeline.stages.draft.names import names_someone
from pipeline.stages.draft.outline import Quote
from pipeline.stages.draft.rows import Segment, Statement
from pipeline.text.speech import tidy

# Fewer words tell nothing (« Oui, voilà. », or « Vous auriez voulu quoi ? » of who leads the meeting), more are not
# « right before » any longer.
_LEAST, _LEAST_LEADING, _MOST = 4, 8, 40


def said_before(material: Material, statement: Statement) -> Quote | None:
    """Return the last words before a statement, whole sentences, in its passage or else in the one that precedes it.

    A note's line has nothing to do with the line before. What names somebody is not quoted.
    """
    segment = material.segments[statement.segment_id]
    for one, text in _passages(material, segment, statement.char_start - segment.char_start):
        piece = quotes.last_sentences(text, _MOST)
        leads = is_facilitator(material.utterance(one).role)
        if len(piece.split()) >= (_LEAST_LEADING if leads else _LEAST):
            if names_someone(piece, material.names):
                return None
            return Quote(tidy(piece), quotes.signature(material, material.utterance(one)), one.segment_id)
        if text.strip() and not piece:  # one long sentence: what precedes it is no longer near
            return None
    return None


def _passages(material: Material, segment: Segment, start: int) -> Iterator[tuple[Segment, str]]:
    """Yield what precedes character ``start`` of a passage, then the passage before, in a conversation."""
    yield segment, segment.text[:start]
    utterance = material.utterance(segment)
    order = list(material.segments)
    place = order.index(segment.segment_id)
    if place and is_spoken(utterance):
        other = material.segments[order[place - 1]]
        # What was set aside, a recogniser's invention or another language, is no context.
        if material.utterance(other).source == utterance.source and other.fate in (KEPT, FACILITATOR):
            yield other, other.text
