"""Other ways to print a title: without its last parts, without what fills, with a colon before a list.

« Lancer quatre cents tournées, un agent, une camionnette » → « Lancer quatre cents tournées : un agent, une
camionnette ». Which of them reads best, the judge tells (`learned/judge.py`); after M. Heilman and N. A. Smith (« Good
Question! Statistical Ranking for Question Generation », NAACL 2010): make more than enough, then choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.stages.propose.titles.reading import LEAST_WORDS
from pipeline.stages.propose.titles.spoken import tied

# What says nothing of the measure where it stands alone between commas, or at the end.
_FILLS: Final = re.compile(
    r",? (?:tant qu[’']on y est|point(?: barre| final| à la ligne)|voilà|tout d[’']un coup)(?=,|$)"
    r"|, (?:oui|aussi|un seul|une seule|pareil|juste)(?=,|$)| aussi(?=,|$)",
    re.IGNORECASE,
)
_ONE_OF: Final = re.compile(r"(?: ou|, et) (?:une?|des|deux|trois|les?|la)\b")
# « , un agent », not « , le matin », « , une fois par an »
_ITEM: Final = re.compile(
    r"(?:une?|des|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|cent|mille|\d+|les?|la|chaque)(?![\w-])"
    r"(?! (?:matins?|soirs?|veille|fois|jours?|semaines?|mois|heures?|week-ends?|ans?|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|plus|même)\b)|l[’']",
    re.IGNORECASE,
)
_THE: Final = re.compile(r"(?:les?|la|chaque)\b|l[’']", re.IGNORECASE)
_PARTICIPLE: Final = re.compile(
    r"[^\W\d_]{3,} (?:ne |n[’'])?(?!(?:avant|devant|pendant|durant|suivant|restaurant|enfant|habitant)\b)"
    r"[^\W\d_]{2,}ant (?:une?|des?|d[’']|du|les?|la|l[’']|pas|plus|ni|à|aux?|que|en)\b"
)


def variants(text: str) -> list[str]:
    """Return the other ways to print a title, each of at least three words, in a fixed order.

    Parameters
    ----------
    text : str
        An infinitive and what hangs on it.
    """
    plain = _FILLS.sub("", text)
    shorter = [plain, *_cut(plain)]
    every = [*shorter, *(_listed(one) for one in [text, *shorter])]
    made = dict.fromkeys(tied(" ".join(one.split())) for one in every if one)
    return [one for one in made if one != text and len(one.split()) >= LEAST_WORDS]


def _cut(text: str) -> Iterator[str]:
    """Yield a title cut at each of its commas."""
    parts = _parts(text)
    for end in range(1, len(parts)):
        yield ", ".join(parts[:end])


def _listed(text: str) -> str | None:
    """Return a title with a colon where a list of things follows what they make; None without one."""
    first, *others = _parts(text)
    at = next((at for at, part in enumerate(others) if _ITEM.match(part)), None)
    # « un balcon, une loggia ou un jardin »: the first is one of them.
    if at is None or ":" in text or _ONE_OF.search(text):
        return None
    # « une réunion avec l'ABF, la mairie »: one thing more is no list, unless it is counted (« vingt places »).
    if at == len(others) - 1 and _THE.match(others[at]):
        return None
    opening = ", ".join([first, *others[:at]])
    # « …, les familles achetant un plateau »: a clause of its own, and no list.
    if _PARTICIPLE.search(others[at]):
        return None
    # « un seul marché pour, cinq communes »: what filled was cut from between them.
    return None if tied(opening) != opening else f"{opening} : {', '.join(others[at:])}"


def _parts(text: str) -> list[str]:
    """Return what stands between the commas of a title; a comma in brackets or in quotes counts for nothing."""
    parts, depth = [""], 0
    for place, char in enumerate(text):
        depth += (char in "(«") - (char in ")»")
        # « la TVA à 5,5 % »
        is_decimal = text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        if char == "," and depth <= 0 and not is_decimal:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]
