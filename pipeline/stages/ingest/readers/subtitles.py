"""Captions: WebVTT (Teams, Zoom, YouTube, Whisper) and SubRip, both through webvtt-py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from pipeline.stages.ingest.readers.captions import to_reading
from pipeline.stages.ingest.readers.reading import Line, Reading, Refused, Request
from pipeline.text.repair import repair

_STAMP: Final = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING: Final = re.compile(rf"^[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}(.*)$", re.MULTILINE)
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]{1,200})>")
_TAG: Final = re.compile(r"</?(?:[a-z]{1,4}|\d[\d:.]*)(?:[.\s][^<>]*)?>|\{\\[^}]*\}", re.IGNORECASE)
_ROLLING: Final = 0.3  # share of cues that begin with the line above: automatic captions scroll


def read_vtt(request: Request) -> Reading:
    """Read a WebVTT file."""
    text = request.text().text.lstrip()
    if not text.startswith("WEBVTT") and not _TIMING.search(text):
        raise Refused("ce n’est pas un fichier WebVTT (première ligne « WEBVTT » attendue)")
    return _read(text if text.startswith("WEBVTT") else f"WEBVTT\n\n{text}", request)


def read_srt(request: Request) -> Reading:
    """Read a SubRip file, as WebVTT: the two differ by the header and the decimal comma."""
    text = request.text().text.lstrip()
    if not _TIMING.search(text):
        raise Refused("ce n’est pas un fichier SubRip (aucune ligne « 00:00:01,000 --> 00:00:04,000 »)")
    return _read(f"WEBVTT\n\n{text}", request)


def _read(text: str, request: Request) -> Reading:
    timings = len(_TIMING.findall(text))
    try:
        captions = list(webvtt.from_string(_TIMING.sub(_full_timing, text)))
    except (MalformedFileError, MalformedCaptionError) as error:
        raise Refused("sous-titres mal formés ; exportez-les à nouveau") from error
    lines = list(_lines(captions))
    if _rolls(lines):
        lines = _unrolled(lines)
    lost = timings - len(captions)
    warnings = (f"{lost} sous-titre(s) mal formé(s) laissé(s) de côté",) if lost > 0 else ()
    return to_reading([line for cue in lines for line in cue], request, warnings)


def _full_timing(found: re.Match[str]) -> str:
    """Return a timing line with hours, two digits and a decimal point."""
    parts = found.groups()
    start, end = _stamp(parts[:4]), _stamp(parts[4:8])
    return f"{start} --> {max(start, end)}"


def _stamp(parts: tuple[str | None, ...]) -> str:
    hours, minutes, secs, decimals = parts
    return f"{int(hours or 0):02d}:{int(minutes or 0):02d}:{int(secs or 0):02d}.{(decimals or '0'):0<3}"


def _lines(captions: list[Any]) -> Iterator[list[Line]]:
    """Yield the text lines of each cue, cut at each change of voice."""
    voice = None
    for number, caption in enumerate(captions, 1):
        cue = []
        start, end = _seconds(caption.start_time), _seconds(caption.end_time)
        voice = None if "<v" in caption.raw_text else voice
        for raw in caption.raw_text.splitlines():
            pieces = _VOICE.split(raw)
            for at, piece in enumerate(pieces):
                if at % 2:
                    voice = repair(piece, entities=True) or None
                elif text := repair(_TAG.sub("", piece), entities=True):
                    cue.append(Line(text, f"sous-titre {number}", speaker=voice, start_s=start, end_s=end))
        yield cue


def _seconds(stamp: Any) -> float:  # noqa: ANN401
    hours, minutes, secs, milliseconds = stamp.to_tuple()
    return float(hours * 3600 + minutes * 60 + secs + milliseconds / 1000)


def _rolls(cues: list[list[Line]]) -> bool:
    """Return whether cues show again the line above; captions that name their speakers never do."""
    if any(line.speaker for cue in cues for line in cue):
        return False
    pairs = [(above[-1].text, cue[0].text) for above, cue in pairwise(cues) if above and cue]
    return sum(above == below for above, below in pairs) > _ROLLING * max(len(cues), 1)


def _unrolled(cues: list[list[Line]]) -> list[list[Line]]:
    """Return the cues without the lines that the cue before already showed."""
    fresh = []
    shown: list[str] = []
    for cue in cues:
        fresh.append([line for line in cue if line.text not in shown])
        shown = [line.text for line in cue] or shown
    return fresh
