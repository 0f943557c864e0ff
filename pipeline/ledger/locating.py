"""Find where words stand in the segments: a statement that the program no longer sees still has its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from pipeline.ledger.entries import Anchor
from pipeline.ledger.passages import Spoken
from pipeline.ledger.prints import words
from pipeline.text.fold import fold

# A shorter text could stand anywhere.
_ENOUGH_WORDS: Final = 3
# partial_ratio, 0–100: a word in ten may differ.
_NEARLY: Final = 85.0
_ALIKE: Final = 0.7

Place = tuple[str, int, int]


def locate(anchor: Anchor, segments: Iterable[Spoken], *, exact: bool) -> Place | None:
    """Return the segment and the offsets where the anchor's words stand.

    Parameters
    ----------
    anchor : Anchor
        A statement's.
    segments : iterable of Spoken
        Those of today; only its own workshop's count, or all when it has none left.
    exact : bool
        The same words, or nearly.

    Returns
    -------
    (str, int, int) or None
        Segment id, start and end in its text; None when they stand nowhere, or in several places.
    """
    if len(words(anchor.text)) < _ENOUGH_WORDS:
        return None
    everywhere = list(segments)
    pool = [segment for segment in everywhere if segment.workshop_id == anchor.workshop] or everywhere
    return _same(fold(anchor.text), pool) if exact else _nearly(anchor, pool)


def _same(wanted: str, pool: list[Spoken]) -> Place | None:
    places = [(segment, fold(segment.text).find(wanted)) for segment in pool]
    found = [(segment.segment_id, start, start + len(wanted)) for segment, start in places if start >= 0]
    return found[0] if len(found) == 1 else None


def _nearly(anchor: Anchor, pool: list[Spoken]) -> Place | None:
    wanted = fold(anchor.text)
    longer = [segment for segment in pool if len(segment.text) >= 0.8 * len(wanted)]
    folded = [fold(segment.text) for segment in longer]
    near = process.extract(wanted, folded, scorer=fuzz.partial_ratio, score_cutoff=_NEARLY, limit=2)
    if not near or (len(near) == 2 and near[0][1] == near[1][1]):
        return None
    segment = longer[near[0][2]]
    found = fuzz.partial_ratio_alignment(wanted, near[0][0])
    if found is None:
        return None
    start, end = _whole_words(segment.text, found.dest_start, found.dest_end)
    alike = Indel.normalized_similarity(words(anchor.text), words(segment.text[start:end])) >= _ALIKE
    return (segment.segment_id, start, end) if alike else None


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets moved outwards to the ends of words, white space left out."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
