"""Names of people inside quotes: looked for so that somebody rereads them; the program writes none itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.text.first_names import FIRST_NAMES
from pipeline.text.fold import fold

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# « M. Perrot », « Madame Thevenot »: people who are spoken of, and perhaps not there.
_TITLED: Final = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|[Dd]octeur|Dr)\s+[A-ZÀ-Þ]\w+"
)
# « rue Jean-Moulin », « Saint-Pierre »: a name of a place.
_PLACE: Final = re.compile(
    r"(?:rue|avenue|place|boulevard|quai|cours|lycée|école|collège|hôpital|clinique|résidence|cité|pont|square|salle"
    r"|saint|sainte|prix|fondation|maison)s?\s+(?:d[eu']\s*)?$",
    re.IGNORECASE,
)
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
    """Tell whether ``text`` holds a speaker's name, a title followed by a name, or a given name."""
    if _TITLED.search(text):
        return True
    written = [found for found in _WORD.finditer(text) if not found[0].islower()]
    return any(found[0].capitalize() in names or _is_given(text, found) for found in written)


def _is_given(text: str, found: re.Match[str]) -> bool:
    """Tell whether a word with a capital is a given name, and not that of a street."""
    is_written_so = found[0][0].isupper() and not found[0].isupper()
    return is_written_so and fold(found[0]) in FIRST_NAMES and not _PLACE.search(text[: found.start()])
