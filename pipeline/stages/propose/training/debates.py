"""Sentences of debates labelled for this project: where they stand and what they are, without their text.

The debates are not ours to copy, the labels are: a line of ``debates.csv`` names a debate, a turn, offsets in it and a
letter. Readers labelled them with the guide of the development data, each sentence in its context.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import CorpusError
from pipeline.french.sentences import spans
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.training.examples import MODERATION, Example, moderators_of

LABELLED: Final = Path(__file__).with_name("debates.csv")


@dataclass(frozen=True, slots=True)
class _Said:
    debate: str
    turn: int
    speaker: str
    text: str
    start: int
    end: int
    position: Position

    @property
    def place(self) -> tuple[str, int, int, int]:
        return self.debate, self.turn, self.start, self.end

    @property
    def row(self) -> dict[str, str]:
        return {"debate": self.debate, "speaker": self.speaker, "text": self.text}


def debates(folder: Path, labels: Path = LABELLED) -> list[Example]:
    """Return the labelled sentences of the debates in ``folder``; one debate is one group.

    Parameters
    ----------
    folder : Path
        One folder a debate, with a ``transcription.txt``: turns between blank lines, « speaker : text ».
    labels : Path
        Columns debate, turn, start, end, label; the turn is counted from 0, offsets are characters of its text.

    Raises
    ------
    CorpusError
        If a label stands where there is no sentence: the debates are not those that were read.
    """
    letters = _letters(labels)
    found = []
    for debate in sorted({name for name, *_ in letters}):
        said = list(_said(debate, (folder / debate / "transcription.txt").read_text(encoding="utf-8")))
        moderators = moderators_of([one.row for one in said])
        found += [_example(one, letters.pop(one.place), moderators) for one in said if one.place in letters]
    if letters:
        raise CorpusError(f"{labels} : {len(letters)} étiquettes ne tombent sur aucune phrase des débats de {folder}.")
    return found


def _letters(path: Path) -> dict[tuple[str, int, int, int], str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["debate"], int(row["turn"]), int(row["start"]), int(row["end"])): row["label"]
            for row in csv.DictReader(file)
        }


def _said(debate: str, text: str) -> Iterator[_Said]:
    for turn, written in enumerate(filter(str.strip, re.split(r"\n\s*\n", text))):
        speaker, _, body = written.partition(" : ")
        found = spans(body)
        for place, (start, end) in enumerate(found):
            yield _Said(debate, turn, speaker.strip(), body[start:end], start, end, Position(place, len(found)))


def _example(one: _Said, letter: str, moderators: set[tuple[str, str]]) -> Example:
    group = f"{one.debate}{MODERATION}" if (one.debate, one.speaker) in moderators else one.debate
    return Example(one.text, letter, "transcript", group, one.position)
