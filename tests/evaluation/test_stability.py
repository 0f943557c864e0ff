import pandas as pd
import pytest

from pipeline import tables
from pipeline.evaluation import stability as module
from pipeline.evaluation.settings import EvaluationSettings
from pipeline.stage import Outcome, Place, Settings, Stage
from pipeline.store import Store

SETTINGS = EvaluationSettings(drops=3, dropped=0.2)


class Seeded(Settings):
    seed: int = 0


def assigned(passages, theme, seed=0):
    rows = [{"segment_id": key, "theme_id": theme(key, passages, seed)} for key in sorted(passages["segment_id"])]
    return tables.frame("assignments", rows)


def by_text(key, passages, seed):
    return "t1" if int(key[1:]) % 2 else "t2"


def by_first_row(key, passages, seed):
    return f"t-{passages['segment_id'].iloc[0]}-{int(key[1:]) % 3}"


def by_count(key, passages, seed):
    return f"t{int(key[1:]) * len(passages) % 7}"


def by_chance(key, passages, seed):
    return f"t{int(key[1:]) * (seed + 1) % 7 % 3}"


@pytest.fixture
def measured(tmp_path, monkeypatch):
    """The part on stability of a clustering stage that gives themes by some rule."""

    def _measured(theme):
        store = Store(tmp_path)
        passages = pd.DataFrame({"segment_id": [f"s{n:02}" for n in range(40)]})
        passages["utterance_id"] = [f"u{n // 2:02}" for n in range(40)]
        frames = {
            "passages": tables.frame("passages", passages.to_dict("records")),
            "vectors": passages[["segment_id"]],
        }
        frames["assignments"] = assigned(passages, theme)
        monkeypatch.setattr(Store, "read_table", lambda self, name: frames[name])
        stage = Stage(
            "cluster",
            "",
            ("passages", "vectors"),
            ("assignments",),
            Seeded,
            lambda inputs, settings, progress: Outcome(
                {"assignments": assigned(inputs.tables["passages"], theme, settings.seed)}
            ),
        )
        monkeypatch.setattr(module, "STAGES", (stage,))
        return module.stability(store, Place(tmp_path, tmp_path), {"cluster": Seeded()}, SETTINGS)

    return _measured


def test_themes_that_depend_on_the_words_alone_are_stable(measured, value):
    part = measured(by_text)
    assert value(part, "stabilite.sans_tours") == value(part, "stabilite.ordre") == 1.0
    assert part.faults == ()


def test_themes_that_depend_on_the_order_of_rows_are_named(measured, value):
    part = measured(by_first_row)
    assert value(part, "stabilite.ordre") < 1.0
    assert part.faults[0].problem.startswith("change de thème quand les lignes sont lues dans un autre ordre")


def test_themes_that_depend_on_how_many_turns_there_are_agree_less(measured, value):
    part = measured(by_count)
    assert value(part, "stabilite.sans_tours") < 1.0
    assert value(part, "stabilite.ordre") == 1.0
    assert len(part.grids[0].rows) == 3


def test_themes_that_depend_on_the_seed_agree_less(measured, value):
    part = measured(by_chance)
    assert value(part, "stabilite.graine") < 1.0
    assert value(part, "stabilite.ordre") == 1.0
