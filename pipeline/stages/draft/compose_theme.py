"""One theme: status, constats, freins, leviers, propositions, points of debate, verbatims, all its passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from pipeline.stages.draft import DraftSettings, quotes, select, wording
from pipeline.stages.draft.compose_cards import proposal_blocks
from pipeline.stages.draft.compose_debate import debate
from pipeline.stages.draft.compose_evidence import evidence
from pipeline.stages.draft.debate import Found
from pipeline.stages.draft.material import Material, is_spoken
from pipeline.stages.draft.names import names_someone
from pipeline.stages.draft.outline import (
    Block,
    Paragraph,
    Quote,
    Quotes,
    Section,
    Set,
    Tone,
)
from pipeline.stages.draft.presence import presence_line
from pipeline.stages.draft.rows import Segment, Statement, Theme
from pipeline.stages.draft.walk import quoted
from pipeline.text.alone import stands_alone

S = TypeVar("S", Segment, Statement)

# Type → its heading when said in one workshop, in several; the verb of « Les participants … 12 freins ».
_FINDINGS: Final = {
    "constat": ("Constats", "Constats partagés", "dressent"),
    "frein": ("Freins", "Freins", "signalent"),
    "levier": ("Leviers et expériences", "Leviers et expériences", "citent"),
}

# Below this share of robust passages, the theme's borders moved with the settings: a reader must know.
FRAGILE_SHARE: Final = 0.5


def theme_section(material: Material, settings: DraftSettings, theme: Theme, debates: Sequence[Found]) -> Section:
    """Return the section of ``theme``."""
    parts: list[Section] = []
    for kind in _FINDINGS:
        parts.extend(_findings(material, settings, theme, kind))
    cards = proposal_blocks(material, settings, [p for p in material.proposals if p.theme_id == theme.theme_id])
    if cards:
        parts.append(Section(f"{theme.theme_id}-propositions", "Propositions", cards))
    parts.extend(debate(material, settings, theme, debates))
    parts.extend(_verbatims(material, settings, theme, quoted(tuple(parts))))
    proof = evidence(material, material.kept_by_theme.get(theme.theme_id, ()), "Tous les passages du thème")
    status: list[Block] = [Paragraph(status_line(material, theme), Tone.STATUS)]
    if theme.keywords:
        status.append(Paragraph(f"Mots caractéristiques : {', '.join(theme.keywords[:8])}.", Tone.NOTE))
    if told := presence_line(material, theme):
        status.append(Paragraph(told, Tone.NOTE))
    if parts and proof:
        parts[-1] = replace(parts[-1], blocks=(*parts[-1].blocks, *proof))
    blocks = (*status, *(() if parts else proof))
    return Section(theme.theme_id, wording.capitalised(theme.label), blocks, tuple(parts))


def status_line(material: Material, theme: Theme) -> str:
    """Return the theme's recurrence, in words and figures, and who spoke of it."""
    total = len(material.workshops)
    line = f"Thème {theme.recurrence}, "
    if theme.n_workshops:
        count = f"{wording.number(theme.n_workshops)} sur {wording.number(total)}"
        towns = material.towns(theme.workshops)
        line += f"abordé dans {wording.recurrence(theme.n_workshops, total)} ({count} : {towns})"
    else:
        line += "seulement effleuré dans les ateliers"
    if theme.n_speakers:
        line += f", par {wording.counted(theme.n_speakers, 'intervenant', 'intervenants')}"
    if roles := wording.role_list(role for role in theme.roles if role not in ("inconnu", "animation")):
        line += f" : {roles}"
    if theme.n_on_agenda:
        line += f" ; le sujet était à l’ordre du jour {wording.of_counted(theme.n_on_agenda, 'atelier', 'ateliers')}"
    return f"{line}.{_fragility(material, theme)}"


