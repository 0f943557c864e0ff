"""How well statements are typed: ``python benchmarks/statements.py --data DIR [--write]``.

``DIR`` holds files of labelled sentences: ``statements*.jsonl``, written answers where the name says
``written``, debates elsewhere. One debate is left out at a time, with a workshop of the sample and a batch of
answers, so that every figure is of sentences that the weights have not seen. The table goes to
``benchmarks/statements.md``; ``--write`` then fits the weights that are shipped, on everything.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sample_examples import sample_examples
from sklearn.metrics import f1_score

from pipeline.stages.propose.learned.scorer import Scores, to_bytes
from pipeline.stages.propose.paths import WEIGHTS
from pipeline.stages.propose.training.examples import (
    MODERATION,
    Example,
    Prepared,
    labelled,
    phrases,
    prepare,
)
from pipeline.stages.propose.training.fit import PROPOSITION, Labelled, calibrated, fit, out_of_fold
from pipeline.stages.propose.verdict import Verdict, by_rules, by_scores
from pipeline.store import project_root
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

ROOT = project_root()
BATCHES = 4
JUDGED = ("débats", "ateliers", "écrits")
OWN = "phrases"


@dataclass(frozen=True)
class Bench:
    """All labelled sentences, read once; ``sets`` names the text kind of each."""

    examples: Sequence[Example]
    sets: np.ndarray
    prepared: Sequence[Prepared]
    data: Labelled

    @property
    def never(self) -> frozenset[str]:
        """Groups of moderators' sentences: a workshop's facilitators are set aside before this stage."""
        return frozenset(example.group for example in self.examples if example.group.endswith(MODERATION))

    def groups(self, name: str) -> list[str]:
        """Return the groups of a set, moderators' apart."""
        own = {example.group for example, part in zip(self.examples, self.sets, strict=True) if part == name}
        return sorted(own - self.never)

    def by_scores(self, unseen: Sequence[Scores], threshold: float) -> list[Verdict | None]:
        """Return the verdicts of rules and weights together; a moderator makes no proposition."""
        found = []
        for example, one, scores in zip(self.examples, self.prepared, unseen, strict=True):
            own = Scores(0.0, scores.others) if example.group in self.never else scores
            found.append(by_scores(one.reading, one.sentence.kind, own, threshold))
        return found

    def by_rules(self) -> list[Verdict | None]:
        """Return the verdicts of the rules alone; a moderator makes no statement."""
        return [
            None if example.group in self.never else by_rules(one.reading, one.sentence.kind)
            for example, one in zip(self.examples, self.prepared, strict=True)
        ]


