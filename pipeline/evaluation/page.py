"""The evaluation as one HTML page: no script, no request; figures drawn with their intervals."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from typing import Final

from pipeline.evaluation.plots import whiskers
from pipeline.evaluation.report import IN_FILE, chapters, excerpt, heading, headline
from pipeline.evaluation.results import Evaluation, Fault, Grid, Part
from pipeline.evaluation.words import bounds, shown, whole
from pipeline.text.typography import typeset

_CSS: Final = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
h1, h2, h3 { line-height: 1.2; }
h2 { border-top: 1px solid #ccc; padding-top: 1.5rem; margin-top: 2.5rem; }
table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; }
th, td { border-bottom: 1px solid #ddd; padding: 0.25rem 0.6rem; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #888; }
.scroll { overflow-x: auto; }
li { margin-bottom: 0.6rem; }
.said { color: #555; display: block; }
code { background: #eee; padding: 0 0.25rem; }
svg { max-width: 100%; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: #222; }
svg .axis { stroke: #ccc; } svg .range { stroke: #5b7fa6; stroke-width: 3; } svg .value { fill: #1d3f66; }
td.h1 { background: #eaf1f8; } td.h2 { background: #cfdff0; } td.h3 { background: #9fbfe0; }
td.h4 { background: #5b8fc4; color: #fff; }
"""
_SHADES: Final = 4


def page(evaluation: Evaluation) -> str:
    """Return the report as a self-contained HTML page."""
    title = _text(headline(evaluation))
    digest = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n<h1>{title}</h1>",
            *(line for part in chapters(evaluation) for line in _part(part)),
            "</body>\n</html>\n",
        ]
    )


def _part(part: Part) -> Iterator[str]:
    yield f'<section id="{escape(part.key)}">\n<h2>{_text(part.title)}</h2>\n<p>{_text(part.lead)}</p>'
    yield whiskers(part.measures)
    rows = tuple((one.label, shown(one), bounds(one) or "—", whole(one.n)) for one in part.measures)
    yield _table(Grid("", ("mesure", "valeur", "intervalle à 95 %", "n"), rows))
    for grid in part.grids:
        yield f"<h3>{_text(grid.title)}</h3>\n{_table(grid)}"
    if part.faults:
        yield f"<h3>{_text(heading(part, IN_FILE))}</h3>\n<ul>"
        yield from (_fault(fault) for fault in part.faults[:IN_FILE])
        yield "</ul>"
    yield "</section>"


def _fault(fault: Fault) -> str:
    said = _text(f"« {excerpt(fault.said)} »")
    explained = f"<br><code>synthese explain {escape(fault.identifier)}</code>" if fault.identifier else ""
    return f'<li>{_text(f"{fault.where} : {fault.problem}")} <span class="said">{said}</span>{explained}</li>'


def _table(grid: Grid) -> str:
    head = "".join(f'<th scope="col">{_text(text)}</th>' for text in grid.header)
    most = max((int(text) for row in grid.rows for text in row[1:] if text.isdigit()), default=0) if grid.heat else 0
    body = "\n".join("<tr>" + "".join(_cell(text, most) for text in row) + "</tr>" for row in grid.rows)
    return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'


def _cell(text: str, most: int) -> str:
    """Return a cell, shaded by its count when ``most`` is given."""
    if most and text.isdigit() and int(text):
        shade = -(-_SHADES * int(text) // most)
        return f'<td class="h{shade}">{escape(text)}</td>'
    return f"<td>{_text(text)}</td>"


def _text(text: str) -> str:
    return escape(typeset(text))
