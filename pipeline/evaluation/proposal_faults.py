"""What is wrong with the proposals: measures missed, statements scattered or mixed, workshops miscounted."""

from __future__ import annotations

from pipeline.evaluation.comparison import Comparison, statement_key
from pipeline.evaluation.gold import Proposition
from pipeline.evaluation.grouping import Grouping, group_of
from pipeline.evaluation.results import Fault


def proposal_faults(comparison: Comparison, grouping: Grouping) -> list[Fault]:
    """Return every fault but those of titles."""
    return [
        *(_missed(comparison, group) for group in comparison.gold.propositions if not grouping.main(group.group)),
        *_scattered(comparison, grouping),
        *_mixed(comparison, grouping),
        *_unbacked(comparison, grouping),
        *_wrong_towns(grouping),
    ]


def _missed(comparison: Comparison, group: Proposition) -> Fault:
    first = group.occurrences[0]
    key = f"{first.source}#{first.n}:{first.char_start}-{first.char_end}"
    return Fault(
        key=f"mesure manquée#{group.group}",
        family="propositions : mesures manquées",
        where=f"{first.source}, passage {first.n}",
        said=comparison.expected[key].text,
        problem=f"« {group.measure} » n’est dans aucune proposition ({len(group.occurrences)} phrase(s) la demandent)",
        identifier=comparison.explained(comparison.expected_words[key]),
        weight=10.0 * len(group.ateliers),
    )


def _scattered(comparison: Comparison, grouping: Grouping) -> list[Fault]:
    """Return a fault for each statement that is not in its measure's main proposal."""
    faults = []
    for found, statement in sorted(grouping.known.items()):
        main = grouping.main(group_of(statement))
        other = comparison.run.proposal_of[found]
        if main and other != main:
            faults.append(
                Fault(
                    key=f"séparée#{statement_key(statement)}",
                    family="propositions : phrases mal réunies",
                    where=comparison.where(statement),
                    said=statement.text,
                    problem=f"même mesure que la proposition {main.number} (« {main.title} »), "
                    f"laissée dans la {other.number} (« {other.title} »)",
                    identifier=found,
                    weight=5.0,
                )
            )
    return faults


def _mixed(comparison: Comparison, grouping: Grouping) -> list[Fault]:
    """Return a fault for each statement that stands with another measure's in one proposal."""
    faults = []
    for key, counts in sorted(grouping.groups_in.items()):
        main = min(counts, key=lambda group: (-counts[group], group))
        proposal = comparison.run.proposals[key]
        for found in sorted(set(proposal.statement_ids) & grouping.known.keys()):
            statement = grouping.known[found]
            if group_of(statement) != main:
                faults.append(
                    Fault(
                        key=f"mêlée#{statement_key(statement)}",
                        family="propositions : phrases mal réunies",
                        where=comparison.where(statement),
                        said=statement.text,
                        problem=f"mêlée à une autre mesure dans la {proposal.number} (« {proposal.title} »)",
                        identifier=found,
                        weight=6.0,
                    )
                )
    return faults


def _unbacked(comparison: Comparison, grouping: Grouping) -> list[Fault]:
    return [
        Fault(
            key=f"sans fondement#{comparison.where_found(first)}#{first.text[:60]}",
            family="propositions : sans fondement",
            where=comparison.where_found(first),
            said=first.text,
            problem=f"proposition {proposal.number} (« {proposal.title} ») : la référence n’y voit aucune proposition",
            identifier=key,
            weight=2.0 + len(proposal.statement_ids),
        )
        for key, proposal in comparison.run.proposals.items()
        if key not in grouping.groups_in
        for first in [comparison.run.statements[min(proposal.statement_ids)]]
    ]


def _wrong_towns(grouping: Grouping) -> list[Fault]:
    due, made = grouping.towns()
    faults = []
    for group, folder in sorted(due ^ made):
        proposal = grouping.main(group)
        missing = (group, folder) in due
        faults.append(
            Fault(
                key=f"atelier de la mesure#{group}#{folder}",
                family="propositions : ateliers manqués ou en trop",
                where=folder,
                said=proposal.title if proposal else group,
                problem=f"« {group} » y est demandée, la proposition ne le dit pas"
                if missing
                else f"la proposition l’annonce, « {group} » n’y est pas demandée",
                identifier=proposal.proposal_id if proposal else "",
                weight=3.0,
            )
        )
    return faults
