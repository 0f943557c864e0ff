"""Subtitle files: a turn cut into cues of two lines, mid-sentence, as recorders do."""

from __future__ import annotations

import html
import textwrap
import uuid
from collections.abc import Iterator
from typing import Final

from rendering.clock import spans, stamp
from rendering.labels import capitals, typed
from rendering.master import Document, Master

LINE: Final = 42  # characters
LINES: Final = 2  # a cue; twelve to fifteen words, some five seconds

_MEETINGS: Final = uuid.UUID("6f1f0a52-8c1d-5b6e-9a55-2f6d3b8f2c11")


def srt(master: Master, document: Document) -> bytes:
    """Return SubRip: the label « Prénom NOM : » stands in the first cue of a turn only."""
    source = f"{master.folder}/{document.name}"
    blocks: list[str] = []
    for item, start, end in spans(document):
        text = f"{typed(source, item, capitals(item.name))} : {item.text}"
        for cue, begins, ends in _cues(text, start, end):
            blocks.append(f"{len(blocks) + 1}\n{stamp(begins, ',')} --> {stamp(ends, ',')}\n{cue}\n")
    return "\n".join(blocks).encode()


def teams_vtt(master: Master, document: Document) -> bytes:
    """Return Teams' WebVTT: cue ids « GUID/n-k », the speaker in a voice tag."""
    blocks = ["WEBVTT\n"]
    for item, start, end in spans(document):
        turn = uuid.uuid5(_MEETINGS, f"{master.folder}/{document.name}/{item.n}")
        voice = html.escape(item.name, quote=False)
        for rank, (cue, begins, ends) in enumerate(_cues(html.escape(item.text, quote=False), start, end)):
            blocks.append(f"{turn}/{item.n}-{rank}\n{stamp(begins)} --> {stamp(ends)}\n<v {voice}>{cue}</v>\n")
    return "\n".join(blocks).encode()


def _cues(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield each cue with its times; the turn's time is shared out by words."""
    lines = textwrap.wrap(text, LINE, break_long_words=False, break_on_hyphens=False)
    cues = ["\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    total, said = len(text.split()), 0
    for cue in cues:
        begins = start + (end - start) * said // total
        said += len(cue.split())
        yield cue, begins, start + (end - start) * said // total
