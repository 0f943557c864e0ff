from dataclasses import dataclass, field

import pytest

from pipeline import tables
from pipeline.evaluation.comparison import Comparison, compare
from pipeline.evaluation.gold import Gold, Occurrence, Passage, Point, Proposition, Speaker, Statement
from pipeline.evaluation.run import Run, gather
from pipeline.evaluation.settings import EvaluationSettings

NEVERS = "2022-10-11 Nevers"
LENS = "2023-01-12 Lens"
ROW = {
    "workshops": {"title": "", "town": None, "date": None, "format": None, "partner": None, "agenda": []},
    "utterances": {"kind": "transcript", "start_s": None, "end_s": None, "locator": ""},
    "segments": {"fate": "retenu", "theme_score": 1.0, "second_theme_id": None, "robust": True},
    "themes": {"keywords": [], "parent_id": None, "recurrence": "récurrent", "origin": "trouvé"},
    "statements": {"rule": "il-faudrait", "cue": None, "score": 0.9, "status": "à relire", "reason": None},
    "proposals": {"title_origin": "machine", "nature": "", "echelle": "", "porteur": "", "status": "à relire"},
}
ZERO = {"int32": 0, "float64": 0.0, "list<string>": [], "string": ""}


def rows(name, given):
    """A table whose unsaid columns are filled with something of their type."""
    filled = []
    for row in given:
        whole = {column: ZERO.get(kind) for column, kind in (line.split() for line in lines(name))}
        filled.append(whole | ROW[name] | row)
    return tables.frame(name, filled)


def lines(name):
    return [line.strip() for line in tables.PUBLIC[name].replace("\n", " ").split(",")]


@dataclass
class World:
    """A tiny cycle: what was said, the gold's marks and the machine's, each set by a test."""

    nevers = NEVERS
    lens = LENS

    passages: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    found: list = field(default_factory=list)
    proposals: list = field(default_factory=list)
    heard: list = field(default_factory=list)
    points: list = field(default_factory=list)
    evidence: list = field(default_factory=list)

    def say(
        self, text, theme=None, found=None, where=NEVERS, speaker="Ana Roy", role="bailleur", heard=None, as_role=None
    ):
        """One passage of the gold, and one utterance and segment of the run (``heard`` when it reads otherwise)."""
        n = 1 + sum(passage.atelier == where for passage in self.passages)
        self.passages.append(Passage(where, f"{where}/Notes.txt", "transcript", n, speaker, role, theme, text))
        self.heard.append((found, text if heard is None else heard, as_role or role))
        return self

    def mark(self, passage, words, kind, group=None, refused=None):
        """A statement of the gold in passage number ``passage`` (from 1, all workshops together)."""
        place = self.passages[passage - 1]
        start = place.text.index(words)
        self.marks.append(
            Statement(place.atelier, place.source, place.n, start, start + len(words), words, kind, group, refused)
        )
        return self

    def find(self, passage, words, kind, **columns):
        """A statement of the run; its id is ``e`` and its rank."""
        text = self.heard[passage - 1][1]
        start = text.index(words)
        self.found.append(
            {
                "statement_id": f"e{len(self.found) + 1}",
                "segment_id": f"s{passage}",
                "workshop_id": self.passages[passage - 1].atelier,
                "char_start": start,
                "char_end": start + len(words),
                "text": words,
                "type": kind,
            }
            | columns
        )
        return self

    def propose(self, title, *statements, where=(NEVERS,), **columns):
        """A proposal of the run."""
        number = len(self.proposals) + 1
        self.proposals.append(
            {
                "proposal_id": f"p{number}",
                "number": number,
                "title": title,
                "statement_ids": list(statements),
                "workshops": list(where),
                "n_workshops": len(where),
            }
            | columns
        )
        return self

    def gold(self) -> Gold:
        groups = {}
        for mark in self.marks:
            if mark.group:
                groups.setdefault(mark.group, []).append(mark)
        propositions = tuple(
            Proposition(
                name,
                "thème",
                f"mesure {name}",
                tuple(sorted({mark.atelier for mark in marks})),
                tuple(Occurrence(mark.source, mark.n, mark.char_start, mark.char_end) for mark in marks),
            )
            for name, marks in groups.items()
        )
        speakers = (Speaker(NEVERS, "Ana Roy", "Logis", "bailleur"),)
        points = tuple(self.points) or (Point(NEVERS, "thème", None, "Un fonds manque."),)
        return Gold(tuple(self.passages), tuple(self.marks), propositions, points, speakers, tuple(self.evidence))

    def frames(self):
        utterances, segments = [], []
        for rank, passage in enumerate(self.passages, 1):
            found, text, role = self.heard[rank - 1]
            if not text:
                continue
            place = {"utterance_id": f"u{rank}", "workshop_id": passage.atelier, "text": text}
            utterances.append(
                place
                | {"source": passage.source, "position": rank, "speaker": passage.speaker, "role": role}
                | {"speaker_id": f"l-{passage.speaker}"}
            )
            segments.append(
                place | {"segment_id": f"s{rank}", "char_start": 0, "char_end": len(text), "theme_id": found}
            )
        names = sorted({theme for theme, _, _ in self.heard if theme})
        return {
            "workshops": rows("workshops", [{"workshop_id": name, "folder": name} for name in self.folders()]),
            "utterances": rows("utterances", utterances),
            "segments": rows("segments", segments),
            "themes": rows("themes", [self.theme(name, segments) for name in names]),
            "statements": rows("statements", self.found),
            "proposals": rows("proposals", self.proposals),
            "glossary": tables.frame("glossary", []),
        }

    def folders(self):
        return sorted({passage.atelier for passage in self.passages})

    def theme(self, name, segments):
        towns = sorted({row["workshop_id"] for row in segments if row["theme_id"] == name})
        return {"theme_id": name, "label": f"Thème {name}", "workshops": towns, "n_workshops": len(towns)}

    def passage_key(self, passage):
        return self.passages[passage - 1].source, self.passages[passage - 1].n

    def run(self) -> Run:
        return gather(self.frames())

    def compared(self, frames=None) -> Comparison:
        run = gather(frames) if frames else self.run()
        return compare(self.gold(), run, EvaluationSettings(draws=20, theme_words=3))


@pytest.fixture
def world():
    return World()


@pytest.fixture
def value():
    """The value of a measure of a part, by its key."""
    return lambda part, key: next(measure.value for measure in part.measures if measure.key == key)


@pytest.fixture
def of_family():
    """The faults of a part whose family begins with some words."""
    return lambda part, start: [fault for fault in part.faults if fault.family.startswith(start)]
