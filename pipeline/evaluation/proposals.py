"""Proposals: each measure found, once, with all those who ask for it, under a title that says no more."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.gold import Proposition
from pipeline.evaluation.grouping import Grouping, group_of
from pipeline.evaluation.metrics import pairs, share
from pipeline.evaluation.proposal_faults import proposal_faults
from pipeline.evaluation.results import Grid, Measure, Part, part
from pipeline.evaluation.run import Proposal
from pipeline.evaluation.titles import Title, added_words, form_problems, read_titles, title_faults
from pipeline.evaluation.words import percent

_LEAD: Final = (
    "Une mesure de référence est trouvée quand une proposition du programme s’appuie sur l’une de ses phrases. "
    "Deux phrases sont bien réunies quand elles demandent la même mesure et sont dans la même proposition ; on en juge "
    "sur les phrases trouvées."
)


def proposals(comparison: Comparison) -> Part:
    """Return the part on proposals."""
    grouping = Grouping(comparison)
    groups = comparison.gold.propositions
    scorer = comparison.scorer
    found = [grouping.main(group.group) is not None for group in groups]
    names = [group.group for group in groups]
    measures = [
        scorer.measure("propositions.trouvees", "mesures de référence trouvées", share(found), names),
        *_pair_measures(comparison, grouping),
        *_towns(comparison, grouping),
        _backed(comparison, grouping),
    ]
    titles = read_titles(comparison)
    measures += _title_measures(comparison, titles)
    faults = [*proposal_faults(comparison, grouping), *title_faults(comparison, titles)]
    return part("propositions", "Propositions", _LEAD, measures, faults, (_grid(grouping, groups),))


def _title_measures(comparison: Comparison, titles: list[Title]) -> list[Measure]:
    formed = [not form_problems(title) for title in titles]
    true = [not added_words(comparison, title) for title in titles]
    names = [title.proposal.proposal_id for title in titles]
    return [
        comparison.scorer.measure("propositions.titres", "titres à l’infinitif, bien formés", share(formed), names),
        comparison.scorer.measure("propositions.titres_fideles", "titres sans mot ajouté", share(true), names),
    ]


def _pair_measures(comparison: Comparison, grouping: Grouping) -> list[Measure]:
    known = sorted(grouping.known)
    gold = [group_of(grouping.known[found]) for found in known]
    made = [comparison.run.proposal_of[found].proposal_id for found in known]
    blocks = [comparison.blocks[one.source, one.n] for one in (grouping.known[found] for found in known)]
    names = (("precision", "précision"), ("rappel", "rappel"), ("f1", "F1"))
    return [
        comparison.scorer.measure(
            f"propositions.paires.{key}", f"phrases réunies à bon droit : {label}", statistic, blocks
        )
        for (key, label), statistic in zip(names, pairs(gold, made), strict=True)
    ]


def _towns(comparison: Comparison, grouping: Grouping) -> list[Measure]:
    due, made = grouping.towns()
    every = sorted(due | made)
    return comparison.scorer.precision_recall_f1(
        "propositions.ateliers",
        "ateliers de chaque mesure trouvée",
        [pair in due if pair in made else None for pair in every],
        [pair in made if pair in due else None for pair in every],
        [group for group, _ in every],
    )


def _backed(comparison: Comparison, grouping: Grouping) -> Measure:
    backed = [key in grouping.groups_in for key in comparison.run.proposals]
    blocks = [_proposal_block(comparison, one) for one in comparison.run.proposals.values()]
    label = "propositions du programme qui en sont une pour la référence"
    return comparison.scorer.measure("propositions.fondees", label, share(backed), blocks)


def _proposal_block(comparison: Comparison, proposal: Proposal) -> str:
    return comparison.block(comparison.found_words[min(proposal.statement_ids)])


def _grid(grouping: Grouping, groups: tuple[Proposition, ...]) -> Grid:
    rows = []
    for group in groups:
        counts = grouping.holders.get(group.group, Counter())
        main = grouping.main(group.group)
        together = percent(max(counts.values()) / sum(counts.values())) if counts else "—"
        rows.append(
            (
                group.group,
                str(len(group.occurrences)),
                str(sum(counts.values())),
                together,
                f"{main.number}. {main.title}" if main else "—",
            )
        )
    header = ("mesure de référence", "phrases", "trouvées", "réunies", "proposition du programme")
    return Grid("Mesures de référence", header, tuple(rows))
