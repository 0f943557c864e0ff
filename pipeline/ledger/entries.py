"""What a reviewer can ask for: a closed set of corrections, each with what it is about, seen and wanted.

The words in the ledger are French because an analyst may open it: one JSON object a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pipeline.records import Role, StatementType

Kind = Literal["thème", "segment", "énoncé", "proposition", "locuteur"]
KINDS: Final[tuple[Kind, ...]] = ("thème", "segment", "énoncé", "proposition", "locuteur")
# « corrigé » is not asked for: it is the state of what was edited without a verdict.
Verdict = Literal["à relire", "accepté", "rejeté"]
TO_REVIEW: Final = "à relire"
ACCEPTED: Final = "accepté"
CORRECTED: Final = "corrigé"
REJECTED: Final = "rejeté"
# The published state of a proposition that is the same as another.
DUPLICATE: Final = "doublon"
# How a reviewer sees and says that something is under no theme.
NO_THEME: Final = "hors thème"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Anchor(_Record):
    """What a correction is about, by content, so that it is found again under another id.

    Attributes
    ----------
    kind : str
        One of ``KINDS``.
    id : str
        Its id in the run that the reviewer saw.
    text : str
        A theme's label, a proposition's title, a speaker's name, else the words themselves.
    workshop, speaker : str, optional
        Workshop id, and the speaker's name as shown.
    type : str, optional
        A statement's type.
    before, after : str
        The few words that come before and after.
    prints : tuple of str
        A sample of the members' word sequences (see ``prints``), for a theme or a proposition.
    """

    kind: Kind
    id: str
    text: str = ""
    workshop: str | None = None
    speaker: str | None = None
    type: StatementType | None = None
    before: str = ""
    after: str = ""
    prints: tuple[str, ...] = ()


class Wanted(_Record):
    """The common ground of all corrections; ``on`` is what each may be about."""

    on: ClassVar[tuple[Kind, ...]] = ()


class Rename(Wanted):
    """Give a theme another label."""

    on = ("thème",)
    action: Literal["renommer"] = "renommer"
    label: Text


class Describe(Wanted):
    """Say in a sentence what a theme covers."""

    on = ("thème",)
    action: Literal["décrire"] = "décrire"
    description: Text


class Merge(Wanted):
    """Pour a theme into another, which keeps its label."""

    on = ("thème",)
    action: Literal["fusionner"] = "fusionner"
    into: Anchor


class Split(Wanted):
    """Make a new theme of segments, about the theme they leave or the first of them when they leave several."""

    on = ("thème", "segment")
    action: Literal["scinder"] = "scinder"
    label: Text
    segments: tuple[Anchor, ...] = Field(min_length=1)


class Move(Wanted):
    """Put a segment, a statement or a proposition under another theme; None takes it out of all themes."""

    on = ("segment", "énoncé", "proposition")
    action: Literal["déplacer"] = "déplacer"
    theme: Anchor | None


class Retype(Wanted):
    """Give a statement another type."""

    on = ("énoncé",)
    action: Literal["retyper"] = "retyper"
    type: StatementType


class Retitle(Wanted):
    """Give a proposition another title."""

    on = ("proposition",)
    action: Literal["titrer"] = "titrer"
    title: Text


class Join(Wanted):
    """Gather other propositions into this one: the same measure."""

    on = ("proposition",)
    action: Literal["joindre"] = "joindre"
    others: tuple[Anchor, ...] = Field(min_length=1)


class Part(Wanted):
    """Take a statement, and others with it, out of their proposition, into another one or a new one (``into`` None)."""

    on = ("énoncé",)
    action: Literal["détacher"] = "détacher"
    others: tuple[Anchor, ...] = ()
    into: Anchor | None = None
    title: Text | None = None


class Decide(Wanted):
    """Accept or reject.

    Accepting confirms what was seen: it holds the label, type or title in place, and the statements of a
    proposition (``members``) together, whatever the program finds afterwards.
    """

    on = ("thème", "énoncé", "proposition")
    action: Literal["décider"] = "décider"
    status: Verdict
    members: tuple[Anchor, ...] = ()


class Order(Wanted):
    """Put a theme, or a proposition within its theme, just after or before another one; both sides survive better.

    Without either, it goes back to the place that it had before its last ordering.
    """

    on = ("thème", "proposition")
    action: Literal["ordonner"] = "ordonner"
    after: Anchor | None = None
    before: Anchor | None = None


class Duplicate(Wanted):
    """Say that a statement or a proposition is the same as another, which speaks for both; None takes it back.

    Unlike joining, nothing is poured: the duplicate stays traceable and can be taken back as it was.
    """

    on = ("énoncé", "proposition")
    action: Literal["doublon"] = "doublon"
    of: Anchor | None = None


class Identify(Wanted):
    """Correct a speaker's name or role; the name of another speaker of the workshop makes them one."""

    on = ("locuteur",)
    action: Literal["identifier"] = "identifier"
    name: Text | None = None
    role: Role | None = None


class Comment(Wanted):
    """Say something; changes nothing."""

    on = KINDS
    action: Literal["commenter"] = "commenter"
    text: Text


AnyWanted = (
    Rename
    | Describe
    | Merge
    | Split
    | Move
    | Retype
    | Retitle
    | Join
    | Part
    | Decide
    | Order
    | Duplicate
    | Identify
    | Comment
)


@dataclass(frozen=True, slots=True)
class Change:
    """A correction before it is signed.

    Attributes
    ----------
    target : Anchor
        What it is about.
    wanted : AnyWanted
        What is asked.
    seen : mapping of str to str
        What the reviewer had before the eyes, by field (``label``, ``type``, ``theme``, ``title``, ``status``…):
        tells an informed change of mind from two reviewers who contradict each other unawares.
    """

    target: Anchor
    wanted: AnyWanted
    seen: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a correction that makes no sense for its target."""
        if self.target.kind not in self.wanted.on:
            raise ValueError(f"« {self.wanted.action} » ne s’applique pas à : {self.target.kind}")
        if any(other.kind != self.target.kind for other in _beside(self.wanted)):
            raise ValueError(f"« {self.wanted.action} » met ensemble deux choses de même sorte")


def _beside(wanted: AnyWanted) -> list[Anchor]:
    """Return what a thing is put beside, which must be of its kind."""
    found = (wanted.after, wanted.before) if isinstance(wanted, Order) else ()
    same = (wanted.of,) if isinstance(wanted, Duplicate) else ()
    return [anchor for anchor in (*found, *same) if anchor is not None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction in the ledger: a change, signed.

    Attributes
    ----------
    entry_id : str
        ``c-`` and twelve hexadecimal digits.
    at : str
        When, ISO 8601 in UTC.
    who : str
        The reviewer, as they sign.
    change : Change
        What is asked.
    """

    entry_id: str
    at: str
    who: str
    change: Change

    @property
    def action(self) -> str:
        """The correction's French name."""
        return self.change.wanted.action
