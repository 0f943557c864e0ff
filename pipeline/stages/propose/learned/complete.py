"""Whether a title says by itself what it is of: learned from titles that readers saw alone, without what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.installed import installed
from pipeline.stages.propose.paths import COMPLETENESS
from pipeline.vectors.uppers import from_file

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.vectors.sentence_classes import SentenceClasses

# What the encoder tells of a title: « prévoir un comité tous les mois » (of what?), or it says what it is of.
LACKING, COMPLETE = range(2)
ANSWERS: Final = 2


@dataclass(frozen=True)
class Completeness:
    """What tells how likely a title says by itself what it is of."""

    classes: SentenceClasses

    def of(self, titles: Sequence[str]) -> list[float]:
        """Return for each title the probability that it does, rounded so that no last bit shows."""
        told = np.exp(self.classes.read(titles)[:, COMPLETE].astype(np.float64))
        return [round(float(one), 3) for one in told]


def load_completeness(base: SentenceClasses, path: Path = COMPLETENESS) -> Completeness | None:
    """Return what tells whether titles are complete, or None when its weights are not installed.

    Parameters
    ----------
    base : SentenceClasses
        The encoder that judges titles: this one stands on its lower layers.
    path : Path
        Its weights.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    return installed(
        path,
        lambda file: Completeness(from_file(file, base)[0]),
        f"Les poids qui disent si un titre suffit {path} ne peuvent pas être lus",
        "des titres dont aucun n’est marqué pour ce qu’il tait",
    )
