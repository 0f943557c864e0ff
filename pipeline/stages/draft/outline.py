"""The document as pure data: what the synthesis says, before Word or HTML.

``word`` and ``page`` render the same :class:`Document`; neither adds a sentence of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any


def _code(default: str | None = None) -> Any:  # noqa: ANN401
    """Return a field that no one reads as prose: an id, an anchor, a layout code."""
    marked = {"code": True}
    return field(metadata=marked) if default is None else field(default=default, metadata=marked)


class Tone(Enum):
    """How a paragraph is set."""

    BODY = "body"
    STATUS = "status"
    NOTE = "note"


class Set(Enum):
    """How a group of quotes is set."""

    FINDINGS = "findings"
    VERBATIMS = "verbatims"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the program's own words."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: a lead in bold, that may point to an anchor, then text."""

    lead: str
    text: str = ""
    target: str = _code("")

    @property
    def rest(self) -> str:
        """What follows the lead."""
        return f"\u00a0: {self.text}" if self.text else ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, where they were said, and the id that leads back to the source."""

    text: str
    source: str
    reference: str = _code()

    @property
    def shown(self) -> str:
        """The words between guillemets."""
        return f"«\u00a0{self.text}\u00a0»"

    @property
    def signed(self) -> str:
        """Who speaks, without a name."""
        return f"—\u00a0{self.source}"


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes set the same way."""

    quotes: tuple[Quote, ...]
    setting: Set = Set.FINDINGS


@dataclass(frozen=True, slots=True)
class Exchange:
    """A disagreement said word for word: what was said, and the answer."""

    said: Quote
    answered: Quote


@dataclass(frozen=True, slots=True)
class Linked:
    """What was said around a proposition, and what it is to it: « Condition : », « Objection entendue ensuite : »."""

    label: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Card:
    """A numbered proposition."""

    heading: str
    mark: str
    support: str
    facts: str
    quotes: tuple[Quote, ...]
    linked: tuple[Linked, ...] = ()
    nearby: str = ""
    reference: str = _code("")


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures: value and what it counts."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``level`` 0–4 shades it, ``target`` is an anchor."""

    text: str
    level: int = 0
    target: str = _code("")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption.

    Attributes
    ----------
    widths : tuple of float
        Shares of the page's width, one a column.
    align : str
        One letter a column: ``l`` left, ``c`` centred.
    number : int
        Its place among the document's tables, from 1.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    align: str = _code("")
    number: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What was recognised in a passage: a statement's type and id."""

    label: str
    reference: str = _code()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage kept whole: the context of every quote taken from it."""

    text: str
    source: str
    place: str
    marks: tuple[Mark, ...]
    reference: str = _code()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All passages of a theme: unfolded on the page, only announced (``summary``) in Word."""

    summary: str
    passages: tuple[Passage, ...]


Block = Paragraph | Bullets | Quotes | Exchange | Card | Figures | Table | Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the document; a ``minor`` one is left out of the contents."""

    anchor: str = _code()
    title: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    new_page: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """The whole synthesis.

    Attributes
    ----------
    essentials : Section
        Comes before the contents.
    dated : date or None
        The cycle's declared date, else the day of the last workshop: the only date of the file.
    """

    title: str
    subtitle: str
    client: str
    month: str
    status: str
    notice: str
    essentials: Section
    sections: tuple[Section, ...]
    contents_title: str = "Sommaire"
    dated: date | None = None
