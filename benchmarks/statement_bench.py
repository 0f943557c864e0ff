"""Labelled sentences read once, and what rules, scorer and encoder say of those they have not seen."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from sample_examples import sample_examples

from pipeline.stages.propose.learned.scorer import Scorer, Scores
from pipeline.stages.propose.learned.voices import Blend, in_doubt
from pipeline.stages.propose.training.debates import debates
from pipeline.stages.propose.training.encoder import Learner, weighed
from pipeline.stages.propose.training.examples import (
    MODERATION,
    Example,
    Prepared,
    labelled,
    meetings,
    phrases,
    prepare,
)
from pipeline.stages.propose.training.examples import STAGED as STAGED_FOLDER
from pipeline.stages.propose.training.fit import Labelled, calibrated, fit, out_of_fold
from pipeline.stages.propose.verdict import Verdict, by_rules, by_scores
from pipeline.store import project_root
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

ROOT = project_root()
BATCHES = 4
JUDGED = ("débats", "ateliers", "réunions", "écrits")
OWN = "phrases"
# Debates labelled by this project's readers: learned, never judged on.
READ = "débats lus"
# Debates written for this project: the same.
STAGED = "débats écrits"
# There are few sentences of workshops, which the program is for.
WORTH = {"ateliers": 2.0, OWN: 2.0}


@dataclass(frozen=True)
class Bench:
    """All labelled sentences; ``sets`` names the text kind of each."""

    examples: Sequence[Example]
    sets: np.ndarray
    prepared: Sequence[Prepared]
    data: Labelled

    @cached_property
    def never(self) -> frozenset[str]:
        """Groups of moderators' sentences: a workshop's facilitators are set aside before this stage."""
        return frozenset(example.group for example in self.examples if example.group.endswith(MODERATION))

    @cached_property
    def trained(self) -> np.ndarray:
        """Whether a sentence may be learned."""
        return np.array([example.group not in self.never for example in self.examples])

    @property
    def judged(self) -> np.ndarray:
        """Whether a sentence counts when voices are calibrated."""
        return self.trained & np.isin(self.sets, JUDGED)

    def groups(self, name: str) -> list[str]:
        """Return the groups of a set, moderators' apart."""
        own = {example.group for example, part in zip(self.examples, self.sets, strict=True) if part == name}
        return sorted(own - self.never)

    def folds(self) -> list[set[str]]:
        """Return folds of one debate each, the first ones with a workshop, an author and a batch of answers as well."""
        return [_whole(fold) for fold in itertools.zip_longest(*(self.groups(name) for name in JUDGED))]

    def quarters(self) -> list[set[str]]:
        """Return four folds: the three longest debates, then the others together, each as in :meth:`folds`."""
        sizes = Counter(one.group for one, part in zip(self.examples, self.sets, strict=True) if part == JUDGED[0])
        order = sorted(self.groups(JUDGED[0]), key=lambda group: (-sizes[group], group))
        parts: list[list[str]] = [[] for _ in range(BATCHES)]
        for place, group in enumerate(order):
            parts[min(place, BATCHES - 1)].append(group)
        for name in JUDGED[1:]:
            for place, group in enumerate(self.groups(name)):
                parts[place % BATCHES].append(group)
        return [_whole(part) for part in parts]

    def by_scores(self, scores: Sequence[Scores], thresholds: Sequence[float]) -> list[Verdict | None]:
        """Return the verdicts of rules and learned voices; a moderator makes no proposition."""
        found = []
        for example, one, said, least in zip(self.examples, self.prepared, scores, thresholds, strict=True):
            own = Scores(0.0, said.others) if example.group in self.never else said
            found.append(by_scores(one.reading, one.sentence.kind, own, least))
        return found

    def by_rules(self) -> list[Verdict | None]:
        """Return the verdicts of the rules alone; a moderator makes no statement."""
        return [
            None if example.group in self.never else by_rules(one.reading, one.sentence.kind)
            for example, one in zip(self.examples, self.prepared, strict=True)
        ]


@dataclass(frozen=True)
class Judged:
    """Scores of sentences not seen, with the threshold that others decided for each."""

    scores: list[Scores]
    thresholds: list[float]


def read(folder: Path) -> Bench:
    """Return the labelled sentences of ``folder``, of the sample and of the project's own meetings and phrases."""
    parts: dict[str, list[Example]] = {
        "débats": [],
        "ateliers": [],
        "réunions": meetings(),
        "écrits": [],
        OWN: phrases(),
        STAGED: meetings(STAGED_FOLDER),
    }
    for path in sorted(folder.glob("statements*.jsonl")):
        name, kind = kind_of(path)
        parts[name] += labelled(path, kind, BATCHES)
    parts["ateliers"] = sample_examples(ROOT / "corpus" / "gold")
    parts[READ] = [one for path in sorted(folder.rglob("debats")) for one in debates(path)]
    return bench({name: part for name, part in parts.items() if part})


