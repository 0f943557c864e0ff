"""The sample against its gold: nothing may get worse than the committed baseline, and the report says what is so."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import recompute
from recount_answer import TYPES, grouped, right, voiced
from recount_data import Data

from pipeline.evaluation.baseline import load, losses, rises
from pipeline.evaluation.page import page
from pipeline.evaluation.report import markdown
from pipeline.stages.draft.quality_sheet import FOUND

BASELINE = Path(__file__).parent / "baseline.json"
RENEW = "relancez « .venv/bin/python tests/quality/renew.py » et dites pourquoi dans le commit"
AGAIN = """
import sys
from pathlib import Path
from pipeline import runner
from pipeline.config import load
from pipeline.evaluation.evaluate import evaluate_run
from pipeline.evaluation.page import page
from pipeline.store import Store
place = runner.find(Path(sys.argv[1]))
gold = place.cycle.parent / "gold"
sys.stdout.write(page(evaluate_run(Store(Path(sys.argv[2])), place, gold, load(place.root, place.cycle.name))))
"""


@pytest.fixture(scope="session")
def figures(root, sample):
    return recompute.figures(sample, root / "corpus" / "gold", root / "corpus" / "exemple")


def test_nothing_got_worse(evaluation):
    lost = losses(evaluation, load(BASELINE))
    assert not lost, "La qualité a baissé :\n" + "\n".join(f"  • {line}" for line in lost)


def test_what_got_better_is_recorded(evaluation):
    gained = rises(evaluation, load(BASELINE))
    assert not gained, f"La qualité a monté, {RENEW} :\n" + "\n".join(f"  • {line}" for line in gained)


def test_every_figure_is_what_an_independent_count_gives(evaluation, figures):
    measures = {measure.key: measure for measure in evaluation.measures() if not measure.key.startswith("accord.")}
    assert set(measures) == set(figures)
    for key, measure in measures.items():
        value, low, high, n = figures[key]
        least = -1.0 if measure.scale == "index" else 0.0
        assert (measure.value, measure.n) == (pytest.approx(value, abs=1e-9), n), key
        assert (measure.low is None) == (low is None), key
        if low is not None:
            assert measure.low == pytest.approx(min(max(low, least), value), abs=1e-9), key
            assert measure.high == pytest.approx(max(min(high, 1.0), value), abs=1e-9), key


def test_every_table_of_the_report_is_what_an_independent_count_gives(root, sample, evaluation):
    data = Data(sample, root / "corpus" / "gold")
    grids = {grid.title: grid for part in evaluation.parts for grid in part.grids}
    types = Counter(row["type"] for row in data.gold["statements"] if voiced(data, row))
    both = Counter((data.due[key]["type"], data.found[one]["type"]) for one, key in data.twin.items())
    for kind, *counts, missed in grids["Type de référence (lignes) et type trouvé (colonnes)"].rows[:5]:
        assert [int(count) for count in counts] == [both[kind, found] for found in TYPES]
        assert int(missed) == types[kind] - sum(both[kind, found] for found in TYPES)
    rules = Counter((row["type"], row["rule"]) for row in data.found.values())
    good = Counter((row["type"], row["rule"]) for key, row in data.found.items() if right(data, key))
    shown = {(kind, rule): (int(n), int(hits)) for kind, rule, n, hits, _ in grids["Précision par règle"].rows}
    assert shown == {key: (count, good[key]) for key, count in rules.items()}
    held = Counter(group for group, _ in grouped(data).values())
    for group, said, found, *_ in grids["Mesures de référence"].rows:
        assert int(said) == sum(row["group"] == group for row in data.gold["statements"])
        assert int(found) == held[group]
    towns = Counter(point["atelier"] for point in data.gold["points"])
    assert {town: int(n) for town, n, *_ in grids["Points clés par atelier"].rows} == towns


def test_the_sheet_claims_what_is_measured():
    measures = load(BASELINE).measures
    for name in ("precision", "rappel"):
        assert measures[f"enonces.proposition.{name}"].value > FOUND / 10, name


def test_the_same_bytes_twice(root, sample, evaluation):
    environment = os.environ | {"PYTHONHASHSEED": "4242", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", AGAIN, str(root / "corpus" / "exemple"), str(sample)]
    again = subprocess.run(command, check=True, env=environment, capture_output=True, cwd=root).stdout
    assert again == page(evaluation).encode()


def test_the_report_names_what_to_look_at_first(evaluation):
    text = markdown(evaluation)
    assert all(part.title in text for part in evaluation.parts)
    assert text.count("\n- `") >= 50
