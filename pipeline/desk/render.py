"""HTML of the page and of its parts; every text of the corpus is escaped."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.desk.cards import Card
from pipeline.ledger.entries import ACCEPTED, CORRECTED, REJECTED, TO_REVIEW
from pipeline.records import ROLES, STATEMENT_TYPES
from pipeline.text.typography import NBSP, THIN, typeset

HERE: Final = Path(__file__).parent

# An id for the style sheet: a state has spaces and accents.
_STATE_CLASS: Final = {TO_REVIEW: "a-relire", ACCEPTED: "accepte", CORRECTED: "corrige", REJECTED: "rejete"}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "typo": typeset,
        "classe": _STATE_CLASS.__getitem__,
        "pluriel": plural,
        "decimal": decimal,
        "instant": instant,
    }
    environment.globals |= {"ROLES": ROLES, "TYPES": STATEMENT_TYPES, "ETATS": tuple(_STATE_CLASS)}
    return environment


def plural(n: int, noun: str, several: str | None = None) -> str:
    """Return « 1 atelier », « 3 ateliers », « 1 250 mots »; French counts zero as one."""
    number = f"{n:,}".replace(",", THIN)
    return f"{number}{NBSP}{(several or noun + 's') if n > 1 else noun}"


def instant(at: str) -> str:
    """Return an instant of the ledger on this machine's clock: « 24/11/2022 14:05 »; as it is when it is none."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return at


def decimal(value: float) -> str:
    """Return a probability as « 0,83 »."""
    return f"{value:.2f}".replace(".", ",")


_ENVIRONMENT: Final = _environment()


def part(name: str, **values: Any) -> str:  # noqa: ANN401
    """Return the HTML of template ``name``."""
    return _ENVIRONMENT.get_template(f"{name}.html.j2").render(values)


@lru_cache(maxsize=50_000)
def card(one: Card, number: int | None) -> Markup:
    """Return the HTML of a card, kept: a page of two thousand is made of cards that hardly change."""
    return Markup(part("carte", carte=one, numero=number))
