"""What a field of the fiche holds, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token

UNSAID: Final = "non précisé"


@dataclass(frozen=True, slots=True)
class Finding:
    """A value and the words of the verbatim that decided it; « non précisé » and no words when none did."""

    value: str
    words: str | None


NOTHING: Final = Finding(UNSAID, None)


def plain(token: Token) -> str:
    """Return the word in lower case with a straight apostrophe."""
    return str(token.lower_).replace("’", "'")


def lemma(token: Token) -> str:
    """Return the lemma in lower case."""
    return str(token.lemma_).lower()
