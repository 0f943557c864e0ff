"""Compare the titles of propositions with those that readers wrote: ``python benchmarks/titles.py [--write]`` (3 min).

The readers (``training/titles.tsv``) are language models, each alone before its texts, asked for the title that an
experienced consultant would print; what they took from the context stands in square brackets, and is left out here, as
are tool words and « prévoir ». The program's reader never saw the author whose texts are compared: a quarter of the
authors is left out at a time. ``--write`` then fits what is shipped, on all of them. The worst titles are printed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from pipeline.french.model import annotate
from pipeline.stages.propose.learned.reader import Heard, MeasureReader
from pipeline.stages.propose.learned.voices import load_second
from pipeline.stages.propose.paths import READER
from pipeline.stages.propose.rules.chain import read
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.statements import Statement, statement
from pipeline.stages.propose.titles.choice import best_title
from pipeline.stages.propose.titles.reading import INFINITIVE, Title
from pipeline.stages.propose.training.examples import KINDS
from pipeline.stages.propose.training.titles import Lessons, Titled, titled
from pipeline.stages.propose.verdict import PROPOSITION, Verdict, by_rules
from pipeline.text.words import words
from pipeline.vectors.word_marks import from_file

TOOLS = words(
    """le la l les un une des du de d à au aux en et ou que qu qui dans sur par pour avec ce cette ces se s ne pas y est
    prévoir"""
)
CLOSE = 0.8
QUARTERS = 4
WORST = 60


def main() -> None:
    """Print how close the titles are to the readers', and the worst; fit what is shipped when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--worst", type=int, default=WORST)
    arguments = parser.parse_args()
    examples = titled()
    said = statements(examples)
    lessons = Lessons(examples)
    heard = out_of_fold(lessons, examples, said)
    ruled = [best_title(one, None) for one in said]
    read_by_both = [best_title(one, own) for one, own in zip(said, heard, strict=True)]
    meetings = np.array([example.group not in "ghij" for example in examples])
    for name, where in (("réunions", meetings), ("débats écrits", ~meetings)):
        for way, titles in (("règles seules", ruled), ("règles et lecteur appris", read_by_both)):
            print(f"{name}, {way} : {measured(examples, titles, where)}")
    close = [likeness(title.text, one.title) for one, title in zip(examples, read_by_both, strict=True)]
    for place in np.argsort(close, kind="stable")[: arguments.worst].tolist():
        one, title = examples[place], read_by_both[place]
        print(f"\n{close[place]:.2f} {one.place} [{title.origin}] {title.text}")
        print(f"     = {one.title}\n     « {one.text} »")
    if arguments.write:
        READER.write_bytes(lessons.shipped(lessons.learned(np.arange(len(examples)))))


def statements(examples: Sequence[Titled]) -> list[Statement]:
    """Return the statements of the examples, each a proposition, whatever found it."""
    found = []
    for one, doc in zip(examples, annotate(one.text for one in examples), strict=True):
        sentence = Sentence("s-1", doc[:], KINDS[one.kind])
        verdict = by_rules(read(sentence), sentence.kind)
        asks = verdict is not None and verdict.type == PROPOSITION and verdict.reason is None
        found.append(statement(sentence, verdict if asks and verdict else Verdict(PROPOSITION, None, 0.9)))
    return found


def out_of_fold(lessons: Lessons, examples: Sequence[Titled], said: Sequence[Statement]) -> list[Heard]:
    """Return what a reader hears of each sentence that has not learned from its author."""
    second = load_second()
    if second is None:
        raise SystemExit("L’encodeur n’est pas installé.")
    authors = sorted({one.group for one in examples})
    quarter = np.array([authors.index(one.group) % QUARTERS for one in examples])
    heard: dict[int, Heard] = {}
    for held in range(QUARTERS):
        with TemporaryDirectory() as folder:
            path = Path(folder) / READER.name
            path.write_bytes(lessons.shipped(lessons.learned(np.flatnonzero(quarter != held))))
            reader = MeasureReader(from_file(path, second.classes))
        places = np.flatnonzero(quarter == held).tolist()
        heard |= dict(zip(places, reader.hear([said[place].sentence for place in places]), strict=True))
    return [heard[place] for place in range(len(examples))]


def measured(examples: Sequence[Titled], titles: Sequence[Title], where: np.ndarray) -> str:
    """Return the figures of a set."""
    own = [(one, title) for one, title, is_own in zip(examples, titles, where, strict=True) if is_own]
    close = np.array([likeness(title.text, one.title) for one, title in own])
    named = np.mean([title.origin == INFINITIVE for _, title in own])
    return (
        f"mots communs (F1) {close.mean():.3f}, titres proches ({CLOSE} et plus) {(close >= CLOSE).mean():.3f}, "
        f"propositions qui ont un titre {named:.3f}, sur {len(own)}"
    )


def likeness(one: str, other: str) -> float:
    """Return the F1 of the words of two titles."""
    own, theirs = (_words(text) for text in (one, other))
    return 2 * (own & theirs).total() / max(own.total() + theirs.total(), 1)


def _words(text: str) -> Counter[str]:
    said = re.findall(r"\w+", re.sub(r"\[[^\]]*\]", " ", text.lower()))
    return Counter(word for word in said if word not in TOOLS)


if __name__ == "__main__":
    main()
