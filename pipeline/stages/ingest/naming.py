"""What a workshop folder's name says: its date, its town, its title."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from pipeline.text.fold import fold
from pipeline.text.words import words

_MONTHS: Final = (
    "janv(?:ier)?",
    "fevr(?:ier)?",
    "mars",
    "avr(?:il)?",
    "mai",
    "juin",
    "juil(?:let)?",
    "aout",
    "sept(?:embre)?",
    "oct(?:obre)?",
    "nov(?:embre)?",
    "dec(?:embre)?",
)
_MONTH: Final = "|".join(_MONTHS)

# In order: the year first, as machines write it, then the day first, as the French do.
_DATES: Final = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-_. ]?)(?P<m>[01]?\d)(?P=sep)(?P<d>[0-3]?\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>[0-3]?\d)(?P<sep>[-_./ ])(?P<m>[01]?\d)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>[0-3]?\d)(?:er)?[-_ ](?P<month>{_MONTH})\.?[-_ ](?P<y>(?:19|20)\d\d)(?!\d)"),
)
_RANK: Final = re.compile(r"^(?:atelier|seance|reunion|session)s?[ _-]*(?:n[°o]?[ _]*)?\d*(?:\s*[-–:_.]\s*|\s+|$)")
_ONLINE: Final = re.compile(r"\b(?:webinaire|visio(?:conference)?|en ligne|a distance)\b")
_NOT_TOWN: Final = words(
    """annexe archive atelier atelier cloture commun compte corpus debat divers document entretien groupe journee
    national note plenier reunion seance seminaire session synthese table test transcription"""
)
_PARTICLES: Final = words("au aux d de des du en et l la le les lès lez sous sur")


@dataclass(frozen=True, slots=True)
class NameSays:
    """What can be read in a folder's name.

    Attributes
    ----------
    title : str
        The name without date and rank, underscores made spaces.
    date : str or None
        ISO date.
    town : str or None
        The title, where it looks like a place.
    format : str or None
        « en ligne » when the name says so.
    """

    title: str
    date: str | None
    town: str | None
    format: str | None


def read_name(name: str) -> NameSays:
    """Return what the folder name ``name`` says; nothing is guessed from a name that says nothing."""
    date, rest = _take_date(name)
    rest = re.sub(r"[\s_]+", " ", re.sub(r"[(\[]\s*[)\]]", " ", rest)).strip(" -–,.:")
    rank = _RANK.match(fold(rest))
    title = rest[rank.end() :].strip(" -–,.:") if rank else rest
    title = title or rest or name
    online = bool(_ONLINE.search(fold(title)))
    town = None if online else _town(title, dated=date is not None or rank is not None)
    return NameSays(town or title, date, town, "en ligne" if online else None)


def parse_date(text: str) -> str | None:
    """Return the ISO date written in ``text`` (« 30 juin 2022 », « 30/06/2022 », « 2022-06-30 »), or None."""
    return _take_date(text)[0]


def _take_date(text: str) -> tuple[str | None, str]:
    """Return the first date in ``text`` and ``text`` without it."""
    for pattern in _DATES:
        for found in pattern.finditer(fold(text)):
            if date := _valid(found):
                return date, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _valid(found: re.Match[str]) -> str | None:
    parts = found.groupdict()
    try:
        return dt.date(int(parts["y"]), _month(parts), int(parts["d"])).isoformat()
    except ValueError:
        return None


def _month(parts: dict[str, str]) -> int:
    if "m" in parts:
        return int(parts["m"])
    return next(rank for rank, month in enumerate(_MONTHS, 1) if re.fullmatch(month, parts["month"]))


def _town(title: str, *, dated: bool) -> str | None:
    """Return ``title`` as a town's name if it has the shape of one.

    One word, or words tied by particles, is enough (« La Rochelle »); two names side by side may be two persons,
    so they need a date or a rank beside them.
    """
    spelt = title if title != title.lower() else title.title()
    parts = spelt.split()
    names = [part for part in parts if fold(part) not in _PARTICLES]
    if not names or len(names) > (3 if dated else 1) or any(fold(part).rstrip("s") in _NOT_TOWN for part in names):
        return None
    shaped = all(re.fullmatch(r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’-][^\W\d_]+)*", part) for part in names)
    return spelt if shaped else None
