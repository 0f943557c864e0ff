"""How well statements are typed: ``python benchmarks/statements.py --data DIR [--write]``.

``DIR`` holds ``statements-dev.jsonl`` (debates) and ``statements-written-dev.jsonl`` (written answers). One
debate is left out at a time, with a workshop of the sample and a batch of answers, so that every figure is of
sentences that the weights have not seen. ``--write`` then fits the weights that are shipped, on everything.
The table goes to ``benchmarks/statements.md``.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sample_examples import sample_examples
from sklearn.metrics import f1_score

from pipeline.stages.propose.learned.scorer import Scores, to_bytes
from pipeline.stages.propose.paths import WEIGHTS
from pipeline.stages.propose.training.examples import Example, Prepared, labelled, phrases, prepare
from pipeline.stages.propose.training.fit import PROPOSITION, Labelled, calibrated, fit, out_of_fold
from pipeline.stages.propose.verdict import Verdict, by_rules, by_scores
from pipeline.store import project_root
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

ROOT = project_root()
BATCHES = 4


def main() -> None:
    """Print and write the table; fit the shipped weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    sets = {
        "débats": labelled(arguments.data / "statements-dev.jsonl", "transcript", BATCHES),
        "écrits": labelled(arguments.data / "statements-written-dev.jsonl", "note", BATCHES),
        "ateliers": sample_examples(ROOT / "corpus" / "gold"),
        "phrases": phrases(),
    }
    examples = [example for part in sets.values() for example in part if not example.moderator]
    prepared = prepare(examples)
    vectors = load_encoder(DEFAULT_MODEL, ROOT).encode([example.text for example in examples])
    data = Labelled([one.seen for one in prepared], vectors, [one.type for one in examples], [one.group for one in examples])
    unseen = out_of_fold(data, _folds(sets))
    judged = np.array([example.group != "phrases" for example in examples])
    places = np.flatnonzero(judged)
    scorer = calibrated(fit(data), [unseen[place] for place in places], [data.types[place] for place in places])
    unseen = _calibrate(unseen, scorer.slope, scorer.offset)
    lines = _report(sets, examples, prepared, unseen, scorer.threshold)
    lines += _never_trained(sets, examples, prepared, data, scorer.threshold)
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "benchmarks" / "statements.md").write_text(text, encoding="utf-8")
    if arguments.write:
        WEIGHTS.write_bytes(to_bytes(scorer))
        print(f"{WEIGHTS} : {WEIGHTS.stat().st_size / 1000:.0f} ko, seuil {scorer.threshold}")


def _folds(sets: dict[str, list[Example]]) -> list[set[str]]:
    """Return folds of one debate each, the first ones with a workshop and a batch of answers as well."""
    groups = [sorted({example.group for example in sets[name]}) for name in ("débats", "ateliers", "écrits")]
    return [{group for group in fold if group} for fold in itertools.zip_longest(*groups)]


def _calibrate(unseen: Sequence[Scores], slope: float, offset: float) -> list[Scores]:
    found = []
    for scores in unseen:
        raw = min(max(scores.proposition, 1e-4), 1 - 1e-4)
        found.append(Scores(1 / (1 + np.exp(-(slope * np.log(raw / (1 - raw)) + offset))), scores.others))
    return found


