"""The evaluation in words: lines for a terminal, and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.evaluation.results import Evaluation, Fault, Measure, Part
from pipeline.evaluation.words import bounds, shown, whole
from pipeline.text.typography import typeset

# Examples shown: few on a screen, enough in a file to see what they have in common.
ON_SCREEN: Final = 3
IN_FILE: Final = 30
_LONGEST: Final = 220
_BRIEF: Final = (
    "lecture.mots",
    "themes.v_mesure",
    "themes.ari",
    "enonces.proposition.f1",
    "enonces.macro_f1",
    "propositions.trouvees",
    "propositions.paires.f1",
    "points.dits",
    "fidelite.citations",
    "stabilite.sans_tours",
)


def lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield the report for a terminal: each part's figures, and its worst examples."""
    yield typeset(headline(evaluation))
    for part in chapters(evaluation):
        yield ""
        yield part.title
        width = max(len(measure.label) for measure in part.measures)
        for measure in part.measures:
            yield f"  {measure.label:<{width}}  {shown(measure):>6}  {said_bounds(measure)}".rstrip()
        if part.faults:
            yield typeset(f"  {heading(part, ON_SCREEN)} :")
        for fault in part.faults[:ON_SCREEN]:
            yield typeset(f"  • {reference(fault)}{fault.where} : {fault.problem}")
            yield typeset(f"    « {excerpt(fault.said)} »")


def markdown(evaluation: Evaluation) -> str:
    """Return the report as Markdown."""
    blocks = [f"# {headline(evaluation)}"]
    for part in chapters(evaluation):
        blocks += [f"## {part.title}", part.lead, _measures(part)]
        blocks += [f"### {grid.title}\n\n{_grid(grid.header, grid.rows)}" for grid in part.grids]
        if part.faults:
            blocks += [f"### {heading(part, IN_FILE)}", _faults(part)]
    return "\n\n".join(typeset_lines(block) for block in blocks) + "\n"


def chapters(evaluation: Evaluation) -> tuple[Part, ...]:
    """Return the parts to show: the figures that sum up the others come first."""
    found = {measure.key: measure for measure in evaluation.measures()}
    summed = tuple(found[key] for key in _BRIEF if key in found)
    lead = "Les chiffres qui résument les autres ; chaque partie donne les siens, puis les écarts, le pire d’abord."
    return (Part("bref", "En bref", lead, summed), *evaluation.parts) if summed else evaluation.parts


def headline(evaluation: Evaluation) -> str:
    """Return what was evaluated, on what."""
    return f"Évaluation de « {evaluation.cycle} » : {evaluation.size}"


def heading(part: Part, most: int) -> str:
    """Return the title of a part's examples."""
    count = len(part.faults)
    if count <= most:
        return "À voir" if count > 1 else "À voir, le seul écart"
    return f"À voir d’abord, les {most} pires des {whole(count)} écarts"


def reference(fault: Fault) -> str:
    """Return « [e-0123456789ab] » for ``synthese explain``, or nothing."""
    return f"[{fault.identifier}] " if fault.identifier else ""


def excerpt(text: str) -> str:
    """Return the beginning of ``text``, cut between words."""
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0] + " […]"


def said_bounds(measure: Measure) -> str:
    """Return the interval and the size of a measure in brackets."""
    between = f"{bounds(measure)}, " if bounds(measure) else ""
    return f"({between}n = {whole(measure.n)})"


def typeset_lines(text: str) -> str:
    """Return ``text`` typeset line by line: a typographic rule must not join two lines."""
    return "\n".join(typeset(line) for line in text.split("\n"))


def _measures(part: Part) -> str:
    rows = tuple((measure.label, shown(measure), bounds(measure) or "—", whole(measure.n)) for measure in part.measures)
    return _grid(("mesure", "valeur", "intervalle à 95 %", "n"), rows)


def _grid(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    drawn = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in row) + " |" for row in drawn)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _faults(part: Part) -> str:
    return "\n".join(
        f"- {f'`{fault.identifier}` ' if fault.identifier else ''}{fault.where} : {fault.problem}. "
        f"« {excerpt(fault.said)} »"
        for fault in part.faults[:IN_FILE]
    )
