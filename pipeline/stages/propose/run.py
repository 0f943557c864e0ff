"""Read every retained sentence, type it, and group the propositions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from pipeline import tables
from pipeline.french import tokens
from pipeline.records import KEPT
from pipeline.stage import Inputs, Outcome, Place, Progress
from pipeline.stages.propose import ProposeSettings
from pipeline.stages.propose.measure import measure
from pipeline.stages.propose.proposals import proposals
from pipeline.stages.propose.rules.chain import read
from pipeline.stages.propose.same import group
from pipeline.stages.propose.sentences import Sentence, sentences
from pipeline.stages.propose.statements import Statement, statement
from pipeline.stages.propose.verdict import by_rules
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_BATCH: Final = 200


def run(inputs: Inputs, settings: ProposeSettings, progress: Progress) -> Outcome:
    """Return the ``found_statements`` and ``found_proposals`` tables.

    Every sentence of a retained segment is counted: a statement, a refused demand, or « autre ».
    """
    said = _sentences(inputs.tables["passages"], inputs.tables["tokens"])
    found = sorted(_statements(said, progress), key=lambda one: (one.sentence.segment_id, one.start))
    asked = [one for one in found if one.is_proposition]
    vectors = _vectors([one.text for one in asked], inputs.place, progress)
    groups = group(vectors, [measure(one) for one in asked], settings.same_measure)
    rows = proposals(asked, groups, settings.nearby) if asked else []
    return Outcome(
        tables={
            "found_statements": tables.frame("found_statements", [_row(one) for one in found]),
            "found_proposals": tables.frame("found_proposals", rows),
        },
        counts=_counts(said, found, rows),
    )


def _sentences(passages: pd.DataFrame, token_rows: pd.DataFrame) -> list[Sentence]:
    """Return the sentences of the retained segments: facilitators and backchannels make no statement."""
    kept = passages[passages["fate"] == KEPT]
    kinds = dict(zip(kept["segment_id"], kept["kind"], strict=True))
    wanted = token_rows[token_rows["segment_id"].isin(kinds.keys())]
    return [
        sentence
        for segment_id, doc in tokens.docs(wanted)
        for sentence in sentences(segment_id, doc, kinds[segment_id])
    ]


def _statements(said: Sequence[Sentence], progress: Progress) -> Iterator[Statement]:
    batches = [said[at : at + _BATCH] for at in range(0, len(said), _BATCH)]
    for batch in progress.track(batches, "Énoncés", "lots"):
        for sentence in batch:
            verdict = by_rules(read(sentence), sentence.kind)
            if verdict is not None:
                yield statement(sentence, verdict)


def _vectors(texts: list[str], place: Place, progress: Progress) -> NDArray[np.float32]:
    def shown(encoded: Sequence[str]) -> Iterable[str]:
        return progress.track(encoded, "Comparaison des propositions", "énoncés")

    return load_encoder(DEFAULT_MODEL, place.root).encode(texts, shown)


def _row(one: Statement) -> dict[str, Any]:
    return {
        "statement_id": one.statement_id,
        "segment_id": one.sentence.segment_id,
        "char_start": one.start,
        "char_end": one.end,
        "text": one.text,
        "type": one.verdict.type,
        "rule": one.verdict.rule,
        "cue": one.cue,
        "score": round(one.verdict.score, 4),
        "reason": one.verdict.reason,
    } | one.linked()


def _counts(said: Sequence[Sentence], found: Sequence[Statement], rows: Sequence[Any]) -> dict[str, int]:
    types = Counter(one.verdict.type for one in found if one.verdict.reason is None)
    refused = sum(one.verdict.reason is not None for one in found)
    return {
        "phrases": len(said),
        "phrases_autres": len(said) - len(found),
        "demandes_ecartees": refused,
        **{f"enonces_{name}": types[name] for name in sorted(types)},
        "propositions": len(rows),
    }
