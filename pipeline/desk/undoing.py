"""What a reviewer did in this session, and whether it can still be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from pipeline.desk.live import PARTS, Delta
from pipeline.errors import ReviewError
from pipeline.ledger.entries import REJECTED, Entry
from pipeline.stages.review.answer import Answer

# The fields that hold the id of something else that may be made again.
_POINTERS: Final = ("theme_id", "second_theme_id", "parent_id", "duplicate_of")


@dataclass(frozen=True, slots=True)
class Done:
    """A correction of this session.

    Attributes
    ----------
    entry : Entry
        The correction.
    delta : Delta
        What it changed.
    homes : mapping of str to str or None
        The themes under which the page showed the cards that it changed, before; None for none.
    """

    entry: Entry
    delta: Delta
    homes: Mapping[str, str | None]


def check_undoable(done: Done, answer: Answer) -> None:
    """Refuse to undo what was corrected again since, or came from a theme that is rejected.

    Raises
    ------
    ReviewError
        If something that the correction changed has another value now: undoing would erase somebody's work.
    """
    if any(was.same_as != after.same_as for was, after in done.delta.speakers.values()):
        raise ReviewError("Annulation impossible : deux locuteurs réunis ne se séparent plus depuis cette page.")
    for was, _ in done.delta.segments.values():
        theme = answer.themes.get(was.theme_id or "")
        if theme is not None and theme.status == REJECTED:
            raise ReviewError(f"Annulation impossible : le thème « {theme.label} » est rejeté ; reprenez-le d’abord.")
    for part in PARTS:
        now = getattr(answer, part)
        for key, (was, after) in getattr(done.delta, part).items():
            if _changed_again(was, after, now.get(key)):
                raise ReviewError(
                    "Annulation impossible : ce que vous aviez corrigé l’a été de nouveau depuis ; corrigez à la main."
                )


def _changed_again(was: Any, after: Any, now: Any) -> bool:  # noqa: ANN401
    """Tell whether a field that the correction changed has another value now."""
    if was is None or after is None or now is None:
        return (after is None) != (now is None)
    names = (part.name for part in fields(was))
    return any(
        getattr(was, name) != getattr(after, name) and getattr(now, name) != getattr(after, name) for name in names
    )


def renamed(done: Done, alias: Mapping[str, str]) -> Done:
    """Return what was done before, told with the ids of today, so that it can be undone in its turn."""
    parts = {part: _renamed_part(getattr(done.delta, part), alias) for part in PARTS}
    homes = {alias.get(key, key): alias.get(home or "", home) for key, home in done.homes.items()}
    return Done(done.entry, Delta(**parts), homes)


def _renamed_part(part: Mapping[str, tuple[Any, Any]], alias: Mapping[str, str]) -> dict[str, tuple[Any, Any]]:
    return {alias.get(key, key): (_repointed(was, alias), _repointed(now, alias)) for key, (was, now) in part.items()}


def _repointed(value: Any, alias: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Return a value with the ids of today."""
    pointers = {name: getattr(value, name, None) for name in _POINTERS}
    moved = {name: alias[key] for name, key in pointers.items() if key is not None and key in alias}
    return replace(value, **moved) if moved else value
