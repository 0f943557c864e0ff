"""Which theme, and which proposition, of the new run each of the last run is: by id, else by content, else by name.

Ids are made of content, so that most things keep theirs; a re-issued transcript gives other ids to the same words,
and a theme may lose the member that names it. Content then decides, by the fingerprints that corrections use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.changes.runs import Row, Rows, Run
from pipeline.ledger.prints import Votes, sample

# Most of what it was made of is there.
_MOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Lineage:
    """What became of the last run's things.

    Attributes
    ----------
    of : mapping of str to str
        Id then → id now; several may have come to the same.
    new : frozenset of str
        Ids now that come from none.
    """

    of: Mapping[str, str]
    new: frozenset[str]

    @property
    def heirs(self) -> dict[str, str]:
        """Return, for each id now that comes from the last run, the one it comes from: itself where it was there."""
        found: dict[str, str] = {}
        for was, now in self.of.items():
            if was == now or now not in found:
                found[now] = was
        return found


def themes(before: Run, after: Run) -> Lineage:
    """Return what became of the themes."""
    return _lineage(
        before.themes,
        after.themes,
        _by_theme(before.segments.values()),
        {key: str(row["text"]) for key, row in after.segments.items()},
        {key: row["theme_id"] for key, row in after.segments.items()}.get,
    )


def proposals(before: Run, after: Run) -> Lineage:
    """Return what became of the propositions."""
    holder = {member: key for key, row in after.proposals.items() for member in row["statement_ids"]}
    texts = {key: str(row["text"]) for key, row in after.statements.items() if key in holder}
    said = {
        key: [str(before.statements[member]["text"]) for member in row["statement_ids"] if member in before.statements]
        for key, row in before.proposals.items()
    }
    return _lineage(before.proposals, after.proposals, said, texts, holder.get)


def named(row: Row) -> str:
    """Return a theme's label or a proposition's title."""
    return str(row["label"] if "label" in row else row["title"])


def _by_theme(segments: Iterable[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in segments:
        if row["theme_id"] is not None:
            found[row["theme_id"]].append(str(row["text"]))
    return found


def _lineage(
    before: Rows,
    after: Rows,
    content: Mapping[str, list[str]],
    texts: Mapping[str, str],
    group_of: Callable[[str], str | None],
) -> Lineage:
    of = {key: key for key in before if key in after}
    names = {named(row): key for key, row in after.items() if key not in before}
    lost = [key for key in before if key not in after]
    votes = Votes(texts if lost else {})
    for key in lost:
        ranked = votes.share(sample(content.get(key, ())), group_of)
        if ranked and ranked[0][0] >= _MOST:
            of[key] = ranked[0][1]
        elif named(before[key]) in names:
            of[key] = names[named(before[key])]
    return Lineage(of, frozenset(after) - frozenset(of.values()))
