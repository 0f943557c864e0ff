"""Make the sample cycle and the gold tables from the annotated workshops: ``python corpus/render.py``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import CorpusError, PipelineError
from pipeline.store import write_atomically
from rendering.answers import gold, lines
from rendering.formats import write
from rendering.parser import read_master
from rendering.scenario import read_scenario

HERE: Final = Path(__file__).resolve().parent


def render(source: Path) -> Mapping[str, bytes]:
    """Return every file to write, by path relative to ``corpus/``.

    Parameters
    ----------
    source : Path
        Holds ``scenario.md`` and ``ateliers/*.txt``.

    Raises
    ------
    CorpusError
        If there is no workshop, or on the first malformed line.
    """
    scenario = read_scenario(source / "scenario.md")
    masters = [read_master(path, scenario) for path in (source / "ateliers").glob("*.txt")]
    if not masters:
        raise CorpusError(f"{source / 'ateliers'} ne contient aucun atelier annoté « *.txt » : rien à tirer.")
    masters.sort(key=lambda master: master.folder)
    files = {
        f"exemple/{master.folder}/{document.name}": write(master, document)
        for master in masters
        for document in master.documents
    }
    answers = gold(masters, scenario)
    for name in ("passages", "statements", "propositions", "points", "speakers"):
        files[f"gold/{name}.jsonl"] = lines(getattr(answers, name))
    return files


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files; return the exit code."""
    parser = argparse.ArgumentParser(description="Tire le cycle d’exemple et les tables de référence.")
    parser.add_argument("--out", type=Path, default=HERE, help="dossier où écrire exemple/ et gold/ (défaut : corpus/)")
    out = parser.parse_args(arguments).out
    try:
        files = render(HERE / "gold")
    except PipelineError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    for name, data in files.items():
        write_atomically(out / name, data)
    print(f"{len(files)} fichiers écrits dans {out}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
