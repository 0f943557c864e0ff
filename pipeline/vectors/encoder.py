"""Texts to unit vectors, through sentence-transformers, on this machine alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from pipeline.errors import ModelError
from pipeline.vectors.shapes import ROWS, batches, padded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Progress = Callable[[Sequence[str]], Iterable[str]]

# What a model takes that goes by pieces and a mask.
_MASKED: Final = {"input_ids", "attention_mask"}
# Texts that are cut into pieces together: 13,000 sentences one by one took 2.4 s, so 0.3 s.
_CUT: Final = 256
# Pieces up to which texts go together: a longer one keeps a core busy by itself.
_SHORT: Final = 64


class Encoder(Protocol):
    """What gives vectors.

    Attributes
    ----------
    name : str
        The model, as in the settings.
    dimension : int
        Length of a vector.
    """

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], progress: Progress = iter) -> Vectors:
        """Return one unit vector a text, float32, shape (n, d); ``progress`` yields the texts as they are done."""
        ...


class SentenceEncoder:
    """A sentence-transformers model whose vectors depend on their own text alone.

    In a batch the last bits of a vector change with its neighbours (padding, and the shape of matrix
    products) and with the number of threads of a product: one file more, and nothing is the same to the
    byte. So a text goes through the model by itself, or in batches of a few shapes (see ``shapes``) where it is
    short and the model takes a mask; each product on one thread, and it is batches that run side by side. Measured
    on two cores, default model: 14.6 s for 3,804 debate turns of 325,000 tokens, against 12.9 s in plain batches
    with two threads a product; 4.2 s for 4,000 sentences, against 8.4 s one by one.

    Parameters
    ----------
    name : str
        The model, as in the settings.
    folder : Path
        Its files.
    prompt : str
        Put before each text; empty for the model's own choice.
    trust_remote_code : bool
        Whether Python code that the model's folder names may run.

    Raises
    ------
    ModelError
        If the model does not load.
    """

    def __init__(self, name: str, folder: Path, prompt: str = "", *, trust_remote_code: bool = False) -> None:
        self.name = name
        try:
            self._model = _load(folder, trust_remote_code)
            self._prompt = prompt or self._model.prompts.get(self._model.default_prompt_name) or None
            self.dimension = self._vectors(self._features([name])).shape[1]
        except Exception as error:  # a model's loader may raise anything; it is said and kept, never swallowed
            raise ModelError(_load_fault(name, folder, error)) from error

    def encode(self, texts: Sequence[str], progress: Progress = iter) -> Vectors:
        """Return one unit vector a text, float32, shape (n, d), in the order of ``texts``."""
        import numpy as np

        found = np.empty((len(texts), self.dimension), dtype=np.float32)
        # Tokenised here, in one thread: fast tokenisers do not bear being called from several.
        features = [one for at in range(0, len(texts), _CUT) for one in self._features(texts[at : at + _CUT])]
        groups = _groups([_length(one) for one in features])
        with workers() as pool:
            done = pool.map(self._vectors, [[features[place] for place in places] for places in groups])
            rows = (pair for places, own in zip(groups, done, strict=True) for pair in zip(places, own, strict=True))
            for _, (place, vector) in zip(progress(texts), rows, strict=True):
                found[place] = vector
        return found

    def _features(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """Return what the model takes of each text: cut together where their padding can be taken off again."""
        together = self._model.preprocess(list(texts), prompt=self._prompt)
        if together.keys() != _MASKED or not together["attention_mask"][:, 0].all():
            return [self._model.preprocess([text], prompt=self._prompt) for text in texts]
        lengths = [int(length) for length in together["attention_mask"].sum(dim=1)]
        return [
            {name: table[row : row + 1, :length] for name, table in together.items()}
            for row, length in enumerate(lengths)
        ]

    def _vectors(self, features: Sequence[dict[str, Any]]) -> Vectors:
        import torch

        given = _together(features) if _length(features[0]) else dict(features[0])
        with torch.inference_mode():
            found = self._model(given)["sentence_embedding"]
            vectors: Vectors = torch.nn.functional.normalize(found, dim=-1)[: len(features)].numpy()
        return vectors


def _length(features: Mapping[str, Any]) -> int:
    """Return the padded length of a text that may go with others; 0 for one that goes alone."""
    if features.keys() != _MASKED:
        return 0
    length = int(features["input_ids"].shape[1])
    return padded(length) if length <= _SHORT else 0


def _groups(lengths: Sequence[int]) -> list[list[int]]:
    """Return the places of the texts of each batch, the long ones alone."""
    short = [place for place, length in enumerate(lengths) if length]
    together = batches([lengths[place] for place in short])
    long = [[place] for place, length in enumerate(lengths) if not length]
    return [[short[at] for at in batch] for batch in together] + long


def _together(features: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return texts of one padded length as one batch of full size; the rows that nobody fills hold one piece."""
    import torch

    given = {}
    for name in ("input_ids", "attention_mask"):
        given[name] = torch.zeros((ROWS, _length(features[0])), dtype=features[0][name].dtype)
        for row, one in enumerate(features):
            given[name][row, : one[name].shape[1]] = one[name][0]
    given["attention_mask"][len(features) :, 0] = 1
    return given


@contextmanager
def workers() -> Iterator[ThreadPoolExecutor]:
    """Give as many threads as torch would use in one product, each told to use one for its own."""
    import torch

    threads = torch.get_num_threads()
    # Said in each thread, before its first product: torch passes the number on to a new thread only once a
    # tensor is large enough to be shared out, so that a short text would be computed otherwise than later on.
    try:
        with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            yield pool
    finally:
        torch.set_num_threads(threads)


def _load(folder: Path, trust_remote_code: bool) -> Any:  # noqa: ANN401
    from sentence_transformers import SentenceTransformer

    # The processor alone: graphics cards of different makes do not round alike.
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=trust_remote_code)
    return model.eval()


def _load_fault(name: str, folder: Path, error: Exception) -> str:
    if "trust_remote_code" in str(error):
        return (
            f"Le modèle « {name} » contient du code Python, qui n’est pas exécuté sans votre accord : si vous vous "
            "fiez à son auteur, mettez trust_remote_code = true dans [embed]."
        )
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    return (
        f"Le modèle « {name} » ne se charge pas depuis {folder} ({reason}) : vérifiez que ce dossier est un modèle "
        "sentence-transformers complet, ou téléchargez-le de nouveau."
    )
