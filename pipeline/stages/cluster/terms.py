"""Noun phrases of the segments, found by their parts of speech, counted by lemma and shown as people said them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from pipeline.stages.cluster.generic import ADJECTIVES, INSIDE, INSTITUTIONS, NOUNS, PARTICIPLES
from pipeline.stages.cluster.units import Ints

if TYPE_CHECKING:
    import pandas as pd

_CODES: Final = {"NOUN": "N", "ADJ": "A", "ADP": "P", "DET": "D"}
# « sobriété foncière », « gestion en flux », « réhabilitation des centres anciens », « petites communes ».
_CHUNK = re.compile(r"(?=((?:A?NA{0,2})(?:PD?A?NA?)?))")
_WORD = re.compile(r"[^\W\d_][\w’'.-]*[^\W\d_]\Z")
_ACRONYM = re.compile(r"[A-ZÉ][A-ZÉ0-9]+\Z")
# The State and the Republic keep their capital; the accent that a keyboard lost comes back.
_WRITTEN: Final = {"etat": "État", "état": "État", "république": "République", "europe": "Europe"}
# The prepositions that make a name of two nouns; « logement pour demain », « débat entre élus » are sentences.
_JOINING = frozenset({"de", "d'", "d’", "du", "des", "à", "au", "aux", "en"})


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Noun phrases and where they are said.

    Attributes
    ----------
    keys : tuple of tuple of str
        Lemmas of the words that carry sense, in order; sorted.
    surfaces : tuple of str
        How each is most often said.
    counts : csr_matrix, shape (n, t)
        How many times each unit says each phrase.
    """

    keys: tuple[tuple[str, ...], ...]
    surfaces: tuple[str, ...]
    counts: sparse.csr_matrix

    def take(self, rows: Ints) -> Terms:
        """Return the phrases of the given units."""
        return Terms(self.keys, self.surfaces, self.counts[rows])


def find_terms(tokens: pd.DataFrame, ids: tuple[str, ...]) -> Terms:
    """Return the noun phrases of the segments ``ids``.

    Parameters
    ----------
    tokens : DataFrame
        The ``tokens`` table.
    ids : tuple of str
        Segment ids: the rows of the counts.
    """
    row_of = {segment_id: row for row, segment_id in enumerate(ids)}
    said = tokens[tokens["segment_id"].isin(row_of)].sort_values(["segment_id", "i"])
    surfaces: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    places: Counter[tuple[int, tuple[str, ...]]] = Counter()
    for segment_id, key, surface in _phrases(said):
        surfaces[key][surface] += 1
        places[row_of[segment_id], key] += 1
    keys = sorted(surfaces)
    column = {key: index for index, key in enumerate(keys)}
    cells = sorted((row, column[key], count) for (row, key), count in places.items())
    rows, columns, counts = np.array(cells, dtype=np.int64).reshape(-1, 3).T
    return Terms(
        keys=tuple(keys),
        surfaces=tuple(_usual(surfaces[key]) for key in keys),
        counts=sparse.csr_matrix((counts.astype(np.float64), (rows, columns)), shape=(len(ids), len(keys))),
    )


def _usual(forms: Counter[str]) -> str:
    """Return the form most often said; of equals, the shortest, then the first."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def _phrases(tokens: pd.DataFrame) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield (segment id, key, surface) of each phrase."""
    ids = tokens["segment_id"].tolist()
    texts = tokens["text"].tolist()
    lemmas = [lemma.lower() for lemma in tokens["lemma"].tolist()]
    spaces = tokens["space"].tolist()
    names = _names(texts, tokens["sent_start"].tolist())
    codes = _codes(texts, lemmas, _parts(tokens), [text.lower() not in names for text in texts])
    codes = "".join("o" if at and _glued(texts, spaces, at) else code for at, code in enumerate(codes))
    for found in _CHUNK.finditer(codes):
        # A lookahead overlaps: each noun opens its own phrase; an adjective before it belongs to it.
        start = found.start()
        for length in _lengths(found.group(1), codes[start:]):
            key = _key(codes, lemmas, start, start + length)
            if key and ids[start] == ids[start + length - 1]:
                yield ids[start], key, _surface(texts, spaces, start, start + length)


def _names(texts: list[str], opens: list[bool]) -> frozenset[str]:
    """Return what is a name of a person or a place: never small, or more often with a capital inside a sentence."""
    small = Counter(text for text in texts if not text[:1].isupper())
    first = Counter(text.lower() for text, opening in zip(texts, opens, strict=True) if text[:1].isupper() and opening)
    large = Counter(text.lower() for text in texts if text[:1].isupper())
    return (
        frozenset(text for text in large if large[text] - first[text] > small[text] or not small[text]) - INSTITUTIONS
    )


def _glued(texts: list[str], spaces: list[bool], at: int) -> bool:
    """Tell whether a word is the end of a longer one that was cut: « values » of « plus-values »."""
    return not spaces[at - 1] and texts[at - 1].endswith("-")


def _lengths(chunk: str, following: str) -> list[int]:
    """Return the lengths at which a phrase may end: after a noun, or an adjective that follows one and opens nothing.

    Parameters
    ----------
    chunk, following : str
        Codes of the longest phrase, and of all that follows its start.
    """
    ends = [end for end in range(1, len(chunk) + 1) if chunk[end - 1] in "NA" and "N" in chunk[:end]]
    return [end for end in ends if not (chunk[end - 1] == "A" and following[end : end + 1] == "N")]


def _key(codes: str, lemmas: list[str], start: int, end: int) -> tuple[str, ...]:
    """Return the lemmas that carry sense; empty when the phrase is no name."""
    words = [(codes[at], lemmas[at]) for at in range(start, end) if codes[at] in "NA"]
    if any(_hollow(code, lemma, len(words)) for code, lemma in words):
        return ()
    return tuple(lemma for _, lemma in words)


def _hollow(code: str, lemma: str, n_words: int) -> bool:
    if code == "A":
        return lemma in ADJECTIVES and (n_words == 1 or lemma not in INSIDE)
    return lemma in NOUNS


def _parts(tokens: pd.DataFrame) -> list[str]:
    """Return the part of speech of each token; a past participle is an adjective (« logements adaptés »)."""
    past = tokens["morph"].str.contains("VerbForm=Part", regex=False) & (tokens["pos"] == "VERB")
    past &= tokens["morph"].str.contains("Tense=Past", regex=False) & ~tokens["lemma"].isin(PARTICIPLES)
    return [str(part) for part in tokens["pos"].mask(past, "ADJ")]


def _codes(texts: list[str], lemmas: list[str], pos: list[str], common: list[bool]) -> str:
    """Return one letter a token; « o » is what cannot be in a phrase."""
    return "".join(_code(*token) for token in zip(texts, lemmas, pos, common, strict=True))


def _code(text: str, lemma: str, part: str, known: bool) -> str:
    if _ACRONYM.match(text) and len(text) <= 8:
        return "N"
    if part == "ADP":
        return "P" if text.lower() in _JOINING else "o"
    if part == "DET":
        return "D" if lemma == "le" or text.lower() in ("l'", "l’") else "o"
    if part not in ("NOUN", "ADJ") or not _WORD.match(text):
        return "o"
    return _CODES[part] if known else "o"


def _surface(texts: list[str], spaces: list[bool], start: int, end: int) -> str:
    said = "".join(_lowered(texts[at]) + (" " if spaces[at] else "") for at in range(start, end))
    return said.strip().replace("'", "’")


def _lowered(text: str) -> str:
    return text if _ACRONYM.match(text) else _WRITTEN.get(text.lower(), text.lower())
