"""What reviewers did: new corrections, those that lost their object, and whether what they validated still stands."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipeline.changes.lineage import Lineage, named
from pipeline.changes.runs import Row, Rows, Run
from pipeline.changes.wording import counted, listed, quoted
from pipeline.ledger.entries import ACCEPTED

_LOST: Final = "orpheline"


def sentences(before: Run, after: Run) -> list[str]:
    """Return what became of the corrections."""
    new = [row for key, row in after.corrections.items() if key not in before.corrections]
    known = [(before.corrections[key], row) for key, row in after.corrections.items() if key in before.corrections]
    elsewhere = sum(was["target"] != now["target"] and now["outcome"] != _LOST for was, now in known)
    turned = Counter(str(now["outcome"]) for was, now in known if was["outcome"] != now["outcome"])
    found = []
    if new:
        outcomes = Counter(str(row["outcome"]) for row in new)
        parts = listed(f"{n} {_agreed(outcome, n)}" for outcome, n in sorted(outcomes.items()))
        found.append(f"{counted(len(new), 'correction de plus', 'corrections de plus')} : {parts}.")
    if elsewhere:
        again = counted(elsewhere, "correction a retrouvé son objet", "corrections ont retrouvé leur objet")
        found.append(f"{again} sous un autre identifiant.")
    for outcome, n in sorted(turned.items()):
        found.append(f"{counted(n, 'correction devient', 'corrections deviennent')} {_agreed(outcome, n)}.")
    return found


def _agreed(outcome: str, n: int) -> str:
    return f"{outcome}s" if n > 1 and outcome.endswith("e") else outcome


def accepted(before: Run, after: Run, themes: Lineage, proposals: Lineage, *, moved: bool) -> list[str]:
    """Return whether what was accepted before this run is as it was, what was corrected since left out.

    Parameters
    ----------
    before, after : Run
        The two runs.
    themes, proposals : Lineage
        What became of them.
    moved : bool
        Whether anything else changed: that what was accepted stands is worth saying only then.
    """
    since = {row["target"] for key, row in after.corrections.items() if key not in before.corrections}
    pairs = _pairs(before.themes, after.themes, themes) + _pairs(before.proposals, after.proposals, proposals)
    standing = [(was, now) for key, was, now in pairs if key not in since]
    changed = [named(was) for was, now in standing if now is None or not _same(was, now)]
    stood = len(standing) - len(changed)
    found = []
    if stood and moved:
        found.append(f"{counted(stood, 'élément accepté inchangé', 'éléments acceptés inchangés')}.")
    if changed:
        changes = counted(len(changed), "élément accepté change", "éléments acceptés changent")
        found.append(f"Attention, {changes} : {quoted(changed)}.")
    return found


def _pairs(was: Rows, now: Rows, lineage: Lineage) -> list[tuple[str, Row, Row | None]]:
    accepted = [(key, row) for key, row in was.items() if row["status"] == ACCEPTED]
    return [(lineage.of.get(key, key), row, now.get(lineage.of.get(key, key))) for key, row in accepted]


def _same(was: Row, now: Row) -> bool:
    """Tell whether something accepted kept its state and its name, a proposition its number of statements at least."""
    members = "statement_ids" not in was or len(was["statement_ids"]) <= len(now["statement_ids"])
    return now["status"] == ACCEPTED and named(was) == named(now) and members
