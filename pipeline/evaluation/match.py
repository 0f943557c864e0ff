"""The gold's words and the run's, put side by side.

A reader may cut, join or number turns in its own way, so nothing is compared by rank. Each source file is one
string of words on either side; the two strings are aligned (Levenshtein), and every span, of the gold or of the
run, becomes the set of the run's words that it covers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from pipeline.errors import CorpusError
from pipeline.evaluation.gold import Gold, Passage, Statement
from pipeline.evaluation.run import Run, Utterance
from pipeline.text.fold import fold

Words = frozenset[int]
PassageKey = tuple[str, int]
Owner = TypeVar("Owner")

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Token(Generic[Owner]):
    """A folded word and its offsets in the text of its owner."""

    word: str
    owner: Owner
    start: int
    end: int


@dataclass(slots=True)
class Alignment:
    """Where each gold passage and each of the run's utterances stand in the run's words.

    Attributes
    ----------
    passages : mapping of (source, n) to Passage
        The gold's, in order.
    gold_words : mapping of (source, n) to list of (start, end, place)
        Words of a gold passage; ``place`` is the run's word, None when it was lost.
    run_words : mapping of str to list of (start, end, place)
        Words of an utterance.
    passage_of : mapping of int to (source, n)
        The gold passage that a run's word stands in, or follows.
    utterance_of : mapping of int to str
        The utterance that a run's word stands in.
    """

    passages: dict[PassageKey, Passage]
    gold_words: dict[PassageKey, list[tuple[int, int, int | None]]] = field(default_factory=dict)
    run_words: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)
    passage_of: dict[int, PassageKey] = field(default_factory=dict)
    utterance_of: dict[int, str] = field(default_factory=dict)

    def passage(self, key: PassageKey) -> Words:
        """Return the run's words that a gold passage covers."""
        return frozenset(place for _, _, place in self.gold_words.get(key, ()) if place is not None)

    def expected(self, statement: Statement) -> Words:
        """Return the run's words that a gold statement covers."""
        spans = self.gold_words.get((statement.source, statement.n), ())
        return frozenset(
            place
            for start, end, place in spans
            if place is not None and start < statement.char_end and end > statement.char_start
        )

    def found(self, utterance_id: str, start: int, end: int) -> Words:
        """Return the run's words between two offsets of an utterance."""
        return frozenset(
            place for first, last, place in self.run_words.get(utterance_id, ()) if first < end and last > start
        )

    def home(self, words: Iterable[int]) -> PassageKey | None:
        """Return the gold passage where most of ``words`` stand; None when their file is not in the gold."""
        counts: dict[PassageKey, int] = defaultdict(int)
        for place in words:
            if place in self.passage_of:
                counts[self.passage_of[place]] += 1
        return min(counts, key=lambda key: (-counts[key], key), default=None)


def align(gold: Gold, run: Run) -> Alignment:
    """Return the alignment of ``gold`` with ``run``.

    Raises
    ------
    CorpusError
        If no file of the gold was read: the answers belong to another cycle.
    """
    passages: dict[str, list[Passage]] = defaultdict(list)
    utterances: dict[str, list[Utterance]] = defaultdict(list)
    for passage in gold.passages:
        passages[passage.source].append(passage)
    for utterance in run.utterances.values():
        utterances[utterance.source].append(utterance)
    if not passages.keys() & utterances.keys():
        raise CorpusError(
            "Les réponses de référence ne portent sur aucun fichier de ce cycle : donnez avec « --gold » le dossier "
            "des réponses écrites pour lui."
        )
    alignment = Alignment({(passage.source, passage.n): passage for passage in gold.passages})
    for source in sorted(passages.keys() | utterances.keys()):
        _add(alignment, _gold_tokens(passages[source]), _run_tokens(utterances[source]))
    return alignment


