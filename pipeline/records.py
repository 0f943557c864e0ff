"""The domain's values, their ids and closed lists. Standard library only.

Ids are hashes of content, never of a row or cluster number: the same thing has the same id on every
machine and in every file order.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, get_args

KINDS: Final = ("transcript", "note", "postit", "chat")

Role = Literal[
    "animation",
    "bailleur",
    "collectivité",
    "état",
    "association",
    "caisse",
    "banque",
    "recherche",
    "locataire",
    "autre",
    "inconnu",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

FACILITATOR: Final = "animation"
UNKNOWN_ROLE: Final = "inconnu"

KEPT: Final = "retenu"
FATES: Final = (
    KEPT,  # goes on to themes and statements
    "animation",  # a facilitator speaks: context, never an opinion
    "logistique",  # microphone, break, agenda
    "trop_court",  # backchannel or a few words: follows its neighbours' theme, makes no statement
    "doublon",  # the same text again in the same workshop
    "hors_langue",  # not French
    "hallucination",  # known inventions of speech recognition
    "sans_parole",  # stage directions, silence, laughter
    "gabarit",  # template left-overs: « A rédiger », {{…}}
)

StatementType = Literal["constat", "frein", "levier", "proposition", "question"]
STATEMENT_TYPES: Final[tuple[StatementType, ...]] = get_args(StatementType)
# Why a demand is no proposition, as a person reads it; the first is denied by its own speaker.
DENIED: Final = "niee"
REFUSALS: Final = {
    DENIED: "demande niée",
    "rapportee": "demande rapportée d’un autre",
    "passee": "demande passée",
    "fait": "obligation constatée",
}

# Where the title of a proposition comes from, when the program gave it.
INFINITIVE: Final = "infinitif"
DOUBTED: Final = "infinitif à relire"  # nobody is sure of it
VERBATIM: Final = "verbatim"


def content_id(prefix: str, *parts: object) -> str:
    """Return a short id that depends on ``parts`` alone.

    Parameters
    ----------
    prefix : str
        Says what kind of thing it is: ``u`` utterance, ``s`` segment, ``t`` theme, ``e`` statement
        (énoncé), ``p`` proposition, ``l`` speaker (locuteur).
    *parts : object
        What makes the thing itself, in a fixed order.

    Returns
    -------
    str
        ``prefix`` + « - » + twelve hexadecimal digits: collisions stay below one in a million up to
        twenty thousand things of a kind, and tables refuse a double id.
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:12]}"


def slug(text: str) -> str:
    """Return ``text`` in lower-case ASCII letters, digits and dashes (« Saint-Quentin » → ``saint-quentin``)."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a reader finds in a file: somebody's words, before anything is known of who speaks.

    Attributes
    ----------
    text : str
        Repaired text (see ``pipeline.text.repair``), never empty.
    speaker : str or None
        The label as written in the file.
    start_s, end_s : float or None
        Seconds from the start of the recording.
    locator : str
        Where a person finds it in the file, in French: « ligne 12 », « paragraphe 40 », « cellule B7 ».
    """

    text: str
    speaker: str | None = None
    start_s: float | None = None
    end_s: float | None = None
    locator: str = ""

    def __post_init__(self) -> None:
        """Refuse what no later stage could place."""
        if not self.text.strip():
            raise ValueError("a turn needs words")
        if self.start_s is not None and self.end_s is not None and self.end_s < self.start_s:
            raise ValueError(f"a turn ends before it starts: {self.start_s} > {self.end_s}")
