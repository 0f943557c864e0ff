"""What a note says by a sign, in words: « isoler combles + planchers » → « isoler combles et planchers »."""

from __future__ import annotations

import re
from typing import Final

# « de + de 30 logements »
_MORE: Final = re.compile(r"(?<!\w)\+ de (?=\d)")
# « au + tard »
_MOST: Final = re.compile(r"(?<!\w)au \+ (?=\w)")
_PLUS: Final = re.compile(r"(?<=[\w).»%€]),? \+ (?=[\w«])")
_GOES_ON: Final = re.compile(r"[^,]*, (?![^\W\d_]+(?:er|ir|re|oir)\b)")
# « croiser les fichiers → question RGPD »: what comes of a measure, or who sees to it; so many words at most.
_ARROW: Final = re.compile(r"\s*(?:→|->|=>)\s*(?P<then>[^→()]+?)$")
_MOST_THEN: Final = 8
# « Des vrais lits. Pas des convertibles »
_STOP: Final = re.compile(r"(?<=[a-zà-ÿ]{3})\. (Pas|Et|Avec|Pour|Sans|Mais|Ou|Plutôt)(?!\w)")


def in_words(text: str) -> str:
    """Return a title with the signs of notes in words, or in brackets."""
    text = _STOP.sub(lambda found: f", {found[1].lower()}", text)
    text = _MOST.sub("au plus ", _MORE.sub("plus de ", text))
    last = text.rfind(" + ")
    # « pictos + arabe, turc, portugais » goes on; « planchers, changer les fenêtres » does not.
    goes_on = _GOES_ON.match(text, last + len(" + "))
    text = _PLUS.sub(lambda found: " et " if found.end() == last + len(" + ") and not goes_on else ", ", text)
    found = _ARROW.search(text)
    if found is None or len(found["then"].split()) > _MOST_THEN or not found.start():
        return text
    return f"{text[: found.start()]} ({found['then']})"
