"""Plain text and Markdown: paragraphs, list items, titles and tables, each with its line number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.stages.ingest.readers.reading import Line
from pipeline.text.repair import repair

_TITLE: Final = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*")
_UNDERLINE: Final = re.compile(r"={3,}|-{3,}")
_RULE: Final = re.compile(r"(?:[-*_=~]\s*){3,}")
_BULLET: Final = re.compile(r"(?:[-*•–—‣◦▪·+>]|o(?=\s\s)|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?P<text>\S.*)")
_TABLE_ROW: Final = re.compile(r"\|.*\|")
_DIVIDER: Final = re.compile(r"\s*:?-+:?\s*")
_EMPHASIS: Final = re.compile(r"(\*\*|__|\*|`|~~)(?=\S)(.+?)(?<=\S)\1")
_LINK: Final = re.compile(r"!?\[([^\]]+)\]\((?:[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_WRAPPED: Final = 60  # a shorter line ended because its author ended it


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a Markdown table: its cells and its line number."""

    cells: tuple[str, ...]
    number: int


def read_paragraphs(text: str, *, markdown: bool) -> Iterator[Line | Row]:
    """Yield the lines of a text, and the rows of its tables.

    Parameters
    ----------
    text : str
        The whole file, decoded.
    markdown : bool
        Whether single line ends are only for the eye, and emphasis is marked by stars.
    """
    lines = text.splitlines()
    previous: Line | None = None
    skipped = _front_matter(lines) if markdown else 0
    for number, raw in enumerate(lines[skipped:], skipped + 1):
        line = _read(raw.strip(), number, markdown=markdown)
        underline = _UNDERLINE.fullmatch(raw.strip())
        if previous and underline and not previous.bullet:
            previous = replace(previous, heading=True)
            continue
        if isinstance(line, Line) and previous:
            line = replace(line, wraps=_wraps(previous, line, markdown=markdown))
        if previous:
            yield previous
        previous = line if isinstance(line, Line) else None
        if isinstance(line, Row):
            yield line
    if previous:
        yield previous


def _front_matter(lines: list[str]) -> int:
    """Return how many lines a YAML header takes at the top of a Markdown file."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)


def _read(raw: str, number: int, *, markdown: bool) -> Line | Row | None:
    locator = f"ligne {number}"
    if markdown and _TABLE_ROW.fullmatch(raw):
        cells = raw.strip("|").split("|")
        return None if all(map(_DIVIDER.fullmatch, cells)) else Row(tuple(map(_plain, cells)), number)
    if _RULE.fullmatch(raw):
        return None
    if title := _TITLE.fullmatch(raw):
        text = _plain(title["text"])
        return Line(text, locator, heading=True) if text else None
    bullet = _BULLET.fullmatch(raw)
    text = repair(bullet["text"] if bullet else raw, entities=markdown)
    text = _plain(text) if markdown else text
    return Line(text, locator, bullet=bullet is not None) if text else None


def _plain(text: str) -> str:
    """Return Markdown text without links' addresses and emphasis."""
    return repair(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)))


def _wraps(previous: Line, line: Line, *, markdown: bool) -> bool:
    """Return whether ``line``, right under ``previous``, goes on with its sentence."""
    if line.bullet or line.heading or previous.heading:
        return False
    cut = len(previous.text) >= _WRAPPED and previous.text[-1] not in ".!?…:" and not line.text[0].isupper()
    return markdown or cut
