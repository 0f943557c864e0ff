"""Corrections as lines of the ledger, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from pipeline.ledger.entries import Anchor, AnyWanted, Change, Entry

_WANTED: Final[TypeAdapter[AnyWanted]] = TypeAdapter(Annotated[AnyWanted, Field(discriminator="action")])


def plain(change: Change) -> dict[str, Any]:
    """Return a change as JSON values: equal for equal changes."""
    return {
        "action": change.wanted.action,
        "target": change.target.model_dump(mode="json", exclude_defaults=True),
        "seen": dict(sorted(change.seen.items())),
        "wanted": change.wanted.model_dump(mode="json", exclude={"action"}, exclude_defaults=True),
    }


def encode(entry: Entry) -> bytes:
    """Return the entry's line, without its end."""
    values = {"id": entry.entry_id, "at": entry.at, "who": entry.who, **plain(entry.change)}
    return json.dumps(values, ensure_ascii=False).encode(errors="replace")


def decode(line: bytes) -> Entry:
    """Return the entry of a line.

    Raises
    ------
    ValueError
        If the line is cut, damaged or asks for something that this program does not know.
    """
    values = json.loads(line)
    if not isinstance(values, dict):
        raise ValueError("une correction est un objet JSON")
    try:
        return Entry(str(values["id"]), str(values["at"]), str(values["who"]), unplain(values))
    except KeyError as error:
        raise ValueError(str(error)) from error


def unplain(values: Mapping[str, Any]) -> Change:
    """Return the change whose JSON values :func:`plain` gave; ValueError when they are those of none."""
    try:
        return Change(
            Anchor.model_validate(values["target"]),
            _WANTED.validate_python({**values["wanted"], "action": values["action"]}),
            {str(name): str(value) for name, value in values["seen"].items()},
        )
    except (KeyError, TypeError, AttributeError, ValidationError) as error:
        raise ValueError(str(error)) from error
