import subprocess
import sys

import pytest


def synthese(*arguments, home=None):
    import os

    environment = os.environ | {"COLUMNS": "160"} | ({"SYNTHESE_HOME": str(home)} if home else {})
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, encoding="utf-8")


def test_help_is_in_french_and_loads_nothing_heavy():
    shown = synthese("--help")
    assert shown.returncode == 0
    for word in ("Commandes", "Affiche cette aide", "run", "status", "explain", "models"):
        assert word in shown.stdout
    for english in ("Show this message", "Commands", "Usage: python"):
        assert english not in shown.stdout
    probe = "import sys, pipeline.cli; print([m for m in ('torch', 'spacy', 'pandas', 'sklearn') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True).stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run",), "Il manque l’argument CYCLE"),
        (("run", "absent"), "dossier introuvable"),
        (("run", "corpus", "--ony", "cluster"), "Option inconnue"),
        (("rnu",), "Commande inconnue"),
        (("run", ".", "--only", "clustr"), "vouliez-vous dire « cluster »"),
        (("explain", "p-000000000000"), "lancez d’abord « synthese run"),
    ],
)
def test_a_mistake_gives_one_french_sentence_and_exit_code_2(tmp_path, arguments, said):
    shown = synthese(*arguments, home=tmp_path)
    assert shown.returncode == 2
    assert said in shown.stderr
    assert "Traceback" not in shown.stderr
    assert shown.stderr.startswith("Erreur")


def test_an_empty_cycle_is_refused_and_writes_nothing(tmp_path):
    (tmp_path / "cycle").mkdir()
    shown = synthese("run", tmp_path / "cycle", "--out", tmp_path / "out", home=tmp_path)
    assert shown.returncode == 2
    assert shown.stderr.startswith("Erreur")
    assert not (tmp_path / "out").exists()
