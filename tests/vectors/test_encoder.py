import json
import socket

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ModelError
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

WORDS = ["loyer", "gare", "ascenseur", "consigne"]


@pytest.fixture(scope="module")
def alone(encoder, sentences):
    """Each sentence's vector, computed in an encoding of its own."""
    return {sentence: encoder.encode([sentence])[0] for sentence in sentences[::5]}


@settings(max_examples=15, deadline=None)
@given(data=st.data(), threads=st.integers(1, 3))
def test_a_vector_depends_on_its_own_text_alone(encoder, alone, data, threads):
    company = data.draw(st.lists(st.sampled_from(sorted(alone)), min_size=1, max_size=12))
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        vectors = encoder.encode(company)
        assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
    for text, vector in zip(company, vectors, strict=True):
        assert vector.tobytes() == alone[text].tobytes()


def test_vectors_are_unit_float32_rows(encoder, sentences):
    vectors = encoder.encode([*sentences[:20], "", "   ", "漢字", "mot " * 3000])
    assert vectors.dtype == np.float32
    assert vectors.shape == (24, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_progress_sees_each_text_once(encoder, sentences):
    seen = []

    def progress(texts):
        for text in texts:
            seen.append(text)
            yield text

    encoder.encode(sentences[:7], progress)
    assert seen == sentences[:7]


def test_no_socket_is_opened(monkeypatch, root, tmp_path, sentences, save_static):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    save_static(tmp_path / "petit", WORDS)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    load_encoder(DEFAULT_MODEL, root).encode(sentences[:5])
    load_encoder(str(tmp_path / "petit"), root).encode(["loyer"])
    with pytest.raises(ModelError, match="n’est pas sur cette machine"):
        load_encoder("intfloat/multilingual-e5-small", root)


def test_another_model_works_by_its_folder(tmp_path, save_static):
    save_static(tmp_path / "models" / "petit", WORDS)
    by_name = load_encoder("models/petit", tmp_path)
    by_path = load_encoder(str(tmp_path / "models" / "petit"), tmp_path / "ailleurs")
    assert (by_name.name, by_name.dimension) == ("models/petit", 5)
    np.testing.assert_array_equal(by_name.encode(["gare", "loyer"]), np.eye(5, dtype=np.float32)[[2, 1]])
    np.testing.assert_array_equal(by_path.encode(["gare"]), by_name.encode(["gare"]))


def test_a_transformer_model_works_by_its_folder(tmp_path):
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = tmp_path / "vocab.txt"
    words.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]) + "\n", encoding="utf-8")
    size = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    torch.manual_seed(0)
    BertModel(BertConfig(vocab_size=9, **size)).save_pretrained(tmp_path / "bert")
    BertTokenizerFast(vocab=str(words)).save_pretrained(tmp_path / "bert")
    encoder = load_encoder("bert", tmp_path)
    texts = ["gare", "loyer ascenseur consigne gare", "loyer"]
    vectors = encoder.encode(texts)
    assert vectors.shape == (3, 8)
    assert vectors.tobytes() == encoder.encode(texts[::-1])[::-1].tobytes()


def test_a_prompt_goes_before_each_text(tmp_path, save_static):
    save_static(tmp_path / "petit", WORDS)
    save_static(tmp_path / "muni", WORDS, prompts={"query": "consigne "}, default_prompt_name="query")
    plain = load_encoder("petit", tmp_path).encode(["consigne loyer"])
    np.testing.assert_array_equal(load_encoder("petit", tmp_path, "consigne ").encode(["loyer"]), plain)
    np.testing.assert_array_equal(load_encoder("muni", tmp_path).encode(["loyer"]), plain)


def test_a_damaged_model_is_refused_in_french(tmp_path, save_static):
    folder = save_static(tmp_path / "petit", WORDS)
    (folder / "model.safetensors").write_bytes(b"\x00" * 100)
    with pytest.raises(ModelError, match="« petit » ne se charge pas depuis"):
        load_encoder("petit", tmp_path)


def test_code_of_others_runs_only_when_the_user_says_so(tmp_path, save_static):
    folder = save_static(tmp_path / "petit", WORDS)
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    modules[0]["type"] = "etranger.Module"
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (folder / "etranger.py").write_text(
        "from sentence_transformers.sentence_transformer.modules import StaticEmbedding\n"
        "class Module(StaticEmbedding):\n    pass\n",
        encoding="utf-8",
    )
    with pytest.raises(ModelError, match="mettez trust_remote_code = true dans \\[embed\\]"):
        load_encoder("petit", tmp_path)
    assert load_encoder("petit", tmp_path, trust_remote_code=True).dimension == 5
