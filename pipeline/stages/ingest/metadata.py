"""What the analyst may say of a cycle (``cycle.toml``) and of a workshop (``atelier.toml``); all of it optional."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from pipeline.records import ROLES
from pipeline.stages.ingest.folder import FoundFile
from pipeline.stages.ingest.naming import parse_date
from pipeline.stages.ingest.roles import declared_role
from pipeline.toml_file import Table, load


def _date_text(value: Any) -> Any:  # noqa: ANN401
    """Return a TOML date as ISO text; the rest is left to the type's own check."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, dt.date) else value


def _iso_date(value: Any) -> Any:  # noqa: ANN401
    text = _date_text(value)
    if not isinstance(text, str):
        return text
    iso = parse_date(text)
    if iso is None:
        raise ValueError('une date est attendue : 2022-06-30, ou "30 juin 2022"')
    return iso


def _one_role(value: Any) -> Any:  # noqa: ANN401
    role = declared_role(value) if isinstance(value, str) else None
    if role is None:
        raise ValueError(f"un rôle est attendu parmi {', '.join(ROLES)}")
    return role


Text = Annotated[str, StringConstraints(min_length=1)]
RoleName = Annotated[str, BeforeValidator(_one_role)]


class GuidedTheme(Table):
    """A theme that the analyst expects: it attracts the passages that speak of it."""

    libelle: Text
    description: str = ""
    exemples: tuple[Text, ...] = ()


class Participant(Table):
    """Somebody who was there."""

    nom: Text
    structure: str | None = None
    role: RoleName | None = None


class CycleFile(Table):
    """``cycle.toml``."""

    titre: Text | None = None
    commanditaire: Text | None = None
    date: Annotated[str, BeforeValidator(_date_text)] | None = None
    themes: tuple[GuidedTheme, ...] = ()
    glossaire: dict[str, str] = Field(default_factory=dict)
    roles: dict[str, RoleName] = Field(default_factory=dict)

    @field_validator("themes")
    @classmethod
    def _no_double_label(cls, themes: tuple[GuidedTheme, ...]) -> tuple[GuidedTheme, ...]:
        _refuse_doubles("le thème", [theme.libelle for theme in themes])
        return themes


class WorkshopFile(Table):
    """``atelier.toml``."""

    titre: Text | None = None
    ville: Text | None = None
    date: Annotated[str, BeforeValidator(_iso_date)] | None = None
    format: Text | None = None
    partenaire: Text | None = None
    themes: tuple[Text, ...] = ()
    animateurs: tuple[Text, ...] = ()
    participants_attendus: Annotated[int, Field(ge=0)] | None = None
    participants: tuple[Participant, ...] = ()

    @field_validator("participants")
    @classmethod
    def _no_double_name(cls, participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        _refuse_doubles("le nom", [participant.nom for participant in participants])
        return participants


def read_cycle(file: FoundFile | None) -> CycleFile:
    """Return ``cycle.toml``, or an empty one; ConfigError says every fault."""
    return load(file.path, file.source, CycleFile) if file else CycleFile()


def read_workshop(file: FoundFile | None) -> WorkshopFile:
    """Return ``atelier.toml``, or an empty one; ConfigError says every fault."""
    return load(file.path, file.source, WorkshopFile) if file else WorkshopFile()


def _refuse_doubles(what: str, names: list[str]) -> None:
    double = [name for name, count in Counter(names).items() if count > 1]
    if double:
        raise ValueError(f"{what} « {double[0]} » est donné deux fois")
