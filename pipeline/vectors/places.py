"""Where a model named in the settings stands on this machine, without a word on the network.

No heavy import for a folder: this is read on every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import ModelError

LARGE: Final = 1 << 22  # bytes
MARKS: Final = ("modules.json", "config.json")  # of sentence-transformers, of transformers


@dataclass(frozen=True, slots=True)
class ModelPlace:
    """A model found on this machine.

    Attributes
    ----------
    name : str
        As in the settings: a folder or a hub name.
    folder : Path
        Its files.
    revision : str or None
        The hub's commit; None for a folder.
    """

    name: str
    folder: Path
    revision: str | None = None


def find(model: str, root: Path) -> ModelPlace:
    """Return where ``model`` stands.

    Parameters
    ----------
    model : str
        A folder (absolute, or relative to ``root``), or a name on the Hugging Face hub, which must have
        been downloaded beforehand.
    root : Path
        The project's folder.

    Raises
    ------
    ModelError
        If it is not on this machine, or is a folder without a model.
    """
    folder = root / Path(model).expanduser()
    if not folder.is_dir():
        for place in hub_models():
            if place.name in (model, f"sentence-transformers/{model}"):
                return place
        raise ModelError(
            f"Le modèle « {model} » n’est pas sur cette machine, et rien n’est téléchargé pendant un traitement : "
            f"téléchargez-le une fois sur un poste connecté (« hf download {model} »), donnez le chemin de son "
            "dossier dans [embed] model, ou revenez au modèle par défaut en retirant ce réglage."
        )
    if not _is_model(folder):
        raise ModelError(
            f"{folder} : ce dossier n’est pas un modèle sentence-transformers (ni {' ni '.join(MARKS)}) ; donnez le "
            "dossier qui contient ces fichiers dans [embed] model."
        )
    return ModelPlace(model, folder)


def hub_models() -> Iterator[ModelPlace]:
    """Yield the models of the Hugging Face cache that can give vectors, by name."""
    from huggingface_hub import constants, scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repositories = scan_cache_dir(constants.HF_HUB_CACHE).repos
    except CacheNotFound:
        return
    for repository in sorted(repositories, key=lambda found: found.repo_id):
        for revision in repository.revisions if repository.repo_type == "model" else ():
            if "main" in revision.refs and _is_model(revision.snapshot_path):
                yield ModelPlace(repository.repo_id, revision.snapshot_path, revision.commit_hash)


def _is_model(folder: Path) -> bool:
    return any((folder / mark).is_file() for mark in MARKS)


def folder_digest(folder: Path) -> str:
    """Return a digest of a model's folder that costs milliseconds.

    Small files count by their content, large ones, weights, by their size and date: reading half a gigabyte
    would take longer than a run in which nothing changed. A copy with a new date costs one encoding more.
    """
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        facts = path.stat()
        total.update(f"{path.relative_to(folder).as_posix()} {facts.st_size}\n".encode())
        total.update(path.read_bytes() if facts.st_size <= LARGE else str(facts.st_mtime_ns).encode())
    return total.hexdigest()
