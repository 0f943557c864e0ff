"""The scorer adjusted to what a reviewer said: the shipped weights move no further than the examples ask.

The most probable weights when those shipped are what is believed before (a normal law around them: maximum a
posteriori, ridge to the shipped weights). What was learned elsewhere stands wherever the reviewer said nothing.
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

# Ridge to the shipped weights: chosen on the development debates, on scorers that had never seen them.
_RIDGE: Final = 3.0
# Fewer examples than this adjust nothing, and parts of the examples that are left out in turn to judge the rest.
_FEWEST: Final = 10
_PARTS: Final = 10
_STEPS: Final = 30
_PRECISE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences whose type a person gave, in a fixed order.

    Attributes
    ----------
    rows : csr_matrix (n, d)
        As ``Design.rows`` makes them.
    types : sequence of (str or None)
        None for what states nothing.
    """

    rows: csr_matrix
    types: Sequence[str | None]

    def part(self, places: NDArray[np.int64]) -> Examples:
        """Return the examples at ``places``."""
        return Examples(self.rows[places], [self.types[place] for place in places])


def refit(scorer: Scorer, examples: Examples) -> Scorer:
    """Return the scorer whose weights the examples have moved."""
    asked = np.array([one == "proposition" for one in examples.types])
    known = scorer.slope * (examples.rows @ scorer.proposition + scorer.bias) + scorer.offset
    two = np.stack([np.zeros(len(known)), known], axis=1)
    moved = _moves(examples.rows, two, asked.astype(np.int64))[:, 1] - _moves(examples.rows, two, asked.astype(np.int64))[:, 0]
    return scorer
