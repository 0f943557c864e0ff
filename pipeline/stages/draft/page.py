"""The same synthesis as one HTML page: no script, no request, every passage unfolded on demand."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.stages.draft.outline import (
    Bullets,
    Card,
    Document,
    Evidence,
    Exchange,
    Figures,
    Paragraph,
    Quotes,
    Section,
    Table,
)

_HERE: Final = Path(__file__).parent
_NAMES: Final = {
    Paragraph: "paragraph",
    Bullets: "bullets",
    Quotes: "quotes",
    Exchange: "exchange",
    Card: "card",
    Figures: "figures",
    Table: "table",
    Evidence: "evidence",
}


def page(document: Document) -> bytes:
    """Return ``document`` as a self-contained HTML page, everything that was said escaped."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, loader=FileSystemLoader(_HERE), trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["block"] = lambda block, name: _NAMES[type(block)] == name
    css = (_HERE / "page.css").read_text(encoding="utf-8")
    html = environment.get_template("page.html.j2").render(
        document=document,
        css=css,
        css_digest=base64.b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        anchors=_anchors((document.essentials, *document.sections)),
    )
    return html.encode()


def _anchors(sections: tuple[Section, ...]) -> frozenset[str]:
    """Return the ids that the page holds: a reference is a link only when it leads somewhere."""
    found: set[str] = set()
    for section in sections:
        found |= {section.anchor} | _anchors(section.sections)
        for block in section.blocks:
            if isinstance(block, Card):
                found.add(block.reference)
            elif isinstance(block, Evidence):
                found.update(passage.reference for passage in block.passages)
                found.update(mark.reference for passage in block.passages for mark in passage.marks)
    return frozenset(found)
