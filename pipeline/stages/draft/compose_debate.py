"""Points of debate of a theme, and the questions that it leaves to all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.stages.draft import DraftSettings, quotes, select, wording
from pipeline.stages.draft.debate import Found
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.opposed import opposed
from pipeline.stages.draft.outline import Block, Exchange, Paragraph, Quote, Quotes, Section
from pipeline.stages.draft.rows import Statement, Theme

_PUT_TO_SOMEBODY: Final = re.compile(
    r"\b(?:vous|tu) (?:n[’'])?[^\W\d_]{2,}|-vous\b|-tu\b|\b(?:votre|vos) ", re.IGNORECASE
)


def debate(material: Material, settings: DraftSettings, theme: Theme, debates: Sequence[Found]) -> Iterator[Section]:
    """Yield the theme's disagreements and the questions that participants ask, if there are any."""
    blocks: list[Block] = []
    titles = []
    own = [found for found in debates if found.theme_id == theme.theme_id]
    contrary = tuple(_contrary(material, settings, theme, own))
    if own or contrary:
        titles.append("points de débat")
        blocks.extend((*_disagreements(material, settings, own), *contrary))
    asked = [s for s in material.statements_by_theme.get(theme.theme_id, ()) if _is_for_all(s)]
    if chosen := select.chosen(material, settings, asked, settings.debates_per_theme):
        titles.append("questions posées")
        count = wording.counted(len(asked), "question", "questions", feminine=True)
        left = "" if len(chosen) == len(asked) else " ; parmi elles"
        blocks.append(Paragraph(f"Les participants posent {count}{left} :"))
        blocks.append(Quotes(chosen))
    if blocks:
        yield Section(f"{theme.theme_id}-debat", wording.capitalised(wording.listed(titles)), tuple(blocks))


def _is_for_all(statement: Statement) -> bool:
    """Tell whether a question is put to all: « vous êtes à combien ? » asks somebody, who answers."""
    return statement.type == "question" and not _PUT_TO_SOMEBODY.search(statement.text)


def _disagreements(material: Material, settings: DraftSettings, debates: Sequence[Found]) -> Iterator[Block]:
    """Yield the exchanges, then the notes: each kind announced by its count and its towns."""
    for kind, one, several in (
        (Exchange, "désaccord s’exprime en toutes lettres", "désaccords s’expriment en toutes lettres"),
        (
            Quote,
            "désaccord est nommé dans les échanges ou les notes",
            "désaccords sont nommés dans les échanges ou les notes",
        ),
    ):
        own = [found for found in debates if isinstance(found.said, kind)]
        shown = [found.said for found in own[: settings.debates_per_theme]]
        if own:
            towns = material.towns(found.workshop_id for found in own)
            yield Paragraph(f"{wording.capitalised(wording.counted(len(own), one, several))} ({towns}).")
        yield from (said for said in shown if isinstance(said, Exchange))
        if noted := tuple(said for said in shown if isinstance(said, Quote)):
            yield Quotes(noted)


def _contrary(
    material: Material, settings: DraftSettings, theme: Theme, debates: Sequence[Found]
) -> Iterator[Paragraph | Exchange]:
    """Yield the propositions that ask for contrary things, but those of an exchange that is quoted already."""
    quoted = {quote.reference for found in debates if isinstance(found.said, Exchange) for quote in _sides(found.said)}
    pairs = [
        pair for pair in opposed(material, theme.theme_id) if not {pair[0].segment_id, pair[1].segment_id} <= quoted
    ][: settings.debates_per_theme]
    if pairs:
        several = len(pairs) > 1
        lead = "Des propositions vont en sens contraire" if several else "Deux propositions vont en sens contraire"
        yield Paragraph(f"{lead}, d’après leurs mots (à confirmer) :")
    for pair in pairs:
        yield Exchange(*(quotes.of_statement(material, statement) for statement in pair))


def _sides(exchange: Exchange) -> tuple[Quote, Quote]:
    return exchange.said, exchange.answered
