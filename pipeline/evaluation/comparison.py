"""Gold and run side by side: all that the parts of an evaluation are computed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from pipeline.evaluation.gold import Gold, Passage
from pipeline.evaluation.gold import Statement as GoldStatement
from pipeline.evaluation.match import Alignment, PassageKey, Words, align, pair_up, restrict
from pipeline.evaluation.run import Run, Segment, Statement
from pipeline.evaluation.scorer import Scorer
from pipeline.evaluation.settings import EvaluationSettings

NO_BLOCK: Final = "hors référence"


def statement_key(statement: GoldStatement) -> str:
    """Return what names a gold statement in the baseline."""
    return f"{statement.source}#{statement.n}:{statement.char_start}-{statement.char_end}"


@dataclass(frozen=True)
class Comparison:
    """A gold and a run, aligned.

    Attributes
    ----------
    gold, run, settings
        What is compared, and how.
    alignment : Alignment
        Their words side by side.
    """

    gold: Gold
    run: Run
    settings: EvaluationSettings
    alignment: Alignment

    @cached_property
    def scorer(self) -> Scorer:
        """What draws the intervals."""
        return Scorer(self.settings.seed, self.settings.draws)

    @cached_property
    def expected(self) -> Mapping[str, GoldStatement]:
        """Gold statements by key."""
        return {statement_key(statement): statement for statement in self.gold.statements}

    @cached_property
    def expected_words(self) -> Mapping[str, Words]:
        """The run's words of each gold statement."""
        return {key: self.alignment.expected(statement) for key, statement in self.expected.items()}

    @cached_property
    def found_words(self) -> Mapping[str, Words]:
        """The words of each of the run's statements, refused ones included."""
        found = self.run.statements.items()
        return {key: self.alignment.found(one.utterance_id, one.start, one.end) for key, one in found}

    @cached_property
    def pairs(self) -> Mapping[str, str]:
        """Id of a statement that stands → key of the gold statement that it is."""
        standing = [(key, one.type, self.found_words[key]) for key, one in self.run.statements.items() if one.stands]
        expected = [(key, one.type, self.expected_words[key]) for key, one in self.expected.items()]
        return pair_up(standing, expected, self.settings.overlap)

    @cached_property
    def blocks(self) -> Mapping[PassageKey, str]:
        """The block of each gold passage: neighbours of one file on one theme are drawn together."""
        ordered = sorted(self.gold.passages, key=lambda passage: (passage.source, passage.n))
        blocks = {}
        for _, run in groupby(ordered, key=lambda passage: (passage.source, passage.theme)):
            members = list(run)
            name = f"{members[0].source}#{members[0].n}"
            blocks.update({(passage.source, passage.n): name for passage in members})
        return blocks

    @cached_property
    def segment_of(self) -> Mapping[int, Segment]:
        """The segment of each of the run's words."""
        found = {}
        for segment in self.run.segments.values():
            for word in self.alignment.found(segment.utterance_id, segment.char_start, segment.char_end):
                found[word] = segment
        return found

    def segment(self, words: Iterable[int]) -> Segment | None:
        """Return the segment that holds most of ``words``."""
        counts = Counter(self.segment_of[word].segment_id for word in words if word in self.segment_of)
        best = min(counts, key=lambda key: (-counts[key], key), default=None)
        return self.run.segments[best] if best else None

    def explained(self, words: Iterable[int]) -> str:
        """Return the id that ``synthese explain`` walks for ``words``; empty when they were not read."""
        segment = self.segment(words)
        return segment.segment_id if segment else ""

    def block(self, words: Iterable[int]) -> str:
        """Return the block where most of ``words`` stand."""
        home = self.alignment.home(words)
        return self.blocks[home] if home else NO_BLOCK

    def where(self, passage: Passage | GoldStatement) -> str:
        """Return in French where a passage of the gold stands."""
        return f"{passage.source}, passage {passage.n}"

    def where_found(self, statement: Statement) -> str:
        """Return in French where one of the run's statements stands."""
        home = self.alignment.home(self.found_words[statement.statement_id])
        return f"{home[0]}, passage {home[1]}" if home else self.run.utterances[statement.utterance_id].source


def compare(gold: Gold, run: Run, settings: EvaluationSettings) -> Comparison:
    """Return ``gold`` and ``run`` aligned; CorpusError when they share no file."""
    judged = restrict(run, gold) if gold.partial else run
    return Comparison(gold, judged, settings, align(gold, judged))
