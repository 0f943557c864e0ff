"""The part of the report on double coding: the machine beside two people who coded the same sentences blind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.evaluation.doubly_coded import DoublyCoded
from pipeline.evaluation.metrics import Statistic, Weights, cohen_kappa
from pipeline.evaluation.results import Measure, Part, part
from pipeline.evaluation.run import Run, Statement
from pipeline.evaluation.sampling import Found, best
from pipeline.evaluation.scorer import Scorer
from pipeline.evaluation.words import whole
from pipeline.stages.review.coding_book import NONE

_PROPOSITION: Final = "proposition"
_LEAD: Final = (
    "Des phrases tirées au sort, les propositions plus souvent, ont été codées par deux personnes sans voir ni la "
    "réponse de l’autre ni celle du programme. L’accord des deux personnes est ce que le programme peut atteindre."
)


def double_coding(run: Run, scorer: Scorer, rows: Sequence[DoublyCoded]) -> list[Part]:
    """Return the part on double coding, or no part when nothing was coded twice or nothing is found again.

    Parameters
    ----------
    run : Run
        The run to judge; sentences are found again by their file, rank and words.
    scorer : Scorer
        Draws the intervals.
    rows : sequence of DoublyCoded
        The codings.
    """
    found = [(row, kind) for row in rows if (kind := _machine(run, row)) is not None]
    if not found:
        return []
    first, second, machine = (
        [*answers] for answers in zip(*((r.first, r.second, kind) for r, kind in found), strict=True)
    )
    blocks = [f"{row.source}#{row.n}" for row, _ in found]
    measures = [
        *_measures(scorer, "double.codeurs", "les deux codeurs", first, second, blocks),
        *_measures(scorer, "double.programme_a", "programme et codeur A", machine, first, blocks),
        *_measures(scorer, "double.programme_b", "programme et codeur B", machine, second, blocks),
    ]
    title = f"Double codage ({whole(len(found))} phrase{'s' if len(found) > 1 else ''})"
    return [part("double", title, _LEAD, measures, [])]


def _machine(run: Run, row: DoublyCoded) -> str | None:
    """Return the machine's type of a sentence; None when its words are not where they were."""
    for turn in run.utterances.values():
        if (
            turn.source == row.source
            and turn.position == row.n
            and turn.text[row.char_start : row.char_end] == row.text
        ):
            inside = best(
                row.char_start, row.char_end, [_found(one) for one in run.statements_of.get(turn.utterance_id, ())]
            )
            return NONE if inside is None else inside.type
    return None


def _found(one: Statement) -> Found:
    return Found(one.statement_id, one.start, one.end, one.text, one.type if one.stands else NONE)


def _measures(
    scorer: Scorer, key: str, label: str, one: Sequence[str], other: Sequence[str], blocks: Sequence[str]
) -> list[Measure]:
    """Return Cohen's kappa on all types, and on propositions against the rest."""
    pairs = (
        ("tous", "tous types", one, other),
        ("proposition", "propositions", *([str(said == _PROPOSITION) for said in side] for side in (one, other))),
    )
    return [
        scorer.measure(f"{key}.{name}", f"{label}, {said} : kappa", _kappa(mine, theirs), blocks, "index")
        for name, said, mine, theirs in pairs
    ]


def _kappa(one: Sequence[str], other: Sequence[str]) -> Statistic:
    def statistic(weights: Weights) -> float:
        return cohen_kappa(one, other, weights)

    return statistic
