"""Labelled sentences, read from files of the development data and from the project's own phrases and meetings."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pipeline.french.model import annotate
from pipeline.stages.propose.learned.design import Seen, see
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.rules.chain import Reading, read
from pipeline.stages.propose.sentences import Sentence

PHRASES: Final = Path(__file__).with_name("phrases.txt")
MEETINGS: Final = Path(__file__).with_name("meetings")
# Political debates written for this project, in the same form.
STAGED: Final = Path(__file__).with_name("staged")
LABELS: Final = {
    "P": "proposition",
    "F": "frein",
    "L": "levier",
    "C": "constat",
    "Q": "question",
    "O": None,
}
MODERATION: Final = " (modération)"
KINDS: Final = {"o": "transcript", "n": "note", "p": "postit"}
# A speaker whose sentences are questions this often, or who says so little of the debate, moderates it: in a
# workshop, the facilitators are told from the participants before this stage.
_MODERATOR_QUESTIONS: Final = 0.22
_MODERATOR_WORDS: Final = 0.02
# What opens the line of somebody who leads one of the project's own meetings.
_LEADER: Final = re.compile(r"# *(?:La |Le )?(?:anim|facilit|garant|modér|présid)", re.IGNORECASE)

ALONE: Final = Position(0, 1)


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence.

    Attributes
    ----------
    text : str
        As said or written.
    label : str
        One letter of ``LABELS``.
    kind : str
        Kind of source, of ``records.KINDS``.
    group : str
        What is left out together when the scorer is judged: a debate, a workshop, a batch of answers; what its
        moderators say ends in ``MODERATION`` and is never trained on.
    position : Position
        Where it stands in its turn.
    """

    text: str
    label: str
    kind: str
    group: str
    position: Position = ALONE

    @property
    def type(self) -> str | None:
        """The statement's type, None for « autre »."""
        return LABELS[self.label]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence as rules and scorer see it."""

    sentence: Sentence
    reading: Reading
    seen: Seen


def prepare(examples: Sequence[Example]) -> list[Prepared]:
    """Return each example annotated and read by the rules, in order."""
    return [
        _prepare(example, doc)
        for example, doc in zip(examples, annotate(example.text for example in examples), strict=True)
    ]


def _prepare(example: Example, doc: Any) -> Prepared:  # noqa: ANN401
    sentence = Sentence("", doc[:], example.kind)
    reading = read(sentence)
    return Prepared(sentence, reading, see(sentence, reading, example.position))


def labelled(path: Path, kind: str, batches: int) -> list[Example]:
    """Return the sentences of a file of labels, one JSON object a line.

    Parameters
    ----------
    path : Path
        Lines with ``text``, ``label``, ``doc``; debates also ``debate``, ``speaker`` and ``turn_idx``.
    kind : str
        What their source is.
    batches : int
        Where the lines name no debate, documents are dealt into this many groups in turn.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    moderators = moderators_of(rows)
    documents = {doc: rank for rank, doc in enumerate(sorted({row["doc"] for row in rows}))}
    sizes = Counter((row["doc"], row.get("turn_idx")) for row in rows)
    met: Counter[tuple[str, Any]] = Counter()
    found = []
    for row in rows:
        turn = (row["doc"], row.get("turn_idx"))
        group = row.get("debate") or f"{path.stem} {documents[row['doc']] % batches}"
        position = Position(met[turn], sizes[turn])
        met[turn] += 1
        moderates = (group, row.get("speaker")) in moderators
        own = f"{group}{MODERATION}" if moderates else group
        found.append(Example(row["text"], row["label"], kind, own, position))
    return found


def phrases(path: Path = PHRASES) -> list[Example]:
    """Return the project's own phrases (one group: they are written by one hand)."""
    return list(_phrases(path.read_text(encoding="utf-8").splitlines()))


def _phrases(lines: Iterable[str]) -> Iterator[Example]:
    for line in lines:
        if line.strip() and not line.startswith("#"):
            label, source, text = line.split(" ", 2)
            yield Example(text, label, KINDS[source], "phrases")


def meetings(folder: Path = MEETINGS) -> list[Example]:
    """Return the sentences of the project's own meetings, or debates; a group is what one author wrote.

    A file is named after its author, one letter, and a number: ``a1.txt``. A line that begins with ``#`` says who
    speaks; those below it are as in the file of phrases.
    """
    return [
        example
        for path in sorted(folder.glob("*.txt"))
        for turn in _turns(path.read_text(encoding="utf-8").splitlines())
        for example in _turn(turn, f"réunions {path.stem[0]}")
    ]


def _turns(lines: Iterable[str]) -> Iterator[list[str]]:
    turn: list[str] = []
    for line in filter(str.strip, lines):
        if line.startswith("#"):
            yield turn
            turn = []
        turn.append(line)
    yield turn


def _turn(turn: Sequence[str], group: str) -> Iterator[Example]:
    own = f"{group}{MODERATION}" if turn and _LEADER.match(turn[0]) else group
    said = list(_phrases(turn))
    for place, example in enumerate(said):
        # A line of notes stands alone, as in a workshop's file of notes.
        position = Position(place, len(said)) if example.kind == "transcript" else ALONE
        yield replace(example, group=own, position=position)


def moderators_of(rows: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return (debate, speaker) of those who moderate, from rows of ``debate``, ``speaker`` and ``text``."""
    said: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    words: Counter[str] = Counter()
    for row in rows:
        if row.get("debate"):
            said[row["debate"], row["speaker"]].append(row)
            words[row["debate"]] += len(row["text"].split())
    return {
        who
        for who, own in said.items()
        if sum(row["text"].rstrip().endswith("?") for row in own) > _MODERATOR_QUESTIONS * len(own)
        or sum(len(row["text"].split()) for row in own) < _MODERATOR_WORDS * words[who[0]]
    }
