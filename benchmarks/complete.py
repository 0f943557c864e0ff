"""Measure what tells whether a title says by itself what it is of: ``python benchmarks/complete.py [--write]``.

A quarter of the authors of the texts is left out at a time. The layers stand on those of the judge that is shipped, who
has learned from titles of all authors, but nothing of whether they are complete. ``--write`` then fits what is shipped.
It takes a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse

import numpy as np
from sklearn.metrics import roc_auc_score

from pipeline.stages.propose.learned.judge import load_judge
from pipeline.stages.propose.learned.voices import load_second
from pipeline.stages.propose.paths import COMPLETENESS
from pipeline.stages.propose.titles.fitness import FEATURES
from pipeline.stages.propose.training.complete import Lessons, seen_alone

QUARTERS = 4
LEASTS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    """Print how well complete titles are told from the others; fit what is shipped when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-measure", action="store_true", help="fit only")
    arguments = parser.parse_args()
    second = load_second()
    judge = load_judge(second.classes, len(FEATURES)) if second else None
    if judge is None:
        raise SystemExit("Le juge des titres n’est pas installé.")
    seen = seen_alone()
    lessons = Lessons(seen, judge.classes)
    if not arguments.no_measure:
        authors = sorted({one.group for one in seen})
        quarter = np.array([authors.index(one.group) % QUARTERS for one in seen])
        complete = np.array([one.is_complete for one in seen])
        told = np.empty(len(seen))
        for held in range(QUARTERS):
            own = np.flatnonzero(quarter == held)
            told[own] = lessons.complete(lessons.learned(np.flatnonzero(quarter != held)), own)
        words = np.array([len(one.title.split()) for one in seen])
        print(f"AUC {roc_auc_score(complete, told):.3f} (nombre de mots : {roc_auc_score(complete, words):.3f})")
        for least in LEASTS:
            over = told >= least
            print(f"{least} et plus : {over.mean():.2f} des titres, dont {complete[over].mean():.2f} complets")
    if arguments.write:
        COMPLETENESS.write_bytes(lessons.shipped(lessons.learned(np.arange(len(seen)))))


if __name__ == "__main__":
    main()
