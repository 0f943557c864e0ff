"""What changed between two runs."""

from __future__ import annotations

from pipeline.changes import lineage, of_corrections, of_proposals, of_themes, workshops
from pipeline.changes.runs import Run
from pipeline.text.typography import typeset


def sentences(before: Run, after: Run) -> list[str]:
    """Return French sentences, one for each kind of change; empty when nothing changed.

    Parameters
    ----------
    before, after : Run
        The last run and the new one.
    """
    themes = lineage.themes(before, after)
    proposals = lineage.proposals(before, after)
    found = [
        *workshops.sentences(before, after),
        *of_themes.sentences(before, after, themes),
        *of_proposals.sentences(before, after, themes, proposals),
        *of_corrections.sentences(before, after),
    ]
    found += of_corrections.accepted(before, after, themes, proposals, moved=bool(found))
    return [typeset(line) for line in found]
