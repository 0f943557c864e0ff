"""What corrections teach the next run: ``python benchmarks/teaching.py --data DIR``.

A tenth of what the program got wrong, drawn at random, is corrected in a ledger as a reviewer would; the run after is
measured on everything else. ``DIR`` is laid out as for ``themes.py`` and ``statements.py``. The table goes to
``benchmarks/teaching.md``.
"""

from __future__ import annotations

import argparse
import itertools
from pathlib import Path

import numpy as np
from published import machine, write
from teaching_statements import measure_statements
from teaching_themes import measure_themes

DRAWS = 6


def main() -> None:
    """Measure, print and write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    data = arguments.parse_args().data
    lines = ["| corrigé | mesuré sur les autres | corrections | avant | après | gain, écart-type |"]
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for found in itertools.chain(measure_themes(data, DRAWS), measure_statements(data, DRAWS)):
        print(line := row(*found), flush=True)
        lines.append(line)
    write("teaching", "\n".join([*lines, "", machine()]))


def row(what: str, measure: str, counts: list[int], before: list[float], after: list[float]) -> str:
    """Return a row of the table: means over the draws, and the spread of the gain."""
    gains = np.subtract(after, before)
    gain = f"{gains.mean():+.3f} ± {gains.std():.3f}"
    cells = [what, measure, f"{np.mean(counts):.0f}", f"{np.mean(before):.3f}", f"{np.mean(after):.3f}", gain]
    return "| " + " | ".join(cells).replace(".", ",") + " |"


if __name__ == "__main__":
    main()
