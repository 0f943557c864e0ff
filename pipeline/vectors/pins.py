"""The default model's pin: what ``models/manifest.toml`` says of it, and whether what stands on disk is that.

No heavy import: this is read on every run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import ModelError

DEFAULT_MODEL: Final = "models/use-multilingual-v3"
MANIFEST: Final = "models/manifest.toml"
SEAL: Final = "seal.json"

ABSENT: Final = "absent"
DAMAGED: Final = "à reconstruire"
READY: Final = "prêt"


@dataclass(frozen=True, slots=True)
class Pin:
    """What the default model must be.

    Attributes
    ----------
    package, module, version : str
        The distribution that ships the weights, the name it is imported by, its version.
    sources : mapping of str to str
        Its files, relative to the module's ``resources`` folder, and their SHA-256.
    sentence : str
        A French sentence.
    values : tuple of float
        The first values of its vector.
    tolerance : float
        How far each may be from what is computed.
    """

    package: str
    module: str
    version: str
    sources: Mapping[str, str]
    sentence: str
    values: tuple[float, ...]
    tolerance: float

    def digest(self) -> str:
        """Return the SHA-256 of what decides the built model: the source files and the module that reads them."""
        module = sha256(Path(__file__).with_name("use_multilingual.py"))
        identity = json.dumps([self.version, dict(self.sources), module], sort_keys=True)
        return hashlib.sha256(identity.encode()).hexdigest()


def read_pin(root: Path) -> Pin:
    """Return the pin written in ``models/manifest.toml``.

    Raises
    ------
    ModelError
        If the manifest is missing or incomplete.
    """
    path = root / MANIFEST
    try:
        section: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))[Path(DEFAULT_MODEL).name]
        check = section.pop("check")
        return Pin(
            package=section["package"],
            module=section["module"],
            version=section["version"],
            sources=section["sources"],
            sentence=check["sentence"],
            values=tuple(check["values"]),
            tolerance=check["tolerance"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{path} : manifeste des modèles absent ou incomplet ({error}) ; lancez la commande depuis le dossier du "
            "projet, ou remettez ce fichier dans l’état du dépôt."
        ) from error


def source_files(pin: Pin) -> dict[str, Path]:
    """Return the package's files by name, once their digests are those of the pin.

    Raises
    ------
    ModelError
        If the package is missing, or is not the pinned one.
    """
    found = importlib.util.find_spec(pin.module)
    if found is None or found.origin is None:
        raise _wrong_package(pin, "n’est pas installé")
    folder = Path(found.origin).parent / "resources"
    files = {name: folder / name for name in pin.sources}
    for name, path in files.items():
        if not path.is_file() or sha256(path) != pin.sources[name]:
            raise _wrong_package(pin, f"est installé en version {_installed(pin)}, et son fichier {name} diffère")
    return files


def _wrong_package(pin: Pin, fault: str) -> ModelError:
    return ModelError(
        f"Le paquet {pin.package}, d’où vient le modèle par défaut, {fault} ; la version {pin.version} est attendue : "
        f"« pip install --force-reinstall {pin.package}=={pin.version} », puis « synthese models --build »."
    )


def _installed(pin: Pin) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(pin.package)
    except PackageNotFoundError:
        return "inconnue"


def seal(folder: Path, pin: Pin) -> None:
    """Write in ``folder`` which pin it was built from and the digest of each of its files, readable by all."""
    files = {path.name: sha256(path) for path in sorted(folder.iterdir())}
    for name in files:
        (folder / name).chmod(0o644)
    text = json.dumps({"pin": pin.digest(), "files": files}, indent=1, sort_keys=True)
    (folder / SEAL).write_text(text + "\n", encoding="utf-8")


def state(root: Path) -> str:
    """Return whether the default model stands in ``models/`` as it was built: ``READY``, ``ABSENT`` or ``DAMAGED``."""
    folder = root / DEFAULT_MODEL
    if not folder.is_dir():
        return ABSENT
    try:
        sealed = json.loads((folder / SEAL).read_text(encoding="utf-8"))
        sound = sealed["pin"] == read_pin(root).digest() and all(
            sha256(folder / name) == expected for name, expected in sealed["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return DAMAGED
    return READY if sound else DAMAGED


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
