"""One list of propositions: groups of statements with title, fiche, score and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from pipeline.records import content_id
from pipeline.stages.propose.fiche import CARRIERS, NATURES, SCALES, decide
from pipeline.stages.propose.same import Groups
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.title import INFINITIVE, Title, title

_MOST_NEARBY: Final = 3


@dataclass(frozen=True)
class Member:
    """A statement of a proposition, with the title it would give."""

    statement: Statement
    title: Title

    @property
    def rank(self) -> tuple[bool, float, int, str]:
        """Orders members, the best first: an infinitive title, a sure score, few words, then the id."""
        words = len(self.title.text.split())
        return (self.title.origin != INFINITIVE, -round(self.statement.verdict.score, 2), words, self.statement.statement_id)


def proposals(statements: Sequence[Statement], groups: Groups, nearby_from: float) -> list[dict[str, Any]]:
    """Return one row of ``found_proposals`` a group, sorted by id.

    Parameters
    ----------
    statements : sequence of Statement
        The propositions, in the order of ``groups``.
    groups : Groups
        Which of them ask for the same measure.
    nearby_from : float
        Least similarity at which two propositions are offered as « à rapprocher ? ».
    """
    places = [np.flatnonzero(groups.labels == label) for label in np.unique(groups.labels)]
    rows = [_row([statements[place] for place in group]) for group in places]
    for row, group in zip(rows, places, strict=True):
        row["nearby"] = _nearby(row, group, rows, places, groups, nearby_from)
    return sorted(rows, key=lambda row: str(row["proposal_id"]))


def _row(members: list[Statement]) -> dict[str, Any]:
    ranked = sorted((Member(member, title(member)) for member in members), key=lambda member: member.rank)
    best = ranked[0]
    texts = [member.statement.text for member in ranked]
    nature, scale, carrier = (decide(signs, texts) for signs in (NATURES, SCALES, CARRIERS))
    return {
        "proposal_id": content_id("p", best.statement.statement_id),
        "title": best.title.text,
        "title_origin": best.title.origin,
        "statement_ids": [member.statement.statement_id for member in ranked],
        "nature": nature.value,
        "echelle": scale.value,
        "porteur": carrier.value,
        "score": round(max(member.statement.verdict.score for member in ranked), 4),
        "nature_words": nature.words,
        "echelle_words": scale.words,
        "porteur_words": carrier.words,
    }


def _nearby(
    row: dict[str, Any],
    group: np.ndarray[Any, Any],
    rows: list[dict[str, Any]],
    places: list[np.ndarray[Any, Any]],
    groups: Groups,
    least: float,
) -> list[str]:
    found = []
    for other, others in zip(rows, places, strict=True):
        alike = float(groups.similarity[np.ix_(group, others)].max())
        if other is not row and alike >= least:
            found.append((-alike, str(other["proposal_id"])))
    return [proposal_id for _, proposal_id in sorted(found)[:_MOST_NEARBY]]
