"""What every reader is given and gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.records import Turn
from pipeline.stages.ingest import IngestSettings
from pipeline.text.decoding import Decoded, NotText, decode


class Refused(Exception):
    """A file cannot be read; the text is the end of a French sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader is asked to read.

    Attributes
    ----------
    path : Path
        The file.
    hint : str or None
        Kind told by the file's name, if any.
    known : frozenset of tuple of str
        Names declared for the workshop, as sorted folded tokens.
    settings : IngestSettings
        The stage's settings.
    """

    path: Path
    hint: str | None
    known: frozenset[tuple[str, ...]]
    settings: IngestSettings

    def text(self) -> Decoded:
        """Return the file's text; Refused when the bytes are no text."""
        try:
            return decode(self.path.read_bytes())
        except NotText as error:
            raise Refused("ce n’est pas un fichier de texte ; vérifiez son extension") from error


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found.

    Attributes
    ----------
    turns : tuple of Turn
        In the file's order.
    kind : str
        One of ``records.KINDS``.
    notes : tuple of str
        French phrases on what was assumed or taken as context.
    warnings : tuple of str
        French phrases on what was left aside, that the analyst must see.
    """

    turns: tuple[Turn, ...]
    kind: str
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, a list item, a cell or a caption, before anything is known of who speaks.

    Attributes
    ----------
    text : str
        Repaired, not empty.
    locator : str
        Where it is in the file, in French.
    bullet : bool
        A list item or a cell: a unit of its own.
    heading : bool
        A title: context, unless it names a speaker.
    wraps : bool
        The line goes on with the sentence of the line before.
    speaker : str or None
        Where the format itself names the speaker.
    start_s, end_s : float or None
        Seconds, where the format gives them.
    """

    text: str
    locator: str
    bullet: bool = False
    heading: bool = False
    wraps: bool = False
    speaker: str | None = None
    start_s: float | None = None
    end_s: float | None = None


Reader = Callable[[Request], Reading]
