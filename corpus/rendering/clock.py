"""When each passage is said: time grows with the words, plus a pause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rendering.draw import draw
from rendering.master import Document, Item

# 2.6 words a second: French in a meeting. Whole milliseconds, so that no machine rounds otherwise.
WORDS_PER_10_S: Final = 26


def spans(document: Document) -> Iterator[tuple[Item, int, int]]:
    """Yield each passage of a recording with its start and end in milliseconds.

    The option ``debut=HH:MM:SS`` of ``document`` says how far the recording is when it begins.
    """
    now = _milliseconds(document.options.get("debut", "00:00:00"))
    for item in document.items:
        now += 200 + draw("pause", document.name, item.n, item.text) % 1800
        end = now + speaking_ms(len(item.text.split()))
        yield item, now, end
        now = end


def messages(document: Document) -> Iterator[tuple[Item, int]]:
    """Yield each message of a chat with its time of day: one every 35 to 105 seconds from ten o'clock."""
    now = _milliseconds("10:00:00")
    for item in document.items:
        now += 1000 * (35 + draw("message", item.n, item.text) % 71)
        yield item, now


def speaking_ms(words: int) -> int:
    """Return how long ``words`` words take, in milliseconds."""
    return words * 10_000 // WORDS_PER_10_S


def stamp(milliseconds: int, mark: str = ".") -> str:
    """Return « 00:01:02.345 », with ``mark`` before the milliseconds."""
    return f"{hours(milliseconds)}{mark}{milliseconds % 1000:03d}"


def hours(milliseconds: int) -> str:
    """Return « 00:01:02 »."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def short(milliseconds: int) -> str:
    """Return « 1:02 », or « 1:01:02 » past the hour, as Teams writes it."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    if minutes < 60:
        return f"{minutes}:{seconds:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"


def _milliseconds(time: str) -> int:
    hour, minute, second = (int(part) for part in time.split(":"))
    return ((hour * 60 + minute) * 60 + second) * 1000
