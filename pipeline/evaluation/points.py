"""Key points: the draft says what a good synthesis of each workshop must say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.documents import Draft
from pipeline.evaluation.gold import Evidence, Point
from pipeline.evaluation.grouping import Grouping
from pipeline.evaluation.match import PassageKey
from pipeline.evaluation.metrics import share
from pipeline.evaluation.results import Fault, Grid, Part, part
from pipeline.evaluation.words import percent
from pipeline.text.typography import typeset

_LEAD: Final = (
    "Un point clé qui est une proposition est dit quand le Word montre la fiche de la proposition qui la porte ; un "
    "constat ou un désaccord, quand le Word cite un passage qui le dit, de chaque côté s’il y en a deux."
)


def points(comparison: Comparison, draft: Draft) -> Part:
    """Return the part on key points."""
    grouping = Grouping(comparison)
    quoted = _quoted(comparison, draft)
    titles = frozenset(line.casefold() for line in draft.texts)
    gold = comparison.gold.points
    evidence = {(one.atelier, one.text): one for one in comparison.gold.evidence}
    said, listed, problems = [], [], []
    for point in gold:
        if point.group:
            said.append(bool(grouping.holders.get(point.group, {}).keys() & draft.shown))
            listed.append(said[-1] or _is_listed(grouping, titles, point.group))
            problems.append(f"aucune fiche de la synthèse ne porte « {point.group} »")
        else:
            missing = _missing_sides(evidence[point.atelier, point.text], quoted)
            said.append(not missing)
            listed.append(said[-1])
            problems.append(f"aucun de ces passages n’est cité : {' ; '.join(missing)}")
    names = [f"{point.atelier}#{point.text}" for point in gold]
    measure = comparison.scorer.measure
    measures = [
        measure("points.dits", "points clés dits dans la synthèse", share(said), names),
        measure("points.listes", "points clés dits, ou dans la liste en annexe", share(listed), names),
    ]
    faults = [_missing(point, problem) for point, told, problem in zip(gold, said, problems, strict=True) if not told]
    return part("points", "Points clés", _LEAD, measures, faults, (_grid(gold, said),))


def _quoted(comparison: Comparison, draft: Draft) -> frozenset[PassageKey]:
    """Return the gold passages that the Word file quotes."""
    run, home = comparison.run, comparison.alignment.home
    statements = (comparison.found_words[key] for key in draft.shown & run.statements.keys())
    segments = (run.segments[key] for key in draft.shown & run.segments.keys())
    words = [*statements, *(comparison.alignment.found(s.utterance_id, s.char_start, s.char_end) for s in segments)]
    return frozenset(key for key in map(home, words) if key is not None)


def _missing_sides(evidence: Evidence, quoted: frozenset[PassageKey]) -> list[str]:
    """Return the sides none of whose passages is quoted, as a reader finds them."""
    return [
        ", ".join(f"{place.source.rpartition('/')[2]} {place.n}" for place in side)
        for side in evidence.sides
        if not any((place.source, place.n) in quoted for place in side)
    ]


def _is_listed(grouping: Grouping, titles: frozenset[str], group: str) -> bool:
    """Tell whether the title of a proposition of the group is a line of the draft."""
    proposals = grouping.comparison.run.proposals
    return any(typeset(proposals[key].title).casefold() in titles for key in grouping.holders.get(group, {}))


def _grid(gold: Sequence[Point], said: Sequence[bool]) -> Grid:
    rows = []
    for folder in sorted({point.atelier for point in gold}):
        mine = [told for told, point in zip(said, gold, strict=True) if point.atelier == folder]
        rows.append((folder, str(len(mine)), str(sum(mine)), percent(sum(mine) / len(mine))))
    return Grid("Points clés par atelier", ("atelier", "points", "dits", "part"), tuple(rows))


def _missing(point: Point, problem: str) -> Fault:
    return Fault(
        key=f"point#{point.atelier}#{point.group or point.text[:60]}",
        family="points clés manqués",
        where=point.atelier,
        said=point.text,
        problem=problem,
    )
