"""Draw sentences to code twice: every workshop and type has its share, propositions more than theirs."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipeline.records import FACILITATOR, KEPT, STATEMENT_TYPES, content_id
from pipeline.stages.review.coding_book import NONE, Sentence
from pipeline.tables import records

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]

# Of the sample; what a type cannot fill goes to the next ones. Propositions are what is decided on.
_SHARES: Final = {"proposition": 0.4, "frein": 0.15, NONE: 0.15, "constat": 0.12, "levier": 0.1, "question": 0.08}
_LEAST_WORDS: Final = 4
_AROUND: Final = 260
# When two statements share a sentence as much: see the guide of types.
_FIRST: Final = ("proposition", "frein", "levier", "constat", "question")


@dataclass(frozen=True, slots=True)
class Found:
    """A statement of the machine, its offsets in the speaking turn; ``type`` is « aucun » for a refused demand."""

    statement_id: str
    start: int
    end: int
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with what the machine sees in it: a type and the statement, or « aucun »."""

    sentence: Sentence
    workshop_id: str
    segment_id: str
    speaker: str | None
    type: str
    found: Found | None


def labelled(tables: Mapping[str, pd.DataFrame]) -> list[Labelled]:
    """Return every sentence that may be coded, with the machine's own answer, corrections left out.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        ``workshops``, ``utterances``, ``passages`` and ``found_statements`` of a run.
    """
    from pipeline.french.sentences import spans

    towns = {row["workshop_id"]: row["town"] or row["title"] for row in records(tables["workshops"])}
    turns = _turns(tables["utterances"])
    passages = sorted(records(tables["passages"]), key=lambda row: (row["source"], row["position"], row["char_start"]))
    statements = _statements(tables, passages)
    found = []
    for passage in passages:
        if passage["fate"] != KEPT or passage["role"] == FACILITATOR:
            continue
        turn = turns[passage["utterance_id"]]
        for start, end in spans(passage["text"]):
            if len(passage["text"][start:end].split()) >= _LEAST_WORDS:
                sentence = _sentence(passage, turn, start + passage["char_start"], end + passage["char_start"], towns)
                inside = best(sentence.start, sentence.end, statements[passage["utterance_id"]])
                kind = NONE if inside is None else inside.type
                owner = passage["workshop_id"], passage["segment_id"], turn["speaker"]
                found.append(Labelled(sentence, *owner, kind, inside))
    return found


def draw(sentences: Sequence[Labelled], size: int, seed: int) -> list[Sentence]:
    """Return about ``size`` sentences drawn at random, in reading order.

    Types have the shares above; within a type, workshops take turns. The same sentences, size and seed give the
    same sample.
    """
    chance = random.Random(seed)
    waiting = {kind: _in_turns([one for one in sentences if one.type == kind], chance) for kind in _SHARES}
    taken: list[Labelled] = []
    for kind, share in _SHARES.items():
        wanted = round(size * share)
        taken += waiting[kind][:wanted]
        waiting[kind] = waiting[kind][wanted:]
    rest = [one for kind in _SHARES for one in waiting[kind]]
    chosen = {one.sentence.key for one in [*taken, *rest][:size]}
    return [one.sentence for one in sentences if one.sentence.key in chosen]


def best(start: int, end: int, statements: Sequence[Found]) -> Found | None:
    """Return the statement that shares most of a place, and half of the shorter of the two; None when none does."""
    inside = [(min(end, one.end) - max(start, one.start), one) for one in statements]
    enough = [(common, one) for common, one in inside if 2 * common >= min(end - start, one.end - one.start) > 0]
    kinds = (*_FIRST, NONE)
    ranked = sorted(enough, key=lambda pair: (-pair[0], kinds.index(pair[1].type), pair[1].statement_id))
    return ranked[0][1] if ranked else None


def _in_turns(sentences: Sequence[Labelled], chance: random.Random) -> list[Labelled]:
    """Return sentences shuffled, one of each workshop after the other."""
    piles: dict[str, list[Labelled]] = defaultdict(list)
    for one in sorted(sentences, key=lambda one: one.sentence.key):
        piles[one.workshop_id].append(one)
    for key in sorted(piles):
        chance.shuffle(piles[key])
    longest = max((len(pile) for pile in piles.values()), default=0)
    return [piles[key][at] for at in range(longest) for key in sorted(piles) if at < len(piles[key])]


def _sentence(passage: Row, turn: Row, start: int, end: int, towns: Mapping[str, str]) -> Sentence:
    said = str(turn["text"])
    return Sentence(
        key=content_id("k", passage["segment_id"], start, end),
        town=towns[passage["workshop_id"]],
        role=passage["role"],
        before=_last(f"{turn['previous']}\n{said[:start]}"),
        text=said[start:end],
        after=_first(said[end:]),
        source=passage["source"],
        position=int(turn["position"]),
        start=start,
        end=end,
    )


def _turns(utterances: pd.DataFrame) -> dict[str, Row]:
    """Return speaking turns by id, each with the words of the one before in its file."""
    rows = sorted(records(utterances), key=lambda row: (row["source"], row["position"], row["utterance_id"]))
    pairs = zip([None, *rows], rows, strict=False)
    same = {row["utterance_id"]: before for before, row in pairs if before and before["source"] == row["source"]}
    return {
        row["utterance_id"]: row
        | {"previous": f"— {same[key]['text']}" if (key := row["utterance_id"]) in same else ""}
        for row in rows
    }


def _statements(tables: Mapping[str, pd.DataFrame], passages: Sequence[Row]) -> dict[str, list[Found]]:
    """Return the machine's statements by speaking turn."""
    places = {row["segment_id"]: row for row in passages}
    found: dict[str, list[Found]] = defaultdict(list)
    for row in records(tables["found_statements"]):
        passage = places[row["segment_id"]]
        start = passage["char_start"]
        kind = row["type"] if row["reason"] is None and row["type"] in STATEMENT_TYPES else NONE
        place = start + row["char_start"], start + row["char_end"]
        found[passage["utterance_id"]].append(Found(row["statement_id"], *place, row["text"], kind))
    return found


def _last(text: str) -> str:
    short = text.strip()
    return short if len(short) <= _AROUND else f"…{short[-_AROUND:].split(' ', 1)[-1]}"


def _first(text: str) -> str:
    short = text.strip()
    return short if len(short) <= _AROUND else f"{short[:_AROUND].rsplit(' ', 1)[0]}…"
