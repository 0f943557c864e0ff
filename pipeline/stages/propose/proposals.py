"""One list of propositions: groups of statements with title, fiche, score and neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from pipeline.records import content_id
from pipeline.stages.propose.fiche.card import fiche, united
from pipeline.stages.propose.same import Groups
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.reading import VERBATIM, Title, form

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Places = NDArray[np.int64]

# The review stage keeps the first few of one theme.
_MOST_NEARBY: Final = 12
# What its title is worth beside how central a member is (0 to 1): how likely it is fit to print, and to say by itself
# what it is of, and how it reads by itself; a note was written to sum up.
_FIT_WORTH: Final = 0.2
_COMPLETE_WORTH: Final = 0.2
_FORM_WORTH: Final = 0.15
# The first two go from 0 to 1, form from −1 to 1: no title makes up for more.
_MOST_OF_TITLES: Final = _FIT_WORTH + _COMPLETE_WORTH + 2 * _FORM_WORTH
_WRITTEN_WORTH: Final = 0.25
_MOST_TITLED: Final = 3
# The words of a note are a title as they are: as fit as an infinitive that the judge neither doubts nor praises.
_NOTED_FIT: Final = 0.5
# How surely the member asks for something (0 to 1): an obstacle noted beside the measure names it badly.
_SURE_WORTH: Final = 0.6
_SURE: Final = 0.8


@dataclass(frozen=True)
class Member:
    """A statement of a proposition.

    Attributes
    ----------
    statement : Statement
        What was said.
    closeness : float
        How close it is to the others (0 to 1).
    title : Title or None
        The title that it would give; None where none could make it the one that is shown.
    """

    statement: Statement
    closeness: float
    title: Title | None = None

    @property
    def rank(self) -> tuple[float, str]:
        """Orders members, the best first: what speaks for all of them, reads well and surely asks, then the id."""
        named = -_FORM_WORTH
        if self.title is not None:
            noted = self.statement.sentence.is_written and self.title.origin == VERBATIM
            named = _FIT_WORTH * (_NOTED_FIT if noted else self.title.fit) + _FORM_WORTH * form(self.title)
            named += _COMPLETE_WORTH * self.title.complete
        return -round(self.worth + named, 3), self.statement.statement_id

    @property
    def worth(self) -> float:
        """What it is worth, whatever its title."""
        sure = self.statement.verdict.score
        written = self.statement.sentence.is_written and sure >= _SURE
        return self.closeness + _SURE_WORTH * sure + _WRITTEN_WORTH * written


def showable(statements: Sequence[Statement], groups: Groups) -> list[int]:
    """Return the places of the statements that a title could make the one that is shown for its group, three at most.

    Parameters
    ----------
    statements, groups : sequence of Statement, Groups
        The propositions, and which of them ask for the same measure.
    """
    found = []
    for own in _places(groups):
        worth = [member.worth for member in _members(statements, own, groups)]
        # A title costs more to find than all the rest of a proposition.
        best = sorted(range(len(own)), key=lambda at: (-round(worth[at], 6), statements[int(own[at])].statement_id))
        found += [int(own[at]) for at in best[:_MOST_TITLED] if worth[at] >= max(worth) - _MOST_OF_TITLES]
    return sorted(found)


def proposals(
    statements: Sequence[Statement],
    titles: Mapping[int, Title],
    groups: Groups,
    nearby_from: float,
    roles: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Return one row of ``found_proposals`` a group, sorted by id.

    Parameters
    ----------
    statements : sequence of Statement
        The propositions, in the order of ``groups``.
    titles : mapping of int to Title
        Place of a statement → the title that it would give, for those that :func:`showable` names.
    groups : Groups
        Which of them ask for the same measure.
    nearby_from : float
        Least mean similarity of their statements at which two propositions may be offered as « à rapprocher ? ».
    roles : mapping of str to str
        Segment id → role of who speaks.
    """
    places = _places(groups)
    rows = [_row(_ranked(statements, titles, own, groups), roles) for own in places]
    ids = [str(row["proposal_id"]) for row in rows]
    for place, (row, alike) in enumerate(zip(rows, _alike(groups, places), strict=True)):
        close = np.flatnonzero(alike >= nearby_from).tolist()
        near = [(-float(alike[other]), ids[other]) for other in close if other != place]
        row["nearby"] = [proposal_id for _, proposal_id in sorted(near)[:_MOST_NEARBY]]
    return sorted(rows, key=lambda row: str(row["proposal_id"]))


def _places(groups: Groups) -> list[Places]:
    """Return the places of the statements of each group."""
    return [np.flatnonzero(groups.labels == label) for label in np.unique(groups.labels)]


def _members(statements: Sequence[Statement], own: Places, groups: Groups) -> list[Member]:
    members = []
    for place in own:
        others = own[own != place]
        closeness = float(groups.similarity[place, others].mean()) if len(others) else 1.0
        members.append(Member(statements[int(place)], closeness))
    return members


def _ranked(statements: Sequence[Statement], titles: Mapping[int, Title], own: Places, groups: Groups) -> list[Member]:
    members = zip(_members(statements, own, groups), own, strict=True)
    return sorted((replace(one, title=titles.get(int(place))) for one, place in members), key=lambda one: one.rank)


def _row(ranked: list[Member], roles: Mapping[str, str]) -> dict[str, Any]:
    best = ranked[0]
    # The first is one of those that have a title: see `showable`.
    title = cast("Title", best.title)
    said = [member.statement for member in ranked]
    return {
        "proposal_id": content_id("p", best.statement.statement_id),
        "title": title.text,
        "title_origin": title.shown_as,
        "statement_ids": [one.statement_id for one in said],
        "score": round(max(one.verdict.score for one in said), 4),
    } | united([fiche(one, roles.get(one.sentence.segment_id)) for one in said]).row()


def _alike(groups: Groups, places: Sequence[Places]) -> NDArray[np.float64]:
    """Return the mean similarity of the members of every two groups: near but different, for a person to judge.

    Measured on the sample, it tells two halves of one measure twice as well as the similarity of their closest members.
    """
    inside = np.zeros((len(places), len(groups.labels)))
    for row, own in enumerate(places):
        inside[row, own] = 1.0 / len(own)
    return np.round(inside @ groups.similarity @ inside.T, 6)
