"""The column « Ordre »: a changed rank becomes the two neighbours between which the row now stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.ledger.entries import Anchor
from pipeline.stages.review.anomalies import RefusedError
from pipeline.stages.review.filled import Edit, Filled

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Between:
    """The neighbours of a row that is put in order; without either, it goes back to its place before."""

    after: Anchor | None
    before: Anchor | None


def between(filled: Filled) -> dict[Place, Between | RefusedError]:
    """Return where each changed rank puts its row, or why it puts it nowhere.

    « 2 » on a lower row puts it in front of the second; on a higher row, behind it: either way it becomes second.
    « 2,5 » puts it between the second and the third.
    """
    asked = {edit.anchor.id: edit for row in filled.rows for edit in row if edit.field == "order"}
    moved = {edit.anchor.id: edit.now for row in filled.rows for edit in row if edit.field == "theme"}
    groups: dict[tuple[str, str], list[tuple[float, int, str]]] = defaultdict(list)
    answers: dict[Place, Between | RefusedError] = {}
    for (sheet, key), values in filled.base.values.items():
        if not (was := values.get("order", "")) or (key in moved and key not in asked):
            continue
        edit = asked.get(key)
        if edit is not None and not edit.now:
            answers[edit.place] = Between(None, None)
            edit = None
        rank = _number(was if edit is None else edit.now)
        if rank is not None:
            place = (rank, 0 if edit is None else 1 if rank > float(was) else -1, key)
            groups[sheet, moved.get(key, values.get("theme", ""))].append(place)
    for (sheet, _), places in groups.items():
        line = [filled.base.anchors[sheet, key] for *_, key in sorted(places, key=lambda one: one[:2])]
        answers |= _neighbours(line, asked)
    return {edit.place: _REFUSED for edit in asked.values()} | answers


def _neighbours(line: list[Anchor], asked: Mapping[str, Edit]) -> dict[Place, Between | RefusedError]:
    sides = zip([None, *line], line, [*line[1:], None], strict=False)
    return {
        asked[here.id].place: Between(before, after) if before or after else _ALONE
        for before, here, after in sides
        if here.id in asked and asked[here.id].now
    }


def _number(said: str) -> float | None:
    try:
        found = float(said.replace(",", "."))
    except ValueError:
        return None
    return found if abs(found) < 1e6 else None


_REFUSED = RefusedError(
    "rang incompris, ou ligne sans rang (rejetée ou doublon)",
    "un nombre : « 3 » pour devenir troisième, « 2,5 » pour passer entre la 2 et la 3",
    "écrivez un nombre",
)
_ALONE = RefusedError("il n’y a rien d’autre à ranger dans ce thème", "un thème de plusieurs lignes", "laissez 1")
