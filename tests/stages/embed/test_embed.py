import numpy as np
import pandas as pd
import pytest

from pipeline import tables
from pipeline.errors import ModelError
from pipeline.records import FATES
from pipeline.stage import Inputs, Place, Silent
from pipeline.stages.embed import STAGE, EmbedSettings
from pipeline.stages.embed.run import WORDLESS
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

TEXTS = (
    "L’équilibre d’opération, on ne l’a pas en centre ancien.",
    "Et qu’est-ce qu’il faudrait, selon vous ?",
    "Vous m’entendez, là ?",
    "Oui, tout à fait.",
    "L’équilibre d’opération, on ne l’a pas en centre ancien.",
    "We need more money.",
    "Merci d’avoir regardé cette vidéo !",
    "(rires)",
    "A rédiger",
)


class Counting(Silent):
    def __init__(self):
        self.said = []

    def track(self, items, label, unit):
        self.said.append((len(items), label, unit))
        yield from items


@pytest.fixture
def passages():
    """One passage a fate, ids in another order than the rows."""
    rows = [
        {"segment_id": f"s-{(7 * row) % 9:012x}", "text": text, "fate": fate}
        for row, (fate, text) in enumerate(zip(FATES, TEXTS, strict=True))
    ]
    return tables.frame("passages", rows)


def embed(root, passages, progress=None, agendas=(), **settings):
    workshops = [{"workshop_id": f"w-{row}", "agenda": list(agenda)} for row, agenda in enumerate(agendas)]
    given = {"passages": passages, "workshops": tables.frame("workshops", workshops)}
    inputs = Inputs(Place(cycle=root, root=root), given)
    return STAGE.run(inputs, EmbedSettings(**settings), progress or Silent())


def test_each_fate_has_a_vector_unless_it_has_no_french_words(root, passages):
    progress = Counting()
    outcome = embed(root, passages, progress)
    vectors = outcome.tables["vectors"]
    told = passages.set_index("segment_id").loc[vectors["segment_id"], "fate"]
    assert set(told) == set(FATES) - set(WORDLESS)
    assert set(told) == {"retenu", "animation", "logistique", "trop_court", "doublon"}
    assert outcome.counts == {"plongements": 5}
    assert progress.said == [(5, "Plongements", "passages")]


def test_a_vector_is_that_of_its_own_segment(root, passages):
    vectors = embed(root, passages).tables["vectors"]
    texts = passages.set_index("segment_id").loc[vectors["segment_id"], "text"]
    expected = load_encoder(DEFAULT_MODEL, root).encode(list(texts))
    np.testing.assert_array_equal(np.stack(vectors["vector"]), expected)


def test_an_item_of_two_agendas_has_one_vector(root, passages):
    outcome = embed(root, passages, agendas=[["Mobilité", "Accès aux soins"], [], ["Mobilité"]])
    found = outcome.tables["agenda_vectors"]
    assert list(found["item"]) == ["Accès aux soins", "Mobilité"]
    np.testing.assert_array_equal(
        np.stack(found["vector"]), load_encoder(DEFAULT_MODEL, root).encode(["Accès aux soins", "Mobilité"])
    )


def test_row_order_changes_no_byte_and_the_input_is_left_alone(root, passages):
    before = passages.copy(deep=True)
    one = tables.to_bytes("vectors", embed(root, passages).tables["vectors"])
    other = tables.to_bytes("vectors", embed(root, passages.iloc[::-1]).tables["vectors"])
    assert one == other
    pd.testing.assert_frame_equal(passages, before)
    read = tables.from_bytes(one)
    assert read["vector"].iloc[0].dtype == np.float32
    assert read["segment_id"].is_monotonic_increasing


def test_nothing_to_embed_is_said(root, passages):
    outcome = embed(root, passages[passages["fate"].isin(WORDLESS)])
    tables.check("vectors", outcome.tables["vectors"])
    assert outcome.counts == {"plongements": 0}
    assert "Aucun passage en français" in outcome.messages[0]


def test_a_model_that_is_not_there_is_refused_in_french(root, passages):
    with pytest.raises(ModelError, match="« modele/inconnu » n’est pas sur cette machine"):
        embed(root, passages, model="modele/inconnu")


def test_the_fingerprint_follows_the_model(root, tmp_path):
    place = Place(cycle=root, root=root)
    default = STAGE.outside(place, EmbedSettings())
    assert default == STAGE.outside(place, EmbedSettings(model=str(root / DEFAULT_MODEL)))
    (tmp_path / "modules.json").write_text("[]", encoding="utf-8")
    assert STAGE.outside(place, EmbedSettings(model=str(tmp_path))) != default
