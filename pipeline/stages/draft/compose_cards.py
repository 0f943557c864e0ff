"""Propositions: cards, and the lines that lists and annexes give them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.records import DOUBTED, VERBATIM
from pipeline.stages.draft import DraftSettings, quotes, select, wording
from pipeline.stages.draft.before import said_before
from pipeline.stages.draft.material import REVIEWED, Material
from pipeline.stages.draft.names import names_someone
from pipeline.stages.draft.outline import Block, Card, Linked, Paragraph, Quote
from pipeline.stages.draft.rows import Proposal, Statement
from pipeline.text.speech import is_said

# What the table writes when the words do not say it.
_UNSAID: Final = "non précisé"
# What a person must still do, and how a card says it.
_MARKS: Final = {"confirmer": "à confirmer", "intituler": "à intituler", "relire le titre": "titre à relire"}
_UNSURE: Final = "à confirmer"
_BEFORE: Final = "Dit juste avant :"
_ORIGIN: Final = "Constat d’origine, dans la même intervention :"
_CONDITION: Final = "Condition posée :"
_RESERVE: Final = "Réserve de la même personne :"
_ANSWER: Final = "Objection entendue ensuite :"


def proposal_blocks(material: Material, settings: DraftSettings, proposals: Sequence[Proposal]) -> tuple[Block, ...]:
    """Return a lead, a card for each of the first propositions, and where the others are."""
    if not proposals:
        return ()
    lead = wording.capitalised(wording.counted(len(proposals), "proposition", "propositions", feminine=True))
    several = sum(proposal.n_workshops > 1 for proposal in proposals)
    if several and len(proposals) > 1:
        lead += f", dont {wording.counted(several, 'relevée', 'relevées', feminine=True)} dans plusieurs ateliers"
    # Numbers follow support, then the reviewers' order: those in front are those to show.
    first, others = proposals[: settings.cards_per_theme], proposals[settings.cards_per_theme :]
    cards = tuple(card(material, settings, proposal) for proposal in first)
    return (Paragraph(f"{lead}."), *cards, *_others(others))


def in_speech(material: Material, proposal: Proposal) -> bool:
    """Tell whether the title is still a piece of speech; the words of a note or a post-it make a title as they are."""
    if proposal.title_origin != VERBATIM:
        return False
    written = (s.text for s in stated(material, proposal) if material.utterance(s).kind != "transcript")
    return not is_said(proposal.title, written)


def by_support(proposal: Proposal) -> tuple[int, int, int, float, int]:
    """Return a key that sorts the most shared and surest propositions first."""
    return -proposal.n_workshops, -proposal.n_speakers, -len(proposal.statement_ids), -proposal.score, proposal.number


def card(material: Material, settings: DraftSettings, proposal: Proposal) -> Card:
    """Return the card of one proposition."""
    options = [select.candidate(material, statement) for statement in stated(material, proposal)]
    chosen = select.from_everywhere(options, settings.quotes_per_card)
    said = _shown_first(material, proposal, [one.quote.reference for one in chosen])
    linked = around(material, settings, said)
    return Card(
        heading=f"Proposition {numbered([proposal])} – {wording.capitalised(proposal.title)}",
        mark=wording.listed([_MARKS[task] for task in tasks(material, proposal)]),
        support=f"Relevée dans {support(material, proposal)}.",
        facts=facts(proposal),
        quotes=tuple(option.quote for option in chosen),
        linked=(*_before(material, proposal, said, linked), *linked),
        nearby=_nearby(material, proposal),
        reference=proposal.proposal_id,
    )


def tasks(material: Material, proposal: Proposal) -> list[str]:
    """Return what a person must still do with the proposition: « confirmer », « intituler », « relire le titre »."""
    due = (
        ("confirmer", unsure(proposal)),
        ("intituler", in_speech(material, proposal)),
        ("relire le titre", doubted(proposal)),
    )
    return [task for task, needed in due if needed]


def stated(material: Material, proposal: Proposal) -> list[Statement]:
    """Return the proposition's statements that stand, in reading order."""
    wanted = set(proposal.statement_ids)
    return [statement for key, statement in material.statements.items() if key in wanted]


def support(material: Material, proposal: Proposal) -> str:
    """Return where and by whom: « deux ateliers (Nevers et Angoulême), par un intervenant (…) et par écrit (…) »."""
    line = wording.recurrence(proposal.n_workshops, len(material.workshops))
    line += f" ({material.towns(proposal.workshops)})"
    voices = []
    if proposal.n_speakers:
        roles = role_words(proposal)
        count = wording.counted(proposal.n_speakers, "intervenant", "intervenants")
        voices.append(f"par {count} ({roles})" if roles else f"par {count}")
    if written := _written(material, proposal):
        voices.append(f"par écrit ({written})")
    return ", ".join((line, wording.listed(voices))) if voices else line


def _written(material: Material, proposal: Proposal) -> str:
    """Return the kinds of writing that carry the proposition and that nobody signs: « notes et post-its »."""
    sources = (material.utterance(statement) for statement in stated(material, proposal))
    kinds = {source.kind for source in sources if source.speaker_id is None}
    return wording.listed([words for kind, words in wording.WRITTEN_WORDS.items() if kind in kinds])


def role_words(proposal: Proposal) -> str:
    """Return the roles that carry the proposition, in the singular when one person does."""
    roles = [role for role in proposal.roles if role not in ("inconnu", "animation")]
    if proposal.n_speakers == 1 and len(roles) == 1:
        return wording.ROLE_WORDS.get(roles[0], wording.ROLE_WORDS["autre"])[1]
    return wording.role_list(roles)


