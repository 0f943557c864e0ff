"""The columns of the review workbook: context first, then what the reviewer fills in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, and the field it edits, if any.

    ``choices`` names the list its cells choose from (see ``workbook``).
    """

    title: str
    width: int
    field: str | None = None
    choices: str | None = None


_ID: Final = Column("Identifiant", 13)
_STATE: Final = Column("Décision", 11, "status", "states")
_REMARK: Final = Column("Commentaire", 26, "comment")
_HISTORY: Final = Column("Historique", 36)

# What is needed to judge comes first, then the cells to fill in, then what may help.
THEMES: Final = (
    _ID,
    Column("Rang", 6),
    Column("Récurrence", 11),
    Column("Ateliers", 20),
    Column("Mots-clés", 24),
    Column("Exemples", 55),
    Column("Libellé", 28, "label"),
    Column("Description", 30, "description"),
    Column("Ordre", 7, "order"),
    Column("Fusionner avec", 24, "into", "mergers"),
    _STATE,
    _REMARK,
    Column("Locuteurs", 10),
    Column("Segments", 10),
    Column("Rôles", 20),
    _HISTORY,
)
PROPOSALS: Final = (
    _ID,
    Column("N°", 5),
    Column("État", 11),
    Column("Ateliers", 18),
    Column("Énoncés", 60),
    Column("Titre", 40, "title"),
    Column("Thème", 24, "theme", "themes"),
    Column("Ordre", 7, "order"),
    Column("Joindre à (n°)", 9, "into"),
    Column("Doublon de (n°)", 10, "duplicate"),
    _STATE,
    _REMARK,
    Column("À rapprocher de (n°)", 12),
    Column("Nature, échelle, porteur", 22),
    Column("Locuteurs", 10),
    Column("Rôles", 20),
    _HISTORY,
)
STATEMENTS: Final = (
    _ID,
    Column("Atelier", 16),
    Column("Rôle", 13),
    Column("Texte", 65),
    Column("Type", 12, "type", "types"),
    Column("Thème", 24, "theme", "themes"),
    Column("Proposition (n°)", 12, "proposal"),
    Column("Doublon de (identifiant)", 15, "duplicate"),
    _STATE,
    _REMARK,
    Column("Certitude (%)", 10),
    Column("Règle", 16),
    Column("Réserve", 12),
    _HISTORY,
)
SPEAKERS: Final = (
    _ID,
    Column("Atelier", 18),
    Column("Nom lu", 28),
    Column("Segments", 10),
    Column("Nom", 28, "name"),
    Column("Rôle", 16, "role", "roles"),
    _REMARK,
    _HISTORY,
)
SEGMENTS: Final = (
    _ID,
    Column("Atelier", 16),
    Column("Rôle", 13),
    Column("Texte", 75),
    Column("Thème", 28, "theme", "themes"),
    _REMARK,
    Column("Second thème", 22),
    Column("Certitude (%)", 10),
    _HISTORY,
)
