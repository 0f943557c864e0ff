"""The gold tables, from the same masters as the sample files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from pipeline.evaluation.gold import Gold, Occurrence, Passage, Point, Proposition, Speaker, Statement
from rendering.master import Document, Item, Master
from rendering.scenario import Scenario


def gold(masters: Sequence[Master], scenario: Scenario) -> Gold:
    """Return the answers of ``masters``, in their order."""
    statements = tuple(statement for place in _places(masters) for statement in _statements(*place))
    return Gold(
        passages=tuple(_passage(*place) for place in _places(masters)),
        statements=statements,
        propositions=tuple(_propositions(statements, scenario)),
        points=tuple(
            Point(master.folder, point.theme, point.group, point.text) for master in masters for point in master.points
        ),
        speakers=tuple(
            Speaker(master.folder, voice.name, voice.structure, voice.role)
            for master in masters
            for voice in master.voices
        ),
    )


def lines(rows: Iterable[Passage | Statement | Proposition | Point | Speaker]) -> bytes:
    """Return ``rows`` as JSON, one a line."""
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows).encode()


def _places(masters: Sequence[Master]) -> Iterator[tuple[Master, Document, Item]]:
    for master in masters:
        for document in master.documents:
            for item in document.items:
                yield master, document, item


def _passage(master: Master, document: Document, item: Item) -> Passage:
    name, role = (item.name, item.voice.role) if item.voice else (None, None)
    source = f"{master.folder}/{document.name}"
    return Passage(master.folder, source, document.kind, item.n, name, role, item.theme, item.text)


def _statements(master: Master, document: Document, item: Item) -> Iterator[Statement]:
    source = f"{master.folder}/{document.name}"
    for mark in item.marks:
        words = item.text[mark.start : mark.end]
        yield Statement(master.folder, source, item.n, mark.start, mark.end, words, mark.type, mark.group, mark.refused)


def _propositions(statements: Sequence[Statement], scenario: Scenario) -> Iterator[Proposition]:
    for name, group in scenario.groups.items():
        said = [statement for statement in statements if statement.group == name]
        if said:
            places = tuple(Occurrence(one.source, one.n, one.char_start, one.char_end) for one in said)
            towns = tuple(sorted({one.atelier for one in said}))
            yield Proposition(name, group.theme, group.measure, towns, places)
