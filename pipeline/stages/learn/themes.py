"""Themes that reviewers touched, as they last saw them, and the passages that they put there.

Each theme is kept as it was seen: a merge stays a matter for the fold, which finds both themes in the next answer
and pours one into the other again, with whatever the program put there meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pipeline.ledger.entries import ACCEPTED, TO_REVIEW, Anchor, Decide, Entry, Merge, Move, Rename, Split
from pipeline.records import content_id
from pipeline.stages.learn.heard import Heard

# Two fingerprints with half of their marks in common are of one theme, seen under two ids.
_SAME: Final = 0.5
# Marks that an accepted passage stands for: a piece of talk is of a theme from two (see ``cluster/constraints.py``).
_ACCEPTED: Final = 2.0


@dataclass(slots=True)
class Theme:
    """A theme that reviewers touched.

    Attributes
    ----------
    theme_id : str
        Its id in the run that a reviewer first saw.
    anchor : Anchor or None
        As last seen; None for a theme that a split made and nobody touched since.
    label : str or None
        The name that a person gave or confirmed.
    accepted : bool
        Whether a person accepted it.
    members : tuple of Anchor
        The passages that it had when it was accepted, where the acceptance says so.
    """

    theme_id: str
    anchor: Anchor | None = None
    label: str | None = None
    accepted: bool = False
    members: tuple[Anchor, ...] = ()


class Themes:
    """What a ledger says of themes, read in its order.

    Parameters
    ----------
    entries : iterable of Entry
        In the order of the ledger.
    heard : Heard
        Today's passages.
    """

    def __init__(self, entries: Iterable[Entry], heard: Heard) -> None:
        self._heard = heard
        self._themes: dict[str, Theme] = {}
        # Passages that a person put somewhere: the theme, None for « hors thème ».
        self._placed: dict[str, str | None] = {}
        for entry in entries:
            self._read(entry)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of ``lesson_themes``."""
        return [
            {
                "theme_id": theme.theme_id,
                "label": theme.label,
                "seen": theme.anchor.text if theme.anchor else theme.label,
                "accepted": theme.accepted,
            }
            for theme in self._told()
        ]

    def members(self) -> list[dict[str, Any]]:
        """Return the rows of ``lesson_members``: the passages that make each theme out, those put there by hand."""
        found = {}
        told = {theme.theme_id: theme for theme in self._told()}
        for theme_id, theme in told.items():
            for segment_id, count in self._marks(theme).items():
                found[theme_id, segment_id] = _member(theme_id, segment_id, round(count, 6), False)
        for segment_id, placed in sorted(self._placed.items()):
            if placed in told:
                found[placed, segment_id] = _member(placed, segment_id, 0.0, True)
        return [row for key, row in sorted(found.items()) if row["placed"] or key[1] not in self._placed]

    def _marks(self, theme: Theme) -> dict[str, float]:
        """Return how many marks of a theme each passage holds; one that was accepted in it holds enough by itself."""
        marks = {} if theme.anchor is None else self._heard.holders(theme.anchor)
        accepted = {key for member in theme.members if (key := self._heard.member(member)) is not None}
        return marks | {key: max(marks.get(key, 0.0), _ACCEPTED) for key in sorted(accepted)}

    def _told(self) -> list[Theme]:
        """Return the themes that something tells from the rest: their content, or the name that made them."""
        return [theme for _, theme in sorted(self._themes.items()) if theme.anchor or theme.label]

    def _read(self, entry: Entry) -> None:
        wanted, target = entry.change.wanted, entry.change.target
        own = self._seen(target) if target.kind == "thème" and entry.action in _TOUCH else None
        if isinstance(wanted, Rename) and own:
            own.label = wanted.label
        elif isinstance(wanted, Decide) and own:
            _decide(own, target, wanted)
        elif isinstance(wanted, Merge):
            self._seen(wanted.into)
        elif isinstance(wanted, Split):
            made = self._themes.setdefault(content_id("t", entry.entry_id), Theme(content_id("t", entry.entry_id)))
            made.label = wanted.label
            self._put(wanted.segments, made)
        elif isinstance(wanted, Move) and target.kind == "segment":
            self._put((target,), None if wanted.theme is None else self._seen(wanted.theme))

    def _put(self, segments: Iterable[Anchor], theme: Theme | None) -> None:
        for anchor in segments:
            if (segment_id := self._heard.segment(anchor)) is not None:
                self._placed[segment_id] = None if theme is None else theme.theme_id

    def _seen(self, anchor: Anchor) -> Theme:
        """Return the theme of an anchor, which is from now on its last appearance."""
        theme = self._themes.get(anchor.id) or self._alike(anchor)
        if theme is None:
            theme = self._themes[anchor.id] = Theme(anchor.id)
        if anchor.prints:
            theme.anchor = anchor
        return theme

    def _alike(self, anchor: Anchor) -> Theme | None:
        """Return the theme that looked much the same under another id."""
        marks = set(anchor.prints)
        for _, theme in sorted(self._themes.items()):
            known = theme.anchor.prints if theme.anchor else ()
            if known and len(marks & set(known)) >= _SAME * max(len(marks), len(known)):
                return theme
        return None


# A comment or a description teaches nothing about where passages go.
_TOUCH: Final = ("renommer", "fusionner", "scinder", "décider")


def _decide(theme: Theme, target: Anchor, wanted: Decide) -> None:
    """Note a verdict; accepting confirms the label that was seen, unless a person gave one."""
    theme.accepted = wanted.status == ACCEPTED
    theme.members = wanted.members if theme.accepted else ()
    if theme.accepted and theme.label is None:
        theme.label = target.text or None
    elif wanted.status == TO_REVIEW and theme.label == target.text:
        theme.label = None


def _member(theme_id: str, segment_id: str, marks: float, placed: bool) -> dict[str, Any]:
    return {"theme_id": theme_id, "segment_id": segment_id, "marks": marks, "placed": placed}
