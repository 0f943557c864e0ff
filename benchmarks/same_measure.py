"""Fit and score what tells that two propositions ask for the same measure, on measures that the fit has not seen.

Run the sample first (``synthese run corpus/exemple``), then ``python benchmarks/same_measure.py``. The propositions
that the program found in the sample and that the gold knows are paired; a logistic regression weighs the five signs
of ``propose/signs.py``. A fifth of the gold's groups is held out, five times, under several drawings: the weights and
the threshold are those of the other groups, all propositions are grouped, and what is scored is the pairs that
touch a held-out group (half a pair when one of the two does).
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.grouping import Grouping, group_of
from pipeline.evaluation.run import read_run
from pipeline.evaluation.settings import EvaluationSettings
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.propose import STAGE, ProposeSettings, same
from pipeline.stages.propose import run as stage
from pipeline.store import Store

ROOT = Path(__file__).parent.parent
THRESHOLDS = np.round(np.arange(0.04, 0.5, 0.02), 2)
DRAWINGS = 5
FOLDS = 5


def observed() -> tuple[list[str], same.Signs, list[same.Measure]]:
    """Return the ids of the propositions found in the sample, their signs and their measures."""
    store = Store(ROOT / "outputs" / "exemple")
    inputs = Inputs(Place(ROOT / "corpus" / "exemple", ROOT), {name: store.read_table(name) for name in STAGE.reads})
    seen = {}

    def group(signs: same.Signs, measures: list[same.Measure], least: float, *_: object) -> same.Groups:
        seen["signs"], seen["measures"] = signs, measures
        return same.group(signs, measures, least)

    def proposals(asked: list, *_: object) -> list:
        seen["ids"] = [one.statement_id for one in asked]
        return []

    with mock.patch.multiple(stage, group=group, proposals=proposals):
        stage.run(inputs, ProposeSettings(), Silent())
    return seen["ids"], seen["signs"], seen["measures"]


def gold_groups(ids: list[str]) -> dict[str, str]:
    """Return the gold's group of each proposition that it knows."""
    store = Store(ROOT / "outputs" / "exemple")
    run = read_run(store)
    grouping = Grouping(compare(load_gold(ROOT / "corpus" / "gold"), run, EvaluationSettings()))
    return {key: group_of(statement) for key, statement in grouping.known.items() if key in ids}


class Bench:
    """The propositions, with the gold's groups of those that it knows."""

    def __init__(self) -> None:
        self.ids, self.signs, self.measures = observed()
        names = gold_groups(self.ids)
        self.known = np.array([key in names for key in self.ids])
        codes = {name: code for code, name in enumerate(sorted(set(names.values())))}
        self.codes = np.array([codes[names[key]] if key in names else -1 for key in self.ids])
        self.upper = np.triu_indices(len(self.ids), 1)
        self.pairs = self.signs.stacked()[self.upper]
        both = self.known[:, None] & self.known[None, :]
        self.counted = both[self.upper]
        self.same = ((self.codes[:, None] == self.codes[None, :]) & both)[self.upper]

    def touched(self, held: np.ndarray) -> np.ndarray:
        """Return how much each pair belongs to the held-out groups: 0, a half, or 1."""
        inside = np.isin(self.codes, held)
        return ((inside[:, None].astype(float) + inside[None, :]) / 2)[self.upper] * self.counted

    def fit(self, pairs: np.ndarray, columns: list[int]) -> tuple[np.ndarray, float]:
        """Return the weights of some of the signs, and what is against."""
        spread = self.pairs[pairs].std(axis=0)
        model = LogisticRegression().fit((self.pairs / spread)[pairs][:, columns], self.same[pairs])
        weights = np.zeros(self.pairs.shape[1])
        weights[columns] = model.coef_[0] / spread[columns]
        return weights, float(model.intercept_[0])

    def together(self, weights: np.ndarray, against: float, least: float) -> np.ndarray:
        """Return which pairs are put together."""
        with mock.patch.multiple(same, WEIGHTS=tuple(weights), AGAINST=against):
            labels = same.group(self.signs, self.measures, least).labels
        return (labels[:, None] == labels[None, :])[self.upper]

    def count(self, together: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """Return (right, made, due) pairs."""
        return np.array([(together & self.same) @ shares, together @ shares, self.same @ shares])

    def held_out(self, columns: list[int]) -> tuple[float, float, float]:
        """Return precision, recall and F1 on groups that neither the weights nor the threshold have seen."""
        groups = np.unique(self.codes[self.known])
        total = np.zeros(3)
        for drawing in range(DRAWINGS):
            order = np.random.default_rng(drawing).permutation(groups)
            for held in np.array_split(order, FOLDS):
                shares = self.touched(held)
                seen = self.counted & (shares == 0)
                weights, against = self.fit(seen, columns)
                made = {least: self.together(weights, against, least) for least in THRESHOLDS}
                scores = {least: f1(self.count(one, seen.astype(float)))[2] for least, one in made.items()}
                best = max(scores, key=lambda least: (scores[least], -least))
                total += self.count(made[best], shares)
        return f1(total)


def nearby() -> tuple[float, float, float]:
    """Return precision, recall and F1 of « à rapprocher ? »: pairs of proposals that hold one measure of the gold."""
    store = Store(ROOT / "outputs" / "exemple")
    run = read_run(store)
    grouping = Grouping(compare(load_gold(ROOT / "corpus" / "gold"), run, EvaluationSettings()))
    frame = store.read_table("proposals")
    known = {key: set(groups) for key, groups in grouping.groups_in.items()}
    offered = {
        frozenset((one, other))
        for one, near in zip(frame["proposal_id"], frame["nearby"], strict=True)
        for other in near
        if one in known and other in known
    }
    due = {frozenset(pair) for pair in itertools.combinations(known, 2) if known[pair[0]] & known[pair[1]]}
    return f1(np.array([len(offered & due), len(offered), len(due)]))


def f1(counts: np.ndarray) -> tuple[float, float, float]:
    """Return precision, recall and F1 of (right, made, due)."""
    right, made, due = counts
    precision, recall = right / max(made, 1e-9), right / max(due, 1e-9)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def shown(name: str, scores: tuple[float, float, float]) -> str:
    """Return a line of the table."""
    return f"| {name} | " + " | ".join(f"{score:.2f}" for score in scores) + " |"


def main() -> None:
    """Write the table."""
    bench = Bench()
    every = bench.counted.astype(float)
    lines = ["| signes | précision | rappel | F1 |", "| --- | --- | --- | --- |"]
    tried = {"sens": [0], "sens, mots": [0, 1], "sens, mots, voisinage": [0, 1, 2], "sens, mots, alentour": [0, 1, 3]}
    for name, columns in (tried | {"les quatre": [0, 1, 2, 3], "et les écrits": [0, 1, 2, 3, 4]}).items():
        lines.append(shown(f"{name}, groupes jamais vus", bench.held_out(columns)))
    now = bench.together(np.array(same.WEIGHTS), same.AGAINST, ProposeSettings().same_measure)
    lines.append(shown("poids livrés, sur tout", f1(bench.count(now, every))))
    lines.append(shown("« à rapprocher ? », paires de propositions", nearby()))
    weights, against = bench.fit(bench.counted, [0, 1, 2, 3, 4])
    for least in THRESHOLDS[:12]:
        lines.append(shown(f"seuil {least:.2f}", f1(bench.count(bench.together(weights, against, least), every))))
    sys.stdout.write("\n".join([*lines, "", f"poids {np.round(weights, 2)}, contre {against:.2f}", ""]))


if __name__ == "__main__":
    main()
