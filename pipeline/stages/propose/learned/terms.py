"""Groups of one to three words, with content words as lemmas and verbs with their mood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.sentences import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST: Final = 3
# Tool words tell persons, times and turns of phrase: they stay as they are said.
_TOOLS: Final = frozenset(("PRON", "ADP", "SCONJ", "CCONJ", "AUX", "DET"))


def terms(sentence: Sentence) -> frozenset[str]:
    """Return the word groups of a sentence (« il_faudrait », « pourquoi_pas »), each once."""
    words = [_word(token) for token in sentence.tokens if not token.is_space]
    return frozenset(
        "_".join(words[start : start + length])
        for length in range(1, _LONGEST + 1)
        for start in range(len(words) - length + 1)
    )


def _word(token: Token) -> str:
    text: str = token.lower_.replace("’", "'") if token.pos_ in _TOOLS else token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX"):
        return f"{text}/{''.join(token.morph.get('Mood'))[:3]}"
    return text