def restrict(run: Run, gold: Gold) -> Run:
    """Return the part of a run that a partial gold speaks of: the utterances that are one of its passages."""
    known = {(passage.source, _folded(passage.text)) for passage in gold.passages}
    utterances = {key: one for key, one in run.utterances.items() if (one.source, _folded(one.text)) in known}
    statements = {key: one for key, one in run.statements.items() if one.utterance_id in utterances}
    proposals = {}
    for key, proposal in run.proposals.items():
        if mine := tuple(one for one in proposal.statement_ids if one in statements):
            proposals[key] = replace(proposal, statement_ids=mine)
    segments = {key: one for key, one in run.segments.items() if one.utterance_id in utterances}
    return replace(run, utterances=utterances, segments=segments, statements=statements, proposals=proposals)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def overlap(one: Words, two: Words) -> float:
    """Return how much two spans are the same: shared words over all, or over the shorter when one holds the other."""
    shared = len(one & two)
    return shared / len(one | two) if shared else 0.0


def covers(one: Words, two: Words, least: float) -> bool:
    """Tell whether two spans share at least ``least`` of all their words, or of the shorter's."""
    shared = len(one & two)
    return shared > 0 and shared >= least * min(len(one), len(two))


def pair_up(
    found: Sequence[tuple[str, str, Words]], expected: Sequence[tuple[str, str, Words]], least: float
) -> dict[str, str]:
    """Return which found statement is which gold statement, each used once.

    Pairs of one type come first, then the largest overlap, then ids: the best pairs are made before the others.

    Parameters
    ----------
    found, expected : sequence of (id, type, words)
        Statements.
    least : float
        See :func:`covers`.

    Returns
    -------
    dict
        Found id → gold id.
    """
    by_word: dict[int, list[int]] = defaultdict(list)
    for rank, (_, _, words) in enumerate(expected):
        for word in words:
            by_word[word].append(rank)
    candidates = []
    for found_id, found_type, words in found:
        for rank in sorted({rank for word in words for rank in by_word[word]}):
            gold_id, gold_type, gold_words = expected[rank]
            if covers(words, gold_words, least):
                candidates.append((found_type != gold_type, -overlap(words, gold_words), gold_id, found_id))
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, gold_id, found_id in sorted(candidates):
        if found_id not in pairs and gold_id not in taken:
            pairs[found_id] = gold_id
            taken.add(gold_id)
    return pairs


def _gold_tokens(passages: Iterable[Passage]) -> list[Token[PassageKey]]:
    ordered = sorted(passages, key=lambda passage: passage.n)
    return [token for passage in ordered for token in _tokens((passage.source, passage.n), passage.text)]


def _run_tokens(utterances: Iterable[Utterance]) -> list[Token[str]]:
    return [token for utterance in utterances for token in _tokens(utterance.utterance_id, utterance.text)]


def _tokens(owner: Owner, text: str) -> list[Token[Owner]]:
    return [Token(found[0], owner, found.start(), found.end()) for found in _WORD.finditer(fold(text))]


def _add(alignment: Alignment, gold: Sequence[Token[PassageKey]], run: Sequence[Token[str]]) -> None:
    """Add one source's words to ``alignment``."""
    first = len(alignment.utterance_of)
    twins = _twins([token.word for token in gold], [token.word for token in run])
    for rank, told in enumerate(run):
        alignment.utterance_of[first + rank] = told.owner
        alignment.run_words.setdefault(told.owner, []).append((told.start, told.end, first + rank))
    for rank, token in enumerate(gold):
        place = first + twins[rank] if rank in twins else None
        alignment.gold_words.setdefault(token.owner, []).append((token.start, token.end, place))
    owners = _owners(gold, {place: rank for rank, place in twins.items()}, len(run))
    alignment.passage_of.update({first + rank: owner for rank, owner in enumerate(owners)})


def _owners(gold: Sequence[Token[PassageKey]], back: Mapping[int, int], count: int) -> list[PassageKey]:
    """Return the passage of each of the run's words; one that the gold does not hold follows the word before it."""
    owners: list[PassageKey] = []
    for rank in range(count if gold else 0):
        here = gold[back[rank]] if rank in back else None
        owners.append(here.owner if here else owners[-1] if owners else gold[0].owner)
    return owners


def _twins(gold: Sequence[str], run: Sequence[str]) -> dict[int, int]:
    """Return rank in ``gold`` → rank in ``run`` for the words that are the same on both sides."""
    twins: dict[int, int] = {}
    for block in Levenshtein.opcodes(gold, run):
        if block.tag == "equal":
            twins |= {
                block.src_start + step: block.dest_start + step for step in range(block.src_end - block.src_start)
            }
    return twins
