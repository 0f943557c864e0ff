"""Figures with their intervals, as inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from pipeline.evaluation.results import Measure
from pipeline.evaluation.words import shown
from pipeline.text.typography import typeset

_LABELS: Final = 400  # pixels kept for the names
_AXIS: Final = 360  # pixels from 0 to 1
_VALUE: Final = 70
_ROW: Final = 24
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def whiskers(measures: Sequence[Measure]) -> str:
    """Return one row a measure: its value as a dot on an axis from 0 to 1, its interval as a bar.

    A value below 0 (an index may have one) stands at 0.
    """
    drawn = [measure for measure in measures if measure.scale != "count"]
    height = _ROW * (len(drawn) + 1)
    width = _LABELS + _AXIS + _VALUE
    rows = "".join(_row(measure, rank) for rank, measure in enumerate(drawn))
    ticks = "".join(_tick(value, height) for value in _TICKS)
    names = ", ".join(f"{measure.label} {shown(measure)}" for measure in drawn)
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{_text(names)}">{ticks}{rows}</svg>'


def _row(measure: Measure, rank: int) -> str:
    y = _ROW * rank + _ROW // 2
    bar = ""
    if measure.low is not None and measure.high is not None:
        bar = f'<line class="range" x1="{_x(measure.low)}" x2="{_x(measure.high)}" y1="{y}" y2="{y}"/>'
    return (
        f'<text x="{_LABELS - 12}" y="{y + 4}" text-anchor="end">{_text(measure.label)}</text>{bar}'
        f'<circle class="value" cx="{_x(measure.value)}" cy="{y}" r="5"/>'
        f'<text x="{_LABELS + _AXIS + 12}" y="{y + 4}">{_text(shown(measure))}</text>'
    )


def _tick(value: float, height: int) -> str:
    x, bottom = _x(value), height - _ROW
    label = f"{value:g}".replace(".", ",")
    return (
        f'<line class="axis" x1="{x}" x2="{x}" y1="0" y2="{bottom}"/>'
        f'<text x="{x}" y="{height - 6}" text-anchor="middle">{label}</text>'
    )


def _x(value: float) -> int:
    return _LABELS + round(_AXIS * min(max(value, 0.0), 1.0))


def _text(text: str) -> str:
    return escape(typeset(text))
