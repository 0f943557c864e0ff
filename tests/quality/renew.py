"""Record the sample's present quality as the baseline: ``python tests/quality/renew.py``.

Prints what got worse and better since the last one: the reason belongs in the commit that lowers a figure.
"""

import sys
from pathlib import Path

from pipeline.errors import CorpusError, PipelineError
from pipeline.evaluation.baseline import dump, load, losses, rises
from pipeline.evaluation.evaluate import evaluate
from pipeline.store import write_atomically

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"
CYCLE = HERE.parent.parent / "corpus" / "exemple"


def changes(evaluation):
    """Yield what changed since the last baseline, if there is one."""
    try:
        last = load(BASELINE)
    except CorpusError:
        return
    yield from (f"− {line}" for line in losses(evaluation, last))
    yield from (f"+ {line}" for line in rises(evaluation, last))


def main():
    """Evaluate, say what changed, write; return the exit code."""
    try:
        evaluation = evaluate(CYCLE)
        lines = list(changes(evaluation))
        write_atomically(BASELINE, dump(evaluation).encode())
    except PipelineError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write("\n".join([*lines, f"Référence écrite dans {BASELINE}.", ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
