"""The cluster stage on the real tables of the sample: what it promises whatever the order, the names, the workshops."""

import numpy as np
import pandas as pd
import pytest

from pipeline import tables
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.cluster import STAGE, ClusterSettings
from pipeline.store import Store

# 26 November 2026: 8 of the 11 themes that keep over 70 % of their members keep their id. Raise it, never lower it
# without the reason.
KEEPS_ID = 0.7


@pytest.fixture(scope="module")
def given(sample):
    store = Store(sample)
    return {name: store.read_table(name) for name in STAGE.reads}


@pytest.fixture(scope="module")
def found(given):
    return run(given)


def run(given, **settings):
    here = Place(cycle=None, root=None)
    return STAGE.run(Inputs(here, given), ClusterSettings(**settings), Silent()).tables


def shuffled(frame, seed, key="segment_id"):
    """The frame with its segments in another order; the tokens of a segment stay in theirs."""
    order = np.random.default_rng(seed).permutation(frame[key].unique())
    rank = {value: place for place, value in enumerate(order)}
    return frame.sort_values(key, key=lambda values: values.map(rank), kind="stable").reset_index(drop=True)


def placed(found):
    return found["assignments"].set_index("segment_id")["theme_id"].dropna()


def test_rows_in_another_order_give_the_same_bytes(given, found):
    mixed = given | {name: shuffled(given[name], seed=3) for name in ("passages", "tokens", "vectors")}
    again = run(mixed)
    for name, frame in found.items():
        assert tables.to_bytes(name, frame) == tables.to_bytes(name, again[name]), name


def test_renamed_workshops_give_the_same_themes(given, found):
    names = {old: f"atelier-{9 - place}" for place, old in enumerate(sorted(given["workshops"]["workshop_id"]))}
    renamed = dict(given)
    for name in ("workshops", "passages"):
        renamed[name] = given[name].assign(workshop_id=given[name]["workshop_id"].map(names))
    again = run(renamed)
    assert placed(again).to_dict() == placed(found).to_dict()
    assert again["found_themes"]["label"].tolist() == found["found_themes"]["label"].tolist()


def test_a_theme_keeps_its_id_when_a_workshop_is_added(given, found):
    late = given["workshops"].sort_values("date")["workshop_id"].iloc[-1]
    kept = set(given["passages"].loc[given["passages"]["workshop_id"] != late, "segment_id"])
    before = {
        name: frame[frame["segment_id"].isin(kept)] if "segment_id" in frame else frame for name, frame in given.items()
    }
    before["workshops"] = given["workshops"][given["workshops"]["workshop_id"] != late]
    earlier, now = placed(run(before)), placed(found)
    both = pd.DataFrame({"earlier": earlier, "now": now}).dropna()
    sizes = both.groupby("earlier").size()
    follower = both.groupby("earlier")["now"].agg(lambda ids: ids.value_counts().index[0])
    stayed = both["now"] == both["earlier"].map(follower)
    loyal = [theme for theme in sizes.index if stayed[both["earlier"] == theme].mean() > 0.7 and sizes[theme] >= 10]
    assert loyal
    assert np.mean([follower[theme] == theme for theme in loyal]) >= KEEPS_ID


def test_the_number_of_themes_is_chosen_within_the_range_and_the_choice_is_shown(given, found):
    assert 8 <= placed(found).nunique() <= 25
    assert found["theme_evidence"]["chosen"].sum() == 1
    few = run(given, min_themes=5, max_themes=9)
    assert 5 <= placed(few).nunique() <= 9


def test_every_vector_has_an_assignment_and_every_theme_a_readable_name(given, found):
    assert set(found["assignments"]["segment_id"]) == set(given["vectors"]["segment_id"])
    themes = found["found_themes"]
    top = themes[themes["parent_id"].isna()]
    assert top["label"].is_unique
    assert top["label"].map(lambda label: label[0].isupper() and len(label) <= 80).all()
    assert set(placed(found)) <= set(top["theme_id"])
    assert set(themes["parent_id"].dropna()) <= set(top["theme_id"])


def test_expected_themes_attract_their_passages_and_keep_their_name(given, found):
    expected = set(given["guided_themes"]["label"])
    guided = found["found_themes"][found["found_themes"]["origin"] == "guidé"]
    assert len(guided) >= 3
    assert set(guided["label"]) <= expected
    alone = run(given | {"guided_themes": given["guided_themes"].iloc[:0]})
    assert "guidé" not in set(alone["found_themes"]["origin"])
