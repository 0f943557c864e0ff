"""Compare the titles of propositions with those that readers wrote: ``python benchmarks/titles.py [--write]``.

It takes minutes on a graphics card, two to three hours on two cores.

The readers, or the authors of the texts (``training/titles.tsv``), are language models, each alone before its texts,
asked for the title that an experienced consultant would print; what they took from the context stands in square
brackets, and is left out here, as are tool words and « prévoir ». Other readers said which titles of the program are
fit to print (``training/verdicts.tsv``). Neither the program's reader nor its judge saw the author whose texts are
compared: a quarter of the authors is left out at a time (how the judge weighs what it hears is fitted on the other
quarters, whose encoders saw that author). ``--write`` then fits what is shipped, on all of them, and what
stands on the judge (``complete.py``). The worst titles are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np

from pipeline.french.model import annotate
from pipeline.stages.propose.learned.judge import FIT, TitleJudge, load_judge
from pipeline.stages.propose.learned.reader import Heard, MeasureReader
from pipeline.stages.propose.learned.voices import load_second
from pipeline.stages.propose.paths import COMPLETENESS, JUDGE, READER
from pipeline.stages.propose.rules.chain import read
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.statements import Statement, statement
from pipeline.stages.propose.titles.choice import chosen, ruled
from pipeline.stages.propose.titles.fitness import FEATURES, features
from pipeline.stages.propose.titles.reading import INFINITIVE, Title
from pipeline.stages.propose.training import complete
from pipeline.stages.propose.training import verdicts as taught
from pipeline.stages.propose.training.examples import KINDS, STAGED
from pipeline.stages.propose.training.titles import Lessons, Titled, likeness, titled
from pipeline.stages.propose.verdict import PROPOSITION, Verdict, by_rules
from pipeline.vectors.sentence_classes import SentenceClasses
from pipeline.vectors.word_marks import from_file

CLOSE = 0.8
QUARTERS = 4
WORST = 60
SURENESSES = (0.2, 0.3, 0.4, 0.5, 0.6)


def main() -> None:
    """Print how close the titles are to the readers', and the worst; fit what is shipped when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--worst", type=int, default=WORST)
    arguments = parser.parse_args()
    examples = titled()
    said = statements(examples)
    base = encoder()
    lessons = Lessons(examples, base)
    quarter = quarters(examples)
    heard = out_of_fold(lessons, base, quarter, said)
    judged = judged_out_of_fold(examples, base, said, heard, quarter)
    alone = [ruled(one) for one in said]
    by_all = judged.titles(said, heard, quarter)
    staged = {path.stem for path in STAGED.glob("*.txt")}
    meetings = np.array([example.place.split()[0] not in staged for example in examples])
    for name, where in (("réunions", meetings), ("débats écrits", ~meetings)):
        for way, titles in (("règles seules", alone), ("règles, lecteur et juge appris", by_all)):
            print(f"{name}, {way} : {measured(examples, titles, where)}")
    print_verdicts(examples, by_all)
    close = [likeness(title.text, one.title) for one, title in zip(examples, by_all, strict=True)]
    for place in np.argsort(close, kind="stable")[: arguments.worst].tolist():
        one, title = examples[place], by_all[place]
        print(f"\n{close[place]:.2f} {one.place} [{title.origin}] {title.text}")
        print(f"     = {one.title}\n     « {one.text} »")
    if arguments.write:
        READER.write_bytes(lessons.shipped(lessons.learned(np.arange(len(examples)))))
        JUDGE.write_bytes(judged.shipped())
        write_completeness(base)


def write_completeness(base: SentenceClasses) -> None:
    """Fit again what stands on the lower layers of the judge: what tells whether a title is complete."""
    judge = load_judge(base, len(FEATURES))
    seen = complete.seen_alone()
    lessons = complete.Lessons(seen, cast("TitleJudge", judge).classes)
    COMPLETENESS.write_bytes(lessons.shipped(lessons.learned(np.arange(len(seen)))))


def statements(examples: Sequence[Titled]) -> list[Statement]:
    """Return the statements of the examples, each a proposition, whatever found it."""
    found = []
    for one, doc in zip(examples, annotate(one.text for one in examples), strict=True):
        sentence = Sentence("s-1", doc[:], KINDS[one.kind])
        verdict = by_rules(read(sentence), sentence.kind)
        asks = verdict is not None and verdict.type == PROPOSITION and verdict.reason is None
        found.append(statement(sentence, verdict if asks and verdict else Verdict(PROPOSITION, None, 0.9)))
    return found


def quarters(examples: Sequence[Titled]) -> np.ndarray:
    """Return the quarter of each example: its author is left out with it."""
    authors = sorted({one.group for one in examples})
    return np.array([authors.index(one.group) % QUARTERS for one in examples])


