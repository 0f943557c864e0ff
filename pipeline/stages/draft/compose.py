"""From the tables to the document, part by part, in the order a French reader expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from pipeline.stages.draft import DraftSettings, wording
from pipeline.stages.draft.compose_annex import annexes
from pipeline.stages.draft.compose_end import next_steps, weak_signals
from pipeline.stages.draft.compose_front import essentials, framing
from pipeline.stages.draft.compose_theme import theme_section
from pipeline.stages.draft.debate import Found, disagreements
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.outline import Document, Paragraph, Section, Table
from pipeline.stages.draft.rows import Theme
from pipeline.stages.draft.walk import legal, texts, with_texts
from pipeline.text.typography import typeset


def compose(material: Material, settings: DraftSettings) -> Document:
    """Return the synthesis of ``material``, in French typography throughout."""
    debates = disagreements(material, settings.max_words)
    front = essentials(material, debates)
    body = _body(material, settings, debates)
    declared = wording.parsed(material.cycle.get("date"))
    dates = [declared] if declared else [date for w in material.workshops if (date := wording.parsed(w.date))]
    document = Document(
        title=material.cycle.get("titre") or "Cycle d’ateliers",
        subtitle="Synthèse des ateliers",
        client=material.cycle.get("commanditaire", ""),
        month=wording.capitalised(wording.month(max(dates))) if dates else "",
        status="Document de travail",
        notice="Établi à partir des paroles et des écrits des ateliers ; à relire avant toute diffusion.",
        essentials=front,
        sections=(*body, annexes(material, "\n".join(texts((front, body))))),
        dated=max(dates, default=None),
    )
    return with_texts(_numbered(document), lambda text: typeset(legal(text)))


def _body(material: Material, settings: DraftSettings, debates: tuple[Found, ...]) -> tuple[Section, ...]:
    local = [theme for theme in material.themes if theme.n_workshops <= 1 < len(material.workshops)]
    shared = [theme for theme in material.themes if theme not in local]
    parts = (
        framing(material),
        _themes(material, settings, debates, shared),
        *([_local(material, settings, debates, local)] if local else []),
        weak_signals(material, settings),
    )
    return (*parts, next_steps(material, parts))


def _themes(material: Material, settings: DraftSettings, debates: tuple[Found, ...], themes: list[Theme]) -> Section:
    if themes:
        count = wording.counted(len(themes), "thème", "thèmes")
        back = " revient" if len(themes) == 1 else " reviennent"
        several = f"{back} d’un atelier à l’autre" if len(material.workshops) > 1 else ""
        lead = (
            f"{wording.capitalised(count)}{several}. Chaque thème donne ses constats, freins, leviers et propositions, "
            "puis les points de débat et des verbatims ; chaque citation porte la référence qui permet de la vérifier."
        )
    else:
        lead = "Aucun thème commun n’a été reconnu dans ces ateliers."
    sections = tuple(theme_section(material, settings, theme, debates) for theme in themes)
    return Section("themes", "Les thèmes", (Paragraph(lead),), sections, new_page=True)


def _local(material: Material, settings: DraftSettings, debates: tuple[Found, ...], themes: list[Theme]) -> Section:
    lead = (
        f"{wording.capitalised(wording.counted(len(themes), 'thème n’a', 'thèmes n’ont'))} été abordé"
        f"{'s' if len(themes) > 1 else ''} que dans un atelier. Chaque atelier avait son ordre du jour : "
        "ne pas revenir ailleurs ne dit rien de l’importance d’un sujet."
    )
    sections = tuple(theme_section(material, settings, theme, debates) for theme in themes)
    return Section("locales", "Spécificités locales", (Paragraph(lead),), sections, new_page=True)


def _numbered(document: Document) -> Document:
    """Return ``document`` with its tables numbered from 1 in reading order."""
    numbers = count(1)
    return replace(document, sections=tuple(_with_numbers(section, numbers) for section in document.sections))


def _with_numbers(section: Section, numbers: Iterator[int]) -> Section:
    blocks = tuple(replace(b, number=next(numbers)) if isinstance(b, Table) else b for b in section.blocks)
    return replace(section, blocks=blocks, sections=tuple(_with_numbers(s, numbers) for s in section.sections))
