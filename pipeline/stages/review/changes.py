"""From changed cells to corrections, and to anomalies for the cells that make none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.ledger import entries
from pipeline.ledger.entries import Anchor, AnyWanted, Change
from pipeline.ledger.prints import words
from pipeline.stages.review.anomalies import Anomaly, RefusedError
from pipeline.stages.review.contradictions import Clash, clashes
from pipeline.stages.review.filled import Filled
from pipeline.stages.review.meaning import Cell, New, Reading
from pipeline.stages.review.wording import shortened

# A row's edits in the order in which they make sense: what it says, where it belongs, the verdict, a remark.
_ORDER: Final = (
    "name",
    "role",
    "label",
    "description",
    "type",
    "title",
    "theme",
    "order",
    "proposal",
    "into",
    "duplicate",
    "status",
    "comment",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A correction with the cells that ask it."""

    change: Change
    cells: tuple[Cell, ...]

    @property
    def who(self) -> str:
        """Whose workbooks ask it."""
        return joined({cell.who: None for cell in self.cells})


def joined(names: Iterable[str]) -> str:
    """Return reviewers as they sign together, each once: « Anne et Bruno »."""
    return " et ".join(dict.fromkeys(one for name in names for one in name.split(" et ")))


def understood(filled: Filled) -> tuple[tuple[Cell, ...], tuple[Anomaly, ...]]:
    """Return the changed cells that can be followed, and an anomaly for each of the others.

    Returns
    -------
    (tuple of Cell, tuple of Anomaly)
        In the order of the sheets. Of two cells that contradict each other, neither is followed.
    """
    reading = Reading(filled)
    cells: list[Cell] = []
    anomalies = list(filled.anomalies)
    for row in filled.rows:
        for edit in sorted(row, key=lambda edit: _ORDER.index(edit.field)):
            try:
                cell = reading.cell(edit, row)
            except RefusedError as refusal:
                anomalies.append(edit.anomaly(refusal))
            else:
                cells += [] if cell is None else [cell]
    found = clashes(cells)
    anomalies += _contradictory(found)
    refused = {cell.edit.place for clash in found for cell in clash.cells}
    return tuple(cell for cell in cells if cell.edit.place not in refused), tuple(anomalies)


def _contradictory(found: Iterable[Clash]) -> list[Anomaly]:
    """Return an anomaly for each contradictory cell, with the first that it contradicts."""
    said: dict[tuple[str, str, str], Anomaly] = {}
    for clash in found:
        for cell, other in (clash.cells, clash.cells[::-1]):
            row = "" if other.edit.anchor.id == cell.edit.anchor.id else f", ligne {other.edit.line}"
            place = f"« {other.edit.title} »{row} ({shortened(other.edit.now, 40)})"
            refusal = RefusedError(
                f"« {shortened(cell.edit.now, 60)} » contredit la colonne {place} : {clash.why}",
                "l’un ou l’autre",
                "gardez l’un des deux",
            )
            said.setdefault(cell.edit.place, cell.edit.anomaly(refusal))
    return [*said.values()]


def written(cells: Iterable[Cell]) -> list[Asked]:
    """Return the corrections that cells ask: one for each, new themes and propositions after them, rows gathered."""
    new: dict[tuple[str, str], list[Cell]] = {}
    found = []
    for cell in cells:
        if isinstance(cell.meaning, New):
            label = " ".join(words(cell.meaning.label)) or cell.edit.anchor.id
            new.setdefault((cell.edit.field, label), []).append(cell)
        else:
            found.append(Asked(_change(cell), (cell,)))
    return found + [Asked(_gathered(group), tuple(group)) for group in new.values()]


def _change(cell: Cell) -> Change:
    anchor, meaning = cell.edit.anchor, cell.meaning
    if cell.edit.field == "into" and anchor.kind == "proposition":
        assert isinstance(meaning, Anchor)
        return Change(meaning, entries.Join(others=(anchor,)))
    return Change(anchor, _WANTED[cell.edit.field](cell, meaning), cell.seen)


def _gathered(cells: list[Cell]) -> Change:
    """Return the correction that makes one new theme or proposition of several rows."""
    anchors = tuple(cell.edit.anchor for cell in cells)
    meaning = cells[0].meaning
    assert isinstance(meaning, New)
    seen = cells[0].seen if all(cell.seen == cells[0].seen for cell in cells) else {}
    if cells[0].edit.field == "theme":
        return Change(anchors[0], entries.Split(label=meaning.label, segments=anchors), seen)
    return Change(anchors[0], entries.Part(others=anchors[1:], title=meaning.label or None), seen)


_WANTED: Final[Mapping[str, Callable[[Cell, Any], AnyWanted]]] = {
    "label": lambda _, text: entries.Rename(label=text),
    "description": lambda _, text: entries.Describe(description=text),
    "title": lambda _, text: entries.Retitle(title=text),
    "comment": lambda _, text: entries.Comment(text=text),
    "name": lambda _, text: entries.Identify(name=text),
    "role": lambda _, role: entries.Identify(role=role),
    "type": lambda _, name: entries.Retype(type=name),
    "theme": lambda _, theme: entries.Move(theme=theme),
    "into": lambda _, theme: entries.Merge(into=theme),
    "proposal": lambda _, proposal: entries.Part(into=proposal),
    "duplicate": lambda _, other: entries.Duplicate(of=other),
    "order": lambda _, sides: entries.Order(after=sides.after, before=sides.before),
    "status": lambda cell, verdict: entries.Decide(status=verdict, members=cell.members),
}
