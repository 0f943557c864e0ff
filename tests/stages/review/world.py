"""The machine's answer on the sample corpus as its gold says it, whole or re-issued with edits."""

import random
import re
from collections import defaultdict
from dataclasses import dataclass, replace

from pipeline import tables
from pipeline.records import content_id

TYPES = {"C": "constat", "F": "frein", "L": "levier", "P": "proposition", "Q": "question", "N": "constat"}
PIECE = re.compile(r"⟦([^|⟦⟧]*)\|([^⟦⟧]*)⟧|([^⟦⟧]+)")


@dataclass(frozen=True)
class Turn:
    n: int
    workshop: str
    source: str
    kind: str
    speaker: str | None
    role: str
    theme: str | None
    pieces: tuple[tuple[str | None, str], ...]

    @property
    def text(self):
        return "".join(text for _, text in self.pieces)


def read_turns(folder):
    found = [turn for path in sorted(folder.glob("*.txt")) for turn in _turns(path)]
    return [replace(turn, n=n) for n, turn in enumerate(found)]


def _turns(path):
    voices, source, kind, theme = {}, "", "", None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("@POINTS"):
            return
        if line.startswith("@LOCUTEUR"):
            initials, name, _, role = (cell.strip() for cell in line.removeprefix("@LOCUTEUR").split("|"))
            voices[initials] = (name, role)
        elif line.startswith("@FICHIER"):
            source, kind = line.removeprefix("@FICHIER").split("|")[0].strip(), re.search(r"kind=(\w+)", line)[1]
        elif line.startswith("## "):
            theme = None if line[3:].strip() == "-" else line[3:].strip()
        elif line.strip() and not line.startswith(("@", "# ")):
            yield _turn(path.stem, source, kind, theme, line, voices)


def _turn(workshop, source, kind, theme, line, voices):
    if kind == "postit":
        theme, _, line = (cell.strip() for cell in line.removeprefix("- ").split("|", 2))
    speaker, role = None, "inconnu"
    if found := re.fullmatch(r"(\w{1,4}) : (.+)", line):
        (speaker, role), line = voices[found[1]], found[2]
    pieces = tuple((found[1], found[2] or found[3]) for found in PIECE.finditer(line.removeprefix("- ")))
    return Turn(0, workshop, source, kind, speaker, role, None if theme == "-" else theme, pieces)


def reissued(turns, seed, share=0.03):
    """Change a share of the words, move a tenth of the lines a few places, write every third speaker otherwise."""
    chance = random.Random(seed)
    lexicon = sorted({word for turn in turns for word in turn.text.split() if len(word) > 4})
    edited = [
        replace(
            turn,
            speaker=_respelt(turn.speaker),
            pieces=tuple((mark, _edited(text, chance, lexicon, share)) for mark, text in turn.pieces),
        )
        for turn in turns
    ]
    for at in range(len(edited) - 4):
        if chance.random() < 0.1 and edited[at].source == edited[at + 3].source:
            edited.insert(at + 3, edited.pop(at))
    return edited


def _edited(text, chance, lexicon, share):
    words = [chance.choice(lexicon) if chance.random() < share else word for word in text.split(" ") if word]
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{' '.join(words)}{tail}"


def _respelt(name):
    if name is None or len(name) % 3:
        return name
    first, *rest = name.split()
    return f"{' '.join(rest).upper()} {first}"


def frames(turns, *, ids="a", without=(), agenda=()):
    """Return the machine's tables; ``ids`` changes every theme id, ``without`` are statement texts it misses."""
    places, rows, said, given = defaultdict(int), [], [], []
    for turn, utterance, segment in _identified(turns):
        text = turn.text
        rows.append(
            {
                "segment_id": segment,
                "utterance_id": utterance,
                "workshop_id": turn.workshop,
                "source": turn.source,
                "kind": turn.kind,
                "position": places[turn.workshop],
                "speaker_id": turn.speaker and content_id("l", turn.workshop, turn.speaker),
                "role": turn.role,
                "char_start": 0,
                "char_end": len(text),
                "text": text,
                "fate": _fate(turn),
                "n_words": len(text.split()),
            }
        )
        places[turn.workshop] += 1
        theme = turn.theme and content_id("t", ids, turn.theme)
        given.append({"segment_id": segment, "theme_id": theme, "theme_score": 0.6 if theme else None, "robust": True})
        if turn.role != "animation":
            said += [row for row in _statements(segment, turn) if row["text"] not in without]
    return {
        "workshops": _workshops(turns, agenda),
        "speakers": _speakers(turns),
        "utterances": tables.frame("utterances", []),
        "passages": tables.frame("passages", rows),
        "assignments": tables.frame("assignments", given),
        "found_themes": _themes(turns, ids, rows, given),
        "found_statements": tables.frame("found_statements", [_only(row, "found_statements") for row in said]),
        "found_proposals": _proposals(said),
    }


