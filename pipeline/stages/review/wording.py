"""What the workbook and the messages write: counts, extracts, a proposition's card."""

from __future__ import annotations

from pipeline.stages.review.answer import Proposal
from pipeline.stages.review.work import UNSPECIFIED


def counted(count: int, one: str, several: str) -> str:
    """Return a count in figures with its noun: « 1 énoncé », « 12 énoncés »."""
    return f"{count} {one if count < 2 else several}"


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut between two words and marked so."""
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def fiche(proposal: Proposal) -> str:
    """Return nature, scale and bearer, each with the words that decided it."""
    card = (
        (proposal.nature, proposal.nature_words),
        (proposal.echelle, proposal.echelle_words),
        (proposal.porteur, proposal.porteur_words),
    )
    return " ; ".join(f"{said} (« {by} »)" if by else said for said, by in card if said != UNSPECIFIED)
