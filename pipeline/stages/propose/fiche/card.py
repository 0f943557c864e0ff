"""The fiche of a proposition: what most of its statements say, the best one's word when they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stages.propose.fiche.carrier import carrier
from pipeline.stages.propose.fiche.finding import NOTHING, Finding
from pipeline.stages.propose.fiche.nature import nature
from pipeline.stages.propose.fiche.scale import implied, scale
from pipeline.stages.propose.statements import Statement


@dataclass(frozen=True, slots=True)
class Fiche:
    """Nature, scale and who carries a measure."""

    nature: Finding
    scale: Finding
    carrier: Finding

    def row(self) -> dict[str, str | None]:
        """Return its columns."""
        named = (("nature", self.nature), ("echelle", self.scale), ("porteur", self.carrier))
        values: dict[str, str | None] = {name: found.value for name, found in named}
        return values | {f"{name}_words": found.words for name, found in named}


def fiche(statement: Statement, role: str | None = None) -> Fiche:
    """Return the fiche of one statement; ``role`` is its speaker's."""
    return Fiche(nature(statement), scale(statement), carrier(statement, role))


def united(fiches: Sequence[Fiche]) -> Fiche:
    """Return the fiche of a proposition from those of its statements, the best first."""
    kind, who = most([one.nature for one in fiches]), most([one.carrier for one in fiches])
    said = most([one.scale for one in fiches])
    return Fiche(kind, said if said.words else implied(who, kind), who)


def most(findings: Sequence[Finding]) -> Finding:
    """Return the value that most statements say, the first said of two; « non précisé » when none says any."""
    said = [one for one in findings if one.words is not None]
    if not said:
        return NOTHING
    counts = Counter(one.value for one in said)
    best = max(said, key=lambda one: counts[one.value])
    return next(one for one in said if one.value == best.value)
