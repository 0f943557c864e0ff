"""Whether « que », « de » or « se » lose their vowel before a word."""

from __future__ import annotations

import re
from typing import Final

_VOWELS: Final = "aeiouyàâéèêëîïôûœ"
# Words that let no elision: an aspirate h, « onze », « oui », a letter that is spelled.
_ASPIRATE: Final = re.compile(
    r"h(?:a(?:i|î|ll|ch|mac|meau|nch|nd|ngar|ras|rc|rd|ricot|rn|sard|us|ut)|éron|éros\b|eurt|ibou|iss|iérarch|l|ockey|ont"
    r"|ors|ouill|uit|url|utte)|onz|oui\b|yaourt",
    re.IGNORECASE,
)


def elides(word: str) -> bool:
    """Tell whether a word takes « qu' », « d' », « s' » before it: « habitants », not « huit » or « Hlm »."""
    first = word[:1].lower()
    return (first in _VOWELS or first == "h") and first != "" and not _ASPIRATE.match(word)
