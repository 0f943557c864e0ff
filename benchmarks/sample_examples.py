"""The sample's gold as labelled sentences: one workshop is one group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.evaluation.gold import Passage, Statement, load_gold
from pipeline.french.sentences import spans
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.training.examples import Example

_LETTERS = {"proposition": "P", "frein": "F", "levier": "L", "constat": "C", "question": "Q"}
# A refused demand still says something: an objection for the negated, a finding for the others.
_REFUSED = {"niee": "F", "rapportee": "C", "passee": "C", "fait": "C"}
# A mark belongs to a sentence when they share this much of the shorter one.
_SHARED = 0.3


def sample_examples(folder: Path) -> list[Example]:
    """Return the sentences of the gold in ``folder`` that no facilitator says."""
    gold = load_gold(folder)
    marks = defaultdict(list)
    for statement in gold.statements:
        marks[statement.source, statement.n].append(statement)
    return [
        example
        for passage in gold.passages
        if passage.role != "animation"
        for example in _sentences(passage, marks[passage.source, passage.n])
    ]


def _sentences(passage: Passage, marks: list[Statement]) -> Iterator[Example]:
    found = spans(passage.text)
    for index, (start, end) in enumerate(found):
        letters = [_letter(mark) for mark in marks if _shares(mark, start, end)]
        label = min(letters, key="PFLCQO".index, default="O")
        yield Example(passage.text[start:end], label, passage.kind, passage.atelier, Position(index, len(found)))


def _letter(mark: Statement) -> str:
    return _REFUSED[mark.refused] if mark.refused else _LETTERS.get(mark.type, "O")


def _shares(mark: Statement, start: int, end: int) -> bool:
    shared = min(end, mark.char_end) - max(start, mark.char_start)
    return shared > _SHARED * min(end - start, mark.char_end - mark.char_start)
