"""Cut utterances into segments, give each a fate, annotate what goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline import tables
from pipeline.french import model, tokens
from pipeline.records import KEPT, content_id
from pipeline.stage import Inputs, Outcome, Progress
from pipeline.stages.annotate import AnnotateSettings
from pipeline.stages.annotate.fates import Candidate, count_words, fate
from pipeline.stages.annotate.language import is_french
from pipeline.stages.annotate.segments import cut
from pipeline.text.fold import fold

if TYPE_CHECKING:
    import pandas as pd

# A repetition of fewer words is how people talk (« oui, tout à fait »), not a second copy.
_COPY_WORDS = 12
_LANGUAGE_WORDS = 20
# Fates whose words are not the meeting's: no annotation, no vector.
_NOT_SAID = ("hors_langue", "hallucination", "sans_parole", "gabarit")
_BATCH = 256
# « Bonjour, donc moi c’est Isabelle Garandeau »: a name said later is somebody else’s turn to be greeted.
_NAME_WITHIN = 60
_KEPT_COLUMNS = ("utterance_id", "source", "kind", "speaker", "speaker_id", "role")


def run(inputs: Inputs, settings: AnnotateSettings, progress: Progress) -> Outcome:
    """Return the ``passages`` and ``tokens`` tables."""
    passages = _passages(inputs.tables["utterances"], settings)
    said = passages[~passages["fate"].isin(_NOT_SAID)]
    pairs = list(zip(said["segment_id"], said["text"], strict=True))
    rows = list(_tokens(pairs, progress))
    fates = Counter(passages["fate"])
    return Outcome(
        tables={"passages": passages, "tokens": tables.frame("tokens", rows)},
        counts={"segments": len(passages), "segments_retenus": fates[KEPT]},
    )


def _tokens(pairs: list[tuple[str, str]], progress: Progress) -> Iterator[dict[str, Any]]:
    batches = [pairs[at : at + _BATCH] for at in range(0, len(pairs), _BATCH)]
    for batch in progress.track(batches, "Analyse linguistique", "lots"):
        for (segment_id, _), doc in zip(batch, model.annotate(text for _, text in batch), strict=True):
            yield from tokens.rows(segment_id, doc)


def _passages(utterances: pd.DataFrame, settings: AnnotateSettings) -> pd.DataFrame:
    foreign = _foreign_sources(utterances)
    rows: list[dict[str, Any]] = []
    for workshop_id, turns in utterances.groupby("workshop_id", sort=True):
        seen: set[str] = set()
        met: set[str] = set()
        for position, row in enumerate(_cut_turns(turns.sort_values(["source", "position"]), settings.max_words)):
            candidate = Candidate(
                text=row["text"],
                kind=row["kind"],
                role=row["role"],
                n_words=row["n_words"],
                min_words=settings.min_words,
                french=_french(row, foreign),
                repeated=_repeated(row, seen),
                introduction=_introduction(row, met),
            )
            kept = {name: value for name, value in row.items() if name != "speaker"}
            rows.append(kept | {"workshop_id": workshop_id, "position": position, "fate": fate(candidate)})
    return tables.frame("passages", rows)


def _cut_turns(turns: pd.DataFrame, max_words: int) -> Iterator[dict[str, Any]]:
    for turn in tables.records(turns):
        for start, end in cut(turn["text"], max_words):
            text = turn["text"][start:end]
            kept = {name: turn[name] for name in _KEPT_COLUMNS}
            yield kept | {
                "segment_id": content_id("s", turn["utterance_id"], start, end),
                "char_start": start,
                "char_end": end,
                "text": text,
                "n_words": count_words(text),
            }


def _foreign_sources(utterances: pd.DataFrame) -> frozenset[str]:
    """Return the files whose words, taken together, are not French."""
    texts = utterances.sort_values("position").groupby("source")["text"]
    beginnings = texts.agg(lambda turns: " ".join(turns.head(200)))
    return frozenset(str(source) for source, text in beginnings.items() if not is_french(text))


def _french(row: dict[str, Any], foreign: frozenset[str]) -> bool:
    if row["source"] in foreign:
        return False
    return row["n_words"] < _LANGUAGE_WORDS or is_french(row["text"])


def _repeated(row: dict[str, Any], seen: set[str]) -> bool:
    """Tell whether the words were met before; two people's identical post-its are two supports, not a copy."""
    if row["kind"] == "postit" or row["n_words"] < _COPY_WORDS:
        return False
    key = fold(row["text"])
    if key in seen:
        return True
    seen.add(key)
    return False


def _introduction(row: dict[str, Any], met: set[str]) -> bool:
    """Tell whether a speaker takes the floor for the first time and says who speaks."""
    if row["kind"] != "transcript" or not row["speaker_id"] or row["speaker_id"] in met:
        return False
    met.add(row["speaker_id"])
    beginning = fold(row["text"])[:_NAME_WITHIN]
    return fold(row["speaker"]).split()[-1] in beginning.replace(",", " ").split()
