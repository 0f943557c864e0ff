"""The parser of an annotated workshop, as ``corpus/gold/FORMAT.md`` describes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.errors import CorpusError
from pipeline.records import FACILITATOR, KINDS, ROLES
from rendering.marks import Mark, unmark
from rendering.master import Document, Heading, Item, KeyPoint, Master, Voice
from rendering.scenario import Scenario

NO_THEME: Final = "-"

_FOLDER: Final = re.compile(r"\d{4}-\d\d-\d\d \S.*")
_TURN: Final = re.compile(r"(\w{1,4}) : (.+)")
_OPTION: Final = re.compile(r"(\w+)=(\S+)")


def read_master(path: Path, scenario: Scenario) -> Master:
    """Return the workshop annotated in ``path``.

    Raises
    ------
    CorpusError
        On the first malformed line, with its number and what was expected.
    """
    parser = _Parser(scenario)
    number = 0
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):  # noqa: B007
            if line.strip():
                parser.take(_composed(line.rstrip()))
        return parser.finish()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} est illisible : il faut un fichier texte en UTF-8.") from error
    except ValueError as error:
        raise CorpusError(f"{path}, ligne {number} : {error}.") from error


@dataclass(slots=True)
class _Draft:
    """A document while its lines are read."""

    name: str
    format: str
    kind: str
    options: dict[str, str]
    lines: list[Heading | Item] = field(default_factory=list)
    theme: str | None = None
    n: int = 0
    themed: bool = False  # « no theme » must be written, as « ## - »

    def done(self) -> Document:
        if not self.n:
            raise ValueError(f"le fichier « {self.name} » n’a aucun passage")
        return Document(self.name, self.format, self.kind, self.options, tuple(self.lines))


class _Parser:
    """Reads a master line by line; every ``ValueError`` is a French sentence about the current line."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.folder = ""
        self.voices: dict[str, Voice] = {}
        self.drafts: list[_Draft] = []
        self.points: list[KeyPoint] = []
        self.in_points = False

    def take(self, line: str) -> None:
        """Read one line that is not blank."""
        if line.startswith("@"):
            self._directive(line)
        elif self.in_points:
            self._point(line)
        elif not self.drafts:
            raise ValueError("du texte avant la première ligne « @FICHIER »")
        elif line.startswith("## "):
            self.drafts[-1].theme, self.drafts[-1].themed = self._theme(line[3:].strip()), True
        elif line.startswith("# "):
            self._heading(line[2:].strip(), self.drafts[-1])
        else:
            self._item(line, self.drafts[-1])

    def finish(self) -> Master:
        """Return the workshop."""
        if not (self.folder and self.voices and self.drafts and self.points):
            raise ValueError("il manque @ATELIER, @LOCUTEUR, @FICHIER ou @POINTS : le fichier n’est pas complet")
        documents = tuple(draft.done() for draft in self.drafts)
        return Master(self.folder, tuple(self.voices.values()), documents, tuple(self.points))

    def _directive(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        match word:
            case "@ATELIER" if _FOLDER.fullmatch(rest):
                self.folder = rest
            case "@LOCUTEUR":
                self._voice(rest)
            case "@FICHIER":
                self.drafts.append(self._draft(rest))
            case "@POINTS":
                self.in_points = True
            case _:
                raise ValueError(f"attendu @ATELIER AAAA-MM-JJ lieu, @LOCUTEUR, @FICHIER ou @POINTS, trouvé « {line} »")

    def _voice(self, rest: str) -> None:
        initials, name, structure, role = _cells(rest, 4, "@LOCUTEUR SIGLE | nom | structure | rôle")
        if initials in self.voices:
            raise ValueError(f"le sigle « {initials} » est déclaré deux fois")
        if role not in ROLES:
            raise ValueError(f"rôle inconnu « {role} » (attendu {', '.join(ROLES)})")
        self.voices[initials] = Voice(name, structure, role)

    def _draft(self, rest: str) -> _Draft:
        name, *pairs = (cell.strip() for cell in rest.split("|"))
        options = dict(_options(pairs))
        format_, kind = options.pop("format", ""), options.pop("kind", "")
        if not name or not format_ or kind not in KINDS:
            raise ValueError(f"attendu « @FICHIER nom | format=… | kind=… », kind parmi {', '.join(KINDS)}")
        if any(draft.name == name for draft in self.drafts):
            raise ValueError(f"le fichier « {name} » est annoncé deux fois")
        return _Draft(name, format_, kind, options)

    def _heading(self, title: str, draft: _Draft) -> None:
        if draft.kind != "note":
            raise ValueError("seule une note a des titres « # … »")
        draft.lines.append(Heading(title))

    def _item(self, line: str, draft: _Draft) -> None:
        draft.n += 1
        if draft.kind == "postit":
            draft.lines.append(self._postit(line, draft))
        elif not draft.themed:
            raise ValueError("un passage avant le premier « ## thème »")
        elif draft.kind == "note":
            words, marks = self._words(line.removeprefix("- "))
            draft.lines.append(Item(draft.n, words, marks, draft.theme, bullet=line.startswith("- ")))
        else:
            draft.lines.append(self._turn(line, draft))

    def _postit(self, line: str, draft: _Draft) -> Item:
        theme, table, marked = _cells(line.removeprefix("- "), 3, "- thème | groupe | texte")
        words, marks = self._words(marked)
        return Item(draft.n, words, marks, self._theme(theme), table=table)

    def _turn(self, line: str, draft: _Draft) -> Item:
        found = _TURN.fullmatch(line)
        if not found or found[1] not in self.voices:
            raise ValueError("attendu « SIGLE : texte », avec un sigle déclaré par @LOCUTEUR")
        words, marks = self._words(found[2])
        voice = self.voices[found[1]]
        if voice.role == FACILITATOR and any(mark.type != "question" for mark in marks):
            raise ValueError("l’animation ne porte que des marques Q")
        return Item(draft.n, words, marks, draft.theme, voice)

    def _words(self, marked: str) -> tuple[str, tuple[Mark, ...]]:
        words, marks = unmark(marked)
        if words != " ".join(words.split()):
            raise ValueError("espace double ou en bout de texte")
        for mark in marks:
            if mark.group and mark.group not in self.scenario.groups:
                raise ValueError(f"groupe inconnu du scénario « {mark.group} »")
        return words, marks

    def _theme(self, name: str) -> str | None:
        if name != NO_THEME and name not in self.scenario.themes:
            raise ValueError(f"thème inconnu du scénario « {name} »")
        return None if name == NO_THEME else name

    def _point(self, line: str) -> None:
        theme, group, text = _cells(line.removeprefix("- "), 3, "- thème | groupe ou - | phrase")
        if not self._theme(theme):
            raise ValueError("un point clé a un thème")
        if group != NO_THEME and group not in self.scenario.groups:
            raise ValueError(f"groupe inconnu du scénario « {group} »")
        self.points.append(KeyPoint(theme, None if group == NO_THEME else group, text))


def _composed(line: str) -> str:
    if line != unicodedata.normalize("NFC", line):
        raise ValueError("caractères décomposés : enregistrez le fichier en Unicode NFC")
    return line


def _cells(line: str, count: int, expected: str) -> list[str]:
    cells = [cell.strip() for cell in line.split("|", count - 1)]
    if len(cells) != count or not all(cells):
        raise ValueError(f"attendu « {expected} »")
    return cells


def _options(pairs: list[str]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        if not (found := _OPTION.fullmatch(pair)):
            raise ValueError(f"attendu « clé=valeur », trouvé « {pair} »")
        yield found[1], found[2]
