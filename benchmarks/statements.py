"""How well statements are typed: ``python benchmarks/statements.py --data DIR [--write | --fast]``.

``DIR`` holds files of labelled sentences: ``statements*.jsonl``, written answers where the name says
``written``, debates elsewhere. One debate is left out at a time, with a workshop of the sample and a batch of
answers, so that every figure is of sentences that the weights have not seen; the encoder, slower to fit, leaves
out a quarter of the debates at a time. Calibration, weights of the voices and threshold of a fold come from the
other folds. The table goes to ``benchmarks/statements.md``; ``--write`` then fits what is shipped, on everything.
``--fast`` prints the table without the encoder. ``--shipped FILE`` scores what is shipped on a file of labels
that it never saw, and fits nothing.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import statement_bench as benches
from sklearn.metrics import f1_score
from statement_bench import JUDGED, OWN, ROOT, Bench, Judged

from pipeline.stages.propose.learned.scorer import load, to_bytes
from pipeline.stages.propose.learned.voices import load_second
from pipeline.stages.propose.paths import ENCODER, WEIGHTS
from pipeline.stages.propose.training.encoder import Learner
from pipeline.stages.propose.training.examples import labelled
from pipeline.stages.propose.training.fit import PROPOSITION
from pipeline.stages.propose.verdict import Verdict

Verdicts = Sequence[Verdict | None]
RULES, SCORER, BOTH = "règles seules", "règles et poids linéaires", "règles, poids linéaires et encodeur"
TRIED = Path(__file__).with_name("statements_essais.md")
_HEAD = "| précision | rappel | F1 | six types, macro-F1 |"


def main() -> None:
    """Print and write the table; fit the shipped weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--shipped", type=Path)
    arguments = parser.parse_args()
    if arguments.shipped:
        print("\n".join(_shipped(arguments.shipped)))
    elif arguments.data is None:
        parser.error("--data DIR ou --shipped FICHIER")
    elif arguments.fast:
        print("\n".join(_without_encoder(benches.read(arguments.data))))
    else:
        _measure(benches.read(arguments.data), write=arguments.write)


def _without_encoder(bench: Bench) -> list[str]:
    folds = bench.folds()
    alone = benches.scorer_alone(bench, benches.listen(bench, folds), folds)
    answers = {RULES: bench.by_rules(), SCORER: bench.by_scores(alone.scores, alone.thresholds)}
    return _types(bench, answers) + _sureness(bench, alone)


def _measure(bench: Bench, *, write: bool) -> None:
    folds, quarters = bench.folds(), bench.quarters()
    unseen = benches.listen(bench, folds)
    learner, heard = benches.hear(bench, quarters)
    alone = benches.scorer_alone(bench, unseen, quarters)
    both = benches.both_voices(bench, unseen, heard, quarters)
    answers = {
        RULES: bench.by_rules(),
        SCORER: bench.by_scores(alone.scores, alone.thresholds),
        BOTH: bench.by_scores(both.scores, both.thresholds),
    }
    lines = _types(bench, answers) + _each(bench, answers[BOTH]) + _sureness(bench, both)
    lines += _never_trained(bench, unseen, heard, learner) + _by_rule(bench, answers[RULES], answers[BOTH])
    text = "\n".join(["# Énoncés : mesures sur phrases non apprises", *lines, "", TRIED.read_text(encoding="utf-8")])
    print(text)
    (ROOT / "benchmarks" / "statements.md").write_text(text, encoding="utf-8")
    if write:
        _write(bench, unseen, heard, learner)


def _write(bench: Bench, unseen: Sequence[benches.Scores], heard: np.ndarray, learner: Learner) -> None:
    calibration, blend = benches.weights(bench, unseen, heard, bench.judged)
    scorer = replace(
        benches.whole(bench),
        slope=calibration.slope,
        offset=calibration.offset,
        threshold=calibration.threshold,
    )
    WEIGHTS.write_bytes(to_bytes(scorer))
    ENCODER.write_bytes(learner.shipped(np.flatnonzero(bench.trained), blend))
    for path in (WEIGHTS, ENCODER):
        print(f"{path} : {path.stat().st_size / 1e6:.1f} Mo")
    print(blend)


def _shipped(path: Path) -> list[str]:
    """Return the figures of what is shipped on labels that it never saw."""
    name, kind = benches.kind_of(path)
    bench = benches.bench({name: labelled(path, kind, benches.BATCHES)})
    scorer, second = load(), load_second()
    answers = {RULES: bench.by_rules()}
    if scorer:
        scores = scorer.score(bench.data.seen, bench.data.vectors)
        answers[SCORER] = bench.by_scores(scores, [scorer.threshold] * len(scores))
        if second:
            joined = second.join([example.text for example in bench.examples], scores)
            answers[BOTH] = bench.by_scores(joined, [second.blend.threshold] * len(joined))
            return _types(bench, answers) + _sureness(bench, Judged(joined, []))
    return _types(bench, answers)


