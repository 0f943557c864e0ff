"""Random corrections of every kind, and whether each finds its object again in another run."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from rapidfuzz.distance import Indel
from review_editions import Line

from pipeline.ledger.entries import (
    REJECTED,
    Anchor,
    AnyWanted,
    Change,
    Comment,
    Decide,
    Describe,
    Entry,
    Identify,
    Join,
    Merge,
    Move,
    Part,
    Rename,
    Retitle,
    Retype,
    Split,
)
from pipeline.ledger.prints import words
from pipeline.records import KEPT, ROLES, STATEMENT_TYPES
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer
from pipeline.stages.review.folding import apply
from pipeline.stages.review.settling import CONFLICT, HONOURED, ORPHAN
from pipeline.stages.review.work import Work
from pipeline.text.fold import fold as folded

_WORD = re.compile(r"\w+")


class Spans:
    """Where words come from: for each utterance, where each word starts and its line of the first edition."""

    def __init__(self, spans: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        self._spans = spans
        self._known: dict[tuple[str, int, int], frozenset[int]] = {}

    def lines(self, answer: Answer, key: str) -> frozenset[int]:
        """Return the lines that a thing of an answer rests on; none when it is not there."""
        if key in answer.segments:
            row = answer.segments[key]
            return self._between(row.utterance_id, row.char_start, row.char_end)
        if key in answer.statements:
            said = answer.statements[key]
            row = answer.segments[said.segment_id]
            return self._between(row.utterance_id, row.char_start + said.char_start, row.char_start + said.char_end)
        if key in answer.proposals:
            return self._all(answer, answer.proposals[key].statement_ids)
        if key[0] == "l":
            return self._all(answer, [one for one, row in answer.segments.items() if row.speaker_id == key])
        return self._all(answer, [one for one, row in answer.segments.items() if row.theme_id == key])

    def best(self, answer: Answer, kind: str, was: frozenset[int]) -> int:
        """Return how many of some lines the thing of a kind that holds most of them holds."""
        if kind in "tl":
            groups: dict[str, set[int]] = defaultdict(set)
            for key, row in answer.segments.items():
                groups[(row.theme_id if kind == "t" else row.speaker_id) or ""] |= self.lines(answer, key) & was
            return max((len(lines) for key, lines in groups.items() if key), default=0)
        things = {"s": answer.segments, "e": answer.statements, "p": answer.proposals}[kind]
        return max((len(self.lines(answer, key) & was) for key in things), default=0)

    def _all(self, answer: Answer, keys: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*(self.lines(answer, key) for key in keys))

    def _between(self, utterance: str, start: int, end: int) -> frozenset[int]:
        """Return the lines of a stretch: those that hold a fifth of its words."""
        key = utterance, start, end
        if key not in self._known:
            counts = Counter(line for at, line in self._spans.get(utterance, ()) if start <= at < end)
            self._known[key] = frozenset(line for line, count in counts.items() if 5 * count >= counts.total())
        return self._known[key]


@dataclass(frozen=True)
class Outcome:
    """What became of corrections: how many, honoured or in conflict, orphans, at another place than theirs."""

    n: int
    conflicts: int
    orphans: int
    wrong: int
    unaccounted: int

    @property
    def placed(self) -> float:
        """Share of the corrections that found their object again."""
        return 1 - self.orphans / self.n


@dataclass(frozen=True)
class Made:
    """A correction, and the lines that its object rested on when it was made."""

    entry: Entry
    lines: frozenset[int]


def corrections(machine: Answer, spans: Spans, n: int, seed: int) -> list[Made]:
    """Return ``n`` random corrections made one after the other, as the desk makes them."""
    work, chance, made = Work(machine.copy()), random.Random(seed), []
    makers, weights = zip(*_KINDS, strict=True)
    while len(made) < n:
        anchors = Anchors(work.answer)
        asked = chance.choices(makers, weights)[0](work.answer, anchors, chance, len(made))
        if asked is not None:
            entry = Entry(f"c-{len(made):012x}", "2026-11-26T10:00:00Z", "Anne", Change(*asked))
            made.append(Made(entry, spans.lines(work.answer, asked[0].id)))
            apply(work, entry)
    return made


Asked = tuple[Anchor, AnyWanted] | None
Maker = Callable[[Answer, Anchors, random.Random, int], Asked]


def _themes(answer: Answer) -> list[str]:
    """Return the themes that a reviewer sees."""
    held = {row.theme_id for row in answer.segments.values() if row.fate == KEPT}
    return sorted(key for key, theme in answer.themes.items() if theme.status != REJECTED and key in held)


def _theme(answer: Answer, anchors: Anchors, chance: random.Random) -> Anchor:
    return anchors.theme(chance.choice(_themes(answer)))


def _kept(answer: Answer) -> list[str]:
    return sorted(key for key, row in answer.segments.items() if row.fate == KEPT)


def _merge(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:  # noqa: ARG001
    one, other = chance.sample(_themes(answer), 2)
    return anchors.theme(one), Merge(into=anchors.theme(other))


def _split(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:
    key = chance.choice(_themes(answer))
    members = sorted(one for one in _kept(answer) if answer.segments[one].theme_id == key)
    if len(members) < 4:
        return None
    chosen = chance.sample(members, chance.randint(1, 4))
    return anchors.theme(key), Split(label=f"Nouveau thème {n}", segments=tuple(map(anchors.segment, chosen)))


def _move(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:  # noqa: ARG001
    to = None if chance.random() < 0.1 else _theme(answer, anchors, chance)
    target = chance.choice(
        [
            lambda: anchors.segment(chance.choice(_kept(answer))),
            lambda: anchors.statement(chance.choice(sorted(answer.statements))),
            lambda: _proposal(answer, anchors, chance),
        ]
    )
    return target(), Move(theme=to)


def _proposal(answer: Answer, anchors: Anchors, chance: random.Random) -> Anchor:
    return anchors.proposal(chance.choice(_proposals(answer)))


def _proposals(answer: Answer) -> list[str]:
    return sorted(key for key, row in answer.proposals.items() if row.statement_ids)


def _join(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:  # noqa: ARG001
    one, other = chance.sample(_proposals(answer), 2)
    return anchors.proposal(one), Join(others=(anchors.proposal(other),))


def _part(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:
    several = [key for key in _proposals(answer) if len(answer.proposals[key].statement_ids) > 1]
    if not several:
        return None
    member = chance.choice(answer.proposals[chance.choice(several)].statement_ids)
    return anchors.statement(member), Part(title=f"Faire à part {n}")


def _decide(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:  # noqa: ARG001
    status = "accepté" if chance.random() < 0.8 else "rejeté"
    kind = chance.choice("tepp")
    if kind == "e":
        return anchors.statement(chance.choice(sorted(answer.statements))), Decide(status=status)
    key = chance.choice(_themes(answer) if kind == "t" else _proposals(answer))
    members = anchors.members(key) if status == "accepté" else ()
    return anchors.of("thème" if kind == "t" else "proposition", key), Decide(status=status, members=members)


def _identify(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:
    wanted = Identify(role=chance.choice(ROLES)) if chance.random() < 0.7 else Identify(name=f"Camille Untel {n}")
    return anchors.speaker(chance.choice(sorted(answer.speakers))), wanted


def _comment(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:
    kinds = (
        ("thème", _themes(answer)),
        ("segment", _kept(answer)),
        ("énoncé", sorted(answer.statements)),
        ("proposition", _proposals(answer)),
        ("locuteur", sorted(answer.speakers)),
    )
    kind, keys = chance.choice(kinds)
    return anchors.of(kind, chance.choice(keys)), Comment(text=f"remarque {n}")


def _retype(answer: Answer, anchors: Anchors, chance: random.Random, n: int) -> Asked:  # noqa: ARG001
    wanted = Retype.model_validate({"type": chance.choice(STATEMENT_TYPES)})
    return anchors.statement(chance.choice(sorted(answer.statements))), wanted


# Few merges: two hundred at random would leave one theme.
_KINDS: tuple[tuple[Maker, float], ...] = (
    (lambda answer, anchors, chance, n: (_theme(answer, anchors, chance), Rename(label=f"Libellé {n}")), 1),
    (lambda answer, anchors, chance, n: (_theme(answer, anchors, chance), Describe(description=f"Phrase {n}")), 1),
    (lambda answer, anchors, chance, n: (_proposal(answer, anchors, chance), Retitle(title=f"Faire {n}")), 2),
    (_merge, 0.3),
    (_split, 0.5),
    (_move, 4),
    (_retype, 2),
    (_join, 1),
    (_part, 1),
    (_decide, 3),
    (_identify, 1),
    (_comment, 2),
)


def outcome(made: Sequence[Made], answer: Answer, spans: Spans) -> Outcome:
    """Fold corrections into another run's answer, and judge where each lands by the lines that it was about.

    Parameters
    ----------
    made : sequence of Made
        On the first edition.
    answer : Answer
        The machine's, on the new edition.
    spans : Spans
        Where the new edition's words come from.
    """
    work, wrong = Work(answer.copy()), 0
    for one in made:
        before = work.answer.copy()
        apply(work, one.entry)
        report = work.settlement.reports[one.entry.entry_id]
        if report.outcome == HONOURED:
            wrong += not (
                _right(one.lines, report.target, before, spans) or _right(one.lines, report.target, work.answer, spans)
            )
    counts = Counter(report.outcome for report in work.settlement.reports.values())
    return Outcome(len(made), counts[CONFLICT], counts[ORPHAN], wrong, len(made) - counts.total())


def _right(was: frozenset[int], key: str, answer: Answer, spans: Spans) -> bool:
    """Tell whether a thing rests on the lines that it rested on, nearly as well as any other of its kind does."""
    return 2 * len(was & spans.lines(answer, key)) >= spans.best(answer, key[0], was)


def where_from(lines: Mapping[str, Sequence[Line]], utterances: pd.DataFrame) -> Spans:
    """Return where the words of an edition come from.

    Parameters
    ----------
    lines : mapping of str to sequence of Line
        What the edition's files hold, by source.
    utterances : DataFrame
        What was read of them.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for source, rows in utterances.sort_values("position").groupby("source"):
        spans |= _aligned(lines[str(source)], rows)
    return Spans(spans)


def _aligned(lines: Sequence[Line], rows: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    written = [(word, line.origins) for line in lines for word in words(line.text)]
    read = [
        (key, found.start(), found[0])
        for key, text in zip(rows["utterance_id"], rows["text"], strict=True)
        for found in _WORD.finditer(folded(text))
    ]
    origin: list[tuple[int, ...]] = [()] * len(read)
    for block in Indel.opcodes([word for word, _ in written], [word for _, _, word in read]).as_matching_blocks():
        for at in range(block.size):
            origin[block.b + at] = written[block.a + at][1]
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for (key, start, _), lines_of in zip(read, origin, strict=True):
        spans[key] += [(start, line) for line in lines_of]
    return spans
