"""Which of the run's proposals hold which of the gold's measures, through the statements that both hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from pipeline.evaluation.comparison import Comparison, statement_key
from pipeline.evaluation.gold import Statement as GoldStatement
from pipeline.evaluation.run import Proposal

PROPOSITION: Final = "proposition"


class Grouping:
    """Gold groups and the run's proposals, through the statements that both hold.

    Parameters
    ----------
    comparison : Comparison
        A gold and a run.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    @cached_property
    def known(self) -> Mapping[str, GoldStatement]:
        """Id of each statement of a proposal that is a gold proposition → that one."""
        expected = self.comparison.expected
        return {
            found: expected[key]
            for proposal in self.comparison.run.proposals.values()
            for found in proposal.statement_ids
            if (key := self.comparison.pairs.get(found)) and expected[key].type == PROPOSITION
        }

    @cached_property
    def holders(self) -> Mapping[str, Counter[str]]:
        """Gold group → how many of its statements each proposal holds."""
        held: dict[str, Counter[str]] = defaultdict(Counter)
        for found, statement in self.known.items():
            held[group_of(statement)][self.comparison.run.proposal_of[found].proposal_id] += 1
        return held

    @cached_property
    def groups_in(self) -> Mapping[str, Counter[str]]:
        """Proposal id → how many statements of each gold group it holds."""
        groups: dict[str, Counter[str]] = defaultdict(Counter)
        for group, proposals in self.holders.items():
            for proposal, count in proposals.items():
                groups[proposal][group] += count
        return groups

    def main(self, group: str) -> Proposal | None:
        """Return the proposal that holds most of a group's statements."""
        counts = self.holders.get(group, Counter())
        best = min(counts, key=lambda key: (-counts[key], key), default=None)
        return self.comparison.run.proposals[best] if best else None

    def towns(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Return (measure, folder) pairs of the measures found: the gold's, and those of their main proposals."""
        due, made = set(), set()
        for group in self.comparison.gold.propositions:
            if proposal := self.main(group.group):
                due |= {(group.group, folder) for folder in group.ateliers}
                made |= {(group.group, self.comparison.run.folders[workshop]) for workshop in proposal.workshops}
        return due, made


def group_of(statement: GoldStatement) -> str:
    """Return a proposition's group; one that no other statement shares is a group by itself."""
    return statement.group or statement_key(statement)
