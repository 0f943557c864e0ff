"""What is left to hear and to do: weak signals, next steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from pipeline.stages.draft import DraftSettings, select, wording
from pipeline.stages.draft.compose_cards import (
    by_support,
    doubted,
    in_speech,
    numbered,
    once,
    proposal_blocks,
    role_words,
    said,
    unsure,
)
from pipeline.stages.draft.compose_evidence import evidence
from pipeline.stages.draft.compose_theme import is_fragile
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.names import names_someone
from pipeline.stages.draft.outline import Block, Bullets, Cell, Item, Paragraph, Quotes, Section, Table
from pipeline.stages.draft.rows import Proposal
from pipeline.stages.draft.walk import quoted

_CLOSING: Final = (
    "Les corrections se font dans le classeur relecture.xlsx ; le programme, relancé, refait la synthèse en les "
    "appliquant, sans rien perdre des relectures précédentes."
)


def weak_signals(material: Material, settings: DraftSettings) -> Section:
    """Return what was heard once or fits nowhere, and may matter all the same."""
    parts = (
        Section("signaux-propositions", "Propositions relevées une seule fois", _single(material, settings)),
        Section("signaux-hors-theme", "Paroles hors thème", _off_theme(material, settings)),
        Section("signaux-sans-theme", "Propositions sans thème", _without_theme(material, settings)),
    )
    filled = tuple(part for part in parts if part.blocks)
    lead = (
        "Une idée entendue une seule fois peut être la meilleure : elle est gardée ici, sans poids statistique."
        if filled
        else "Aucun signal faible n’a été relevé."
    )
    return Section("signaux", "Signaux faibles", (Paragraph(lead),), filled, new_page=True)


def next_steps(material: Material, shown: Sequence[Section]) -> Section:
    """Return what a reader must do next with the draft, of which ``shown`` is the body."""
    items = (*_tasks(material), *_names_to_reread(material, shown))
    blocks: list[Block] = [Paragraph("Avant diffusion, il reste à :"), Bullets(items)] if items else []
    blocks.append(Paragraph(_CLOSING))
    if table := _bearers(material.proposals):
        blocks.append(table)
    return Section("suites", "Suites", tuple(blocks))


def _single(material: Material, settings: DraftSettings) -> tuple[Block, ...]:
    single = [proposal for proposal in material.proposals if once(proposal)]
    if not single or not settings.signals:
        return ()
    chosen = sorted(sorted(single, key=by_support)[: settings.signals], key=lambda p: p.number)
    count = wording.counted(len(single), "proposition n’a", "propositions n’ont", feminine=True)
    lead = f"{wording.capitalised(count)} été relevée{'s' if len(single) > 1 else ''} qu’une fois"
    if len(chosen) < len(single):
        lead += " ; les plus nettes sont rappelées ici, toutes sont dans la liste en annexe"
    items = (
        Item(f"{wording.capitalised(p.title)} ({numbered([p])})", _who(material, p), p.proposal_id) for p in chosen
    )
    return (Paragraph(f"{lead}."), Bullets(tuple(items)))


def _who(material: Material, proposal: Proposal) -> str:
    return ", ".join(part for part in (role_words(proposal), material.towns(proposal.workshops)) if part)


def _off_theme(material: Material, settings: DraftSettings) -> tuple[Block, ...]:
    segments = material.kept_by_theme.get(None, ())
    if not segments:
        return ()
    # Propositions have their cards below; a question out of context teaches nothing.
    kinds = ("constat", "frein", "levier")
    statements = [s for s in material.statements_by_theme.get(None, ()) if s.type in kinds]
    chosen = select.chosen(material, settings, statements, settings.signals)
    count = wording.counted(len(segments), "passage retenu n’entre", "passages retenus n’entrent")
    lead = f"{wording.capitalised(count)} dans aucun thème{' ; à lire parmi eux :' if chosen else '.'}"
    body: tuple[Block, ...] = (Quotes(chosen),) if chosen else ()
    return (Paragraph(lead), *body, *evidence(material, segments, "Tous les passages hors thème"))


def _without_theme(material: Material, settings: DraftSettings) -> tuple[Block, ...]:
    known = {theme.theme_id for theme in material.themes}
    return proposal_blocks(material, settings, [p for p in material.proposals if p.theme_id not in known])


def _names_to_reread(material: Material, shown: Sequence[Section]) -> tuple[Item, ...]:
    """Return the quotes and titles that name somebody: whether the name may stay is a person's decision."""
    cited = sorted({q.reference for q in quoted(tuple(shown)) if names_someone(q.text, material.names)})
    naming = [proposal for proposal in material.proposals if names_someone(proposal.title, material.names)]
    items = []
    if cited:
        count = wording.counted(len(cited), "citation qui nomme", "citations qui nomment", feminine=True)
        where = f" ({', '.join(cited)})" if len(cited) <= _ENUMERATED else ""
        items.append(Item("Anonymiser", f"{count} peut-être une personne{where}"))
    if naming:
        items.append(Item("Anonymiser", f"les titres qui nomment peut-être une personne : {_propositions(naming)}"))
    return tuple(items)


def _tasks(material: Material) -> list[Item]:
    doubtful = [p for p in material.proposals if unsure(p)]
    spoken = [p for p in material.proposals if in_speech(material, p)]
    reread = [p for p in material.proposals if doubted(p)]
    vague = [p for p in material.proposals if not (said(p.nature) and said(p.echelle) and said(p.porteur))]
    fragile = [f"« {theme.label} »" for theme in material.themes if is_fragile(material, theme)]
    unknown = sum(speaker.role == "inconnu" for speaker in material.speakers)
    items = []
    if doubtful:
        items.append(Item("Confirmer", f"{_propositions(doubtful)}, dont l’énoncé n’est pas certain"))
    if spoken:
        items.append(Item("Intituler", f"{_propositions(spoken)}, dont le titre est encore une parole de participant"))
    if reread:
        items.append(Item("Relire", f"{_propositions(reread)}, dont le titre n’est pas certain"))
    if vague:
        items.append(Item("Préciser", f"nature, échelle ou porteur de {_propositions(vague)}"))
    if fragile:
        items.append(Item("Relire", f"les passages des thèmes aux contours fragiles : {wording.listed(fragile)}"))
    if unknown:
        count = wording.counted(unknown, "intervenant", "intervenants")
        items.append(
            Item("Compléter", f"le rôle de {count}, à déclarer dans le fichier atelier.toml de chaque atelier")
        )
    return items


def _propositions(proposals: Sequence[Proposal]) -> str:
    """Return « les propositions n° 3 et 5 », or how many when the list would be tiresome."""
    if len(proposals) > _ENUMERATED:
        return f"{wording.number(len(proposals))} propositions (voir la liste en annexe)"
    if len(proposals) == 1:
        return f"la proposition {numbered(proposals)}"
    return f"les propositions {numbered(proposals)}"


_ENUMERATED: Final = 15


def _bearers(proposals: Sequence[Proposal]) -> Table | None:
    """Return who is called to carry what, as the words say it."""
    carried = defaultdict(list)
    for proposal in proposals:
        if bearer := said(proposal.porteur):
            carried[wording.capitalised(bearer)].append(proposal)
    if not carried:
        return None
    ranked = sorted(carried.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = tuple((Cell(bearer), Cell(str(len(own))), Cell(numbered(own))) for bearer, own in ranked)
    header = ("Porteur nommé", "Propositions", "Numéros")
    return Table("Les propositions par porteur", header, rows, (0.4, 0.17, 0.43), "lcl")