def _identified(turns):
    copies = defaultdict(int)
    for turn in turns:
        said = (turn.workshop, turn.source, turn.speaker or "", turn.text)
        utterance = content_id("u", *said, copies[said])
        copies[said] += 1
        yield turn, utterance, content_id("s", utterance, 0, len(turn.text))


def what_is_what(turns, ids="a"):
    """Return, for the ids of themes, segments, statements and propositions, what they are in any edition."""
    truth, groups = {}, {}
    for turn, _, segment in _identified(turns):
        truth[segment] = ("segment", turn.n)
        if turn.theme:
            truth[content_id("t", ids, turn.theme)] = ("theme", turn.theme)
        if turn.role != "animation":
            for rank, row in enumerate(_statements(segment, turn)):
                truth[row["statement_id"]] = ("statement", turn.n, rank)
                if row["group"]:
                    groups.setdefault(row["group"], row["statement_id"])
    return truth | {content_id("p", first): ("proposal", group) for group, first in groups.items()}


def _fate(turn):
    if turn.role == "animation":
        return "animation"
    return "retenu" if len(turn.text.split()) >= 5 else "trop_court"


def _statements(segment, turn):
    start = 0
    for mark, text in turn.pieces:
        end = start + len(text)
        if mark is not None:
            kind, _, group = mark.partition(":")
            yield {
                "statement_id": content_id("e", segment, start, end),
                "segment_id": segment,
                "char_start": start,
                "char_end": end,
                "text": text,
                "type": TYPES[kind],
                "rule": "or",
                "score": 0.9,
                "reason": group if kind == "N" else None,
                "group": group if kind == "P" else None,
            }
        start = end


def _proposals(said):
    groups = defaultdict(list)
    for row in said:
        if row["group"]:
            groups[row["group"]].append(row)
    return tables.frame(
        "found_proposals",
        [
            {
                "proposal_id": content_id("p", members[0]["statement_id"]),
                "title": members[0]["text"][:60],
                "title_origin": "verbatim",
                "statement_ids": [row["statement_id"] for row in members],
                "nature": "non précisé",
                "echelle": "non précisé",
                "porteur": "non précisé",
                "score": 0.9 if len(members) > 1 else 0.6,
                "nearby": [],
            }
            for _, members in sorted(groups.items())
        ],
    )


def _themes(turns, ids, rows, given):
    members = defaultdict(list)
    for row, theme in zip(rows, given, strict=True):
        if theme["theme_id"] and row["fate"] == "retenu":
            members[theme["theme_id"]].append(row["segment_id"])
    names = sorted({turn.theme for turn in turns if turn.theme})
    return tables.frame(
        "found_themes",
        [
            {
                "theme_id": content_id("t", ids, name),
                "label": name.replace("-", " ").capitalize(),
                "keywords": name.split("-"),
                "origin": "émergent",
                "representatives": members[content_id("t", ids, name)][:3],
            }
            for name in names
        ],
    )


def _workshops(turns, agenda):
    return tables.frame(
        "workshops",
        [
            {
                "workshop_id": name,
                "folder": name,
                "title": name.capitalize(),
                "town": name.capitalize(),
                "date": "2022-10-11",
                "agenda": list(agenda),
                "n_sources": 1,
                "n_words": 1,
                "n_speakers": 1,
            }
            for name in sorted({turn.workshop for turn in turns})
        ],
    )


def _speakers(turns):
    known = {(turn.workshop, turn.speaker): turn.role for turn in turns if turn.speaker}
    return tables.frame(
        "speakers",
        [
            {
                "speaker_id": content_id("l", workshop, speaker),
                "workshop_id": workshop,
                "speaker": speaker,
                "role": role,
                "role_origin": "metadata",
                "spellings": [speaker],
                "n_utterances": 1,
                "n_words": 1,
            }
            for (workshop, speaker), role in sorted(known.items())
        ],
    )


def _only(row, table):
    return {name: value for name, value in row.items() if name in tables.columns(table)}
