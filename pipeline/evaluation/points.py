"""Key points: the draft says what a good synthesis of each workshop must say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.documents import Draft
from pipeline.evaluation.gold import Point
from pipeline.evaluation.grouping import Grouping
from pipeline.evaluation.metrics import share
from pipeline.evaluation.results import Fault, Grid, Part, part
from pipeline.evaluation.vocabulary import stems
from pipeline.evaluation.words import percent
from pipeline.text.typography import typeset

# Neighbouring paragraphs of the draft that may say a point together: a finding and its two neighbours.
_WINDOW: Final = 3
_LEAD: Final = (
    "Un point clé qui est une proposition est dit quand le Word montre la fiche de la proposition qui la porte ; un "
    "autre, quand quelques paragraphes voisins emploient assez de ses mots."
)


def points(comparison: Comparison, draft: Draft) -> Part:
    """Return the part on key points."""
    grouping = Grouping(comparison)
    windows = _windows(draft.texts)
    titles = frozenset(line.casefold() for line in draft.texts)
    gold = comparison.gold.points
    covers = [_cover(grouping, draft, windows, point) for point in gold]
    said = [cover >= comparison.settings.point_cover for cover in covers]
    listed = [told or _is_listed(grouping, titles, point) for told, point in zip(said, gold, strict=True)]
    names = [f"{point.atelier}#{point.text}" for point in gold]
    measure = comparison.scorer.measure
    measures = [
        measure("points.dits", "points clés dits dans la synthèse", share(said), names),
        measure("points.listes", "points clés dits, ou dans la liste en annexe", share(listed), names),
    ]
    faults = [_missing(point, cover) for point, cover, told in zip(gold, covers, said, strict=True) if not told]
    return part("points", "Points clés", _LEAD, measures, faults, (_grid(gold, said),))


def _grid(gold: Sequence[Point], said: Sequence[bool]) -> Grid:
    rows = []
    for folder in sorted({point.atelier for point in gold}):
        mine = [told for told, point in zip(said, gold, strict=True) if point.atelier == folder]
        rows.append((folder, str(len(mine)), str(sum(mine)), percent(sum(mine) / len(mine))))
    return Grid("Points clés par atelier", ("atelier", "points", "dits", "part"), tuple(rows))


def _windows(texts: Sequence[str]) -> list[set[str]]:
    words = [stems(text) for text in texts]
    return [set().union(*words[at : at + _WINDOW]) for at in range(len(words))]


def _cover(grouping: Grouping, draft: Draft, windows: Sequence[set[str]], point: Point) -> float:
    """Return 1 for a shown proposition of the point's group, else the best share of its words in a window."""
    if point.group:
        return 1.0 if grouping.holders.get(point.group, {}).keys() & draft.shown else 0.0
    wanted = stems(point.text)
    return max((len(wanted & window) / len(wanted) for window in windows), default=0.0)


def _is_listed(grouping: Grouping, titles: frozenset[str], point: Point) -> bool:
    """Tell whether the title of a proposition of the point's group is a line of the draft."""
    proposals = grouping.comparison.run.proposals
    return any(
        typeset(proposals[key].title).casefold() in titles for key in grouping.holders.get(point.group or "", {})
    )


def _missing(point: Point, cover: float) -> Fault:
    problem = (
        f"aucune proposition de la synthèse ne porte « {point.group} »"
        if point.group
        else f"au mieux {percent(cover)} de ses mots dans un même endroit de la synthèse"
    )
    return Fault(
        key=f"point#{point.atelier}#{point.group or point.text[:60]}",
        family="points clés manqués",
        where=point.atelier,
        said=point.text,
        problem=problem,
        weight=1.0 - cover,
    )
