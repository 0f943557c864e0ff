"""What comes first: the essentials on one page, then the workshops and how they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.records import FACILITATOR
from pipeline.stages.draft import wording
from pipeline.stages.draft.compose_cards import by_support, numbered, once, support, unsure
from pipeline.stages.draft.compose_theme import is_fragile
from pipeline.stages.draft.debate import Found
from pipeline.stages.draft.material import Material, is_facilitator
from pipeline.stages.draft.outline import Block, Bullets, Cell, Figures, Item, Paragraph, Section, Table
from pipeline.stages.draft.rows import Proposal, Speaker, Workshop

# Lines of each list of the essentials: more would not hold on one page.
_LINES: Final = 6


def essentials(material: Material, debates: Sequence[Found]) -> Section:
    """Return the page that a hurried reader reads."""
    parts = (
        ("essentiel-themes", "Les principaux thèmes", _main_themes(material)),
        ("essentiel-propositions", "Les propositions les plus partagées", _main_proposals(material)),
        ("essentiel-vigilance", "Points de débat et de vigilance", _watch(material, debates)),
    )
    sections = tuple(Section(anchor, title, blocks, minor=True) for anchor, title, blocks in parts if blocks)
    return Section("essentiel", "L’essentiel", (_figures(material),), sections, new_page=True)


def framing(material: Material) -> Section:
    """Return « Cadre et démarche »: the workshops, who took part, what was read."""
    blocks: tuple[Block, ...] = (Paragraph(_cycle_line(material)), _workshop_table(material), Paragraph(_READING))
    return Section("cadre", "Cadre et démarche", blocks, new_page=True)


_READING: Final = (
    "Les constats, freins, leviers et verbatims sont des citations : rien n’y est reformulé, seules les hésitations "
    "de l’oral sont ôtées. Elles sont signées par le rôle et le lieu, jamais par un nom, et suivies d’une référence "
    "qui ramène au passage d’origine. Les décomptes portent sur des ateliers et des intervenants ; ils ne mesurent "
    "pas une opinion majoritaire."
)


def _figures(material: Material) -> Figures:
    speakers = sum(not is_facilitator(speaker.role) for speaker in material.speakers)
    words = sum(workshop.n_words for workshop in material.workshops)
    counts = (
        (len(material.workshops), "atelier", "ateliers"),
        (speakers, "intervenant", "intervenants"),
        (words, "mot lu", "mots lus"),
        (len(material.themes), "thème", "thèmes"),
        (len(material.proposals), "proposition", "propositions"),
    )
    return Figures(tuple((wording.number(n), one if n < 2 else several) for n, one, several in counts))


def _main_themes(material: Material) -> tuple[Block, ...]:
    total = len(material.workshops)
    items = []
    spread = [theme for theme in material.themes if theme.n_workshops]
    for theme in sorted(spread, key=lambda t: -t.n_workshops)[:_LINES]:
        text = wording.recurrence(theme.n_workshops, total)
        if theme.n_workshops < total:
            text += f" ({material.towns(theme.workshops)})"
        if theme.n_speakers:
            text += f", {wording.figured(theme.n_speakers, 'intervenant', 'intervenants')}"
        items.append(Item(wording.capitalised(theme.label), text, theme.theme_id))
    return (Bullets(tuple(items)),) if items else (Paragraph("Aucun thème n’a été reconnu dans ces ateliers."),)


def _main_proposals(material: Material) -> tuple[Block, ...]:
    if not material.statements:
        return (Paragraph("Aucun constat, frein, levier ni proposition n’a été relevé dans ces ateliers."),)
    if not material.proposals:
        return (Paragraph("Aucune proposition n’a été relevée dans ces ateliers."),)
    items = (
        Item(f"{wording.capitalised(p.title)} ({numbered([p])})", _supported(material, p), p.proposal_id)
        for p in sorted(material.proposals, key=by_support)[:_LINES]
    )
    return (Bullets(tuple(items)),)


def _supported(material: Material, proposal: Proposal) -> str:
    return support(material, proposal) + (" (à confirmer)" if unsure(proposal) else "")


def _watch(material: Material, debates: Sequence[Found]) -> tuple[Block, ...]:
    labels = {theme.theme_id: theme.label for theme in material.themes}
    debated = Counter(labels[found.theme_id] for found in debates if found.theme_id in labels)
    fragile = [theme.label for theme in material.themes if is_fragile(material, theme)]
    doubtful = [proposal for proposal in material.proposals if unsure(proposal)]
    single = sum(once(proposal) for proposal in material.proposals)
    items = []
    if debated:
        items.append(Item("Désaccords exprimés", _quoted(label for label, _ in debated.most_common(_LINES))))
    if fragile:
        items.append(Item("Thèmes aux contours fragiles", _quoted(fragile[:_LINES])))
    if doubtful:
        share = f"{wording.number(len(doubtful))} sur {wording.number(len(material.proposals))}"
        items.append(Item("Propositions à confirmer", share))
    if single:
        items.append(Item("Signaux faibles", wording.counted(single, *_SINGLE, feminine=True), "signaux"))
    return (Bullets(tuple(items)),) if items else ()


_SINGLE: Final = ("proposition relevée une seule fois", "propositions relevées une seule fois")


def _quoted(labels: Iterable[str]) -> str:
    return wording.listed([f"« {wording.capitalised(label)} »" for label in labels])


def _cycle_line(material: Material) -> str:
    count = wording.counted(len(material.workshops), "atelier", "ateliers")
    dates = sorted(date for w in material.workshops if (date := wording.parsed(w.date)))
    when = ""
    if len(dates) > 1:
        when = f", tenus du {wording.day(dates[0])} au {wording.day(dates[-1])}"
    elif dates:
        when = f", dont {wording.day(dates[0])}" if len(material.workshops) > 1 else f", le {wording.day(dates[0])}"
    title = f"Le cycle « {material.cycle['titre']} »" if material.cycle.get("titre") else "Le cycle"
    return f"{title} réunit {count}{when}.{_people_line(material.speakers)}"


def _people_line(speakers: Iterable[Speaker]) -> str:
    counts = Counter(speaker.role for speaker in speakers if not is_facilitator(speaker.role))
    if not counts:
        return ""
    count = wording.counted(counts.total(), "intervenant y est entendu", "intervenants y sont entendus")
    return f" {wording.capitalised(count)} : {wording.role_counts(counts)}."


def _heard(speakers: Iterable[Speaker]) -> str:
    """Return how many people are heard, by role: « 4 entendus (3 bailleurs sociaux et 1 association) »."""
    counts = Counter(speaker.role for speaker in speakers)
    facilitators = counts.pop(FACILITATOR, 0)
    parts = []
    if counts:
        parts.append(f"{wording.figured(counts.total(), 'entendu', 'entendus')} ({wording.role_counts(counts)})")
    if facilitators:
        parts.append(f"animation : {wording.figured(facilitators, 'personne', 'personnes')}")
    return " ; ".join(parts)


def _workshop_table(material: Material) -> Table:
    rows = []
    for rank, workshop in enumerate(material.workshops, 1):
        date = wording.parsed(workshop.date)
        texts = (
            str(rank),
            wording.capitalised(workshop.town or "—"),
            wording.day(date) if date else workshop.date or "—",
            _topic(workshop),
            _participants(material, workshop),
            _sources(material, workshop),
        )
        rows.append(tuple(Cell(text) for text in texts))
    header = ("N°", "Ville", "Date", "Thème de l’atelier", "Participants", "Documents lus")
    widths = (0.05, 0.12, 0.14, 0.24, 0.3, 0.15)
    return Table("Les ateliers du cycle", header, tuple(rows), widths, "clllll")


def _topic(workshop: Workshop) -> str:
    details = [text for text in (workshop.format, workshop.partner) if text]
    return f"{workshop.title} ({' ; '.join(details)})" if details else workshop.title


def _participants(material: Material, workshop: Workshop) -> str:
    speakers = [speaker for speaker in material.speakers if speaker.workshop_id == workshop.workshop_id]
    announced = int(workshop.expected_participants or 0)
    parts = [wording.figured(announced, "annoncé", "annoncés")] if announced else []
    return " ; ".join((*parts, _heard(speakers) or "—"))


def _sources(material: Material, workshop: Workshop) -> str:
    kinds = Counter(
        source.kind
        for source in material.sources
        if source.workshop_id == workshop.workshop_id and source.kind and source.n_utterances
    )
    return ", ".join(wording.figured(kinds[kind], *words) for kind, words in wording.KIND_WORDS.items() if kinds[kind])
