"""Fit the scorer's weights, and judge them on groups that they have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.design import Seen, learn
from pipeline.stages.propose.learned.scorer import OTHERS, Scorer, Scores

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

PROPOSITION: Final = "proposition"
# Inverse regularisation, chosen on the development sentences among 0.05, 0.1, 0.2 and 0.3: of propositions, of the
# other types.
_ASKED: Final = 0.2
_OTHERS: Final = 0.1
_ITERATIONS: Final = 3000
_THRESHOLDS: Final = np.arange(0.2, 0.6, 0.01)
# For two or three weights on thousands of sentences: none is held back.
UNBOUND: Final = 1e4


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences as the scorer sees them, with what they are.

    Attributes
    ----------
    seen : sequence of Seen
        The sentences.
    vectors : float32 array (n, 512)
        Their unit vectors.
    types : sequence of (str or None)
        Their types, None for « autre ».
    groups : sequence of str
        What is left out together.
    worth : float array (n,)
        How much each counts when weights are fitted.
    """

    seen: Sequence[Seen]
    vectors: NDArray[np.float32]
    types: Sequence[str | None]
    groups: Sequence[str]
    worth: NDArray[np.float64]

    def part(self, places: NDArray[np.int64]) -> Labelled:
        """Return the sentences at ``places``."""
        return Labelled(
            [self.seen[place] for place in places],
            self.vectors[places],
            [self.types[place] for place in places],
            [self.groups[place] for place in places],
            self.worth[places],
        )


def fit(labelled: Labelled) -> Scorer:
    """Return weights fitted on all of ``labelled``, not calibrated (slope 1, offset 0, threshold 0.5)."""
    design = learn(labelled.seen)
    rows = design.rows(labelled.seen, labelled.vectors)
    asked = np.array([one == PROPOSITION for one in labelled.types])
    weights, bias = logistic(rows, asked.astype(int), balanced=False, inverse=_ASKED, worth=labelled.worth)
    others, others_bias = _others(rows, labelled, np.flatnonzero(~asked))
    return Scorer(design, weights[0], float(bias[0]), others, others_bias, 1.0, 0.0, 0.5)


def out_of_fold(labelled: Labelled, folds: Sequence[set[str]], never: frozenset[str] = frozenset()) -> list[Scores]:
    """Return the scores of each sentence by weights that saw nothing of its fold.

    Parameters
    ----------
    labelled : Labelled
        All sentences.
    folds : sequence of sets of groups
        A group in no fold is always trained on and has no scores (zeros).
    never : frozenset of groups
        Never trained on.
    """
    groups = np.array(labelled.groups)
    found: list[Scores | None] = [None] * len(groups)
    for fold in folds:
        held = np.isin(groups, sorted(fold))
        scorer = fit(labelled.part(np.flatnonzero(~held & ~np.isin(groups, sorted(never)))))
        for place, scores in zip(np.flatnonzero(held), _apply(scorer, labelled, held), strict=True):
            found[place] = scores
    return [scores or Scores(0.0, (0.0,) * len(OTHERS)) for scores in found]


def calibrated(
    scorer: Scorer, unseen: Sequence[Scores], types: Sequence[str | None], kinds: Sequence[str] | None = None
) -> Scorer:
    """Return ``scorer`` with slope and offset fitted on out-of-fold scores, and its threshold of best F1.

    Platt's scaling (J. Platt, « Probabilistic Outputs for Support Vector Machines », 1999). ``kinds`` as for
    :func:`best_threshold`.
    """
    asked = np.array([one == PROPOSITION for one in types])
    raw = np.clip(np.array([scores.proposition for scores in unseen]), 1e-4, 1 - 1e-4)
    logit = np.log(raw / (1 - raw))
    weights, bias = logistic(logit[:, None], asked.astype(int), balanced=False, inverse=UNBOUND)
    slope, offset = float(weights[0, 0]), float(bias[0])
    sure = 1.0 / (1.0 + np.exp(-(slope * logit + offset)))
    return replace(scorer, slope=slope, offset=offset, threshold=best_threshold(sure, asked, kinds))


def best_threshold(sure: NDArray[np.float64], asked: NDArray[np.bool_], kinds: Sequence[str] | None = None) -> float:
    """Return the probability from which a sentence is best called a proposition: half of the best F1.

    Where probabilities are calibrated no other threshold does better, and half of a maximum is less noisy than its
    place (Z. Lipton, C. Elkan and B. Naryanaswamy, « Optimal Thresholding of Classifiers to Maximize F1 Measure »,
    ECML 2014). Of several kinds of text the hardest decides: what will be read is none of those that were learned, and
    no easier.

    Parameters
    ----------
    sure : float array (n,)
        Calibrated probabilities of sentences not seen.
    asked : bool array (n,)
        Which are propositions.
    kinds : sequence of str, optional
        Kind of text of each; without it they are of one kind.
    """
    kind_of = np.array(kinds if kinds is not None else [""] * len(sure))
    best = (max(_f1(sure[own] > least, asked[own]) for least in _THRESHOLDS) for own in _each(kind_of))
    return round(min(best) / 2, 2)


def _each(kinds: NDArray[np.str_]) -> list[NDArray[np.bool_]]:
    return [kinds == kind for kind in np.unique(kinds)]


def _apply(scorer: Scorer, labelled: Labelled, held: NDArray[np.bool_]) -> list[Scores]:
    part = labelled.part(np.flatnonzero(held))
    return scorer.score(part.seen, part.vectors)


def _others(
    rows: csr_matrix, labelled: Labelled, places: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return weights of the types that are no proposition, from ``places``; rare types count as much as others."""
    order = np.array([OTHERS.index(labelled.types[place]) for place in places])
    weights, bias = logistic(rows[places], order, balanced=True, inverse=_OTHERS, worth=labelled.worth[places])
    present = sorted(set(order.tolist()))
    every = np.zeros((len(OTHERS), rows.shape[1]), dtype=np.float32)
    biases = np.full(len(OTHERS), -30.0, dtype=np.float32)
    every[present], biases[present] = weights, bias
    return every, biases


def logistic(
    rows: csr_matrix | NDArray[np.float64],
    answers: NDArray[np.int64],
    *,
    balanced: bool,
    inverse: float,
    worth: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the weights and the intercepts of a logistic regression; a row counts for its ``worth``."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=inverse, max_iter=_ITERATIONS, class_weight="balanced" if balanced else None)
    model.fit(rows, answers, None if worth is None else worth / worth.mean())
    return model.coef_.astype(np.float32), model.intercept_.astype(np.float32)


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return float(2 * (said & true).sum() / max(said.sum() + true.sum(), 1))
