import itertools
import shutil

import numpy as np
import pytest
import torch

from pipeline.vectors.models import load_encoder
from pipeline.vectors.pieces import Pieces
from pipeline.vectors.pins import DEFAULT_MODEL, MANIFEST
from pipeline.vectors.sentence_classes import PLACES, SentenceClasses
from pipeline.vectors.small_bert import SmallBert

SPOKEN = (
    "Oui.",
    "D’accord, très bien.",
    "Euh… ben, nous, en fait, on n’a pas les moyens, quoi.",
    "Est-ce qu’on pourrait pas, je sais pas, moi, mettre un bus le samedi ?",
    "Non non non, attendez, c’est pas du tout ce que j’ai dit !",
    "Le loyer moyen est de 5,87 €/m² ; 12 % du parc est vacant depuis plus de 18 mois.",
    "L’Anah, l’ANCT, la DDT et la CARSAT étaient là le 30 juin 2022 à 14 h 30.",
    "À Nevers, l’œuvre collective : une maison, cœur de ville, rénovée par l’office.",
    "« On nous avait dit trois ans », dit-elle, « et ça fait sept ans que le rez-de-chaussée est fermé. »",
    "LE ZAN ? PERSONNE N’Y COMPREND RIEN !!!",
    "1) logements ; 2) commerces ; 3) parking",
    "Je — pardon — je finis juste là-dessus, et après je vous rends la parole, promis.",
    "Voir https://exemple.fr/dossier?id=42 (page 3).",
    "Ce qu’il faudrait 👍 c’est un guichet unique 🏠",
    "Moi j’habite au 3ᵉ sans ascenseur depuis le XXᵉ siècle, alors les marches, hein, je les connais par cœur.",
    "Ils ont dit qu’ils feraient, puis qu’ils feraient pas, puis qu’ils verraient après les élections.",
)
WHO = ("Les bailleurs", "La maire", "Une locataire", "Le directeur de l’office Hlm", "Personne", "Nos agents")
DOES = (
    "demandent une aide à l’ingénierie",
    "n’a jamais vu le règlement d’attribution",
    "propose de mutualiser les gardiens entre les trois résidences",
    "refuse que l’on démolisse sans reconstruire",
    "réclament un fonds pour les toitures",
    "voudrait savoir qui paie, et quand, parce que là, honnêtement, on tourne en rond depuis deux réunions",
)
WHERE = (
    "en centre ancien.",
    "dans les bourgs de moins de 3 000 habitants, là où le train ne s’arrête plus.",
    "et ce n’est pas faute d’avoir écrit au préfet, au département, à la région et même au ministère, qui a répondu "
    "poliment que le dossier était transmis aux services compétents sans autre précision de date.",
    "depuis 2019 ?",
    "pour les personnes âgées qui veulent rester chez elles.",
    "avant la fin du contrat de ville.",
)


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    """Two hundred French sentences, of one to sixty words."""
    made = [" ".join(parts) for parts in itertools.product(WHO, DOES, WHERE)]
    return [*SPOKEN, *made][:200]


@pytest.fixture(scope="session")
def encoder(root):
    return load_encoder(DEFAULT_MODEL, root)


@pytest.fixture
def bare(root, tmp_path):
    """A project folder that holds the manifest and no model."""
    (tmp_path / MANIFEST).parent.mkdir()
    shutil.copy(root / MANIFEST, tmp_path / MANIFEST)
    return tmp_path


@pytest.fixture(scope="session")
def save_static():
    return save_static_model


def save_static_model(folder, words, **configuration):
    """Save a tiny static model at ``folder``, of one dimension a word: not ours, no hub."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(["?", *words])}, "?"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = torch.nn.functional.one_hot(torch.arange(len(words) + 1)).float() * 3
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, weights)], device="cpu", **configuration)
    model.save(str(folder), create_model_card=False)
    return folder


LETTERS = "abcdefghijklmnopqrstuvwxyzéèàç'.,?"
WORDS = ["▁il", "▁faut", "▁une", "▁navette", "▁merci", "▁gare", "▁la", "nav", "ette"]


@pytest.fixture(scope="session")
def pieces():
    names = ("<s>", "<pad>", "</s>", "<unk>", "▁", *WORDS, *LETTERS)
    scores = [0.0] * 4 + [-3.0] + [-2.0] * len(WORDS) + [-6.0] * len(LETTERS)
    return Pieces(names, np.array(scores, dtype=np.float32))


@pytest.fixture(scope="session")
def network(pieces):
    torch.manual_seed(7)
    return SmallBert(len(pieces.names), PLACES, layers=2, classes=2).eval()


@pytest.fixture(scope="session")
def classes(pieces, network):
    return SentenceClasses(pieces, network)
