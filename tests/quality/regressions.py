"""Ten deliberate losses, one at a time: each must make the tests fail with a message that names it.

    python tests/quality/regressions.py [name …]

Each loss is a few lines added at the end of a module of a copy of this project; the tests that guard it are run
there. Nothing of this checkout changes. About a minute a loss, on two cores.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QUALITY = "tests/quality/test_quality.py::test_nothing_got_worse"
LEFT = shutil.ignore_patterns(".git", ".venv", "outputs", "models", "__pycache__", ".*_cache", ".hypothesis")


@dataclass(frozen=True)
class Loss:
    """A loss: where it is put, the lines that make it, what must catch it and in which words."""

    name: str
    what: str
    module: str
    lines: str
    tests: tuple[str, ...]
    says: str


LOSSES = (
    Loss(
        "garde",
        "une règle ne refuse plus les demandes niées",
        "stages/propose/rules/refusals.py",
        'REFUSALS = tuple(rule for rule in REFUSALS if rule.name != "demande_niee")',
        (QUALITY,),
        r"pièges|demande niée",
    ),
    Loss(
        "contexte",
        "chaque prise de parole est regroupée sans ses voisines",
        "stages/cluster/segmentation.py",
        "def pieces(units, features, grains):\n    return [np.arange(len(units)) for _ in grains]",
        (QUALITY,),
        r"(V-mesure|ARI quand).*tombe|passages mal rangés",
    ),
    Loss(
        "lecteur",
        "le lecteur de Word perd la dernière ligne",
        "stages/ingest/readers/docx_file.py",
        "_whole = _Body.lines\n_Body.lines = lambda self: iter(list(_whole(self))[:-1])",
        (QUALITY,),
        r"mots des fichiers retrouvés.*tombe",
    ),
    Loss(
        "titre",
        "un titre ajoute un mot que personne n’a dit",
        "stages/propose/titles/title.py",
        "_said = title\ndef title(*given):\n    made = _said(*given)\n"
        "    return Title(made.text + ' départementale', made.origin)",
        (QUALITY,),
        r"titres sans mot ajouté.*tombe",
    ),
    Loss(
        "tri",
        "les thèmes dépendent de l’ordre des lignes",
        "stages/cluster/units.py",
        "_sorted = gather\n"
        "def gather(tables):\n"
        "    found = _sorted(tables)\n"
        "    first = next(key for key in tables['passages']['segment_id'] if key in found.ids)\n"
        "    found.words[found.ids.index(first)] = 5000.0\n"
        "    return found",
        (QUALITY,),
        r"changent d’ordre.*tombe",
    ),
    Loss(
        "correction",
        "la dernière correction d’un relecteur est ignorée",
        "stages/review/folding.py",
        "_all = fold\ndef fold(machine, entries):\n    return _all(machine, tuple(entries)[:-1])",
        ("tests/stages/review",),
        r"FAILED tests/stages/review/\S+",
    ),
    Loss(
        "sort",
        "les passages de moins de quarante mots sont mis de côté",
        "stages/annotate/fates.py",
        "_usual = fate\ndef fate(segment):\n    found = _usual(segment)\n"
        "    return 'trop_court' if found == 'retenu' and segment.n_words < 40 else found",
        ("tests/stages/annotate", QUALITY),
        r"proposition.: rappel.*tombe",
    ),
    Loss(
        "citation",
        "les citations perdent leurs négations",
        "stages/draft/quotes.py",
        "_exact = of_statement\ndef of_statement(material, statement):\n    quote = _exact(material, statement)\n"
        "    return Quote(quote.text.replace(' pas ', ' '), quote.source, quote.reference)",
        (QUALITY,),
        r"mot pour mot dans leur source.*tombe",
    ),
    Loss(
        "libelle",
        "un thème porte les mots de l’animation",
        "stages/cluster/labels.py",
        "def labels(words, given, taken='', glossary=None):\n"
        "    return [given.get(rank, f'Émargement et tour de table {rank}') for rank in range(len(words))]",
        (QUALITY,),
        r"libellés faits de mots des participants.*tombe",
    ),
    Loss(
        "recurrence",
        "un thème compte tous les ateliers de ses voisins",
        "stages/review/counts.py",
        "_real = standings\ndef standings(answer, settings):\n"
        "    every = tuple(sorted(answer.workshops))\n"
        "    return [replace(one, support=replace(one.support, workshops=every)) for one in _real(answer, settings)]\n"
        "from dataclasses import replace",
        ("tests/stages/review", QUALITY),
        r"ateliers de chaque thème|ateliers manqués ou en trop|FAILED tests/stages/review/\S+",
    ),
)


def copy(project, where):
    """Copy a project, its models linked."""
    shutil.copytree(project, where, ignore=LEFT)
    (where / "models").symlink_to(ROOT / "models")
    return where


def environment(home, seed):
    return os.environ | {"SYNTHESE_HOME": str(home), "SYNTHESE_SAMPLE": str(seed), "PYTHONDONTWRITEBYTECODE": "1"}


def prepare(folder):
    """Run the sample once in a copy that loses nothing, and take its quality as the baseline of all the others."""
    home = copy(ROOT, folder / "intact")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.path[:0] = ['.', 'tests/quality']; import renew; sys.exit(renew.main())",
        ],
        cwd=home,
        env=os.environ | {"SYNTHESE_HOME": str(home)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"Le projet intact ne s’évalue pas :\n{done.stdout}{done.stderr}")
    return home / "outputs" / "exemple", home / "tests" / "quality" / "baseline.json"


def caught(loss, folder, seed, baseline):
    """Return whether the tests fail and name the loss, and what they said."""
    home = copy(folder / "intact", folder / loss.name)
    shutil.copyfile(baseline, home / "tests" / "quality" / "baseline.json")
    with (home / "pipeline" / loss.module).open("a", encoding="utf-8") as module:
        module.write(f"\n\n{loss.lines}\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *loss.tests]
    done = subprocess.run(command, cwd=home, env=environment(home, seed), capture_output=True, text=True)
    said = done.stdout + done.stderr
    shutil.rmtree(home)
    found = re.search(loss.says, said)
    return done.returncode == 1 and found is not None, _line(said, found)


def _line(said, found):
    """Return the line that names the loss, or the end of what the tests said."""
    if found is None:
        return said[-1500:]
    start = said.rfind("\n", 0, found.start()) + 1
    return said[start : said.find("\n", found.start())].strip()


def main(names):
    """Try each loss; return how many were not caught."""
    unknown = set(names) - {loss.name for loss in LOSSES}
    if unknown:
        sys.exit(f"Perte inconnue : {', '.join(sorted(unknown))}")
    chosen = [loss for loss in LOSSES if not names or loss.name in names]
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        seed, baseline = prepare(Path(folder))
        for loss in chosen:
            good, line = caught(loss, Path(folder), seed, baseline)
            missed += not good
            sys.stdout.write(f"{'vue   ' if good else 'MANQUÉE'} {loss.name} ({loss.what})\n        {line}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(chosen) - missed} pertes vues sur {len(chosen)}.\n")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
