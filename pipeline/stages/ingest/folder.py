"""The files of a cycle: which belong to which workshop, in an order that no file system changes."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import CorpusError
from pipeline.records import slug

CYCLE_FILE: Final = "cycle.toml"
WORKSHOP_FILE: Final = "atelier.toml"

# Left by systems and programs, never by the analyst: hidden files, Office locks, macOS archives.
_NOT_OURS: Final = (".", "~$", "__MACOSX")
_LEDGER: Final = "corrections"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the cycle.

    Attributes
    ----------
    path : Path
        Where it is, as the file system spells it.
    source : str
        Its path from the cycle's folder: « / » between names, normal form C, unique.
    """

    path: Path
    source: str


@dataclass(frozen=True, slots=True)
class Workshop:
    """A sub-folder of the cycle.

    Attributes
    ----------
    workshop_id : str
        Slug of the folder's name, unique in the cycle.
    folder : str
        The folder's name in normal form C.
    files : tuple of FoundFile
        In order of ``source``, metadata left out.
    metadata : FoundFile or None
        ``atelier.toml``.
    """

    workshop_id: str
    folder: str
    files: tuple[FoundFile, ...]
    metadata: FoundFile | None


@dataclass(frozen=True, slots=True)
class Folder:
    """What the cycle's folder holds.

    Attributes
    ----------
    workshops : tuple of Workshop
        In order of folder name.
    metadata : FoundFile or None
        ``cycle.toml``.
    strays : tuple of FoundFile
        Files at the top that belong to no workshop.
    closed : tuple of str
        Folders that could not be listed, by their path from the cycle's folder.
    """

    workshops: tuple[Workshop, ...]
    metadata: FoundFile | None
    strays: tuple[FoundFile, ...]
    closed: tuple[str, ...]


def read_folder(cycle: Path) -> Folder:
    """Return what the cycle's folder holds, without opening any file.

    Raises
    ------
    CorpusError
        If there is no such folder, or it cannot be listed.
    """
    if not cycle.is_dir():
        raise CorpusError(
            f"{cycle} : dossier introuvable ; donnez le dossier d’un cycle, qui contient un sous-dossier par atelier."
        )
    closed: list[str] = []
    workshops, strays = [], []
    free_id = _Unique("atelier", "-")
    for name, path in _entries(cycle, "", closed):
        if path.is_dir():
            files = sorted(_files(path, name, closed, frozenset()), key=lambda file: file.source)
            workshops.append(_workshop(free_id(slug(name)), name, files))
        else:
            strays.append(FoundFile(path, name))
    if closed == [""]:
        raise CorpusError(f"{cycle} : dossier illisible ; vérifiez les droits d’accès.")
    metadata, others = _take(strays, CYCLE_FILE)
    others = [file for file in others if not file.source.lower().startswith("readme.")]
    return Folder(tuple(workshops), metadata, tuple(others), tuple(closed))


def corpus_digest(cycle: Path) -> str:
    """Return one digest for the names and contents of all that is read from the cycle's folder.

    The corrections' ledger is not: writing a correction does not make the transcripts be read again.

    Raises
    ------
    CorpusError
        If there is no such folder.
    """
    folder = read_folder(cycle)
    files = [file for file in (folder.metadata, *folder.strays) if file]
    for workshop in folder.workshops:
        files += [file for file in (workshop.metadata, *workshop.files) if file]
    lines = [f"{file.source} {file_digest(file.path)}" for file in files]
    lines += [*folder.closed, *(workshop.folder for workshop in folder.workshops)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces; a file that cannot be read has the digest « illisible »."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "illisible"


def clean_name(name: str) -> str:
    """Return a file name in normal form C; bytes that are not UTF-8 are read as Windows-1252."""
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    return unicodedata.normalize("NFC", text)


def _workshop(workshop_id: str, name: str, files: list[FoundFile]) -> Workshop:
    metadata, others = _take(files, f"{name}/{WORKSHOP_FILE}")
    return Workshop(workshop_id, name, tuple(others), metadata)


def _take(files: list[FoundFile], source: str) -> tuple[FoundFile | None, list[FoundFile]]:
    taken = next((file for file in files if file.source == source), None)
    return taken, [file for file in files if file is not taken]


def _files(folder: Path, prefix: str, closed: list[str], above: frozenset[str]) -> Iterable[FoundFile]:
    """Yield the files under ``folder``; ``above`` holds the real paths of its parents, so that no link loops."""
    real = os.path.realpath(folder)
    if real in above:
        return
    for name, path in _entries(folder, prefix, closed):
        if path.is_dir():
            yield from _files(path, f"{prefix}/{name}", closed, above | {real})
        else:
            yield FoundFile(path, f"{prefix}/{name}")


def _entries(folder: Path, prefix: str, closed: list[str]) -> list[tuple[str, Path]]:
    """Return what a folder lists, by clean name; a folder that refuses is added to ``closed``."""
    try:
        listed = sorted((clean_name(path.name), path) for path in folder.iterdir())
    except OSError:
        closed.append(prefix)
        return []
    free_name = _Unique("fichier", " ")
    return [(free_name(name), path) for name, path in listed if not _is_not_ours(name)]


def _is_not_ours(name: str) -> bool:
    ledger = name.lower().startswith(_LEDGER) and name.lower().endswith(".jsonl")
    return ledger or name.startswith(_NOT_OURS)


class _Unique:
    """Gives each name once: « nevers », then « nevers-2 »."""

    def __init__(self, default: str, separator: str) -> None:
        self._default, self._separator = default, separator
        self._taken: set[str] = set()

    def __call__(self, name: str) -> str:
        name = free = name or self._default
        number = 1
        while free in self._taken:
            number += 1
            free = f"{name}{self._separator}{number}"
        self._taken.add(free)
        return free
