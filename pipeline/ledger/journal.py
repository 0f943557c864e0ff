"""The ledger as entries: read all that can be read, sign and add."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import ReviewError
from pipeline.ledger.encoding import decode, encode, plain
from pipeline.ledger.entries import Change, Entry
from pipeline.ledger.storage import NAME, append_lines, read_lines


@dataclass(frozen=True, slots=True)
class Journal:
    """What the ledger holds.

    Attributes
    ----------
    entries : tuple of Entry
        In the order of the file, each id once.
    unreadable : tuple of int
        Numbers, from 1, of the lines that a crash cut or that this program cannot read: they stay in the file.
    """

    entries: tuple[Entry, ...]
    unreadable: tuple[int, ...]


def read(cycle: Path) -> Journal:
    """Return the cycle's corrections; none when there is no ledger.

    Raises
    ------
    ReviewError
        If the file cannot be opened.
    """
    entries: dict[str, Entry] = {}
    unreadable = []
    for number, line in enumerate(read_lines(cycle), start=1):
        if not line.strip():
            continue
        try:
            entry = decode(line)
        except ValueError:
            unreadable.append(number)
        else:
            # The same id twice is the same correction: a copy joined to its original by a synchronisation tool.
            entries.setdefault(entry.entry_id, entry)
    return Journal(tuple(entries.values()), tuple(unreadable))


def now() -> str:
    """Return the present instant."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_id() -> str:
    """Return an id that no other entry has."""
    return f"c-{secrets.token_hex(6)}"


def record(
    cycle: Path,
    changes: Iterable[Change],
    who: str,
    *,
    clock: Callable[[], str] = now,
    identify: Callable[[], str] = new_id,
) -> tuple[Entry, ...]:
    """Sign changes and add them to the cycle's ledger; return the entries, safe on disk.

    Parameters
    ----------
    cycle : Path
        The cycle's folder.
    changes : iterable of Change
        In the order in which they were made.
    who : str
        The reviewer.
    clock, identify : callable
        Where the instant and the ids come from.

    Raises
    ------
    ReviewError
        If nobody signs, or the ledger cannot be written: then nothing may be taken for saved.
    """
    who = signed(who)
    entries = tuple(Entry(identify(), clock(), who, change) for change in changes)
    append_lines(cycle, [encode(entry) for entry in entries])
    return entries


def signed(who: str) -> str:
    """Return a reviewer's name as it is written; ReviewError when it is empty."""
    if name := " ".join(who.split()):
        return name
    raise ReviewError("Une correction est signée : donnez le nom du relecteur.")


def unrecorded(journal: Journal, changes: Iterable[Change], who: str, since: str) -> tuple[Change, ...]:
    """Return the changes that ``who`` has not recorded since entry ``since``: importing a workbook twice writes once.

    Parameters
    ----------
    journal : Journal
        The ledger now.
    changes : iterable of Change
        What a workbook asks.
    who : str
        Who signs it.
    since : str
        Id of the last entry that the workbook knew of; the whole ledger counts when it is not in there.
    """
    ids = [entry.entry_id for entry in journal.entries]
    start = ids.index(since) + 1 if since in ids else 0
    known = {_key(entry.change) for entry in journal.entries[start:] if entry.who == who}
    return tuple(change for change in changes if _key(change) not in known)


def warnings(cycle: Path, journal: Journal) -> tuple[str, ...]:
    """Return a French sentence on what could not be read, if anything."""
    if not journal.unreadable:
        return ()
    numbers = ", ".join(str(number) for number in journal.unreadable)
    plural = "s" if len(journal.unreadable) > 1 else ""
    return (
        f"{cycle / NAME} : ligne{plural} {numbers} mise{plural} de côté, coupée{plural} par un arrêt brutal ou "
        f"inconnue{plural} de cette version ; les autres corrections sont lues.",
    )


def _key(change: Change) -> str:
    return json.dumps(plain(change), sort_keys=True)
