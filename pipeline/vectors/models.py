"""The models this machine has: find one, build and check the default one, say what is installed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.vectors import pins, places
from pipeline.vectors.pins import DEFAULT_MODEL

if TYPE_CHECKING:
    from pipeline.vectors.encoder import Encoder, SentenceEncoder


def load_encoder(model: str, root: Path, prompt: str = "", *, trust_remote_code: bool = False) -> Encoder:
    """Return the encoder for a model; the default model is built first where it is missing or damaged.

    Parameters
    ----------
    model : str
        A folder or a hub name, as in the settings.
    root : Path
        The project's folder.
    prompt : str
        Put before each text (« query: » for the e5 family); empty for the model's own choice.
    trust_remote_code : bool
        Whether Python code that the model brings along may run.

    Raises
    ------
    ModelError
        If it is not on this machine or does not load.
    """
    from pipeline.vectors.encoder import SentenceEncoder

    if _is_default(model, root):
        if pins.state(root) != pins.READY:
            build_default_model(root)
        return _default_encoder(root / DEFAULT_MODEL, prompt)
    place = places.find(model, root)
    return SentenceEncoder(place.name, place.folder, prompt, trust_remote_code=trust_remote_code)


def build_default_model(root: Path) -> None:
    """Build the default model from its package, unless it stands; a reader sees the old folder or the new one.

    Raises
    ------
    ModelError
        If the package is not the pinned one, or the folder cannot be written.
    """
    pin = pins.read_pin(root)
    if pins.state(root) == pins.READY:
        return
    files = pins.source_files(pin)
    target = root / DEFAULT_MODEL
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".modele-") as workbench:
            fresh = Path(workbench, target.name)
            _write_model(files, fresh)
            _compare(fresh, pin)
            pins.seal(fresh, pin)
            _swap(fresh, target, Path(workbench, "old"))
    except OSError as error:
        raise ModelError(
            f"Impossible d’écrire {target} ({error.strerror or error}) : vérifiez la place et les droits, puis "
            "relancez « synthese models --build »."
        ) from error


def check_model(root: Path) -> None:
    """Refuse a default model that is not the pinned one: files by digest, then the vector of a known sentence.

    Raises
    ------
    ModelError
        If it is missing, damaged or gives another vector.
    """
    pin = pins.read_pin(root)
    state = pins.state(root)
    if state != pins.READY:
        raise ModelError(
            f"Le modèle par défaut ({root / DEFAULT_MODEL}) est {state} : lancez « synthese models --build »."
        )
    _compare(root / DEFAULT_MODEL, pin)


def model_fingerprint(model: str, root: Path) -> str:
    """Return what decides a model's vectors; cheap, without torch.

    Parameters
    ----------
    model : str
        A folder or a hub name, as in the settings.
    root : Path
        The project's folder.

    Returns
    -------
    str
        For the default model the digest of its pin, whether it is built yet or not: only what is pinned is
        ever loaded. For a hub name its commit, for a folder the digest of its files. « absent » where the
        stage will say what is missing.
    """
    try:
        if _is_default(model, root):
            return pins.read_pin(root).digest()
        place = places.find(model, root)
    except ModelError:
        return pins.ABSENT
    return place.revision or places.folder_digest(place.folder)


def installed_models(root: Path) -> list[tuple[str, str, str, str]]:
    """Return one row a model, the default first: name as in the settings, role, version, state."""
    pin = pins.read_pin(root)
    rows = [(DEFAULT_MODEL, "par défaut", f"{pin.package} {pin.version}", pins.state(root))]
    for folder in sorted((root / "models").iterdir()):
        if (folder / "modules.json").is_file() and folder != root / DEFAULT_MODEL:
            rows.append((f"models/{folder.name}", "au choix", "dossier", pins.READY))
    rows += [(place.name, "au choix", (place.revision or "")[:12], pins.READY) for place in places.hub_models()]
    return rows


def _is_default(model: str, root: Path) -> bool:
    return root / Path(model).expanduser() == root / DEFAULT_MODEL


def _default_encoder(folder: Path, prompt: str = "") -> SentenceEncoder:
    from pipeline.vectors.encoder import SentenceEncoder

    # The code that this folder names is ours: pipeline.vectors.use_multilingual.
    return SentenceEncoder(DEFAULT_MODEL, folder, prompt, trust_remote_code=True)


def _write_model(files: dict[str, Path], folder: Path) -> None:
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentencepiece import SentencePieceProcessor

    from pipeline.vectors.use_multilingual import from_package

    with np.load(files["weights.npz"]) as arrays:
        module = from_package(arrays, SentencePieceProcessor(model_file=str(files["sp.model"])))
    SentenceTransformer(modules=[module], device="cpu").save(str(folder), create_model_card=False)


def _compare(folder: Path, pin: pins.Pin) -> None:
    vector = _default_encoder(folder).encode([pin.sentence])[0]
    gap = abs(vector[: len(pin.values)] - pin.values).max()
    if not gap <= pin.tolerance:  # so that « not a number » is refused as well
        raise ModelError(
            f"Le modèle par défaut ne donne pas le vecteur attendu (écart de {gap:.1e}, {pin.tolerance:.0e} admis) : "
            "installez les versions de torch et de sentencepiece indiquées dans pyproject.toml, puis relancez "
            "« synthese models --build »."
        )


def _swap(fresh: Path, target: Path, aside: Path) -> None:
    if target.exists():
        os.replace(target, aside)
    os.replace(fresh, target)
