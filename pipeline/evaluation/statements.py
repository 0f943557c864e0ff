"""Statements: constats, freins, leviers, propositions and questions found, each under its right type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final, get_args

import numpy as np

from pipeline.evaluation.comparison import Comparison, statement_key
from pipeline.evaluation.gold import GoldType
from pipeline.evaluation.gold import Statement as GoldStatement
from pipeline.evaluation.match import covers
from pipeline.evaluation.metrics import Statistic, Weights, precision_recall, share
from pipeline.evaluation.results import Fault, Grid, Measure, Part, part
from pipeline.evaluation.run import Statement
from pipeline.evaluation.words import percent
from pipeline.records import FACILITATOR, REFUSALS, STATEMENT_TYPES

PROPOSITION: Final = "proposition"
# What a reader loses most by: a proposition before all, then what is not said to be one.
_WEIGHTS: Final[Mapping[str, float]] = {PROPOSITION: 3.0, "frein": 1.5, "levier": 1.5}
_LEAD: Final = (
    "Les énoncés des participants ; les questions de l’animation n’en sont pas. Un énoncé trouvé est un énoncé de "
    "référence quand ils ont en commun la moitié des mots de l’un ou de l’autre ; il est juste quand il a aussi le bon "
    "type. Un piège est une demande niée, rapportée, passée ou constatée : elle ne doit pas devenir une proposition."
)


class Items:
    """Every statement of either side once, with its block: what is found right, what is expected and found.

    A facilitator's questions are expected of nobody: they are context.
    """

    def __init__(self, comparison: Comparison) -> None:
        voiced = {key for key, passage in comparison.alignment.passages.items() if passage.role != FACILITATOR}
        gold = [one for one in comparison.gold.statements if (one.source, one.n) in voiced]
        self.gold = [one for one in gold if one.type in STATEMENT_TYPES]
        self.found = [one for one in comparison.run.statements.values() if one.stands]
        by_key = comparison.expected
        self.twin = {found: by_key[key] for found, key in comparison.pairs.items()}
        self.hit = {statement_key(self.twin[one.statement_id]) for one in self.found if self.right(one)}
        words = comparison.found_words
        self.blocks = [comparison.blocks[one.source, one.n] for one in self.gold]
        self.blocks += [comparison.block(words[one.statement_id]) for one in self.found]

    def right(self, statement: Statement) -> bool:
        """Tell whether a found statement is a gold one of the same type."""
        twin = self.twin.get(statement.statement_id)
        return twin is not None and twin.type == statement.type

    def of(self, kind: str) -> tuple[list[bool | None], list[bool | None]]:
        """Return the outcomes of statements of type ``kind``, as ``metrics.precision_recall`` takes them."""
        expected = [statement_key(one) in self.hit if one.type == kind else None for one in self.gold]
        found = [self.right(one) if one.type == kind else None for one in self.found]
        return [None] * len(expected) + found, expected + [None] * len(found)


def statements(comparison: Comparison) -> Part:
    """Return the part on statements."""
    items = Items(comparison)
    scorer = comparison.scorer
    per_type = {kind: precision_recall(*items.of(kind)) for kind in STATEMENT_TYPES}
    measures = [
        scorer.measure(
            "enonces.macro_f1", "F1 moyen des cinq types", _mean([s[2] for s in per_type.values()]), items.blocks
        )
    ]
    for kind in STATEMENT_TYPES:
        measures += scorer.precision_recall_f1(f"enonces.{kind}", kind, *items.of(kind), items.blocks)
    traps = [one for one in comparison.gold.statements if one.refused]
    caught = {statement_key(trap): _fallen(comparison, trap) for trap in traps}
    measures.append(_traps(comparison, traps, caught))
    faults = [_missed(comparison, one) for one in items.gold if statement_key(one) not in items.hit]
    faults += [_invented(comparison, one, items) for one in items.found if not items.right(one)]
    faults += [_trapped(comparison, trap, caught[statement_key(trap)]) for trap in traps if caught[statement_key(trap)]]
    grids = (_types_grid(items), _rules_grid(items), _refusals_grid(comparison, traps, caught))
    return part("enonces", "Énoncés", _LEAD, measures, faults, grids)


def _mean(statistics: list[Statistic]) -> Statistic:
    def mean(weights: Weights) -> float:
        return float(np.mean([statistic(weights) for statistic in statistics]))

    return mean


def _traps(comparison: Comparison, traps: list[GoldStatement], caught: Mapping[str, list[Statement]]) -> Measure:
    avoided = share([not caught[statement_key(trap)] for trap in traps])
    blocks = [comparison.blocks[trap.source, trap.n] for trap in traps]
    return comparison.scorer.measure("enonces.pieges", "pièges évités", avoided, blocks)


def _fallen(comparison: Comparison, trap: GoldStatement) -> list[Statement]:
    """Return the standing propositions that are made of a trap's words and of no gold proposition's."""
    words = comparison.expected_words[statement_key(trap)]
    return [
        one
        for key, one in comparison.run.statements.items()
        if one.stands
        and one.type == PROPOSITION
        and covers(comparison.found_words[key], words, comparison.settings.overlap)
        and not _is_gold_proposition(comparison, key)
    ]


def _is_gold_proposition(comparison: Comparison, found_id: str) -> bool:
    key = comparison.pairs.get(found_id)
    return key is not None and comparison.expected[key].type == PROPOSITION


def _missed(comparison: Comparison, statement: GoldStatement) -> Fault:
    words = comparison.expected_words[statement_key(statement)]
    taken = [found for found, key in comparison.pairs.items() if key == statement_key(statement)]
    said = f"trouvé comme {comparison.run.statements[taken[0]].type}" if taken else "aucun énoncé trouvé à cet endroit"
    return Fault(
        key=f"manqué#{statement.type}#{statement_key(statement)}",
        family=f"énoncés : {statement.type} manqué",
        where=comparison.where(statement),
        said=statement.text,
        problem=f"{statement.type} attendu, {said}",
        identifier=taken[0] if taken else comparison.explained(words),
        weight=_WEIGHTS.get(statement.type, 1.0),
    )


def _invented(comparison: Comparison, statement: Statement, items: Items) -> Fault:
    twin = items.twin.get(statement.statement_id)
    name = twin and (REFUSALS[twin.refused] if twin.refused else twin.type)
    said = f"la référence dit « {name} »" if name else "la référence n’y voit aucun énoncé"
    return Fault(
        key=f"en trop#{statement.type}#{statement.statement_id}",
        family=f"énoncés : {statement.type} en trop",
        where=comparison.where_found(statement),
        said=statement.text,
        problem=f"{statement.type} trouvé par la règle « {statement.rule} », {said}",
        identifier=statement.statement_id,
        weight=_WEIGHTS.get(statement.type, 1.0),
    )


def _trapped(comparison: Comparison, trap: GoldStatement, found: list[Statement]) -> Fault:
    rules = ", ".join(sorted({one.rule for one in found}))
    return Fault(
        key=f"piège#{statement_key(trap)}",
        family="énoncés : pièges",
        where=comparison.where(trap),
        said=trap.text,
        problem=f"{REFUSALS[trap.refused or '']}, prise pour une proposition par « {rules} »",
        identifier=found[0].statement_id,
        weight=4.0,
    )


def _types_grid(items: Items) -> Grid:
    """Return gold types by found types: what is taken for what."""
    counts = Counter((twin.type, one.type) for one in items.found if (twin := items.twin.get(one.statement_id)))
    missed = Counter(one.type for one in items.gold)
    for (gold, _), count in counts.items():
        missed[gold] -= count
    extra = Counter(one.type for one in items.found if one.statement_id not in items.twin)
    rows = [
        (gold, *(str(counts[gold, found]) for found in STATEMENT_TYPES), str(missed[gold]) if gold != "autre" else "—")
        for gold in get_args(GoldType)
    ]
    rows.append(("(sans énoncé de référence)", *(str(extra[found]) for found in STATEMENT_TYPES), "—"))
    return Grid(
        "Type de référence (lignes) et type trouvé (colonnes)", ("", *STATEMENT_TYPES, "manqué"), tuple(rows), heat=True
    )


def _rules_grid(items: Items) -> Grid:
    outcomes: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for one in items.found:
        outcomes[one.type, one.rule].append(items.right(one))
    rows = [
        (kind, rule, str(len(right)), str(sum(right)), percent(sum(right) / len(right)))
        for (kind, rule), right in sorted(outcomes.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    ]
    return Grid("Précision par règle", ("type", "règle", "trouvés", "justes", "précision"), tuple(rows))


def _refusals_grid(comparison: Comparison, traps: list[GoldStatement], caught: Mapping[str, list[Statement]]) -> Grid:
    """Return, for each kind of trap, how many were avoided, and how many the rules refused by name."""
    refused = {key: one for key, one in comparison.run.statements.items() if not one.stands}
    rows = []
    for kind, label in REFUSALS.items():
        mine = [trap for trap in traps if trap.refused == kind]
        avoided = sum(not caught[statement_key(trap)] for trap in mine)
        named = sum(_refused_by_name(comparison, trap, refused) for trap in mine)
        rows.append((label, str(len(mine)), str(avoided), str(named)))
    return Grid("Pièges", ("piège", "posés", "évités", "refusés avec un motif"), tuple(rows))


def _refused_by_name(comparison: Comparison, trap: GoldStatement, refused: Mapping[str, Statement]) -> bool:
    words = comparison.expected_words[statement_key(trap)]
    return any(covers(comparison.found_words[key], words, comparison.settings.overlap) for key in refused)
