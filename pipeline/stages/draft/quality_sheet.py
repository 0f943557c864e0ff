"""The quality sheet: what the program doubts, where to look first, what it set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.records import FACILITATOR, KEPT, UNKNOWN_ROLE
from pipeline.stages.draft import wording
from pipeline.stages.draft.compose_cards import numbered, unsure
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.outline import Block, Bullets, Cell, Item, Paragraph, Table
from pipeline.stages.draft.rows import Theme

# A theme is fragile when less than this share of its passages stay in it whatever the fineness of the analysis,
# to be watched below the second share.
FRAGILE: Final = 0.5
WATCHED: Final = 0.75
_FRAGILE: Final = "fragile"
_SHOWN: Final = 8
_TO_CONFIRM: Final = "Propositions à confirmer"
_LEAD: Final = (
    "Ce que le programme sait de ses propres doutes, du plus utile au moins utile à vérifier. Cette fiche s’adresse à "
    "l’analyste ; elle peut être retirée avant diffusion."
)
# Tenths: on the sample, which the program learnt from (tests/quality holds them to the baseline), and on a workshop
# that was held out (the card of the model); the last on a kind of meeting of which nothing was learnt.
FOUND: Final = 9
UNSEEN_FOUND: Final = 9
UNSEEN_RIGHT: Final = 8
ELSEWHERE: Final = "6 ou 7"
_TRUST: Final = (
    f"À quel point s’y fier : sur un atelier dont il n’a rien appris, le programme retrouve environ {UNSEEN_FOUND} "
    f"propositions sur 10, et environ {UNSEEN_RIGHT} sur 10 de celles qu’il annonce en sont ; sur une réunion d’un "
    f"autre genre, compter plutôt {ELSEWHERE} sur 10. (Sur le corpus d’exemple, où il a appris : plus de {FOUND} sur "
    "10.)"
)
_ASIDE: Final = (
    "Ce qui manquerait à la synthèse est à chercher dans ce qui a été écarté, avec son motif : {refused} (classeur "
    "relecture.xlsx, feuille « Énoncés », colonne « Réserve ») et {off} (table « segments »)."
)


def quality_sheet(material: Material) -> tuple[Block, ...]:
    """Return the sheet's blocks: what to check first, what was set aside, how firm each theme is."""
    checks = tuple(_checks(material))
    first = (Bullets(checks),) if checks else (Paragraph("Rien ne demande une vérification particulière."),)
    return (Paragraph(_LEAD), *first, Paragraph(_set_aside(material)), Paragraph(_TRUST), *_themes(material))


def _checks(material: Material) -> Iterator[Item]:
    yield from _doubtful(material)
    yield from _twins(material)
    yield from _fragile(material)
    yield from _single_voices(material)
    yield from _recognisable(material)
    yield from _roles(material)
    yield from _nameless(material)
    yield from _silent(material)


def _doubtful(material: Material) -> Iterator[Item]:
    doubtful = sorted((p for p in material.proposals if unsure(p)), key=lambda p: (p.score, p.number))
    if doubtful:
        text = f"{wording.number(len(doubtful))} sur {wording.number(len(material.proposals))}"
        some = sorted(doubtful[:_SHOWN], key=lambda p: p.number)
        first = "à commencer par les moins sûres, les" if len(doubtful) > 1 else "la"
        text += f", {first} {numbered(some)}"
        yield Item(_TO_CONFIRM, f"{text} ; leurs citations suffisent d’ordinaire à trancher.")


def _twins(material: Material) -> Iterator[Item]:
    """Yield the propositions that are each other's nearest: one measure left in two places inflates the list."""
    first = {proposal.proposal_id: proposal.nearby[0] for proposal in material.proposals if proposal.nearby}
    numbers = {proposal.proposal_id: proposal.number for proposal in material.proposals}
    couples = sorted(
        (numbers[one], numbers[other])
        for one, other in first.items()
        if first.get(other) == one and other in numbers and numbers[one] < numbers[other]
    )
    if couples:
        shown = " ; ".join(f"n°\u00a0{one} et {other}" for one, other in couples[:_SHOWN])
        more = ", dont" if len(couples) > _SHOWN else " :"
        count = wording.counted(len(couples), "paire dit", "paires disent", feminine=True)
        yield Item("Propositions à rapprocher", f"{count} peut-être la même mesure{more} {shown}.")


def _fragile(material: Material) -> Iterator[Item]:
    fragile = [theme for theme in material.themes if _verdict(firmness(material, theme), theme) == _FRAGILE]
    names = [f"« {wording.capitalised(theme.label)} »" for theme in fragile]
    if names:
        text = (
            f"{wording.listed(names)} ; leurs passages changent de thème quand l’analyse est plus fine ou plus large."
        )
        yield Item("Thèmes fragiles", text)


