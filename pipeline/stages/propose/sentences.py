"""A sentence as the rules read it: its words, its offsets, and a flattened copy for cue lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.lexicon import EMPTY_NOUNS, LIGHT_VERBS, TALK_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_FLAT: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "“": '"', "”": '"'}
)

# Words that fill a sentence and never change what it asks for. They are blanked before cues are looked for,
# with the commas that fence them, so that « il faudrait, euh, peut-être, qu'on crée » reads « il faudrait qu'on
# crée ». « bien », « plus », « tout » are not here: « ce serait bien », « plus de », « tout le monde » need them.
_FILLERS: Final = re.compile(
    r"(?:,\s*)?(?<![\w'-])(?:euh+|heu+|hum+|hein|ben|bah|bon|voilà|enfin|du coup|peut-être|quand même|vraiment|aussi"
    r"|également|juste|tout simplement|simplement|absolument|évidemment|effectivement|en fait|justement|clairement"
    r"|franchement|honnêtement|concrètement|au moins|déjà|surtout|plutôt|sans doute|certainement|naturellement"
    r"|d'abord|maintenant|carrément|à mon avis|aujourd'hui|en effet|d'ailleurs|par exemple|je pense|je crois"
    r"|je trouve|j'imagine|donc|ensuite|d'une certaine manière|un petit peu|à mon sens|là-dessus|quelque part"
    r"|tout de même|éventuellement|rapidement|impérativement|s'il vous plaît|à la limite|comment dire|écoutez"
    r"|très concrètement|à terme|tout à fait|pour moi|pour nous|selon moi)(?![\w'-])(?! qu[e'])\s*,?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a segment.

    Attributes
    ----------
    segment_id : str
        Where it stands.
    span : spacy.tokens.Span
        Its annotated words.
    kind : str
        Kind of source: transcript, note, postit, chat.
    """

    segment_id: str
    span: Span
    kind: str

    @property
    def start(self) -> int:
        """Offset of its first character in the segment's text."""
        return int(self.span.start_char)

    @property
    def end(self) -> int:
        """Offset after its last character in the segment's text."""
        return int(self.span.end_char)

    @cached_property
    def text(self) -> str:
        """Its exact words."""
        return str(self.span.text)

    @cached_property
    def flat(self) -> str:
        """Lower case, straight apostrophes, fillers blanked: character i stands for character i of ``text``."""
        return flatten(self.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words in order."""
        return tuple(self.span)

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """The words that say something: no tool words, light verbs, verbs of speech or empty nouns."""
        return tuple(token for token in self.tokens if _says_something(token))

    @property
    def is_written(self) -> bool:
        """Whether it comes from notes or post-its, where a group of words stands for a sentence."""
        return self.kind in ("note", "postit")

    def at(self, offset: int) -> Token | None:
        """Return the word that covers or follows character ``offset`` of ``text``."""
        place = self.start + offset
        return next((token for token in self.tokens if token.idx + len(token) > place), None)

    def infinitive_after(self, offset: int, within: int = 6) -> Token | None:
        """Return the first infinitive among the ``within`` words from ``offset`` on, unless a verb comes first."""
        first = self.at(offset)
        if first is None:
            return None
        for token in self.tokens[first.i - self.span.start :][:within]:
            if is_infinitive(token):
                return token
            if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm"):
                return None
        return None


def flatten(text: str) -> str:
    """Return ``text`` in lower case with straight apostrophes and fillers blanked, of the same length."""
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_FLAT))
    return _FILLERS.sub(lambda found: " " * len(found.group()), lowered)


def sentences(segment_id: str, doc: Doc, kind: str) -> Iterator[Sentence]:
    """Yield the sentences of a segment's Doc that hold a letter."""
    for span in doc.sents:
        if any(char.isalpha() for char in span.text):
            yield Sentence(segment_id, span, kind)


def _says_something(token: Token) -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN":
        return lemma not in EMPTY_NOUNS and len(lemma) > 1
    if token.pos_ == "VERB":
        return lemma not in LIGHT_VERBS and lemma not in TALK_VERBS
    return token.pos_ in ("PROPN", "ADJ", "NUM") and len(lemma) > 1
