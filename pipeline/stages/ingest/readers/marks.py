"""The ways in which a line says who speaks, as an ordered list of rules; which of them holds is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.stages.ingest.names import Shape, shape_of
from pipeline.stages.ingest.readers.reading import Line

_TIME: Final = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_STAMP: Final = rf"[\[(]?(?P<time>{_TIME})(?:\s*(?:-->|[-–—])\s*(?P<end>{_TIME}))?[\])]?"
_LABEL: Final = r"(?P<label>[^:]{1,80}?)"

CHAT: Final = "chat"
NAME_TIME: Final = "name, time"
TIME_NAME: Final = "time, name"
INLINE: Final = "inline"
ALONE: Final = "alone"

# Family, pattern. The first that fits a line gives its mark; a file belongs to one family.
RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    # 10:32:05 De Marie Dupont à Tout le monde : Bonjour
    (CHAT, re.compile(rf"{_STAMP}\s+(?:De|From)\s+{_LABEL}\s+(?:à|À|to)\s+[^:]{{1,80}}?\s*:\s*(?P<said>.*)")),
    (CHAT, re.compile(rf"{_STAMP}\s+(?:De|From)\s+{_LABEL}\s*:\s*(?P<said>.*)")),
    # Marie Dupont   0:03 (the text is below)
    (NAME_TIME, re.compile(rf"{_LABEL}\s*[,|–—-]?\s+{_STAMP}\s*:?(?P<said>)")),
    # 00:05:27 Marie Dupont (the text is below)
    (TIME_NAME, re.compile(rf"{_STAMP}\s*[-–—|]?\s*(?![\d\s]){_LABEL}\s*:?(?P<said>)")),
    # [00:05:27] Marie Dupont : texte
    (INLINE, re.compile(rf"{_STAMP}\s*[-–—|]?\s*(?![\d\s]){_LABEL}\s*:\s*(?P<said>\S.*)")),
    # Marie Dupont (00:05:27) : texte
    (INLINE, re.compile(rf"(?P<label>[^:(\[]{{1,80}}?)\s*[(\[](?P<time>{_TIME})[)\]]\s*:?\s*(?P<said>.*)")),
    # [Marie Dupont] texte
    (INLINE, re.compile(r"\[(?P<label>[^\]]{1,80})\]\s*:?\s*(?P<said>\S.*)")),
    # Marie Dupont : texte
    (INLINE, re.compile(rf"{_LABEL}\s*:\s*(?P<said>.*)")),
    # Marie Dupont (alone on its line, the text is below)
    (ALONE, re.compile(r"(?P<label>(?:[^:.?!,;]|\.(?=.)){1,80})(?P<said>)")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line read as somebody's.

    Attributes
    ----------
    at : int
        Rank of the line.
    family : str
        Family of the rule that fits.
    label : str
        As written.
    said : str
        The words that follow on the same line, maybe none.
    shape : Shape or None
        What kind of label it is; None where it has no such shape and the file must decide.
    stamp : str or None
        The time as written.
    """

    at: int
    family: str
    label: str
    said: str
    shape: Shape | None
    stamp: str | None = None

    @property
    def time_s(self) -> float | None:
        """The stamp in seconds."""
        return None if self.stamp is None else seconds(self.stamp)


def candidates(lines: Sequence[Line]) -> list[Mark]:
    """Return, for each line and each family, the first rule that fits."""
    found = []
    for at, line in enumerate(lines):
        seen: set[str] = set()
        for family, pattern in RULES:
            mark = None if family in seen else _read(at, line.text, family, pattern)
            if mark:
                seen.add(family)
                found.append(mark)
    return found


# « iPhone de Marie » and « nadège fourestier » have not the shape of names, but a chat's line or a Teams header says
# that they speak, and a name typed in small letters may be one that the file has elsewhere.
_SHAPELESS: Final = (CHAT, NAME_TIME, INLINE)
_LABEL_WORDS: Final = 6


def _read(at: int, text: str, family: str, pattern: re.Pattern[str]) -> Mark | None:
    fits = pattern.fullmatch(text)
    if not fits:
        return None
    parts = fits.groupdict()
    label = parts["label"].strip()
    shape = shape_of(label)
    if shape is None and (family not in _SHAPELESS or len(label.split()) > _LABEL_WORDS):
        return None
    return Mark(at, family, label, parts["said"].strip(), shape, parts.get("time"))


_STAMPED: Final = re.compile(rf"{_STAMP}\s+(?P<said>\S.*)")


def stamped(line: Line) -> Line | None:
    """Return a line that begins with a time, without it and with its seconds; None for any other line."""
    fits = _STAMPED.fullmatch(line.text)
    if not fits:
        return None
    start = seconds(fits["time"])
    end = seconds(fits["end"]) if fits["end"] else None
    return replace(line, text=fits["said"], start_s=start, end_s=end if end is None or end >= start else None)


def seconds(stamp: str) -> float:
    """Return the seconds of « 1:02:03 », « 02:03 » or « 02:03.5 »."""
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)
