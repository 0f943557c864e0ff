"""Walks through an outline: every text that is read, every quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pipeline.stages.draft.outline import Quote

T = TypeVar("T")

# XML 1.0 has no place for these characters, even escaped.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def with_texts(node: T, change: Callable[[str], str]) -> T:
    """Return ``node`` with ``change`` applied to every text that is read, never to ids and anchors."""
    if isinstance(node, str):
        return change(node)  # type: ignore[return-value]
    if isinstance(node, tuple):
        return tuple(with_texts(item, change) for item in node)  # type: ignore[return-value]
    if is_dataclass(node) and not isinstance(node, type):
        read = (part for part in fields(node) if not part.metadata.get("code"))
        return replace(node, **{part.name: with_texts(getattr(node, part.name), change) for part in read})
    return node


def texts(node: object) -> Iterator[str]:
    """Yield every text that is read under ``node``, in reading order."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, tuple):
        for item in node:
            yield from texts(item)
    elif is_dataclass(node) and not isinstance(node, type):
        for part in fields(node):
            if not part.metadata.get("code"):
                yield from texts(getattr(node, part.name))


def legal(text: str) -> str:
    """Return ``text`` without the characters that no XML or HTML file may hold."""
    return _ILLEGAL.sub("", text)


def quoted(node: object) -> tuple[Quote, ...]:
    """Return every quote under ``node``, in reading order."""
    if isinstance(node, Quote):
        return (node,)
    if isinstance(node, tuple):
        return tuple(quote for item in node for quote in quoted(item))
    if is_dataclass(node) and not isinstance(node, type):
        return tuple(quote for part in fields(node) for quote in quoted(getattr(node, part.name)))
    return ()