def main() -> None:
    """Print and write the table; fit the shipped weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    bench = _bench(arguments.data)
    unseen = out_of_fold(bench.data, _folds(bench), bench.never)
    trained = np.array([example.group not in bench.never for example in bench.examples])
    judged = np.flatnonzero(trained & (bench.sets != OWN))
    scorer = fit(bench.data.part(np.flatnonzero(trained)))
    scorer = calibrated(scorer, [unseen[place] for place in judged], [bench.data.types[place] for place in judged])
    unseen = _calibrate(unseen, scorer.slope, scorer.offset)
    lines = _head(bench, unseen, scorer.threshold) + _sureness(bench, unseen, judged)
    lines += _by_rule(bench, unseen, scorer.threshold) + _never_trained(bench, scorer.threshold)
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "benchmarks" / "statements.md").write_text(text, encoding="utf-8")
    if arguments.write:
        WEIGHTS.write_bytes(to_bytes(scorer))
        print(f"{WEIGHTS} : {WEIGHTS.stat().st_size / 1000:.0f} ko, seuil {scorer.threshold}")


def _bench(folder: Path) -> Bench:
    parts: dict[str, list[Example]] = {"débats": [], "ateliers": [], "écrits": [], OWN: phrases()}
    for path in sorted(folder.glob("statements*.jsonl")):
        is_written = "written" in path.name
        parts["écrits" if is_written else "débats"] += labelled(path, "note" if is_written else "transcript", BATCHES)
    parts["ateliers"] = sample_examples(ROOT / "corpus" / "gold")
    examples = [example for part in parts.values() for example in part]
    prepared = prepare(examples)
    vectors = load_encoder(DEFAULT_MODEL, ROOT).encode([example.text for example in examples])
    types, groups = [one.type for one in examples], [one.group for one in examples]
    sets = np.array([name for name, part in parts.items() for _ in part])
    return Bench(examples, sets, prepared, Labelled([one.seen for one in prepared], vectors, types, groups))


def _folds(bench: Bench) -> list[set[str]]:
    """Return folds of one debate each, the first ones with a workshop and a batch of answers as well."""
    folds = itertools.zip_longest(*(bench.groups(name) for name in JUDGED))
    return [{group + end for group in fold if group for end in ("", MODERATION)} for fold in folds]


def _calibrate(unseen: Sequence[Scores], slope: float, offset: float) -> list[Scores]:
    found = []
    for scores in unseen:
        raw = min(max(scores.proposition, 1e-4), 1 - 1e-4)
        found.append(Scores(1 / (1 + np.exp(-(slope * np.log(raw / (1 - raw)) + offset))), scores.others))
    return found


def _head(bench: Bench, unseen: Sequence[Scores], threshold: float) -> list[str]:
    lines = [
        "# Énoncés : mesures sur phrases non apprises",
        "",
        "| textes | réglage | phrases | propositions | précision | rappel | F1 | six types, macro-F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in JUDGED:
        lines.append(f"| {name} | règles seules | {_cells(bench, name, bench.by_rules())} |")
        lines.append(f"| {name} | règles et poids appris | {_cells(bench, name, bench.by_scores(unseen, threshold))} |")
    return lines


def _cells(bench: Bench, name: str, verdicts: Sequence[Verdict | None]) -> str:
    """Return the figures of one set as table cells."""
    places = np.flatnonzero(bench.sets == name)
    said = [verdict.type if (verdict := verdicts[place]) else None for place in places]
    true = [bench.examples[place].type for place in places]
    both = sum(one == other == PROPOSITION for one, other in zip(said, true, strict=True))
    found, wanted = said.count(PROPOSITION), true.count(PROPOSITION)
    f1 = 2 * both / max(found + wanted, 1)
    six = f1_score([str(one) for one in true], [str(one) for one in said], average="macro")
    shares = f"{both / max(found, 1):.2f} | {both / max(wanted, 1):.2f}"
    return f"{len(places)} | {wanted} | {shares} | {f1:.3f} | {six:.3f}"


def _sureness(bench: Bench, unseen: Sequence[Scores], judged: np.ndarray) -> list[str]:
    lines = ["", "| probabilité annoncée | phrases | dont propositions |", "| --- | --- | --- |"]
    for low, high in itertools.pairwise((0.0, 0.2, 0.4, 0.6, 0.8, 1.01)):
        true = [
            bench.examples[place].type == PROPOSITION for place in judged if low <= unseen[place].proposition < high
        ]
        lines.append(f"| {low:.1f} à {min(high, 1):.1f} | {len(true)} | {np.mean(true) if true else 0:.2f} |")
    return lines


def _by_rule(bench: Bench, unseen: Sequence[Scores], threshold: float) -> list[str]:
    """Return the precision of each rule, alone and once the learned weights agree, in speech and in writing."""
    lines = [
        "",
        "| règle | oral, seule | précision | oral, avec les poids | précision | écrit, seule | précision |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    alone, agreed = _counts(bench, bench.by_rules()), _counts(bench, bench.by_scores(unseen, threshold))
    for name in sorted({rule for rule, _ in alone | agreed}):
        cells = (_share(alone[name, False]), _share(agreed[name, False]), _share(alone[name, True]))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _counts(bench: Bench, verdicts: Sequence[Verdict | None]) -> dict[tuple[str, bool], Counter[bool]]:
    counts: dict[tuple[str, bool], Counter[bool]] = defaultdict(Counter)
    for example, one, name, verdict in zip(bench.examples, bench.prepared, bench.sets, verdicts, strict=True):
        if name == OWN or verdict is None:
            continue
        if verdict.type == PROPOSITION:
            counts[verdict.rule, one.sentence.is_written][example.type == PROPOSITION] += 1
        elif verdict.reason is not None:
            counts[verdict.rule, one.sentence.is_written][example.type != PROPOSITION] += 1
    return counts


def _share(counts: Counter[bool]) -> str:
    return f"{counts.total()} | {counts[True] / counts.total():.2f}" if counts else "0 | –"


def _never_trained(bench: Bench, threshold: float) -> list[str]:
    """Return the figures of a kind of text when nothing of that kind was trained on."""
    lines = [
        "",
        "| jamais appris | phrases | propositions | précision | rappel | F1 | six types |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name in JUDGED:
        held = {group + end for group in bench.groups(name) for end in ("", MODERATION)}
        verdicts = bench.by_scores(out_of_fold(bench.data, [held], bench.never), threshold)
        lines.append(f"| {name} | {_cells(bench, name, verdicts)} |")
    return lines


if __name__ == "__main__":
    main()
