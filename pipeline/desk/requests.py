"""What the page may ask: checked before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.ledger.entries import Verdict
from pipeline.records import Role, StatementType

View = Literal["colonnes", "liste", "file", "locuteurs", "journal"]
Kind = Literal["proposition", "énoncé", "constat", "frein", "levier", "question", "demande", "écarté"]
State = Literal["", "à relire", "accepté", "corrigé", "rejeté"]
Action = Literal[
    "renommer",
    "décrire",
    "fusionner",
    "scinder",
    "déplacer",
    "retyper",
    "titrer",
    "joindre",
    "détacher",
    "décider",
    "ordonner",
    "doublon",
    "identifier",
    "commenter",
]
Key = Annotated[str, Field(pattern=r"^[a-z]-[0-9a-f]{12}$")]
Who = Annotated[str, Field(min_length=1, max_length=80)]


class Filters(BaseModel):
    """What the page shows.

    Attributes
    ----------
    vue : str
        How: themes as columns or as a list, the queue, the speakers, the journal.
    type : str
        Which cards: propositions, statements of a type, or all of them.
    etat, atelier, role : str
        Keep those in that state, of that workshop (id), of that role; empty for all.
    q : str
        Words that must all be there.
    """

    model_config = ConfigDict(frozen=True)

    vue: View = "colonnes"
    type: Kind = "proposition"
    etat: State = ""
    atelier: str = ""
    role: str = ""
    q: str = ""


class _Request(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gesture(_Request):
    """A correction, as the page asks for it: ids, where the ledger wants anchors.

    Attributes
    ----------
    action : str
        As in the ledger.
    target : str
        Id of what it is about.
    who : str
        Who signs.
    boot, version : str, int
        The state of the page when the reviewer made it.
    text : str, optional
        A label, title, name, description or comment.
    theme : str, optional
        Where to move, or which theme to merge into.
    others : tuple of str
        Propositions to join, statements to part with the target, segments to make a theme of.
    into : str, optional
        The proposition that parted statements go to, a new one by default; of what the target is the duplicate.
    after, before : str, optional
        The neighbours of something that is put in order.
    type, role, status : str, optional
        What is wanted.
    """

    action: Action
    target: Key
    who: Who
    boot: str
    version: int
    text: str | None = None
    theme: Key | None = None
    others: tuple[Key, ...] = ()
    into: Key | None = None
    after: Key | None = None
    before: Key | None = None
    type: StatementType | None = None
    role: Role | None = None
    status: Verdict | None = None


class Undo(_Request):
    """« Annuler » : the last correction of ``who`` in this session."""

    who: Who
    boot: str
    version: int
