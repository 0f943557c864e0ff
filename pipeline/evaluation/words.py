"""Figures as a French reader writes them."""

from __future__ import annotations

from pipeline.evaluation.results import Measure
from pipeline.text.typography import NBSP, THIN


def percent(value: float) -> str:
    """Return « 87 % », or « 87,4 % » where the decimal says something (above 99 %, below 100 %)."""
    digits = 1 if 0.99 <= value < 1 else 0
    return f"{_french(f'{value * 100:.{digits}f}')}{NBSP}%"


def decimal(value: float) -> str:
    """Return « 0,62 », with a minus sign where there is one."""
    return _french(f"{value:.2f}")


def whole(value: float) -> str:
    """Return « 1 250 »."""
    return f"{round(value):,}".replace(",", THIN)


def shown(measure: Measure) -> str:
    """Return the value of ``measure``."""
    return {"share": percent, "index": decimal, "count": whole}[measure.scale](measure.value)


def bounds(measure: Measure) -> str:
    """Return « 81 % à 92 % », or an empty string without interval."""
    if measure.low is None or measure.high is None:
        return ""
    write = {"share": percent, "index": decimal, "count": whole}[measure.scale]
    return f"{write(measure.low)} à {write(measure.high)}"


def _french(number: str) -> str:
    return number.replace(".", ",").replace("-", "−")