def facts(proposal: Proposal) -> str:
    """Return nature, scale and bearer in one line, each with the words that decided it."""
    named = (
        ("Nature", nature(proposal), proposal.nature_words),
        ("Échelle", proposal.echelle, proposal.echelle_words),
        ("Porteur", proposal.porteur, proposal.porteur_words),
    )
    return " · ".join(f"{name} : {_decided(said(value), words)}" for name, value, words in named)


def _decided(value: str, words: str | None) -> str:
    """Return « financière (« fonds ») »; the words are left out where they only repeat the value."""
    if not value:
        return "à préciser"
    repeats = words is None or words.casefold() == value.casefold()
    return value if repeats else f"{value} («\u00a0{words}\u00a0»)"


def nature(proposal: Proposal) -> str:
    """Return the nature, agreeing with the word « nature »; what a reviewer wrote stays as it is."""
    return wording.NATURE_WORDS.get(proposal.nature, proposal.nature)


def said(value: str) -> str:
    """Return ``value``, or nothing when the tables say that they do not know."""
    return "" if value == _UNSAID else value


def numbered(proposals: Sequence[Proposal]) -> str:
    """Return « n° 3 », « n° 3, 5 et 8 », « n° 7 à 12 et 15 »."""
    runs: list[list[int]] = []
    for number in sorted(proposal.number for proposal in proposals):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [part for run in runs for part in _run_of(run)]
    return f"n°\u00a0{wording.listed(parts)}"


def _run_of(run: Sequence[int]) -> list[str]:
    return [f"{run[0]} à {run[-1]}"] if len(run) > 2 else [str(number) for number in run]


def unsure(proposal: Proposal) -> bool:
    """Tell whether a reader must confirm the proposition: the program is not sure of it, and nobody reviewed it."""
    return proposal.status == _UNSURE


def doubted(proposal: Proposal) -> bool:
    """Tell whether the program is not sure of the title, and nobody reviewed the proposition."""
    return proposal.title_origin == DOUBTED and proposal.status not in REVIEWED


def once(proposal: Proposal) -> bool:
    """Tell whether the proposition was said a single time."""
    return proposal.n_workshops <= 1 and len(proposal.statement_ids) <= 1


def _shown_first(material: Material, proposal: Proposal, shown: Sequence[str]) -> list[Statement]:
    """Return the proposition's statements, those that the card quotes first."""
    return sorted(stated(material, proposal), key=lambda one: one.statement_id not in shown)


def _before(
    material: Material, proposal: Proposal, said: Sequence[Statement], linked: Sequence[Linked]
) -> tuple[Linked, ...]:
    """Return what was said right before, for who is to write the title, or to read it again; nothing that is linked."""
    needed = bool(said) and (in_speech(material, proposal) or doubted(proposal))
    quote = said_before(material, said[0]) if needed else None
    if quote is None or any(one.quote.text in quote.text for one in linked):
        return ()
    return (Linked(_BEFORE, quote),)


def around(material: Material, settings: DraftSettings, said: Sequence[Statement]) -> tuple[Linked, ...]:
    """Return the finding, the condition, the reserve and the objection of the first statements that have one.

    Parameters
    ----------
    said : sequence of Statement
        Of one proposition, the best first.
    """
    found = (
        (_ORIGIN, _first(_finding(material, settings, one.constat_id, ("constat", "frein")) for one in said)),
        (_CONDITION, _first(_part(material, one, one.condition) for one in said)),
        (
            _RESERVE,
            _first(
                quote
                for one in said
                for quote in (
                    _part(material, one, one.objection),
                    _limit(material, one.reserve_id),
                )
            ),
        ),
        (_ANSWER, _first(_finding(material, settings, one.answer_id, None) for one in said)),
    )
    # One sentence is not both what the proposition starts from and what opposes it.
    shown = {quote.reference: (label, quote) for label, quote in reversed(found) if quote}
    return tuple(Linked(label, quote) for label, quote in found if quote and shown[quote.reference] == (label, quote))


def _first(options: Iterable[Quote | None]) -> Quote | None:
    return next((quote for quote in options if quote), None)


def _finding(
    material: Material, settings: DraftSettings, key: str | None, types: tuple[str, ...] | None
) -> Quote | None:
    """Return a linked statement that still stands and is understood alone."""
    other = material.statements.get(key or "")
    if other is None or (types and other.type not in types):
        return None
    options = select.readable(material, [other], (settings.min_words, settings.max_words))
    return options[0].quote if options else None


def _part(material: Material, statement: Statement, part: str | None) -> Quote | None:
    """Return what was said with a statement, unless it names somebody."""
    if part is None or names_someone(part, material.names):
        return None
    return quotes.of_part(material, statement, part)


def _limit(material: Material, key: str | None) -> Quote | None:
    """Return what the same speaker asks not to have, unless it names somebody."""
    other = material.denied.get(key or "")
    return None if other is None or names_someone(other.text, material.names) else quotes.of_statement(material, other)


def _nearby(material: Material, proposal: Proposal) -> str:
    near = [other for other in material.proposals if other.proposal_id in proposal.nearby]
    return f"À rapprocher : proposition{'s' if len(near) > 1 else ''} {numbered(near)}." if near else ""


def _others(proposals: Sequence[Proposal]) -> tuple[Paragraph, ...]:
    if not proposals:
        return ()
    count = wording.counted(len(proposals), "autre proposition est", "autres propositions sont", feminine=True)
    return (Paragraph(f"{wording.capitalised(count)} dans la liste en annexe : {numbered(proposals)}."),)
