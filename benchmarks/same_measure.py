"""Fit and score what tells that two propositions ask for the same measure, on measures that the fit has not seen.

Run the sample first (``synthese run corpus/exemple``), then ``python benchmarks/same_measure.py`` (2 minutes). Two
corpora are paired: the propositions that the program finds in the sample, where towns ask for the same things, and
those of the meetings (``meetings_cycle.py``), where each has its own subject and hardly any two are the same. A
logistic regression weighs the five signs of ``propose/signs.py``, a pair of the meetings counting for a tenth. A
fifth of the sample's groups is held out, five times, under several drawings, and the meetings of each author in turn:
the weights and the threshold are those of the others, all propositions are grouped, and what is scored is the pairs
that touch a held-out group (half a pair when one of the two does).
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy as np
from meetings_cycle import groups, run_cycle
from sklearn.linear_model import LogisticRegression

from pipeline.evaluation.comparison import compare
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.grouping import Grouping, group_of
from pipeline.evaluation.run import read_run
from pipeline.evaluation.settings import EvaluationSettings
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.propose import STAGE, ProposeSettings, same
from pipeline.stages.propose import run as stage
from pipeline.stages.propose.statements import Statement
from pipeline.store import Store

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "outputs" / "exemple"
THRESHOLDS = np.round(np.arange(0.1, 0.42, 0.04), 2)
DRAWINGS = 5
FOLDS = 5
# What a pair of the meetings weighs in the fit: few of theirs are the same measure, and each is worth hearing.
MEETINGS_WEIGHT = 0.1
ALL_SIGNS = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class Corpus:
    """Propositions found by the program, with the readers' groups of those that they know.

    Attributes
    ----------
    signs, measures
        What the propose stage gives to :func:`same.group`.
    names : tuple of str or None
        Group of each proposition.
    weight : float
        What a pair weighs in the fit.
    """

    signs: same.Signs
    measures: Sequence[same.Measure]
    names: tuple[str | None, ...]
    weight: float

    @cached_property
    def codes(self) -> np.ndarray:
        """Number of each proposition's group, -1 where nobody knows it."""
        codes = {name: code for code, name in enumerate(sorted({name for name in self.names if name}))}
        return np.array([codes.get(name, -1) for name in self.names])

    @cached_property
    def upper(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns of the pairs."""
        return np.triu_indices(len(self.names), 1)

    @cached_property
    def pairs(self) -> np.ndarray:
        """Signs of each pair."""
        return self.signs.stacked()[self.upper]

    @cached_property
    def counted(self) -> np.ndarray:
        """Whether the readers know both."""
        known = self.codes >= 0
        return (known[:, None] & known[None, :])[self.upper]

    @cached_property
    def same(self) -> np.ndarray:
        """Whether they are one measure."""
        return (self.codes[:, None] == self.codes[None, :])[self.upper] & self.counted

    def touched(self, held: np.ndarray) -> np.ndarray:
        """Return how much each pair belongs to the held-out groups: 0, a half, or 1."""
        inside = np.isin(self.codes, held)
        return ((inside[:, None].astype(float) + inside[None, :]) / 2)[self.upper] * self.counted

    def together(self, weights: np.ndarray, against: float, share: float, least: float) -> np.ndarray:
        """Return which pairs are put together."""
        with mock.patch.multiple(same, WEIGHTS=tuple(weights), AGAINST=against, _SHARE=share):
            labels = same.group(self.signs, self.measures, least).labels
        return (labels[:, None] == labels[None, :])[self.upper]

    def count(self, together: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """Return (right, made, due) pairs."""
        return np.array([(together & self.same) @ shares, together @ shares, self.same @ shares])


def observed(out: Path, cycle: Path) -> tuple[list[Statement], same.Signs, list[same.Measure]]:
    """Return the propositions found in a cycle, their signs and their measures."""
    store = Store(out)
    inputs = Inputs(Place(cycle, ROOT), {name: store.read_table(name) for name in STAGE.reads})
    seen = {}

    def group(signs: same.Signs, measures: list[same.Measure], least: float, *_: object) -> same.Groups:
        seen["signs"], seen["measures"] = signs, measures
        return same.group(signs, measures, least)

    def proposals(asked: list[Statement], *_: object) -> list:
        seen["asked"] = asked
        return []

    with mock.patch.multiple(stage, group=group, proposals=proposals):
        stage.run(inputs, ProposeSettings(), Silent())
    return seen["asked"], seen["signs"], seen["measures"]


def sample() -> Corpus:
    """Return the sample's propositions with the gold's groups."""
    asked, signs, measures = observed(SAMPLE, ROOT / "corpus" / "exemple")
    known = judged().known
    names = tuple(group_of(known[one.statement_id]) if one.statement_id in known else None for one in asked)
    return Corpus(signs, measures, names, 1.0)


def judged() -> Grouping:
    """Return the sample's run beside the gold."""
    run = read_run(Store(SAMPLE))
    return Grouping(compare(load_gold(ROOT / "corpus" / "gold"), run, EvaluationSettings()))


def meetings() -> tuple[Corpus, np.ndarray]:
    """Return the meetings' propositions with the readers' groups, and the author of each."""
    with TemporaryDirectory() as folder:
        cycle, out = Path(folder) / "cycle", Path(folder) / "out"
        run_cycle(cycle, out)
        asked, signs, measures = observed(out, cycle)
        passages = Store(out).read_table("passages")
    of = dict(zip(passages["segment_id"], passages["source"].str.extract(r"(\w+)/[^/]+$")[0], strict=True))
    by_text = groups()
    where = [str(of[one.sentence.segment_id]) for one in asked]
    names = tuple(by_text.get((place, one.sentence.text)) for place, one in zip(where, asked, strict=True))
    return Corpus(signs, measures, names, MEETINGS_WEIGHT), np.array([place[0] for place in where])


def fit(corpora: Sequence[tuple[Corpus, np.ndarray]], columns: Sequence[int]) -> tuple[np.ndarray, float, float]:
    """Return the weights of some of the signs, what is against, and the share of same pairs, on some of the pairs."""
    seen = np.concatenate([corpus.pairs[pairs] for corpus, pairs in corpora])
    is_same = np.concatenate([corpus.same[pairs] for corpus, pairs in corpora])
    worth = np.concatenate([np.full(pairs.sum(), corpus.weight) for corpus, pairs in corpora])
    spread = np.maximum(seen.std(axis=0), 1e-3)
    model = LogisticRegression(max_iter=2000).fit((seen / spread)[:, list(columns)], is_same, sample_weight=worth)
    weights = np.zeros(seen.shape[1])
    weights[list(columns)] = model.coef_[0] / spread[list(columns)]
    return weights, float(model.intercept_[0]), float(is_same @ worth / worth.sum())


def held_out(bench: Corpus, other: Corpus, columns: Sequence[int]) -> tuple[float, float, float]:
    """Return precision, recall and F1 on groups of ``bench`` that neither the weights nor the threshold have seen."""
    every = np.unique(bench.codes[bench.codes >= 0])
    total = np.zeros(3)
    for drawing in range(DRAWINGS):
        order = np.random.default_rng(drawing).permutation(every)
        for held in np.array_split(order, FOLDS):
            shares = bench.touched(held)
            seen = bench.counted & (shares == 0)
            fitted = fit([(bench, seen), (other, other.counted)], columns)
            made = {least: bench.together(*fitted, least) for least in THRESHOLDS}
            scores = {least: f1(bench.count(one, seen.astype(float)))[2] for least, one in made.items()}
            best = max(scores, key=lambda least: (scores[least], -least))
            total += bench.count(made[best], shares)
    return f1(total)


def by_author(bench: Corpus, authors: np.ndarray, other: Corpus) -> tuple[float, float, float]:
    """Return precision, recall and F1 on each author's meetings, with weights of the sample and of the others'."""
    total = np.zeros(3)
    for author in np.unique(authors):
        own = authors == author
        inside = (own[:, None] & own[None, :])[bench.upper] & bench.counted
        outside = (~own[:, None] & ~own[None, :])[bench.upper] & bench.counted
        fitted = fit([(bench, outside), (other, other.counted)], ALL_SIGNS)
        made = bench.together(*fitted, ProposeSettings().same_measure)
        total += bench.count(made, inside.astype(float))
    return f1(total)


@contextmanager
def fixed_share() -> Iterator[None]:
    """Group with the share of same pairs that the weights were fitted on, instead of the run's own."""
    with mock.patch.object(same, "_share", return_value=same._SHARE):
        yield


def nearby() -> tuple[float, float, float]:
    """Return precision, recall and F1 of « à rapprocher ? »: pairs of proposals that hold one measure of the gold."""
    frame = Store(SAMPLE).read_table("proposals")
    known = {key: set(found) for key, found in judged().groups_in.items()}
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
    bench, (talks, authors) = sample(), meetings()
    lines = ["| signes | précision | rappel | F1 |", "| --- | --- | --- | --- |"]
    tried = {"sens": [0], "sens, mots": [0, 1], "sens, mots, voisinage": [0, 1, 2], "sens, mots, alentour": [0, 1, 3]}
    for name, columns in (tried | {"les quatre": [0, 1, 2, 3], "et les écrits": list(ALL_SIGNS)}).items():
        lines.append(shown(f"exemple : {name}, groupes jamais vus", held_out(bench, talks, columns)))
    lines.append(shown("réunions : les cinq, auteurs jamais vus", by_author(talks, authors, bench)))
    shipped = np.array(same.WEIGHTS), same.AGAINST, same._SHARE
    least = ProposeSettings().same_measure
    for name, corpus in (("exemple", bench), ("réunions", talks)):
        every = corpus.counted.astype(float)
        lines.append(shown(f"{name} : poids livrés", f1(corpus.count(corpus.together(*shipped, least), every))))
        with fixed_share():
            made = corpus.together(*shipped, least)
        lines.append(shown(f"{name} : poids livrés, part des mêmes non estimée", f1(corpus.count(made, every))))
    lines.append(shown("« à rapprocher ? » de l’exemple, paires de propositions", nearby()))
    weights, against, share = fit([(bench, bench.counted), (talks, talks.counted)], ALL_SIGNS)
    for least in THRESHOLDS:
        row = [f1(one.count(one.together(weights, against, share, least), one.counted + 0.0)) for one in (bench, talks)]
        lines.append(shown(f"seuil {least:.2f}, exemple", row[0]))
        lines.append(shown(f"seuil {least:.2f}, réunions", row[1]))
    lines += ["", f"poids {np.round(weights, 2)}, contre {against:.2f}, part {share:.4f}", ""]
    sys.stdout.write("\n".join(lines))


if __name__ == "__main__":
    main()
