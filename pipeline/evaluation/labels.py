"""Labels of themes: words that participants say in the theme, never a facilitator's.

What an agenda announces, and the subjects of the trade, are names that people wrote: they are not judged.

Who says an acronym says the words of the glossary that it stands for.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.evaluation.results import Fault, Measure
from pipeline.evaluation.run import Run, Theme
from pipeline.evaluation.scorer import promise
from pipeline.evaluation.vocabulary import stems
from pipeline.records import KEPT
from pipeline.stages.cluster.subjects import subjects

# A label from the cycle's metadata or from a reviewer is theirs.
_MADE: Final = "émergent"


def labels(run: Run) -> tuple[Measure, list[Fault]]:
    """Return the share of the program's own labels whose every word participants say, and the faults."""
    written = run.agenda | {subject.name for subject in subjects()}
    made = [theme for theme in run.themes.values() if theme.origin == _MADE and theme.label not in written]
    strange = {theme.theme_id: missing for theme in made if (missing := _unsaid(run, theme))}
    measure = promise("themes.libelles", "libellés faits de mots des participants", len(made) - len(strange), len(made))
    return measure, [_fault(run.themes[key], missing) for key, missing in strange.items()]


def _unsaid(run: Run, theme: Theme) -> list[str]:
    """Return the content words of a label that nobody but facilitators says in the theme or its sub-themes."""
    own = {theme.theme_id} | {key for key, other in run.themes.items() if other.parent_id == theme.theme_id}
    texts = [one.text for one in run.segments.values() if one.theme_id in own and one.fate == KEPT]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    meant = [meaning for term, meaning in run.glossary.items() if term in words]
    return sorted(stems(theme.label).difference(*(stems(text) for text in [*texts, *meant])))


def _fault(theme: Theme, missing: list[str]) -> Fault:
    return Fault(
        key=f"libellé#{theme.label}",
        family="thèmes : libellés",
        where="libellé de thème",
        said=theme.label,
        problem="aucun participant ne dit dans ce thème : " + ", ".join(missing),
        identifier=theme.theme_id,
        weight=1000.0,
    )
