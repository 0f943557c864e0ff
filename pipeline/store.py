"""A run's folders, atomic writes and digests; the only module that writes under ``outputs/``.

``outputs/<cycle>/`` holds the deliverables and ``manifest.json``; ``tables/`` the public tables; ``work/``
the machine's own. Everything there can be deleted and rebuilt, but a deliverable that a person edited is
never overwritten: it is set aside under another name.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import tables
from pipeline.errors import PipelineError

if TYPE_CHECKING:
    import pandas as pd


def project_root() -> Path:
    """Return the project's folder: ``SYNTHESE_HOME``, else the checkout this package runs from, else here."""
    if home := os.environ.get("SYNTHESE_HOME"):
        return Path(home)
    checkout = Path(__file__).resolve().parent.parent
    return checkout if (checkout / "pyproject.toml").exists() else Path.cwd()


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces; an unreadable file has the digest « illisible »."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "illisible"


def tree_digest(folder: Path, paths: Iterable[Path]) -> str:
    """Return one digest for the names (relative to ``folder``) and contents of ``paths``."""
    lines = sorted(f"{path.relative_to(folder).as_posix()} {file_digest(path)}" for path in paths)
    return digest("\n".join(lines).encode())


class Store:
    """One cycle's output folder.

    Parameters
    ----------
    folder : Path
        ``outputs/<cycle>``; made on the first write.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, name: str) -> Path:
        """Return where a table or a deliverable lives."""
        if name in tables.PUBLIC:
            return self.folder / "tables" / f"{name}.parquet"
        if name in tables.WORK:
            return self.folder / "work" / f"{name}.parquet"
        return self.folder / name

    def digest(self, name: str) -> str | None:
        """Return the digest of what stands there now, or None."""
        path = self.path(name)
        return file_digest(path) if path.exists() else None

    def read_table(self, name: str) -> pd.DataFrame:
        """Return table ``name``.

        Raises
        ------
        PipelineError
            If the run that makes it has not taken place.
        """
        try:
            return tables.from_bytes(self.path(name).read_bytes())
        except OSError as error:
            raise PipelineError(
                f"La table « {name} » manque dans {self.folder} : lancez d’abord « synthese run »."
            ) from error

    def write_table(self, name: str, frame: pd.DataFrame) -> str:
        """Check and write a table; return its digest."""
        return self._write(self.path(name), tables.to_bytes(name, frame))

    def write_file(self, name: str, data: bytes, ours: str | None) -> tuple[str, Path | None]:
        """Write a deliverable; return its digest and where an edited predecessor went.

        Parameters
        ----------
        name : str
            File name.
        data : bytes
            Its content.
        ours : str or None
            Digest of what the last run wrote there: any other content is a person's work.
        """
        path = self.path(name)
        aside = None
        standing = self.digest(name)
        if standing is not None and standing not in (ours, digest(data)):
            aside = _free_name(path)
            _guard(path, lambda: os.replace(path, aside))
        return self._write(path, data), aside

    def read_manifest(self) -> dict[str, Any]:
        """Return the last manifest; empty when there is none or it cannot be read (the run starts afresh)."""
        try:
            loaded = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return loaded if isinstance(loaded, dict) else {}

    def write_manifest(self, manifest: dict[str, Any]) -> None:
        """Write ``manifest.json``."""
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self._write(self.folder / "manifest.json", text.encode())

    def _write(self, path: Path, data: bytes) -> str:
        _guard(path, lambda: write_atomically(path, data))
        return digest(data)


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader sees the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem} (modifié {number}){path.suffix}")).exists():
        number += 1
    return aside


def _guard(path: Path, write: Any) -> None:  # noqa: ANN401
    try:
        write()
    except OSError as error:
        raise PipelineError(
            f"Impossible d’écrire {path} ({error.strerror or error}) : fermez le fichier s’il est ouvert dans Word "
            "ou Excel, vérifiez la place et les droits, puis relancez."
        ) from error
