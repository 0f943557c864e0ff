"""Corpora that can be issued again with edits, each line of the new edition knowing the lines it comes from."""

from __future__ import annotations

import random
import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.store import project_root, write_atomically

ROOT = project_root()
sys.path.insert(0, str(ROOT / "corpus"))

from rendering.formats import write as write_document  # noqa: E402
from rendering.master import Item, Master  # noqa: E402
from rendering.parser import read_master  # noqa: E402
from rendering.scenario import read_scenario  # noqa: E402

FileKey = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """A turn, a note or a post-it: the lines of the first edition that it holds, who says it, its words."""

    origins: tuple[int, ...]
    speaker: str
    text: str


@dataclass(frozen=True)
class Edition:
    """What is done to a corpus: its name in the table, an edit of each file's lines, and of its names."""

    name: str
    edit: Callable[[list[Line], random.Random, bool], list[Line]] = lambda lines, *_: lines
    renamed: Callable[[str], str] = lambda name: name


class Sample:
    """The sample cycle, rendered from its annotated workshops in the formats of real exports."""

    name = "exemple"

    def __init__(self) -> None:
        gold = ROOT / "corpus" / "gold"
        scenario = read_scenario(gold / "scenario.md")
        found = [read_master(path, scenario) for path in sorted((gold / "ateliers").glob("*.txt"))]
        self._masters = {master.folder: master for master in found}
        self._items: dict[int, Item] = {}
        self._files: dict[FileKey, list[Line]] = {}
        for master in found:
            for document in master.documents:
                lines = []
                for item in document.items:
                    number = len(self._items)
                    self._items[number] = item
                    lines.append(Line((number,), item.name, item.text))
                self._files[master.folder, document.name] = lines

    @property
    def workshops(self) -> list[str]:
        """The workshops' folders, in order."""
        return sorted(self._masters)

    def lines(self, file: FileKey) -> list[Line]:
        """Return a file's lines."""
        return self._files[file]

    def files(self, workshops: Sequence[str]) -> list[FileKey]:
        """Return the files of some workshops."""
        return [key for key in self._files if key[0] in workshops]

    def is_talk(self, file: FileKey) -> bool:
        """Tell whether a file is a transcript, whose turns may be cut and moved."""
        return self._document(file).kind == "transcript"

    def write(self, file: FileKey, lines: Sequence[Line], folder: Path, name: str) -> None:
        """Write a file of the cycle, and the workshop's description beside it."""
        master, document = self._masters[file[0]], self._document(file)
        items = [self._item(line, n) for n, line in enumerate(lines, start=1)]
        if self.is_talk(file):
            edited = replace(document, lines=tuple(items))
        else:  # titles stay where they are
            left = iter(items)
            edited = replace(document, lines=tuple(next(left) if isinstance(x, Item) else x for x in document.lines))
        write_atomically(folder / name, write_document(master, edited))
        described = ROOT / "corpus" / "exemple" / file[0] / "atelier.toml"
        if described.exists():
            shutil.copy(described, folder / "atelier.toml")

    def _document(self, file: FileKey):  # noqa: ANN202
        master: Master = self._masters[file[0]]
        return next(document for document in master.documents if document.name == file[1])

    def _item(self, line: Line, n: int) -> Item:
        item = self._items[line.origins[0]]
        voice = item.voice and replace(item.voice, name=line.speaker)
        return replace(item, n=n, text=line.text, marks=(), voice=voice)


class Debates:
    """Debates as plain transcripts, each a workshop without metadata."""

    def __init__(self, folder: Path, most: int) -> None:
        self.name = f"débats ({folder.name})"
        self._files: dict[FileKey, list[Line]] = {}
        number = 0
        for path in sorted((folder / "debats").iterdir())[:most]:
            written = (path / "transcription.txt").read_text(encoding="utf-8")
            lines = []
            for turn in filter(str.strip, re.split(r"\n\s*\n", written)):
                speaker, text = (part.strip() for part in turn.split(":", 1))
                lines.append(Line((number,), speaker, text))
                number += 1
            self._files[path.name, "transcription.txt"] = lines

    @property
    def workshops(self) -> list[str]:
        """The debates, in order."""
        return sorted(folder for folder, _ in self._files)

    def lines(self, file: FileKey) -> list[Line]:
        """Return a debate's turns."""
        return self._files[file]

    def files(self, workshops: Sequence[str]) -> list[FileKey]:
        """Return the files of some debates."""
        return [key for key in self._files if key[0] in workshops]

    def is_talk(self, file: FileKey) -> bool:  # noqa: ARG002
        """Tell that every file is a transcript."""
        return True

    def write(self, file: FileKey, lines: Sequence[Line], folder: Path, name: str) -> None:  # noqa: ARG002
        """Write a debate."""
        text = "\n\n".join(f"{line.speaker} : {line.text}" for line in lines)
        write_atomically(folder / name, f"{text}\n".encode())


def issue(corpus: Sample | Debates, edition: Edition, workshops: Sequence[str], seed: int, folder: Path) -> dict:
    """Write an edition of a corpus; return, by source path, the lines that its files hold."""
    shutil.rmtree(folder, ignore_errors=True)
    written = {}
    for file in corpus.files(workshops):
        chance = random.Random(f"{seed} {file}")
        lines = edition.edit(corpus.lines(file), chance, corpus.is_talk(file))
        where = edition.renamed(file[0])
        stem, dot, suffix = file[1].rpartition(".")
        name = f"{edition.renamed(stem)}{dot}{suffix}"
        corpus.write(file, lines, folder / where, name)
        written[f"{where}/{name}"] = lines
    return written


