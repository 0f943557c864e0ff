"""One annotated workshop: its speakers, its files, its key points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rendering.marks import Mark


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: canonical full name, structure, role."""

    name: str
    structure: str
    role: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside a note: shown in the file, no passage."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A passage: a speaking turn, a line of notes, a post-it, a message.

    Attributes
    ----------
    n : int
        Rank in its file, from 1.
    text : str
        Words without marks.
    voice : Voice or None
        Who speaks.
    table : str
        The table that wrote a post-it, else empty.
    bullet : bool
        Whether a line of notes is a list item.
    """

    n: int
    text: str
    marks: tuple[Mark, ...]
    theme: str | None
    voice: Voice | None = None
    table: str = ""
    bullet: bool = True

    @property
    def name(self) -> str:
        """Full name of who speaks; empty for a note or a post-it."""
        return self.voice.name if self.voice else ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file to write: name, format, kind, its other options, and its lines in order."""

    name: str
    format: str
    kind: str
    options: Mapping[str, str]
    lines: tuple[Heading | Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The passages, without the headings."""
        return tuple(line for line in self.lines if isinstance(line, Item))


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """What a good synthesis of the workshop must say."""

    theme: str
    group: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Master:
    """One workshop: folder name, speakers in order, files, key points."""

    folder: str
    voices: tuple[Voice, ...]
    documents: tuple[Document, ...]
    points: tuple[KeyPoint, ...]

    @property
    def day(self) -> date:
        """The date that its folder's name begins with."""
        return date.fromisoformat(self.folder[:10])

    @property
    def town(self) -> str:
        """What its folder's name says after the date."""
        return self.folder[11:]
