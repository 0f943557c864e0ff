"""Quotes: exact pieces of a source, cut at offsets, signed by role and place, carrying their id.

The only change made to a piece is the stated cleaning (:func:`pipeline.text.speech.tidy`); typography is
set on the whole document. A quote may begin after an opening word (« donc », « et ») and may join exact
pieces of one passage with « […] »; nothing is reworded.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.stages.draft import wording
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.outline import Quote
from pipeline.stages.draft.rows import Segment, Statement, Utterance
from pipeline.text.alone import opened
from pipeline.text.speech import tidy

GAP: Final = " […] "

_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*\s*")


def of_statement(material: Material, statement: Statement) -> Quote:
    """Return a statement as a quote that starts after its opening words."""
    utterance = material.utterance(statement)
    piece = _piece(utterance, statement.char_start, statement.char_end, statement.text, statement.statement_id)
    return Quote(_opened(piece), signature(material, utterance), statement.statement_id)


def of_part(material: Material, statement: Statement, part: str) -> Quote:
    """Return the words ``part`` of a statement's segment as a quote: what was said with it."""
    utterance = material.utterance(statement)
    segment = material.segments[statement.segment_id]
    start = segment.char_start + segment.text.index(part)
    piece = _piece(utterance, start, start + len(part), part, statement.statement_id)
    return Quote(tidy(piece), signature(material, utterance), statement.statement_id)


def of_segment(material: Material, segment: Segment, max_words: int) -> Quote:
    """Return a segment as a quote of at most ``max_words`` words (one whole sentence at least)."""
    utterance = material.utterances[segment.utterance_id]
    piece = _piece(utterance, segment.char_start, segment.char_end, segment.text, segment.segment_id)
    stated = material.statements_by_segment.get(segment.segment_id, ())
    if len(piece.split()) > max_words and stated:
        text = _joined(utterance.text, stated, max_words)
    else:
        text = _shortened(piece, max_words)
    return Quote(_opened(text), signature(material, utterance), segment.segment_id)


def of_segment_from(material: Material, segment: Segment, at: int, max_words: int) -> Quote:
    """Return a segment quoted from the sentence that holds character ``at`` of its utterance."""
    utterance = material.utterances[segment.utterance_id]
    piece = _piece(utterance, segment.char_start, segment.char_end, segment.text, segment.segment_id)
    starts = [sentence.start() for sentence in _SENTENCE.finditer(piece)]
    start = max((start for start in starts if start <= at - segment.char_start), default=0)
    return Quote(_opened(_shortened(piece[start:], max_words)), signature(material, utterance), segment.segment_id)


def whole(material: Material, segment: Segment) -> str:
    """Return a segment's whole text after the stated cleaning."""
    utterance = material.utterances[segment.utterance_id]
    return tidy(_piece(utterance, segment.char_start, segment.char_end, segment.text, segment.segment_id))


def signature(material: Material, utterance: Utterance) -> str:
    """Return who speaks and where, without a name: « Bailleur social, Nevers », « Post-it, Angoulême »."""
    role = wording.ROLE_WORDS.get(utterance.role, wording.ROLE_WORDS["inconnu"])[0]
    who = wording.KIND_SIGNATURES.get(utterance.kind, role) if utterance.role == "inconnu" else role
    return f"{who}, {material.places[utterance.workshop_id]}"


def fits(text: str, written: bool, least: int, most: int) -> bool:
    """Tell whether ``text`` has ``least`` to ``most`` words; ``written`` notes are terser: half is enough."""
    return (least // 2 if written else least) <= len(text.split()) <= most


def _piece(utterance: Utterance, start: int, end: int, text: str, key: str) -> str:
    """Return the exact piece of the source, having checked that it is what the table says."""
    piece = utterance.text[start:end]
    if piece != text:
        raise ValueError(f"{key}: offsets {start}–{end} of {utterance.utterance_id} do not give its text")
    return piece


def _opened(text: str) -> str:
    """Return ``text`` tidied, without its opening words unless nothing else is left."""
    return opened(tidy(text))


def _shortened(piece: str, max_words: int) -> str:
    """Return the first sentences of ``piece`` that hold in ``max_words`` words, the first one in any case."""
    end = 0
    for sentence in _SENTENCE.finditer(piece):
        if end and len(piece[: sentence.end()].split()) > max_words:
            break
        end = sentence.end()
    return piece[: end or len(piece)].strip()


def last_sentences(text: str, max_words: int) -> str:
    """Return the last sentences of ``text`` that hold in ``max_words`` words; nothing where the last one does not."""
    start = len(text)
    for sentence in reversed(list(_SENTENCE.finditer(text))):
        if len(text[sentence.start() :].split()) > max_words:
            break
        start = sentence.start()
    return text[start:].strip()


def _joined(source: str, stated: tuple[Statement, ...], max_words: int) -> str:
    """Return the first statements of a passage that hold in ``max_words`` words, « […] » where words are left out."""
    text, end, words = "", None, 0
    for statement in stated:
        words += len(statement.text.split())
        if text and words > max_words:
            break
        between = "" if end is None else source[end : statement.char_start]
        text += (GAP if between.strip() else between) + statement.text
        end = statement.char_end
    return text