def changed_words(share: float) -> Callable[[list[Line], random.Random, bool], list[Line]]:
    """Return the edit that changes a share of the words, moves a tenth of the turns, respells every third speaker."""

    def edit(lines: list[Line], chance: random.Random, talk: bool) -> list[Line]:
        lexicon = sorted({word for line in lines for word in line.text.split() if len(word) > 4}) or ["autre"]
        found = [
            replace(line, speaker=_respelt(line.speaker), text=_each_word(line.text, chance, share, lexicon))
            for line in lines
        ]
        for at in range(len(found) - 4 if talk else 0):
            if chance.random() < 0.1:
                found.insert(at + 3, found.pop(at))
        return found

    return edit


def misheard(share: float) -> Callable[[list[Line], random.Random, bool], list[Line]]:
    """Return the edit of another speech recognition: words lost, « euh » added, endings and accents mistaken."""

    def word(said: str, chance: random.Random) -> str:
        draw = chance.random()
        if draw < 0.25:
            return ""
        if draw < 0.5:
            return f"euh {said}"
        if draw < 0.8:
            return _ENDING.sub(lambda found: chance.choice(_ENDINGS[found[0]]), said)
        return unicodedata.normalize("NFD", said).encode("ascii", "ignore").decode() or said

    def edit(lines: list[Line], chance: random.Random, talk: bool) -> list[Line]:  # noqa: ARG001
        def heard(text: str) -> str:
            said = [word(one, chance) if chance.random() < share else one for one in text.split()]
            return " ".join(filter(None, said)) or text

        return [replace(line, text=heard(line.text)) for line in lines]

    return edit


_ENDINGS = {
    "er": ["é", "ez"],
    "é": ["er", "ait"],
    "ez": ["er", "é"],
    "ait": ["é", "aient"],
    "ent": ["e"],
    "s": [""],
    "e": ["", "es"],
}
_ENDING = re.compile(r"(?:er|é|ez|ait|ent|s|e)$")


def fewer_sentences(share: float) -> Callable[[list[Line], random.Random, bool], list[Line]]:
    """Return the edit that drops a share of the sentences, never the whole of a line."""

    def edit(lines: list[Line], chance: random.Random, talk: bool) -> list[Line]:  # noqa: ARG001
        def kept(text: str) -> str:
            parts = _SENTENCE.split(text)
            return " ".join(part for at, part in enumerate(parts) if not at or chance.random() >= share)

        return [replace(line, text=kept(line.text)) for line in lines]

    return edit


_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def cut_and_joined(lines: list[Line], chance: random.Random, talk: bool) -> list[Line]:
    """Cut a fifth of the turns of several sentences in two (somebody answers « oui »), join a tenth to the next."""
    if not talk:
        return lines
    found: list[Line] = []
    for line in lines:
        parts = _SENTENCE.split(line.text)
        if len(parts) > 1 and chance.random() < 0.2:
            at = chance.randrange(1, len(parts))
            other = next((one.speaker for one in lines if one.speaker != line.speaker), line.speaker)
            found.append(replace(line, text=" ".join(parts[:at])))
            found.append(Line(line.origins, other, "Oui."))
            found.append(replace(line, text=" ".join(parts[at:])))
        elif found and chance.random() < 0.1:
            last = found.pop()
            found.append(replace(last, origins=last.origins + line.origins, text=f"{last.text} {line.text}"))
        else:
            found.append(line)
    return found


def initials(lines: list[Line], chance: random.Random, talk: bool) -> list[Line]:  # noqa: ARG001
    """Write every speaker by the initial of the first name: « P. DELANNOY », « J. B. » for « JB »."""
    return [replace(line, speaker=_initialled(line.speaker)) for line in lines]


def _initialled(name: str) -> str:
    given, _, family = name.partition(" ")
    if family:
        return f"{given[:1]}. {family.upper()}"
    return " ".join(f"{letter}." for letter in name) if name.isupper() else name


def _respelt(name: str) -> str:
    if not name or len(name) % 3:
        return name
    first, *rest = name.split()
    return f"{' '.join(rest).upper()} {first}".strip()


def _each_word(text: str, chance: random.Random, share: float, lexicon: Sequence[str]) -> str:
    return " ".join(chance.choice(lexicon) if chance.random() < share else word for word in text.split(" "))


REISSUED = Edition("rééditée : 3 % des mots, lignes déplacées, noms récrits", changed_words(0.03))
EDITIONS = (
    REISSUED,
    Edition("rééditée : 5 % des mots, lignes déplacées, noms récrits", changed_words(0.05)),
    Edition("rééditée : 10 % des mots, lignes déplacées, noms récrits", changed_words(0.10)),
    Edition("autre reconnaissance vocale : 5 % des mots", misheard(0.05)),
    Edition("5 % des phrases supprimées", fewer_sentences(0.05)),
    Edition("un cinquième des tours coupés, un dixième réunis", cut_and_joined),
    Edition("fichiers et dossiers renommés", renamed=lambda name: f"{name} v2"),
    Edition("prénoms réduits à l’initiale", initials),
)
