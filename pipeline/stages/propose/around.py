"""Where a statement stands: the words of the turns beside it, how far two turns are, what was said and what noted.

« Eh ben faites-la pour cinq ans » names its measure in the turn before. The words around are the surest sign, after
the statement's own, that two towns ask for the same thing; what is asked two turns apart in one talk may be one
measure, taken up by somebody else, or the next one: nearness speaks for it without deciding. What a workshop's notes,
post-its and chat hold is most often what was said there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_matrix

from pipeline.stages.propose.measure import content
from pipeline.stages.propose.sentences import Sentence

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

TALK: Final = "transcript"
# Passages on either side whose words count, and how fast they count less (standard deviation, in passages).
_REACH: Final = 5
_SPREAD: Final = 1.5
# Beyond it two statements of one talk no longer share what is around them, so that it can be compared.
_APART: Final = 8
# Around a note there is only the note: between two of them this says again what their own words say.
_BOTH_ALONE: Final = 0.5
# In passages: how fast nearness fades.
_FADES: Final = 2.5
# A rare word counts by a little more than its rarity.
_SHARPNESS: Final = 1.5


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: its source, its rank there, its workshop, whether it was said in a talk, and by whom."""

    source: str
    position: int
    workshop_id: str
    is_talk: bool
    speaker_id: str | None = None


def spots(passages: pd.DataFrame) -> dict[str, Spot]:
    """Return where each passage of the ``passages`` table stands."""
    columns = [passages[name] for name in ("segment_id", "source", "position", "workshop_id", "kind", "speaker_id")]
    rows = zip(*columns, strict=True)
    return {
        segment_id: Spot(
            source, int(position), workshop_id, kind == TALK, speaker_id if isinstance(speaker_id, str) else None
        )
        for segment_id, source, position, workshop_id, kind, speaker_id in rows
    }


def nearness(places: Sequence[Spot]) -> Matrix:
    """Return how near every two statements of one talk stand, from 0 to 1.

    It is 0 for those of two sources, of notes, and of one speaker, who most often goes on to another measure.
    """
    apart = _apart(places)
    speakers = np.array([place.speaker_id or f"?{row}" for row, place in enumerate(places)])
    alone = (speakers[:, None] == speakers) | (apart == 0)
    return np.where(alone, 0.0, _rounded(np.exp(-apart / _FADES)))


def noted(places: Sequence[Spot], talked: Set[str]) -> Matrix:
    """Return 1 for every two statements of one workshop of which one at least is written, not said; 0 elsewhere.

    It is 0 within a written paragraph, which goes on to another measure as a speaker does, and, where nobody kept what
    was said, within one file: it lists measures, it says none of them again.

    Parameters
    ----------
    places : sequence of Spot
        Where the statements stand.
    talked : set of str
        The workshops of which there is a talk.
    """
    workshops = np.array([place.workshop_id for place in places])
    spoken = np.array([place.is_talk for place in places])
    sources = np.array([place.source for place in places])
    heard = np.array([place.workshop_id in talked for place in places])
    here = (workshops[:, None] == workshops) & (_apart(places) > 0)
    again = heard | (sources[:, None] != sources)
    written: Matrix = (here & again & ~(spoken[:, None] & spoken)).astype(np.float64)
    return written


def workshops_heard(places: Iterable[Spot]) -> Set[str]:
    """Return the workshops of which there is a talk."""
    return {place.workshop_id for place in places if place.is_talk}


def likeness(
    statements: Sequence[Sentence],
    said: Iterable[Sentence],
    places: Mapping[str, Spot],
    rarity: Mapping[str, float],
) -> Matrix:
    """Return the cosine of the words around every two statements, halved between two notes, which stand alone.

    It is 0 for those that share what is around them: they stand near in one talk, or in one written paragraph.

    Parameters
    ----------
    statements : sequence of Sentence
        n of them.
    said : iterable of Sentence
        Every sentence of the run.
    places : mapping of str to Spot
        Segment id → where it stands.
    rarity : mapping of str to float
        Weight of each content word.
    """
    columns = {lemma: column for column, lemma in enumerate(sorted(rarity))}
    spoken = _words(said)
    around = _around(places)
    entries: list[tuple[int, int, float]] = []
    for row, sentence in enumerate(statements):
        weights: dict[str, float] = defaultdict(float)
        for segment_id, weight in around(sentence.segment_id):
            for lemma in spoken.get(segment_id, ()):
                weights[lemma] += weight
        found = {lemma: math.log1p(weight) * rarity[lemma] ** _SHARPNESS for lemma, weight in weights.items()}
        norm = math.sqrt(sum(value**2 for value in found.values())) or 1.0
        entries += [(row, columns[lemma], value / norm) for lemma, value in sorted(found.items())]
    own = [places[sentence.segment_id] for sentence in statements]
    in_talk = np.array([place.is_talk for place in own])
    worth = np.where(in_talk[:, None] | in_talk, 1.0, _BOTH_ALONE)
    return np.where(_apart(own) <= _APART, 0.0, worth * _cosines(entries, len(statements), len(columns)))


def _words(said: Iterable[Sentence]) -> dict[str, list[str]]:
    words: dict[str, set[str]] = defaultdict(set)
    for sentence in said:
        words[sentence.segment_id].update(content(sentence.tokens))
    return {segment_id: sorted(own) for segment_id, own in words.items()}


def _around(places: Mapping[str, Spot]) -> Callable[[str], list[tuple[str, float]]]:
    """Return what gives the passages around one, itself first, with their weights; a note stands alone."""
    at = {(place.source, place.position): segment_id for segment_id, place in places.items() if place.is_talk}
    steps = sorted(range(-_REACH, _REACH + 1), key=abs)
    weights = {step: math.exp(-(step**2) / (2 * _SPREAD**2)) for step in steps}

    def around(segment_id: str) -> list[tuple[str, float]]:
        place = places[segment_id]
        if not place.is_talk:
            return [(segment_id, 1.0)]
        near = ((at.get((place.source, place.position + step)), step) for step in steps)
        return [(other, weights[step]) for other, step in near if other is not None]

    return around


def _apart(places: Sequence[Spot]) -> Matrix:
    """Return how many passages stand between every two statements of one talk, or one passage; infinity elsewhere."""
    sources = {source: code for code, source in enumerate(sorted({place.source for place in places}))}
    code = np.array([sources[place.source] for place in places])
    position = np.array([place.position for place in places], dtype=np.float64)
    spoken = np.array([place.is_talk for place in places])
    distance = np.abs(position[:, None] - position[None, :])
    told = (code[:, None] == code) & ((spoken[:, None] & spoken) | (distance == 0))
    apart: Matrix = np.where(told, distance, np.inf)
    return apart


def _rounded(values: Matrix) -> Matrix:
    rounded: Matrix = np.clip(np.round(values.astype(np.float64), 6), 0.0, 1.0)
    return rounded


def _cosines(entries: Sequence[tuple[int, int, float]], rows: int, columns: int) -> Matrix:
    at = ([row for row, _, _ in entries], [column for _, column, _ in entries])
    matrix = csr_matrix(([value for _, _, value in entries], at), shape=(rows, columns))
    return _rounded((matrix @ matrix.T).toarray())
