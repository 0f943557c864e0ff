"""The evidence of a theme: every passage kept whole, with what was recognised in it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.draft import quotes, wording
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.outline import Evidence, Mark, Passage
from pipeline.stages.draft.rows import Segment


def evidence(material: Material, segments: Sequence[Segment], title: str) -> tuple[Evidence, ...]:
    """Return every passage of ``segments`` with the statements recognised in it, announced by ``title``."""
    if not segments:
        return ()
    passages = tuple(_passage(material, segment) for segment in segments)
    found = sum(len(passage.marks) for passage in passages)
    summary = (
        f"{title} ({wording.number(len(passages))}) et leurs énoncés ({wording.number(found)}) sont dans la page "
        "synthese.html et dans le classeur relecture.xlsx."
    )
    return (Evidence(summary, passages),)


def _passage(material: Material, segment: Segment) -> Passage:
    utterance = material.utterances[segment.utterance_id]
    stated = material.statements_by_segment.get(segment.segment_id, ())
    place = utterance.locator if utterance.start_s is None else f"à {wording.clock(utterance.start_s)}"
    return Passage(
        text=quotes.whole(material, segment),
        source=quotes.signature(material, utterance),
        place=place,
        marks=tuple(Mark(wording.TYPE_WORDS[s.type][0], s.statement_id) for s in stated),
        reference=segment.segment_id,
    )