def is_fragile(material: Material, theme: Theme) -> bool:
    """Tell whether most of the theme's passages would leave it under slightly different settings."""
    told = [s.robust for s in material.kept_by_theme.get(theme.theme_id, ()) if s.robust is not None]
    return bool(told) and sum(told) < FRAGILE_SHARE * len(told)


def heard_in(material: Material, statements: Sequence[Statement]) -> str:
    """Return « trois des quatre ateliers, 14 intervenants » for the statements."""
    workshops = {statement.workshop_id for statement in statements}
    speakers = {u.speaker_id for s in statements if (u := material.utterance(s)).speaker_id}
    heard = wording.recurrence(len(workshops), len(material.workshops))
    if not speakers:
        return heard
    return f"{heard}, {wording.counted(len(speakers), 'intervenant', 'intervenants')}"


def _fragility(material: Material, theme: Theme) -> str:
    return " Contours fragiles : à relire en premier." if is_fragile(material, theme) else ""


def _counted(theme: Theme, things: Sequence[S]) -> list[S]:
    """Return what was said in the workshops that count for the theme; all of it when none does.

    A theme said to be heard in two towns must not quote a third, where it was only touched upon.
    """
    return [thing for thing in things if thing.workshop_id in theme.workshops] if theme.workshops else list(things)


def _findings(material: Material, settings: DraftSettings, theme: Theme, kind: str) -> Iterator[Section]:
    statements = [s for s in _counted(theme, material.statements_by_theme.get(theme.theme_id, ())) if s.type == kind]
    if not statements:
        return
    alone, shared, verb = _FINDINGS[kind]
    chosen = select.chosen(material, settings, statements, settings.findings_per_type)
    several = len({material.utterance(s).workshop_id for s in statements}) > 1
    counted = wording.counted(len(statements), *wording.TYPE_WORDS[kind])
    lead = f"Les participants {verb} {counted} ({heard_in(material, statements)})"
    blocks: tuple[Block, ...] = (Paragraph(f"{lead}{_repeated(len(chosen), len(statements))}."),)
    if chosen:
        blocks = (*blocks, Quotes(chosen))
    yield Section(f"{theme.theme_id}-{kind}", shared if several else alone, blocks)


def _repeated(shown: int, total: int) -> str:
    """Return how many of the statements follow, when it is not all of them."""
    if shown == total:
        return ""
    if shown == 0:
        return " ; aucun ne se lit hors de son contexte"
    return f" ; {wording.cardinal(shown)} {'est repris' if shown == 1 else 'sont repris'} ici"


def _verbatims(
    material: Material, settings: DraftSettings, theme: Theme, shown: tuple[Quote, ...]
) -> Iterator[Section]:
    """Yield the longer quotes: the theme's own representatives first, none of what was quoted above."""
    seen = {quote.reference for quote in shown}
    options: list[select.Candidate] = []
    for segment in _counted(theme, material.kept_by_theme.get(theme.theme_id, ())):
        stated = material.statements_by_segment.get(segment.segment_id, ())
        if segment.segment_id not in seen and seen.isdisjoint(s.statement_id for s in stated):
            options.extend(_option(material, settings, theme, segment))
    chosen = select.best(options, settings.verbatims_per_theme, shown)
    if chosen:
        picked = Quotes(tuple(option.quote for option in chosen), Set.VERBATIMS)
        yield Section(f"{theme.theme_id}-verbatims", "Verbatims", (picked,))


def _option(material: Material, settings: DraftSettings, theme: Theme, segment: Segment) -> Iterator[select.Candidate]:
    utterance = material.utterances[segment.utterance_id]
    quote = quotes.of_segment(material, segment, settings.max_verbatim_words)
    long_enough = quotes.fits(quote.text, False, 2 * settings.min_words, settings.max_verbatim_words)
    named = names_someone(quote.text, material.names)
    if is_spoken(utterance) and stands_alone(quote.text) and long_enough and not named:
        score = float(segment.segment_id in theme.representatives) + select.merit(material, segment, quote)
        yield select.Candidate(quote, score, utterance.workshop_id, utterance.role)
