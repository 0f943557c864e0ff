"""Names of people inside quotes: looked for so that somebody rereads them; the program writes none itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# « M. Perrot », « Madame Thevenot »: people who are spoken of, and perhaps not there.
_TITLED: Final = re.compile(r"\b(?:M\.|MM\.|Mme|Mlle|Monsieur|Madame|Mademoiselle|[Dd]octeur|Dr)\s+[A-ZÀ-Þ]\w+")
# Shorter words are initials and labels (« P1 », « JB »).
_SHORTEST: Final = 3


def name_words(shown: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Return the words of the names in ``shown`` that can be nothing else.

    Parameters
    ----------
    shown : iterable of str
        Speakers as shown: « Patrick Delannoy », « T. LARRIVIÈRE », « Participant 2 ».
    texts : iterable of str
        All that was said: a word that is also said in small letters (« petit », « roy ») is no sure sign of a name.
    """
    common = {word for text in texts for word in _WORD.findall(text) if word.islower()}
    words = {word.capitalize() for name in shown for word in _WORD.findall(name) if len(word) >= _SHORTEST}
    return frozenset(word for word in words if word.lower() not in common)


def names_someone(text: str, names: frozenset[str]) -> bool:
    """Tell whether ``text`` holds a speaker's name or a title followed by a name."""
    written = (word for word in _WORD.findall(text) if not word.islower())
    return _TITLED.search(text) is not None or any(word.capitalize() in names for word in written)
