"""The rows of the tables, from the themes of the segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pipeline.records import content_id
from pipeline.stages.cluster.grouping import Grouping
from pipeline.stages.cluster.identity import theme_ids
from pipeline.stages.cluster.keywords import Keyword, keywords
from pipeline.stages.cluster.labels import labels
from pipeline.stages.cluster.representatives import representatives
from pipeline.stages.cluster.terms import Terms
from pipeline.stages.cluster.units import Bools, Ints, Units

_KEYWORDS = 8
# Welcomes, breaks and goodbyes: a facilitator speaks a good part of the words, and no phrase is proper to them.
_HOST_SHARE = 0.3
_PROPER = 3.5
# A part of a theme has a phrase of its own: one chance in a thousand.
_TOLD = 3.0


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme or a part of one: a row of ``found_themes``."""

    theme_id: str
    label: str
    words: tuple[Keyword, ...]
    parent_id: str | None
    origin: str
    representatives: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        """Return the row of the table."""
        return {
            "theme_id": self.theme_id,
            "label": self.label,
            "keywords": [word.surface for word in self.words],
            "keyword_scores": [word.specificity for word in self.words],
            "parent_id": self.parent_id,
            "origin": self.origin,
            "representatives": list(self.representatives),
        }


def empty_talk(units: Units, terms: Terms, themes: Ints) -> Bools:
    """Tell which units are of a « theme » that is about the meeting, not about its subjects."""
    participants = np.flatnonzero(~units.host)
    words = keywords(units.take(participants), terms.take(participants), themes[participants])
    about_nothing = [
        theme
        for theme, found in enumerate(words)
        if max([word.specificity for word in found], default=0.0) < _PROPER
        and _share(units, themes == theme, units.host) >= _HOST_SHARE
    ]
    return np.isin(themes, about_nothing)


def _share(units: Units, inside: Bools, marked: Bools) -> float:
    total = units.words[inside].sum()
    return float(units.words[inside & marked].sum() / total) if total else 0.0


def describe(
    units: Units,
    terms: Terms,
    found: Grouping,
    names: Mapping[int, str],
    glossary: Mapping[str, str],
    dates: Sequence[str],
) -> tuple[list[Theme], list[Theme | None]]:
    """Return the themes, then the parts of themes; a part that no phrase names is None.

    Parameters
    ----------
    units : Units
        ``n`` units.
    terms : Terms
        Their phrases.
    found : Grouping
        Their themes.
    names : mapping of int to str
        Names that people gave: guided themes, items of agendas.
    glossary : mapping of str to str
        What acronyms stand for.
    dates : sequence of str
        The date of each workshop code, empty when unknown.
    """
    words = keywords(units, terms, found.theme)
    shown = representatives(units, found.theme)
    ids = theme_ids(units, dates, found.theme, "thème", {theme: names[theme] for theme in found.guide})
    themes = [
        Theme(
            theme_id=ids[number],
            label=name,
            words=tuple(words[number][:_KEYWORDS]),
            parent_id=None,
            origin="guidé" if number in found.guide else "émergent",
            representatives=tuple(units.ids[row] for row in shown[number]),
        )
        for number, name in enumerate(labels(words, names, glossary=glossary))
    ]
    return themes, _parts(units, terms, found, themes, dates)


def _parts(
    units: Units, terms: Terms, found: Grouping, themes: Sequence[Theme], dates: Sequence[str]
) -> list[Theme | None]:
    """Return the parts of each theme, named in contrast with their siblings."""
    ids = theme_ids(units, dates, found.part, "partie")
    shown = representatives(units, found.part)
    parts: list[Theme | None] = [None] * len(ids)
    for number, theme in enumerate(themes):
        inside = np.flatnonzero(found.theme == number)
        own = np.unique(found.part[inside])
        own = own[own >= 0]
        local = np.searchsorted(own, found.part[inside])
        local = np.where(np.isin(found.part[inside], own), local, -1)
        words = keywords(units.take(inside), terms.take(inside), local)
        for index, name in enumerate(labels(words, {}, theme.label)):
            part = int(own[index])
            if words[index] and words[index][0].specificity >= _TOLD:
                parts[part] = Theme(
                    theme_id=ids[part],
                    label=name,
                    words=tuple(words[index][:_KEYWORDS]),
                    parent_id=theme.theme_id,
                    origin=_origin(units, found.part == part),
                    representatives=tuple(units.ids[row] for row in shown[part]),
                )
    return parts


def _origin(units: Units, inside: Bools) -> str:
    return "signal faible" if len(np.unique(units.workshops[inside])) == 1 else "sous-thème"


def kept(
    themes: Sequence[Theme], parts: Sequence[Theme | None], ids: Mapping[int, str]
) -> tuple[list[Theme], list[Theme | None]]:
    """Return the same themes and parts, those that reviewers touched under the ids that they saw.

    Parameters
    ----------
    themes, parts : sequence of Theme
        As they come.
    ids : mapping of int to str
        The ids that reviewers saw, by number of theme.
    """
    taken = set(ids.values())

    def free(key: str) -> str:
        return content_id("t", "autre", key) if key in taken else key

    named = {theme.theme_id: ids.get(number, free(theme.theme_id)) for number, theme in enumerate(themes)}
    own = [replace(theme, theme_id=named[theme.theme_id]) for theme in themes]
    below = [
        part and replace(part, theme_id=free(part.theme_id), parent_id=named.get(part.parent_id or ""))
        for part in parts
    ]
    return own, below
