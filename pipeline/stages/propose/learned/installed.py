"""Weights that may be installed or not: absent, the program works without them; damaged, it says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

Weighed = TypeVar("Weighed")


def installed(path: Path, read: Callable[[Path], Weighed], cannot: str, without: str) -> Weighed | None:
    """Return what ``read`` makes of a file of weights, or None when the file is not there.

    Parameters
    ----------
    path : Path
        The file.
    read : callable
        What reads it.
    cannot, without : str
        What a message says of a file that cannot be read: « L’encodeur {path} ne peut pas être lu », and what works
        without it.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    if not path.exists():
        return None
    try:
        return read(path)
    except (OSError, ValueError, KeyError, RuntimeError, TypeError) as error:
        raise ModelError(
            f"{cannot} : réinstallez le programme, ou supprimez ce fichier pour travailler avec {without}."
        ) from error
