"""How a typist writes a speaker's name: always the same way, but for a slip now and then."""

from __future__ import annotations

import unicodedata
from typing import Final

from rendering.draw import draw
from rendering.master import Item

SLIP_EVERY: Final = 15  # turns


def capitals(name: str) -> str:
    """Return « Patrick DELANNOY »."""
    given, family = _parts(name)
    return f"{given} {family.upper()}"


def typed(source: str, item: Item, usual: str) -> str:
    """Return the label of ``item`` in the file ``source``: ``usual``, or one time in fifteen another spelling."""
    number = draw("label", source, item.n, item.text)
    if number % SLIP_EVERY:
        return usual
    given, family = _parts(item.name)
    initials = "-".join(f"{part[0]}." for part in given.split("-"))
    slips = (
        f"{initials} {family.upper()}",
        f"{family} {given}",
        _unaccented(item.name),
        item.name.upper(),
        item.name.lower(),
    )
    return slips[number // SLIP_EVERY % len(slips)]


def _parts(name: str) -> tuple[str, str]:
    given, _, family = name.partition(" ")
    return given, family


def _unaccented(text: str) -> str:
    return unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
