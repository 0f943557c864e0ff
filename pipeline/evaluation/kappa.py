"""How far two people who judged the same things agree, beyond what chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluation.metrics import cohen_kappa
from pipeline.stages.review.wording import counted


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two lists of answers compared.

    Attributes
    ----------
    n : int
        Things that both judged.
    share : float
        Share of equal answers (0–1).
    kappa : float or None
        Cohen's kappa (« A coefficient of agreement for nominal scales », 1960); None when nothing was judged, or when
        both gave one same answer everywhere, which chance explains.
    """

    n: int
    share: float
    kappa: float | None

    @property
    def said(self) -> str:
        """The agreement in French: « 42 jugements communs, accord 88 %, kappa 0,81 »."""
        if not self.n:
            return "aucun jugement commun"
        kappa = "kappa sans objet" if self.kappa is None else f"kappa {f'{self.kappa:.2f}'.replace('.', ',')}"
        return f"{counted(self.n, 'jugement commun', 'jugements communs')}, accord {100 * self.share:.0f} %, {kappa}"


def agree(first: Sequence[str], second: Sequence[str]) -> Agreement:
    """Return the agreement of two lists of answers, of the same things in the same order."""
    pairs = [*zip(first, second, strict=True)]
    if not pairs:
        return Agreement(0, 0.0, None)
    share = sum(one == other for one, other in pairs) / len(pairs)
    if len({*first, *second}) == 1:
        return Agreement(len(pairs), share, None)
    return Agreement(len(pairs), share, cohen_kappa(first, second))
