"""A segment is a speaking turn, a note's paragraph or a post-it; a long turn is cut between sentences."""

from __future__ import annotations

from pipeline.french.sentences import spans
from pipeline.stages.annotate.fates import count_words


def cut(text: str, max_words: int) -> list[tuple[int, int]]:
    """Return the offsets of the segments of ``text``.

    A turn of at most ``max_words`` words is one segment. A longer one is cut between sentences into the
    fewest pieces that fit, as even as sentences allow; a single sentence is never cut.

    Parameters
    ----------
    text : str
        An utterance.
    max_words : int
        Most words in a segment.

    Returns
    -------
    list of (int, int)
        Offsets in ``text``, in order, without overlap; all but white space is covered.
    """
    sentences = spans(text)
    if not sentences:
        return []
    sizes = [count_words(text[start:end]) for start, end in sentences]
    pieces = -(-sum(sizes) // max_words)
    target = sum(sizes) / max(pieces, 1)
    groups: list[list[int]] = [[]]
    filled = 0.0
    for index, size in enumerate(sizes):
        # Open the next piece when this sentence's middle lies beyond the current piece's share.
        if groups[-1] and len(groups) < pieces and filled + size / 2 > target * len(groups):
            groups.append([])
        groups[-1].append(index)
        filled += size
    return [(sentences[group[0]][0], sentences[group[-1]][1]) for group in groups]
