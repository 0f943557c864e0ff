"""The corrections' ledger as a file: ``<cycle>/corrections.jsonl``, lines added at the end, never rewritten.

It lies beside the corpus, not in ``outputs/``: it is the one file that no run can make again. Standard library
only, because every run takes its digest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import ReviewError
from pipeline.ledger.locking import alone

NAME: Final = "corrections.jsonl"
NONE: Final = "aucune"


def ledger_digest(cycle: Path) -> str:
    """Return the SHA-256 of the cycle's ledger; « aucune » when there is none or it is empty."""
    data = _read(cycle / NAME)
    return hashlib.sha256(data).hexdigest() if data else NONE


def read_lines(cycle: Path) -> list[bytes]:
    """Return the ledger's lines in order, without their ends, blank lines kept so that line numbers are right.

    A last line that was cut by a crash is returned as it is: whoever decodes it sees that it is not whole.

    Raises
    ------
    ReviewError
        If the file is there and cannot be read.
    """
    return _read(cycle / NAME).split(b"\n")


def append_lines(cycle: Path, lines: Sequence[bytes]) -> None:
    """Add lines at the end; once this returns they survive a crash of the program or of the machine.

    Writers take turns; the lines of one call stay together. A line left unfinished by an earlier crash is closed,
    never erased.

    Parameters
    ----------
    cycle : Path
        The cycle's folder.
    lines : sequence of bytes
        Without line ends.

    Raises
    ------
    ReviewError
        If the folder or the file cannot be written.
    """
    if not lines:
        return
    path = cycle / NAME
    try:
        _append(path, b"".join(line + b"\n" for line in lines))
    except OSError as error:
        raise ReviewError(
            f"{path} : impossible d’enregistrer les corrections ({error.strerror or error}) ; vérifiez les droits "
            "et la place sur le disque, puis recommencez."
        ) from error


def _append(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with alone(handle):
            new = os.fstat(handle).st_size == 0
            _write_all(handle, (b"\n" if _unfinished(handle) else b"") + data)
            os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        _settle_folder(path.parent)


def _unfinished(handle: int) -> bool:
    """Tell whether the last line lacks its end."""
    size = os.fstat(handle).st_size
    if size == 0:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"


def _write_all(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _settle_folder(folder: Path) -> None:
    """Make a file's creation itself survive a crash; Windows cannot and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ReviewError(
            f"{path} : le journal des corrections est illisible ({error.strerror or error}) ; vérifiez ses droits "
            "ou rendez une copie de sauvegarde à ce nom."
        ) from error