def _types(bench: Bench, answers: dict[str, Verdicts]) -> list[str]:
    lines = ["", f"| textes | réglage | phrases | propositions {_HEAD}", "| --- " * 8 + "|"]
    for name in JUDGED:
        if (bench.sets == name).any():
            lines += [f"| {name} | {way} | {_cells(bench, name, found)} |" for way, found in answers.items()]
    return lines


def _cells(bench: Bench, name: str, verdicts: Verdicts) -> str:
    """Return the figures of one set as table cells."""
    said, true = _said(bench, name, verdicts)
    both = sum(one == other == PROPOSITION for one, other in zip(said, true, strict=True))
    found, wanted = said.count(PROPOSITION), true.count(PROPOSITION)
    f1 = 2 * both / max(found + wanted, 1)
    six = f1_score(true, said, average="macro")
    shares = f"{both / max(found, 1):.2f} | {both / max(wanted, 1):.2f}"
    return f"{len(said)} | {wanted} | {shares} | {f1:.3f} | {six:.3f}"


def _said(bench: Bench, name: str, verdicts: Verdicts) -> tuple[list[str], list[str]]:
    """Return what is said and what is true of the sentences of a set; « autre » for what states nothing."""
    places = np.flatnonzero(bench.sets == name)
    said = [verdict.type if (verdict := verdicts[place]) else None for place in places]
    return [one or "autre" for one in said], [bench.examples[place].type or "autre" for place in places]


def _each(bench: Bench, verdicts: Verdicts) -> list[str]:
    names = ("proposition", "frein", "levier", "constat", "question", "autre")
    lines = ["", f"| F1 par type, tout ensemble | {' | '.join(names)} |", "| --- " * 7 + "|"]
    for name in JUDGED:
        if (bench.sets == name).any():
            said, true = _said(bench, name, verdicts)
            each = f1_score(true, said, labels=names, average=None, zero_division=0)
            lines.append(f"| {name} | {' | '.join(f'{one:.2f}' for one in each)} |")
    return lines


def _sureness(bench: Bench, judged: Judged) -> list[str]:
    lines = ["", "| probabilité annoncée | phrases | dont propositions |", "| --- | --- | --- |"]
    for low, high in itertools.pairwise((0.0, 0.2, 0.4, 0.6, 0.8, 1.01)):
        true = [
            bench.examples[place].type == PROPOSITION
            for place in np.flatnonzero(bench.judged)
            if low <= judged.scores[place].proposition < high
        ]
        lines.append(f"| {low:.1f} à {min(high, 1):.1f} | {len(true)} | {np.mean(true) if true else 0:.2f} |")
    return lines


def _never_trained(bench: Bench, unseen: Sequence[benches.Scores], heard: np.ndarray, learner: Learner) -> list[str]:
    """Return the figures of a kind of text when nothing of that kind was trained on, nor used to calibrate."""
    lines = ["", f"| jamais appris | réglage | phrases | propositions {_HEAD}", "| --- " * 8 + "|"]
    for name in JUDGED:
        held = [benches.never_trained(bench, name)]
        if not held[0]:
            continue
        scores = benches.listen(bench, held)
        own = learner.out_of_fold(bench.data.groups, held, bench.never)
        other = bench.sets != name
        # What the other kinds say of themselves decides calibration, weights and threshold.
        raw = [old if keep else new for keep, old, new in zip(other, unseen, scores, strict=True)]
        voice = np.where(other[:, None], heard, own)
        for way, found in (
            (SCORER, benches.scorer_alone(bench, raw, held)),
            (BOTH, benches.both_voices(bench, raw, voice, held)),
        ):
            lines.append(f"| {name} | {way} | {_cells(bench, name, bench.by_scores(found.scores, found.thresholds))} |")
    return lines


def _by_rule(bench: Bench, rules: Verdicts, voices: Verdicts) -> list[str]:
    """Return the precision of each rule, alone and once the learned voices agree, in speech and in writing."""
    lines = [
        "",
        "| règle | oral, seule | précision | oral, avec les voix apprises | précision | écrit, seule | précision |",
        "| --- " * 7 + "|",
    ]
    alone, agreed = _counts(bench, rules), _counts(bench, voices)
    for name in sorted({rule for rule, _ in alone | agreed}):
        cells = (_share(alone[name, False]), _share(agreed[name, False]), _share(alone[name, True]))
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def _counts(bench: Bench, verdicts: Verdicts) -> dict[tuple[str, bool], Counter[bool]]:
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


if __name__ == "__main__":
    main()