def kind_of(path: Path) -> tuple[str, str]:
    """Return the set and the kind of source of a file of labels, by its name."""
    return ("écrits", "note") if "written" in path.name else ("débats", "transcript")


def bench(parts: dict[str, list[Example]]) -> Bench:
    """Return the bench of these sets of examples."""
    examples = [example for part in parts.values() for example in part]
    prepared = prepare(examples)
    vectors = load_encoder(DEFAULT_MODEL, ROOT).encode([example.text for example in examples])
    types, groups = [one.type for one in examples], [one.group for one in examples]
    sets = np.array([name for name, part in parts.items() for _ in part])
    worth = np.array([WORTH.get(name, 1.0) for name in sets])
    return Bench(examples, sets, prepared, Labelled([one.seen for one in prepared], vectors, types, groups, worth))


def scorer_alone(bench: Bench, unseen: Sequence[Scores], folds: Sequence[set[str]]) -> Judged:
    """Return the scorer's answers, each fold calibrated on the others."""
    found, thresholds = list(unseen), [0.5] * len(unseen)
    for held in _held(bench, folds):
        scorer = calibration(bench, unseen, bench.judged & ~held)
        for place in np.flatnonzero(held):
            found[place], thresholds[place] = apply(scorer, unseen[place]), scorer.threshold
    return Judged(found, thresholds)


def both_voices(bench: Bench, unseen: Sequence[Scores], heard: np.ndarray, folds: Sequence[set[str]]) -> Judged:
    """Return what scorer and encoder say together, each fold weighed on the others."""
    found, thresholds = list(unseen), [0.5] * len(unseen)
    for held in _held(bench, folds):
        scorer, blend = weights(bench, unseen, heard, bench.judged & ~held)
        for place in np.flatnonzero(held):
            own = apply(scorer, unseen[place])
            found[place] = blend.join(own, heard[place]) if in_doubt(own) else own
            thresholds[place] = blend.threshold
    return Judged(found, thresholds)


def weights(bench: Bench, unseen: Sequence[Scores], heard: np.ndarray, where: np.ndarray) -> tuple[Scorer, Blend]:
    """Return the calibrated scorer (its calibration alone counts) and the blend, fitted on the sentences ``where``."""
    scorer = calibration(bench, unseen, where)
    places = np.flatnonzero(where)
    scores = [apply(scorer, unseen[place]) for place in places]
    return scorer, weighed(scores, heard[places], [bench.data.types[place] for place in places], bench.sets[places])


def calibration(bench: Bench, unseen: Sequence[Scores], where: np.ndarray) -> Scorer:
    """Return a scorer of which only slope, offset and threshold are meant, fitted on the sentences ``where``."""
    places = np.flatnonzero(where)
    empty = Scorer(None, *(np.empty(0),) * 4, 1.0, 0.0, 0.5)  # type: ignore[arg-type]
    types = [bench.data.types[place] for place in places]
    return calibrated(empty, [unseen[place] for place in places], types, bench.sets[places])


def apply(scorer: Scorer, scores: Scores) -> Scores:
    """Return raw scores calibrated."""
    raw = min(max(scores.proposition, 1e-4), 1 - 1e-4)
    logit = scorer.slope * np.log(raw / (1 - raw)) + scorer.offset
    return Scores(round(float(1 / (1 + np.exp(-logit))), 4), scores.others)


def hear(bench: Bench, folds: Sequence[set[str]]) -> tuple[Learner, np.ndarray]:
    """Return the encoder's learner and its log-probabilities out of fold."""
    learner = Learner([example.text for example in bench.examples], bench.data.types, bench.data.worth)
    return learner, learner.out_of_fold(bench.data.groups, folds, bench.never)


def never_trained(bench: Bench, name: str) -> set[str]:
    """Return the groups of a set: what is held when nothing of its kind is trained on."""
    return _whole(bench.groups(name))


def listen(bench: Bench, folds: Sequence[set[str]]) -> list[Scores]:
    """Return the scorer's raw scores out of fold."""
    return out_of_fold(bench.data, folds, bench.never)


def whole(bench: Bench) -> Scorer:
    """Return the scorer fitted on everything, not calibrated."""
    return fit(bench.data.part(np.flatnonzero(bench.trained)))


def _whole(groups: Sequence[str | None]) -> set[str]:
    return {group + end for group in groups if group for end in ("", MODERATION)}


def _held(bench: Bench, folds: Sequence[set[str]]) -> list[np.ndarray]:
    return [np.isin(np.array(bench.data.groups), sorted(fold)) for fold in folds]