def encoder() -> SentenceClasses:
    """Return the encoder that types sentences."""
    second = load_second()
    if second is None:
        raise SystemExit("L’encodeur n’est pas installé.")
    return second.classes


def out_of_fold(lessons: Lessons, base: SentenceClasses, quarter: np.ndarray, said: Sequence[Statement]) -> list[Heard]:
    """Return what a reader hears of each sentence that has not learned from its author."""
    heard: dict[int, Heard] = {}
    for held in range(QUARTERS):
        with TemporaryDirectory() as folder:
            path = Path(folder) / READER.name
            path.write_bytes(lessons.shipped(lessons.learned(np.flatnonzero(quarter != held))))
            reader = MeasureReader(from_file(path, base))
        places = np.flatnonzero(quarter == held).tolist()
        heard |= dict(zip(places, reader.hear([said[place].sentence for place in places]), strict=True))
    return [heard[place] for place in range(len(said))]


@dataclass(frozen=True)
class Judged:
    """The judges of the quarters, and what the one that is shipped learns."""

    judges: Sequence[TitleJudge]
    lessons: taught.Lessons
    weights: taught.Weights
    count: int

    def titles(self, said: Sequence[Statement], heard: Sequence[Heard], quarter: np.ndarray) -> list[Title]:
        """Return the titles that judges choose who have not learned from their authors."""
        found: dict[int, Title] = {}
        for held, judge in enumerate(self.judges):
            places = np.flatnonzero(quarter == held).tolist()
            titles = chosen([said[place] for place in places], [heard[place] for place in places], judge)
            found |= dict(zip(places, titles, strict=True))
        return [found[place] for place in range(len(said))]

    def shipped(self) -> bytes:
        """Return the file of the judge who has learned from all."""
        return self.lessons.shipped(self.lessons.learned(np.arange(self.count)), self.weights)


def judged_out_of_fold(
    examples: Sequence[Titled],
    base: SentenceClasses,
    said: Sequence[Statement],
    heard: Sequence[Heard],
    quarter: np.ndarray,
) -> Judged:
    """Return a judge for each quarter, who has learned from the others."""
    every = taught.verdicts()
    places = {one.place: at for at, one in enumerate(examples)}
    of = np.array([places[one.place] for one in every])
    rows = np.array([features(said[at], heard[at], one.title) for at, one in zip(of, every, strict=True)])
    lessons = taught.Lessons(every, [examples[at] for at in of])
    fit = lessons.verdicts == FIT
    uppers = [lessons.learned(np.flatnonzero(quarter[of] != held)) for held in range(QUARTERS)]
    logits = np.empty(len(every))
    for held, upper in enumerate(uppers):
        own = np.flatnonzero(quarter[of] == held)
        logits[own] = lessons.logits(upper, own)
    judges = []
    for held, upper in enumerate(uppers):
        others = quarter[of] != held
        with TemporaryDirectory() as folder:
            path = Path(folder) / JUDGE.name
            path.write_bytes(lessons.shipped(upper, taught.weigh(rows[others], logits[others], fit[others])))
            judge = load_judge(base, len(FEATURES), path)
        judges.append(cast("TitleJudge", judge))
    return Judged(judges, lessons, taught.weigh(rows, logits, fit), len(every))


def print_verdicts(examples: Sequence[Titled], titles: Sequence[Title]) -> None:
    """Print what share of the titles strict readers found fit, of those that they read."""
    read = {(one.place, one.title.text): one.grammatical and one.faithful for one in taught.verdicts() if one.strict}
    for least in SURENESSES:
        sure = [(one.place, title.text) for one, title in zip(examples, titles, strict=True) if title.fit >= least]
        own = [read[key] for key in sure if key in read]
        print(
            f"sûrs à {least} et plus : {len(sure) / len(titles):.2f} des propositions ; lus {len(own)}, "
            f"dont bons {np.mean(own):.2f}"
        )


def measured(examples: Sequence[Titled], titles: Sequence[Title], where: np.ndarray) -> str:
    """Return the figures of a set."""
    own = [(one, title) for one, title, is_own in zip(examples, titles, where, strict=True) if is_own]
    close = np.array([likeness(title.text, one.title) for one, title in own])
    named = np.mean([title.origin == INFINITIVE for _, title in own])
    return (
        f"mots communs (F1) {close.mean():.3f}, titres proches ({CLOSE} et plus) {(close >= CLOSE).mean():.3f}, "
        f"propositions qui ont un titre {named:.3f}, sur {len(own)}"
    )


if __name__ == "__main__":
    main()
