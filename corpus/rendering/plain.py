"""Text files: labelled transcript, chat, notes."""

from __future__ import annotations

from rendering.clock import hours, messages
from rendering.labels import capitals, typed
from rendering.master import Document, Heading, Master


def labelled(master: Master, document: Document) -> bytes:
    """Return « Prénom NOM : texte », a blank line between turns."""
    turns = []
    for item in document.items:
        turns.append(f"{typed(_source(master, document), item, capitals(item.name))} : {item.text}")
    return _bytes("\n\n".join(turns))


def chat(master: Master, document: Document) -> bytes:  # noqa: ARG001
    """Return « 10:32:05 Prénom Nom » on a line, the message below, a blank line between messages."""
    blocks = []
    for item, now in messages(document):
        blocks.append(f"{hours(now)} {item.name}\n{item.text}")
    return _bytes("\n\n".join(blocks))


def markdown(master: Master, document: Document) -> bytes:  # noqa: ARG001
    """Return notes in Markdown: the first heading is the title."""
    return _bytes(_notes(document, title="# ", heading="## "))


def plain_notes(master: Master, document: Document) -> bytes:  # noqa: ARG001
    """Return notes as somebody types them in a notepad: headings are bare lines."""
    return _bytes(_notes(document, title="", heading=""))


def _notes(document: Document, title: str, heading: str) -> str:
    lines: list[str] = []
    for line in document.lines:
        if isinstance(line, Heading):
            lines += ["", f"{heading if lines else title}{line.text}", ""]
        elif line.bullet:
            lines.append(f"- {line.text}")
        else:
            lines += [line.text, ""]
    return "\n".join(lines).strip().replace("\n\n\n", "\n\n")


def _source(master: Master, document: Document) -> str:
    return f"{master.folder}/{document.name}"


def _bytes(text: str) -> bytes:
    return f"{text}\n".encode()
