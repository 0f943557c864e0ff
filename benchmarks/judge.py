"""Measure the judge of titles on texts that it has not learned from: ``python benchmarks/judge.py``.

``titles_judged.tsv`` holds 1,465 titles that the program could give to 679 sentences of workshops and notes that
others wrote, one reader each (language models, who first wrote the title that they would print): is it grammatical, and
faithful to its sentence; what the sentence itself leaves unsaid is no fault there. Printed: how well the judge tells
those that are both from the others, and, of the titles that it would choose, what share is both, from each sureness on.
The judge reads them as they would be printed, the short forms of notes in full; the readers saw them as they were made.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score
from titles import encoder, statements

from pipeline.stages.propose.learned.judge import load_judge
from pipeline.stages.propose.learned.reader import load_reader
from pipeline.stages.propose.titles.choice import printed, worth
from pipeline.stages.propose.titles.fitness import FEATURES, features
from pipeline.stages.propose.titles.reading import INFINITIVE, Title
from pipeline.stages.propose.training.titles import Titled

READ = Path(__file__).with_name("titles_judged.tsv")
SURENESSES = (0.2, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True)
class Judged:
    """A title that was read.

    Attributes
    ----------
    workshop : str
        What its sentence was taken from.
    sentence : int
        Number of its sentence.
    title : Title
        Its words, and what made it.
    is_good : bool
        Whether the reader found it grammatical and faithful.
    """

    workshop: str
    sentence: int
    title: Title
    is_good: bool


def main() -> None:
    """Print how well the judge tells good titles, and what share of those it would choose is good."""
    sentences, judged = read()
    said = dict(zip(sentences, statements(list(sentences.values())), strict=True))
    base = encoder()
    judge, reader = load_judge(base, len(FEATURES)), load_reader(base)
    if judge is None or reader is None:
        raise SystemExit("Le lecteur ou le juge n’est pas installé.")
    heard = dict(zip(sentences, reader.hear([one.sentence for one in said.values()]), strict=True))
    rows = np.array([features(said[one.sentence], heard[one.sentence], one.title) for one in judged])
    texts = [sentences[one.sentence].text for one in judged]
    shown = [printed(one.title, said[one.sentence]).text for one in judged]
    sure = np.array([one.sure for one in judge.judge(shown, texts, rows)])
    good = np.array([one.is_good for one in judged])
    workshops = np.array([one.workshop for one in judged])
    chosen = best(judged, worth(sure, rows))
    for name in ("tous", *dict.fromkeys(workshops.tolist())):
        own = np.ones(len(judged), bool) if name == "tous" else workshops == name
        print(
            f"{name} : {own.sum()} titres, bons {good[own].mean():.2f}, AUC {roc_auc_score(good[own], sure[own]):.3f}"
        )
        for least in SURENESSES:
            sure_ones = own & chosen & (sure >= least)
            print(f"  choisis, sûrs à {least} et plus : {sure_ones.sum()}, bons {good[sure_ones].mean():.2f}")


def read() -> tuple[dict[int, Titled], list[Judged]]:
    """Return the sentences by their numbers, and the titles that were read."""
    sentences, judged = {}, []
    with READ.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            number = int(row["phrase n°"])
            sentences[number] = Titled("", str(number), row["nature"], row["phrase"], row["titre écrit"])
            title = Title(row["titre"], INFINITIVE, maker=row["fait par"])
            judged.append(Judged(row["atelier"], number, title, row["grammatical"] == row["fidèle"] == "1"))
    return sentences, judged


def best(judged: list[Judged], worths: np.ndarray) -> np.ndarray:
    """Return which titles are those that the judge would choose, one a sentence."""
    found = np.zeros(len(judged), bool)
    numbers = np.array([one.sentence for one in judged])
    for number in np.unique(numbers):
        own = np.flatnonzero(numbers == number)
        found[own[np.argmax(worths[own])]] = True
    return found


if __name__ == "__main__":
    main()