def _report(
    sets: dict[str, list[Example]],
    examples: Sequence[Example],
    prepared: Sequence[Prepared],
    unseen: Sequence[Scores],
    threshold: float,
) -> list[str]:
    lines = [
        "# Énoncés : mesures sur phrases non apprises",
        "",
        "| textes | réglage | phrases | propositions | précision | rappel | F1 | six types, macro-F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    both = [by_scores(one.reading, one.sentence.kind, scores, threshold) for one, scores in zip(prepared, unseen, strict=True)]
    rules = [by_rules(one.reading, one.sentence.kind) for one in prepared]
    for name in ("débats", "ateliers", "écrits"):
        lines.append(_line(name, "règles seules", sets[name], _of(sets[name], examples, rules)))
        lines.append(_line(name, "règles et poids appris", sets[name], _of(sets[name], examples, both)))
    lines += _sureness(examples, unseen) + _by_rule(examples, both, rules)
    return lines


def _of(part: Sequence[Example], examples: Sequence[Example], verdicts: Sequence[Verdict | None]) -> list[Verdict | None]:
    """Return the verdicts of ``part``; a moderator's sentence has none."""
    of = {id(example): verdict for example, verdict in zip(examples, verdicts, strict=True)}
    return [of.get(id(example)) for example in part]


def _line(name: str, way: str, part: Sequence[Example], verdicts: Sequence[Verdict | None]) -> str:
    said = [verdict.type if verdict else None for verdict in verdicts]
    true = [example.type for example in part]
    both = sum(one == other == PROPOSITION for one, other in zip(said, true, strict=True))
    found, wanted = said.count(PROPOSITION), true.count(PROPOSITION)
    precision, recall = both / max(found, 1), both / max(wanted, 1)
    f1 = 2 * both / max(found + wanted, 1)
    six = f1_score([str(one) for one in true], [str(one) for one in said], average="macro")
    return f"| {name} | {way} | {len(part)} | {wanted} | {precision:.2f} | {recall:.2f} | {f1:.3f} | {six:.3f} |"


def _sureness(examples: Sequence[Example], unseen: Sequence[Scores]) -> list[str]:
    lines = ["", "| probabilité annoncée | phrases | dont propositions |", "| --- | --- | --- |"]
    for low, high in itertools.pairwise((0.0, 0.2, 0.4, 0.6, 0.8, 1.01)):
        true = [one.type == PROPOSITION for one, scores in zip(examples, unseen, strict=True)
                if low <= scores.proposition < high and one.group != "phrases"]
        lines.append(f"| {low:.1f} à {min(high, 1):.1f} | {len(true)} | {np.mean(true) if true else 0:.2f} |")
    return lines


def _by_rule(
    examples: Sequence[Example], both: Sequence[Verdict | None], rules: Sequence[Verdict | None]
) -> list[str]:
    """Return the precision of each rule, alone and once the learned weights agree."""
    alone: dict[str, Counter[bool]] = defaultdict(Counter)
    agreed: dict[str, Counter[bool]] = defaultdict(Counter)
    for example, verdict, rule in zip(examples, both, rules, strict=True):
        if example.group == "phrases":
            continue
        for found, counts in ((rule, alone), (verdict, agreed)):
            if found is not None and found.type == PROPOSITION:
                counts[found.rule][example.type == PROPOSITION] += 1
    lines = ["", "| règle | seule : n | précision | avec les poids : n | précision |", "| --- | --- | --- | --- | --- |"]
    for name in sorted(alone | agreed):
        lines.append(f"| {name} | {_share(alone[name])} | {_share(agreed[name])} |")
    return lines


def _share(counts: Counter[bool]) -> str:
    return f"{counts.total()} | {counts[True] / counts.total():.2f}" if counts else "0 | –"


def _never_trained(
    sets: dict[str, list[Example]],
    examples: Sequence[Example],
    prepared: Sequence[Prepared],
    data: Labelled,
    threshold: float,
) -> list[str]:
    """Return the figures of a kind of text when nothing of that kind was trained on."""
    lines = ["", "| jamais appris | phrases | propositions | précision | rappel | F1 | six types |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for name in ("débats", "ateliers", "écrits"):
        held = {example.group for example in sets[name]}
        scores = out_of_fold(data, [held])
        verdicts = [by_scores(one.reading, one.sentence.kind, score, threshold) for one, score in zip(prepared, scores, strict=True)]
        cells = _line(name, "", sets[name], _of(sets[name], examples, verdicts)).split(" | ")
        lines.append(" | ".join([cells[0], *cells[2:]]))
    return lines


if __name__ == "__main__":
    main()
