"""Two readers of the same passages, and the machine beside them: how far people agree is what a machine can reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.gold import SecondReading
from pipeline.evaluation.match import Words, pair_up
from pipeline.evaluation.metrics import precision_recall
from pipeline.evaluation.results import Measure, Part, part
from pipeline.evaluation.words import whole
from pipeline.records import STATEMENT_TYPES

Read = tuple[str, str, Words]

_PROPOSITION: Final = "proposition"
_LEAD: Final = (
    "Des passages tirés au sort ont été relus par un second lecteur, sans voir les marques de la première. Le "
    "programme est jugé sur les mêmes passages. S’il s’accorde mieux avec le premier lecteur que le second lecteur, "
    "c’est qu’il en a pris les habitudes, non qu’il lit mieux."
)


def agreement(comparison: Comparison, second: Sequence[SecondReading]) -> list[Part]:
    """Return the part on double reading, or no part when nothing was read twice."""
    if not second:
        return []
    passages = {(one.source, one.n) for one in second}
    first = [
        (key, one.type, comparison.expected_words[key])
        for key, one in comparison.expected.items()
        if (one.source, one.n) in passages and one.type in STATEMENT_TYPES
    ]
    other = [read for one in second for read in _spans(comparison, one)]
    machine = [
        (key, one.type, comparison.found_words[key])
        for key, one in comparison.run.statements.items()
        if one.stands and comparison.alignment.home(comparison.found_words[key]) in passages
    ]
    measures = [
        *_measures(comparison, "accord.lecteurs", "second lecteur et premier", other, first),
        *_measures(comparison, "accord.programme", "programme et premier lecteur", machine, first),
        *_measures(comparison, "accord.programme_second", "programme et second lecteur", machine, other),
    ]
    title = f"Double lecture ({whole(len(passages))} passage{'s' if len(passages) > 1 else ''})"
    return [part("accord", title, _LEAD, measures, [])]


def _spans(comparison: Comparison, reading: SecondReading) -> list[Read]:
    words = comparison.alignment.gold_words.get((reading.source, reading.n), [])
    return [
        (
            f"{reading.source}#{reading.n}:{span.char_start}",
            span.type,
            frozenset(
                place
                for start, end, place in words
                if place is not None and start < span.char_end and end > span.char_start
            ),
        )
        for span in reading.statements
        if span.type in STATEMENT_TYPES
    ]


def _measures(
    comparison: Comparison, key: str, label: str, found: Sequence[Read], expected: Sequence[Read]
) -> list[Measure]:
    """Return F1 on propositions and on all types, of ``found`` against ``expected``."""
    pairs = pair_up(found, expected, comparison.settings.overlap)
    types = {name: kind for name, kind, _ in expected}
    right = {name: pairs.get(name) is not None and types[pairs[name]] == kind for name, kind, _ in found}
    hit = {pairs[name] for name, good in right.items() if good}
    items = [*expected, *found]
    blocks = [comparison.block(words) for _, _, words in items]
    measures = []
    for kinds, name, said in (
        ((_PROPOSITION,), "proposition", "propositions"),
        (STATEMENT_TYPES, "tous", "tous types"),
    ):
        due = [one in hit if kind in kinds else None for one, kind, _ in expected]
        made = [right[one] if kind in kinds else None for one, kind, _ in found]
        statistic = precision_recall([None] * len(due) + made, due + [None] * len(made))[2]
        n = sum(outcome is not None for outcome in due)
        measures.append(comparison.scorer.measure(f"{key}.{name}", f"{label}, {said} : F1", statistic, blocks, n=n))
    return measures
