"""The annexes: recurrence, list of propositions, structures, glossary, quality, method, how to check a line."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

from pipeline.stages.draft import method, wording
from pipeline.stages.draft.compose_cards import nature, said, tasks
from pipeline.stages.draft.material import Material, is_facilitator
from pipeline.stages.draft.outline import Block, Bullets, Cell, Item, Paragraph, Section, Table, Tone
from pipeline.stages.draft.quality_sheet import quality_sheet
from pipeline.stages.draft.rows import Proposal

# Beyond this many workshops, a column has no room for a town's name: it is headed by the workshop's number.
_NAMED_COLUMNS: Final = 5
_SHADES: Final = 4


def annexes(material: Material, body: str) -> Section:
    """Return the annexes.

    Parameters
    ----------
    material : Material
        What was said.
    body : str
        All the text of the synthesis so far: the glossary explains only the terms that occur in it.
    """
    parts = (
        Section("recurrence", "Récurrence des thèmes", _recurrence(material)),
        Section("liste", "Liste des propositions", _proposals(material)),
        Section("structures", "Structures participantes", _structures(material)),
        Section("glossaire", "Glossaire des sigles", _glossary(material, body)),
        Section("qualite", "Fiche qualité", quality_sheet(material)),
        Section("methode", "Note de méthode et limites", method.note(material)),
        Section("verifier", "Vérifier une citation", method.checking(material)),
    )
    return Section("annexes", "Annexes", (), tuple(part for part in parts if part.blocks), new_page=True)


def _recurrence(material: Material) -> tuple[Block, ...]:
    if not material.themes:
        return ()
    named = len(material.workshops) <= _NAMED_COLUMNS
    heads = [
        wording.capitalised(w.town or w.title) if named else str(rank) for rank, w in enumerate(material.workshops, 1)
    ]
    counts = {theme.theme_id: _by_workshop(material, theme.theme_id) for theme in material.themes}
    most = max((max(found.values(), default=0) for found in counts.values()), default=0)
    rows = []
    for theme in material.themes:
        found = [counts[theme.theme_id][w.workshop_id] for w in material.workshops]
        cells = (Cell(wording.number(n) if n else "–", _shade(n, most)) for n in found)
        label = Cell(wording.capitalised(theme.label), target=theme.theme_id)
        rows.append((label, *cells, Cell(wording.number(sum(found)))))
    header = ("Thème", *heads, "Total")
    share = 0.62 / (len(heads) + 1)
    widths = (0.38, *([share] * (len(heads) + 1)))
    table = Table("Passages de chaque thème, par atelier", header, tuple(rows), widths, "l" + "c" * (len(heads) + 1))
    lead = "Nombre de passages retenus ; plus la case est foncée, plus le thème a occupé l’atelier."
    key = "" if named else " Les colonnes portent le numéro de l’atelier dans le premier tableau."
    return (Paragraph(lead + key), table)


def _by_workshop(material: Material, theme_id: str) -> Counter[str]:
    return Counter(segment.workshop_id for segment in material.kept_by_theme.get(theme_id, ()))


def _shade(count: int, most: int) -> int:
    return math.ceil(_SHADES * count / most) if count else 0


def _proposals(material: Material) -> tuple[Block, ...]:
    if not material.proposals:
        return (Paragraph("Aucune proposition n’a été relevée."),)
    labels = {theme.theme_id: wording.capitalised(theme.label) for theme in material.themes}
    rows = tuple(_proposal_row(material, proposal, labels) for proposal in material.proposals)
    header = ("N°", "Proposition", "Thème", "Lieux", "Énoncés", "Nature", "À faire")
    widths = (0.05, 0.32, 0.14, 0.115, 0.1, 0.15, 0.125)
    return (Table("Toutes les propositions", header, rows, widths, "clllcll"),)


def _proposal_row(material: Material, proposal: Proposal, labels: dict[str, str]) -> tuple[Cell, ...]:
    return (
        Cell(str(proposal.number)),
        Cell(wording.capitalised(proposal.title), target=proposal.proposal_id),
        Cell(labels.get(proposal.theme_id or "", "—")),
        Cell(wording.capitalised(material.towns(proposal.workshops))),
        Cell(str(len(proposal.statement_ids))),
        Cell(wording.capitalised(said(nature(proposal))) or "—"),
        Cell(", ".join(tasks(material, proposal)) or "—"),
    )


def _structures(material: Material) -> tuple[Block, ...]:
    named = [speaker for speaker in material.speakers if speaker.structure]
    if not named:
        return (Paragraph("Les documents ne nomment pas les structures des intervenants."),)
    keys = sorted(
        {(str(s.structure), s.role) for s in named}, key=lambda key: (_rank(key[1]), key[0].casefold(), key[0])
    )
    rows = []
    for structure, role in keys:
        own = [speaker for speaker in named if (speaker.structure, speaker.role) == (structure, role)]
        places = wording.capitalised(material.towns(speaker.workshop_id for speaker in own))
        rows.append(tuple(Cell(text) for text in (structure, _role(role), places, str(len(own)))))
    header = ("Structure", "Rôle", "Lieux", "Intervenants")
    missing = sum(not speaker.structure and not is_facilitator(speaker.role) for speaker in material.speakers)
    count = wording.counted(missing, "intervenant", "intervenants")
    note = (Paragraph(f"La structure de {count} n’est pas connue.", Tone.NOTE),) if missing else ()
    return (Table("Structures entendues", header, tuple(rows), (0.4, 0.22, 0.24, 0.14), "lllc"), *note)


def _rank(role: str) -> int:
    return list(wording.ROLE_WORDS).index(role) if role in wording.ROLE_WORDS else len(wording.ROLE_WORDS)


def _role(role: str) -> str:
    return wording.ROLE_WORDS.get(role, wording.ROLE_WORDS["autre"])[0]


def _glossary(material: Material, body: str) -> tuple[Block, ...]:
    terms = [(term, meaning) for term, meaning in material.glossary.items() if occurs(term, body)]
    terms.sort(key=lambda pair: (pair[0].casefold(), pair[0]))
    return (Bullets(tuple(Item(term, meaning) for term, meaning in terms)),) if terms else ()


def occurs(term: str, body: str) -> bool:
    """Tell whether ``term`` stands in ``body`` as a whole word, in its own case (« ORT », never « sort »)."""
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", body) is not None