def _single_voices(material: Material) -> Iterator[Item]:
    names = [f"« {wording.capitalised(theme.label)} »" for theme in material.themes if theme.n_speakers == 1]
    if names:
        yield Item("Thèmes d’une seule voix", f"{wording.listed(names)} : une seule personne en parle.")


def _recognisable(material: Material) -> Iterator[Item]:
    """Yield the roles that one person holds in a workshop: the signature of a quote is then as good as a name."""
    held = Counter((s.workshop_id, s.role) for s in material.speakers if s.role not in (FACILITATOR, UNKNOWN_ROLE))
    lone = [
        f"{material.towns([workshop.workshop_id])} ({wording.listed(roles)})"
        for workshop in material.workshops
        if (roles := [words[1] for role, words in wording.ROLE_WORDS.items() if held[workshop.workshop_id, role] == 1])
    ]
    if lone:
        text = "une seule personne y tient ce rôle, la signature de ses citations la désigne"
        yield Item("Voix reconnaissables", f"{' ; '.join(lone)} : {text}.")


def _roles(material: Material) -> Iterator[Item]:
    guessed = [s for s in material.speakers if s.role == FACILITATOR and s.role_origin == "déduit"]
    if guessed:
        places = material.towns({speaker.workshop_id for speaker in guessed})
        yield Item(
            "Animation déduite",
            f"elle n’est pas déclarée ({places}), le programme l’a reconnue à sa façon de parler ; ses paroles ne "
            "comptant pas comme des avis, une erreur en ferait perdre, ou compter à tort.",
        )
    unknown = [speaker for speaker in material.speakers if speaker.role == UNKNOWN_ROLE]
    if unknown:
        count = wording.counted(len(unknown), "intervenant est signé", "intervenants sont signés")
        yield Item("Rôles inconnus", f"{count} « Participant » ; leur rôle peut être donné dans atelier.toml.")


def _nameless(material: Material) -> Iterator[Item]:
    spoken = [u for u in material.utterances.values() if u.kind == "transcript"]
    nameless = sum(utterance.speaker_id is None for utterance in spoken)
    if nameless:
        text = (
            f"{wording.number(nameless)} sur {wording.number(len(spoken))} : les décomptes d’intervenants les ignorent."
        )
        yield Item("Prises de parole sans nom", text)


def _silent(material: Material) -> Iterator[Item]:
    names = [source.source for source in material.sources if source.n_utterances == 0 and source.workshop_id]
    if names:
        yield Item("Fichiers sans parole", f"{wording.listed(names[:_SHOWN])}.")


def _set_aside(material: Material) -> str:
    refused = wording.counted(
        sum(material.refused.values()),
        "demande écartée par les règles",
        "demandes écartées par les règles",
        feminine=True,
    )
    short = sum(segment.fate not in (KEPT, "animation") for segment in material.segments.values())
    off = wording.counted(short, "passage mis de côté", "passages mis de côté")
    return _ASIDE.format(refused=refused, off=off)


def firmness(material: Material, theme: Theme) -> float | None:
    """Return the share of a theme's passages that stay in it whatever the fineness of the analysis; None unknown."""
    told = [s.robust for s in material.kept_by_theme.get(theme.theme_id, ()) if s.robust is not None]
    return sum(told) / len(told) if told else None


def _themes(material: Material) -> tuple[Block, ...]:
    rows = tuple(_theme_row(material, theme) for theme in material.themes)
    header = ("Thème", "Passages fermes", "Ateliers", "Intervenants", "Avis")
    return (Table("Solidité des thèmes", header, rows, (0.4, 0.16, 0.13, 0.15, 0.16), "lcccl"),) if rows else ()


def _theme_row(material: Material, theme: Theme) -> tuple[Cell, ...]:
    share = firmness(material, theme)
    told = "—" if share is None else f"{100 * share:.0f} %"
    label = Cell(wording.capitalised(theme.label), target=theme.theme_id)
    figures = (told, str(theme.n_workshops), str(theme.n_speakers), _verdict(share, theme))
    return (label, *(Cell(text) for text in figures))


def _verdict(share: float | None, theme: Theme) -> str:
    """Return « robuste », « à surveiller » or « fragile »: a theme of one voice is never robust."""
    if share is None:
        return "non mesuré"
    if share < FRAGILE:
        return _FRAGILE
    return "robuste" if share >= WATCHED and theme.n_speakers != 1 else "à surveiller"
