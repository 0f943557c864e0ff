"""Bytes to text: the encodings that French offices produce."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What French Windows, old Macs and old DOS exports use; a free guess takes short texts for Thai or Baltic.
_FRENCH: Final = ["cp1252", "mac_roman", "cp850"]
_SAMPLE: Final = 200_000

# How « surrogateescape » shows a byte that is no UTF-8.
_STRAY: Final = re.compile("[\udc80-\udcff]")


class NotText(ValueError):
    """The bytes are no text."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding that gave it."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Return the text of ``data``: a byte order mark decides, then UTF-8, then the likeliest French encoding.

    Raises
    ------
    NotText
        If the bytes hold nulls without a mark: a picture, a program, a damaged file.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, errors="replace"), encoding)
    if b"\x00" in data:
        raise NotText("null bytes")
    text = data.decode("utf-8", errors="surrogateescape")
    stray = _STRAY.findall(text)
    if not stray:
        return Decoded(text, "utf-8")
    if sum(not char.isascii() for char in text) > 2 * len(stray):
        return Decoded(_STRAY.sub(_windows, text), "utf-8 et cp1252 mêlés")
    return _guess(data)


def _windows(stray: re.Match[str]) -> str:
    """Return the Windows-1252 letter of a byte that is no UTF-8, pasted into a file that is."""
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", errors="replace")


def _guess(data: bytes) -> Decoded:
    best = from_bytes(data[:_SAMPLE], cp_isolation=_FRENCH).best()
    encoding = best.encoding if best and best.encoding in _FRENCH else "cp1252"
    return Decoded(data.decode(encoding, errors="replace"), encoding)
