"""Texts whose themes people wrote, as the tables that the cluster stage reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline import tables
from pipeline.evaluation.gold import load_gold
from pipeline.french import model, tokens
from pipeline.records import FACILITATOR, UNKNOWN_ROLE
from pipeline.stages.annotate import AnnotateSettings
from pipeline.stages.annotate.fates import count_words
from pipeline.stages.annotate.segments import cut
from pipeline.stages.ingest import IngestSettings
from pipeline.stages.ingest.facilitators import Spoken, infer_facilitators
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL


@dataclass(frozen=True)
class Text:
    """A turn, a note or a comment, and the theme that people gave it (None where they gave none)."""

    workshop: str
    source: str
    kind: str
    speaker: str
    role: str
    text: str
    theme: str | None
    words: int


@dataclass(frozen=True)
class Corpus:
    """The tables of some texts; ``of_segment`` tells the row of the text that a segment is cut from."""

    frames: dict[str, pd.DataFrame]
    of_segment: dict[str, int]

    def take(self, rows: np.ndarray) -> Corpus:
        """Return the corpus of the given texts, renumbered from 0."""
        number = {int(row): index for index, row in enumerate(rows)}
        kept = {key: number[row] for key, row in self.of_segment.items() if row in number}
        frames = dict(self.frames)
        for name in ("passages", "vectors", "tokens"):
            frames[name] = frames[name][frames[name]["segment_id"].isin(kept)]
        return Corpus(frames, kept)


def debates(folder: Path) -> list[Text]:
    """Return the turns of the debates in ``folder``, their facilitators inferred as the program does."""
    return [text for path in sorted((folder / "debats").iterdir()) for text in _debate(path)]


def _debate(folder: Path) -> Iterator[Text]:
    written = (folder / "transcription.txt").read_text(encoding="utf-8")
    turns = [turn for turn in re.split(r"\n\s*\n", written) if turn.strip()]
    gold = [json.loads(row) for row in (folder / "themes.jsonl").read_text(encoding="utf-8").splitlines()]
    said = [tuple(part.strip() for part in turn.split(":", 1)) for turn in turns]
    spoken = [Spoken("", speaker, text) for speaker, text in said]
    everybody = frozenset(speaker for speaker, _ in said)
    hosts = {one.speaker for one in infer_facilitators(spoken, everybody, IngestSettings().max_facilitators)}
    for (speaker, text), row in zip(said, gold, strict=True):
        role = FACILITATOR if speaker in hosts else UNKNOWN_ROLE
        source = f"{folder.name}/transcription.txt"
        yield Text(folder.name, source, "transcript", speaker, role, text, row["theme"], row["n_words"])


def loose_texts(path: Path) -> list[Text]:
    """Return texts that nothing relates, one a line; their bill is their theme."""
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    return [
        Text("textes", f"textes/{row['id']}", "postit", "", UNKNOWN_ROLE, row["text"], row["bill"], 99) for row in rows
    ]


def sample_texts(folder: Path) -> list[Text]:
    """Return the passages of the sample corpus as its gold gives them."""
    return [
        Text(
            workshop=passage.atelier,
            source=passage.source,
            kind=passage.kind,
            speaker=passage.speaker or "",
            role=passage.role or UNKNOWN_ROLE,
            text=passage.text,
            theme=passage.theme,
            words=count_words(passage.text),
        )
        for passage in load_gold(folder).passages
    ]


def make_corpus(texts: Sequence[Text], root: Path) -> Corpus:
    """Return the tables of ``texts``, cut and annotated as the program does, without metadata."""
    rows, of_segment = [], {}
    for row, text in enumerate(texts):
        for start, end in cut(text.text, AnnotateSettings().max_words):
            segment_id = f"s-{row:07d}-{start:06d}"
            of_segment[segment_id] = row
            rows.append(_passage(segment_id, text, row, start, end))
    said = [row["text"] for row in rows]
    vectors = load_encoder(DEFAULT_MODEL, root).encode(said)
    annotated = zip(of_segment, model.annotate(said), strict=True)
    frames = {
        "passages": tables.frame("passages", rows),
        "vectors": tables.frame(
            "vectors", [{"segment_id": key, "vector": vector} for key, vector in zip(of_segment, vectors, strict=True)]
        ),
        "tokens": tables.frame("tokens", [token for key, doc in annotated for token in tokens.rows(key, doc)]),
        "agenda_vectors": tables.frame("agenda_vectors", []),
        "guided_themes": tables.frame("guided_themes", []),
        "lesson_themes": tables.frame("lesson_themes", []),
        "lesson_members": tables.frame("lesson_members", []),
        "glossary": tables.frame("glossary", []),
        "workshops": tables.frame(
            "workshops", [{"workshop_id": name, "agenda": []} for name in sorted({text.workshop for text in texts})]
        ).astype({"date": object}),
    }
    return Corpus(frames, of_segment)


def _passage(segment_id: str, text: Text, row: int, start: int, end: int) -> dict[str, object]:
    words = count_words(text.text[start:end])
    spoken = text.kind in ("transcript", "chat") and words < AnnotateSettings().min_words
    return {
        "segment_id": segment_id,
        "utterance_id": f"u-{row:07d}",
        "workshop_id": text.workshop,
        "source": text.source,
        "kind": text.kind,
        "position": row * 1000 + start // 100,
        "speaker_id": f"{text.workshop}/{text.speaker}" if text.speaker else None,
        "role": text.role,
        "char_start": start,
        "char_end": end,
        "text": text.text[start:end],
        "fate": "animation" if text.role == FACILITATOR else "trop_court" if spoken else "retenu",
        "n_words": words,
    }
