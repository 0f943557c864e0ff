"""The scorer adjusted to what a reviewer said: the shipped weights move no further than the examples ask.

The most probable weights when what is believed before is a normal law around those shipped (maximum a posteriori:
logistic loss, ridge to the shipped weights). What was learned elsewhere stands wherever the reviewer said nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.scorer import OTHERS, Scorer

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Matrix = NDArray[np.float64]

# Ridge to the shipped weights: of 1, 3, 10, 20 and 30, the surest gain on texts of a kind that the weights had never
# seen, and the least harm on kinds that they knew (benchmarks/teaching.md).
_RIDGE: Final = 20.0
_ITERATIONS: Final = 200
# Two examples may have the same words: the matrix of their products stays invertible.
_JITTER: Final = 1e-6
# Further digits would be those of a processor.
_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences whose type a person gave, in a fixed order.

    Attributes
    ----------
    rows : csr_matrix (n, d)
        As ``Design.rows`` makes them.
    types : sequence of (str or None)
        None for what states nothing.
    logits : float array (n,), optional
        The logit of a proposition before anything is learned, where another voice than the scorer has its say.
    """

    rows: csr_matrix
    types: Sequence[str | None]
    logits: NDArray[np.float64] | None = None

    def part(self, places: NDArray[np.int64]) -> Examples:
        """Return the examples at ``places``."""
        logits = None if self.logits is None else self.logits[places]
        return Examples(self.rows[places], [self.types[place] for place in places], logits)


def refit(scorer: Scorer, examples: Examples) -> Scorer:
    """Return the scorer whose weights the examples, one at least, have moved."""
    asked = np.array([one == "proposition" for one in examples.types])
    logit = examples.logits
    if logit is None:
        logit = scorer.slope * (examples.rows @ scorer.proposition + scorer.bias) + scorer.offset
    moved = _moves(examples.rows, np.stack([np.zeros(len(logit)), logit], axis=1), asked.astype(np.int64))
    adjusted = scorer.proposition + (moved[:, 1] - moved[:, 0]) / scorer.slope
    scorer = replace(scorer, proposition=adjusted.astype(np.float32))
    rest = examples.part(np.flatnonzero(~asked))
    if not rest.types:
        return scorer
    shares = rest.rows @ scorer.others.T + scorer.others_bias
    moved = _moves(rest.rows, shares, np.array([OTHERS.index(one) for one in rest.types]))
    return replace(scorer, others=(scorer.others + moved.T).astype(np.float32))


def _moves(rows: csr_matrix, known: Matrix, answers: NDArray[np.int64]) -> Matrix:
    """Return how far the weights of each answer move, shape (d, k).

    The best move is a sum of the examples' own rows, so it is sought among as many numbers as there are examples.

    Parameters
    ----------
    rows : csr_matrix (n, d)
        The examples.
    known : float array (n, k)
        What the shipped weights say of each, before the softmax.
    answers : int array (n,)
        What each is.
    """
    from scipy.optimize import minimize

    rows = rows.astype(np.float64)
    wanted = np.eye(known.shape[1])[answers]
    products = np.asarray((rows @ rows.T).todense()) + _JITTER * np.eye(len(answers))
    base = np.linalg.cholesky(products)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        sought = flat.reshape(known.shape)
        likely = _softmax(known + base @ sought)
        cost = -float((wanted * np.log(np.maximum(likely, 1e-12))).sum()) + _RIDGE / 2 * float((sought**2).sum())
        return cost, (base.T @ (likely - wanted) + _RIDGE * sought).ravel()

    found = minimize(loss, np.zeros(known.size), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS})
    return np.round(np.asarray(rows.T @ np.linalg.solve(base.T, found.x.reshape(known.shape))), _DECIMALS)


def _softmax(values: Matrix) -> Matrix:
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)
