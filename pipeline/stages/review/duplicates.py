"""Duplicates: what reviewers called the same as another does not appear, and its support counts with the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.stages.review.answer import Answer
from pipeline.stages.review.fold_marks import root


@dataclass(frozen=True, slots=True)
class Gathered:
    """What speaks for each proposition.

    Attributes
    ----------
    members : mapping of str to tuple of str
        For each proposition, the statements that support it, those of its duplicates included.
    hidden : mapping of str to str
        For each proposition that does not appear, the one that speaks for it.
    """

    members: dict[str, tuple[str, ...]]
    hidden: dict[str, str]


def gathered(answer: Answer) -> Gathered:
    """Return what supports each proposition once duplicates stand behind their originals; nothing is changed."""
    own = {key: row.statement_ids for key, row in answer.proposals.items()}
    holder = {member: key for key, members in own.items() for member in members}
    moved = _moved(answer, holder)
    members = {key: [one for one in row if one not in moved] for key, row in own.items()}
    for statement, home in moved.items():
        members[home].append(statement)
    links = {key: row.duplicate_of for key, row in answer.proposals.items() if own.get(row.duplicate_of or "")}
    links |= {key: moved[row[0]] for key, row in own.items() if row and not members[key]}
    hidden = {key: last for key in links if (last := _end(links, key)) != key and own[key]}
    for key, last in hidden.items():
        members[last] += [one for one in own[key] if one not in members[last] and one not in moved]
    return Gathered({key: tuple(row) for key, row in members.items()}, hidden)


def is_duplicate(answer: Answer, statement_id: str) -> bool:
    """Tell whether a statement is the same as another one."""
    return root(answer.statements, statement_id) != statement_id


def _moved(answer: Answer, holder: Mapping[str, str]) -> dict[str, str]:
    """Return the duplicate statements that leave their proposition, or none, for their original's."""
    rows = answer.statements
    homes = {
        key: holder.get(root(rows, key)) for key, row in rows.items() if row.duplicate_of and is_duplicate(answer, key)
    }
    return {key: home for key, home in homes.items() if home is not None and home != holder.get(key)}


def _end(links: Mapping[str, str | None], key: str) -> str:
    """Return where a chain of duplicates ends; of a ring, the first by id stands."""
    met: list[str] = []
    while key not in met:
        met.append(key)
        above = links.get(key)
        if above is None:
            return key
        key = above
    return min(met[met.index(key) :])
