"""Statements that reviewers joined or parted stay so when propositions are grouped again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.lessons import Lessons
from pipeline.stages.propose.statements import Statement

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

# Further apart than anything: average link then never brings a pair under one roof.
FAR: Final = 1e3


@dataclass(frozen=True, slots=True)
class Bonds:
    """What reviewers said of ``n`` statements.

    Attributes
    ----------
    group : int array (n,)
        The statements of one group ask for the same measure; -1 for those of whom nothing was said.
    closed : bool array (n,)
        Whether a person took the statement out of a proposition: it asks for what no other group asks.
    """

    group: NDArray[np.int64]
    closed: NDArray[np.bool_]

    def bend(self, distance: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return distances where the statements of one group touch, and closed groups are far from the rest."""
        together = (self.group[:, None] == self.group[None]) & (self.group >= 0)[:, None]
        apart = ~together & (self.closed[:, None] | self.closed[None])
        return np.where(together, 0.0, np.where(apart, FAR, distance))


def bonds(statements: Sequence[Statement], groups: pd.DataFrame) -> Bonds:
    """Return what the ``lesson_groups`` table says of ``statements``."""
    known = Lessons(groups)
    found = [known.about(one.sentence.segment_id, one.start, one.end) for one in statements]
    names = {name: number for number, name in enumerate(sorted({str(row["group_id"]) for row in found if row}))}
    return Bonds(
        np.array([names[str(row["group_id"])] if row else -1 for row in found], dtype=np.int64),
        np.array([bool(row and row["closed"]) for row in found], dtype=np.bool_),
    )
