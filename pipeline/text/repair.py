"""Repair what is read: encodings gone wrong, odd spaces, invisible characters."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

import ftfy

# Curly quotes and the words themselves are the speaker's or the note taker's: only damage is repaired.
_REPAIRS: Final = ftfy.TextFixerConfig(uncurl_quotes=False, unescape_html=False, explain=False)

# What sound French text is made of. ftfy is slow (0.6 s for a million characters) and has nothing to do there.
_SOUND: Final = re.compile(r"[\n\t !-~«»°€²³œŒæÆÀÂÄÇÈÉÊËÎÏÔÖÙÛÜàâäçèéêëîïôöùûüÿ‘’“”–—…•·\u00a0\u202f]*")

# A two-letter « oe » next to the single character, left by a bad transcoding: « oeœuvre », « manœoeuvre ».
_DOUBLE_LIGATURE: Final = re.compile(r"oeœ|œoe")

_INVISIBLE: Final = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def repair(text: str, *, entities: bool = False) -> str:
    """Return ``text`` as its author wrote it, on one line.

    Mojibake and C1 control bytes are turned back into letters, zero-width characters go, every run of white
    space (no-break spaces and line ends included) becomes one plain space, and the result is in normal form C.

    Parameters
    ----------
    text : str
        Text as decoded from a file.
    entities : bool
        Whether HTML entities stand for characters (CSV exports of web tools, captions).

    Returns
    -------
    str
        Possibly empty. Repairing twice changes nothing more, entities apart.
    """
    if entities and "&" in text:
        text = html.unescape(text)
    if _SOUND.fullmatch(text):
        return " ".join(text.split())
    while (mended := _mend(text)) != text:
        text = mended
    return text


def _mend(text: str) -> str:
    """Return ``text`` after one pass; composed last, as what is taken out may stand between a letter and its accent."""
    mended = unicodedata.normalize("NFC", _INVISIBLE.sub("", ftfy.fix_text(text, _REPAIRS)))
    return " ".join(_DOUBLE_LIGATURE.sub("œ", mended).split())
