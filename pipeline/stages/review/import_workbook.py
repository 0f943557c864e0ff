"""``synthese import``: show what filled workbooks ask, then write it in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import ReviewError
from pipeline.ledger import journal
from pipeline.ledger.entries import Change, Entry
from pipeline.stages.review import conflict_book
from pipeline.stages.review.anomalies import Anomaly
from pipeline.stages.review.anomaly_sheet import leave_copy
from pipeline.stages.review.changes import Asked, understood, written
from pipeline.stages.review.filled import open_workbook, read
from pipeline.stages.review.merging import Conflict, Merged, Side, merged, sides
from pipeline.stages.review.said import said
from pipeline.stages.review.wording import counted
from pipeline.stages.review.xlsx import keep_beside
from pipeline.text.typography import typeset

# « relecture Anne », « relecture_Anne », « relecture (Anne) ».
_NAME: Final = re.compile(r"^relecture[\s_-]*|[()]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signed:
    """A correction to write, with who asks it."""

    who: str
    change: Change


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an import would write.

    Attributes
    ----------
    signed : tuple of Signed
        Corrections that the ledger does not have yet.
    lines : tuple of str
        One French sentence for each of them.
    anomalies : tuple of Anomaly
        One for each cell that makes no correction.
    n_known : int
        Corrections that the same reviewers have recorded already.
    notes : tuple of str
        What else the user must read: conflicts, copies left beside the workbooks.
    sides : tuple of Side
        Both reviewers' workbooks, when there are two.
    """

    signed: tuple[Signed, ...]
    lines: tuple[str, ...]
    anomalies: tuple[Anomaly, ...]
    n_known: int
    notes: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The corrections without who asks them."""
        return tuple(one.change for one in self.signed)


def propose(paths: Sequence[Path], cycle: Path, names: Sequence[str]) -> Proposed:
    """Return what importing workbooks would add to the ledger of ``cycle``; nothing is written there.

    Parameters
    ----------
    paths : sequence of Path
        One filled workbook, or two reviewers', or the workbook where conflicts were decided.
    cycle : Path
        The cycle's folder.
    names : sequence of str
        Who signs each.

    Raises
    ------
    ReviewError
        If a workbook or the ledger cannot be read, or there are more than two.
    """
    if len(paths) == 1:
        book = open_workbook(paths[0])
        return (_decisions if conflict_book.HIDDEN in book.sheetnames else _one)(paths[0], cycle, names[0])
    if len(paths) != 2 or len(set(names)) != 2:
        raise ReviewError("Donnez un classeur, ou deux de deux relecteurs différents (« --relecteur » deux fois).")
    return _two(paths, cycle, (names[0], names[1]))


def accept(proposed: Proposed, cycle: Path) -> tuple[Entry, ...]:
    """Write the proposed corrections in the ledger of ``cycle``; the next run folds them.

    Raises
    ------
    ReviewError
        If the ledger cannot be written.
    """
    entries: tuple[Entry, ...] = ()
    for who in dict.fromkeys(one.who for one in proposed.signed):
        entries += journal.record(cycle, [one.change for one in proposed.signed if one.who == who], who)
    return entries


def _one(path: Path, cycle: Path, who: str) -> Proposed:
    filled = read(path)
    cells, anomalies = understood(filled)
    signed = [Signed(journal.signed(who), asked.change) for asked in written(cells)]
    return _proposed(cycle, signed, filled.base.since, anomalies, _copies([(path, anomalies)]))


def _decisions(path: Path, cycle: Path, who: str) -> Proposed:
    found = conflict_book.decided(open_workbook(path), str(path))
    signed = [Signed(journal.signed(who), change) for change in found.changes]
    notes = [f"{counted(found.waiting, 'conflit reste', 'conflits restent')} à trancher dans {path}."]
    return _proposed(cycle, signed, found.since, found.anomalies, notes if found.waiting else [])


def _two(paths: Sequence[Path], cycle: Path, names: tuple[str, str]) -> Proposed:
    first, second = sides((journal.signed(names[0]), read(paths[0])), (journal.signed(names[1]), read(paths[1])))
    both = merged(first, second)
    signed = [Signed(asked.who, asked.change) for asked in _in_order(both, (first.who, second.who))]
    notes = _copies([(paths[0], first.anomalies), (paths[1], second.anomalies)])
    if both.conflicts:
        data = conflict_book.conflict_book(both.conflicts, (first.who, second.who), first.filled.base.since)
        kept = keep_beside(paths[0], "conflits", data)
        notes = [*_told(both.conflicts), f"Choisissez dans {kept}, puis importez-le.", *notes]
    anomalies = (*first.anomalies, *second.anomalies)
    return _proposed(cycle, signed, first.filled.base.since, anomalies, notes, (first, second))


def _in_order(both: Merged, names: tuple[str, str]) -> list[Asked]:
    """Return the corrections of both, then of each: one reviewer's stay together, in their order."""
    return sorted(written(both.cells), key=lambda one: names.index(one.who) + 1 if one.who in names else 0)


def _told(conflicts: Sequence[Conflict]) -> list[str]:
    count = counted(
        len(conflicts), "conflit à trancher, rien n’en est inscrit", "conflits à trancher, rien n’en est inscrit"
    )
    return [f"{count} :", *(f"  {_against(conflict)}" for conflict in conflicts)]


def _against(conflict: Conflict) -> str:
    told = [
        f"{side[0].who} : " + ", ".join(said(asked.change) for asked in written(side))
        for side in (conflict.first, conflict.second)
    ]
    return typeset(f"{' / '.join(told)} ({conflict.why})")


def _copies(found: Iterable[tuple[Path, Sequence[Anomaly]]]) -> list[str]:
    copies = [leave_copy(path, anomalies) for path, anomalies in found]
    return [f"Les cellules à corriger sont listées dans {copy}, feuille « Anomalies »." for copy in copies if copy]


def _new(ledger: journal.Journal, signed: Sequence[Signed], since: str) -> list[Signed]:
    """Return what is not in the ledger yet; what two ask together is there when one of them recorded it."""
    fresh: set[int] = set()
    for who in dict.fromkeys(one.who for one in signed):
        left = tuple(one.change for one in signed if one.who == who)
        for name in (who, *who.split(" et ")):
            left = journal.unrecorded(ledger, left, name, since)
        fresh |= {id(change) for change in left}
    return [one for one in signed if id(one.change) in fresh]


def reviewers(paths: Sequence[Path], given: Sequence[str], session: str) -> list[str]:
    """Return who signs each workbook: as given, else the session's user for one, the files' names for several.

    Parameters
    ----------
    paths : sequence of Path
        The workbooks: « relecture Anne.xlsx » is Anne's.
    given : sequence of str
        Names on the command line, in the order of the workbooks.
    session : str
        Who is at the keyboard.
    """
    if len(paths) == 1:
        return [given[0] if given else session]
    named = [_NAME.sub("", path.stem).strip() or path.stem for path in paths]
    return [*given, *named[len(given) :]]


def _proposed(
    cycle: Path,
    signed: Sequence[Signed],
    since: str,
    anomalies: Sequence[Anomaly],
    notes: Sequence[str],
    both: tuple[Side, ...] = (),
) -> Proposed:
    new = _new(journal.read(cycle), signed, since)
    several = len({one.who for one in signed}) > 1
    lines = tuple(typeset(said(one.change) + (f" ({one.who})" if several else "")) for one in new)
    return Proposed(tuple(new), lines, tuple(anomalies), len(signed) - len(new), tuple(notes), both)
