"""Who wants what for each field, and what became of each correction: honoured, in conflict, orphan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from pipeline.ledger.entries import Entry
from pipeline.text.typography import typeset

Outcome = Literal["honorée", "en conflit", "orpheline"]
HONOURED: Final[Outcome] = "honorée"
CONFLICT: Final[Outcome] = "en conflit"
ORPHAN: Final[Outcome] = "orpheline"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a correction: the thing's id today, and what was done or why not, in French."""

    entry: Entry
    target: str
    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True)
class _Settled:
    """The last correction of one field of one thing: the value and how a reviewer sees it."""

    entry: Entry
    value: str
    shown: str


class Settlement:
    """What corrections have settled so far, in their order.

    The later correction of a field applies. Its author either knew the earlier one (same person, or its value was
    before their eyes): a change of mind; or did not: a conflict, said on both.
    """

    def __init__(self) -> None:
        self.reports: dict[str, Report] = {}
        self._settled: dict[tuple[str, str], _Settled] = {}
        self._contradicts: set[str] = set()

    def settle(self, entry: Entry, target: str, field: str, value: str, shown: str | None = None) -> None:
        """Note what is wanted for a field.

        Parameters
        ----------
        entry : Entry
            The correction being applied.
        target, field : str
            Whose field.
        value : str
            What is wanted, comparable: an id for a theme.
        shown : str, optional
            The value as ``seen`` would give it: a label for a theme; ``value`` by default.
        """
        last = self._settled.get((target, field))
        self._settled[target, field] = _Settled(entry, value, value if shown is None else shown)
        if last is None or last.value == value:
            return
        if last.entry.who == entry.who or entry.change.seen.get(field) == last.shown:
            self._annotate(last.entry, f"remplacée ensuite par {named(entry)}", None)
        else:
            self._contradicts.add(entry.entry_id)
            self._annotate(last.entry, f"contredite par {named(entry)}, qui s’applique : à trancher", CONFLICT)

    def by(self, target: str, field: str) -> Entry | None:
        """Return the correction that last set a field."""
        settled = self._settled.get((target, field))
        return None if settled is None else settled.entry

    def report(self, entry: Entry, target: str, outcome: Outcome, detail: str) -> None:
        """Note what became of a correction."""
        if entry.entry_id in self._contradicts:
            outcome, detail = (
                CONFLICT,
                f"{detail} Contredit une correction que son auteur n’avait pas vue : à trancher.",
            )
        self.reports[entry.entry_id] = Report(entry, target, outcome, typeset(detail))

    def _annotate(self, entry: Entry, remark: str, outcome: Outcome | None) -> None:
        report = self.reports.get(entry.entry_id)
        if report is not None:  # none yet when one correction sets the same field twice
            detail = typeset(f"{report.detail} ({remark})")
            self.reports[entry.entry_id] = replace(report, detail=detail, outcome=outcome or report.outcome)


def named(entry: Entry) -> str:
    """Return how a correction is called in a sentence."""
    return f"{entry.entry_id} ({entry.who})"
