"""Walk any id of any table back to the file, the person, the time and the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline import tables
from pipeline.errors import PipelineError
from pipeline.records import REFUSALS
from pipeline.store import Store, project_root

# How many members of a theme are shown: enough to see what it is about, few enough for a screen.
_MEMBERS = 8

# What a statement says beside what it asks for, and the statements that it is tied to, with the words that tie them.
_PARTS = {"motive": "motif", "condition": "condition", "objection": "réserve"}
_TIED = {"constat": "constat d’origine", "reserve": "réserve de la même personne", "answer": "objection en réponse"}

Row = dict[str, Any]


def folders(cycle: Path | None, out: Path | None) -> list[Path]:
    """Return the output folders to search.

    Raises
    ------
    PipelineError
        If nothing has been run yet.
    """
    if out is not None:
        return [out]
    outputs = project_root() / "outputs"
    if cycle is not None:
        return [outputs / cycle.resolve().name]
    found = sorted(path.parent for path in outputs.glob("*/manifest.json"))
    if not found:
        raise PipelineError(f"Aucun résultat dans {outputs} : lancez d’abord « synthese run CYCLE ».")
    return found


def explain(identifier: str, searched: list[Path]) -> list[str]:
    """Return the walk from an id back to the source, one line a step.

    Parameters
    ----------
    identifier : str
        A theme, proposition, statement, segment, utterance, speaker or workshop id, or « P12 » for the
        proposition numbered 12.
    searched : list of Path
        Output folders, in order.

    Raises
    ------
    PipelineError
        If no table holds it.
    """
    for folder in searched:
        if lines := Walk(Store(folder)).lines(identifier):
            return lines
    where = ", ".join(str(folder) for folder in searched)
    raise PipelineError(f"« {identifier} » n’est dans aucune table de {where} : vérifiez l’identifiant et le cycle.")


class Walk:
    """One run's tables, read once, and the way from any of their ids to the words.

    Parameters
    ----------
    store : Store
        The run's output folder.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[tuple[str, str], dict[object, list[Row]]] = {}

    def lines(self, identifier: str) -> list[str]:
        """Return the walk from ``identifier``, one line a step; empty when no table holds it."""
        return list(self._start(identifier.strip().strip("[]")))

    def _start(self, identifier: str) -> Iterator[str]:
        step: Callable[[Row], Iterator[str]]
        steps: dict[str, tuple[str, Callable[[Row], Iterator[str]]]] = {
            "p": ("proposals", self._proposal),
            "t": ("themes", self._theme),
            "e": ("statements", self._statement),
            "s": ("segments", self._segment),
            "u": ("utterances", self._utterance),
            "l": ("speakers", self._speaker),
        }
        if identifier[:1] in "Pp" and identifier[1:].isdigit():
            step = self._proposal
            rows = self._where("proposals", "number", int(identifier[1:]))
        elif identifier[1:2] == "-" and identifier[0] in steps:
            name, step = steps[identifier[0]]
            rows = self._where(name, tables.columns(name)[0], identifier)
        else:
            step = self._workshop
            rows = self._where("workshops", "workshop_id", identifier)
        for row in rows:
            yield from step(row)

    def _proposal(self, row: Row) -> Iterator[str]:
        yield f"Proposition {row['number']} [{row['proposal_id']}] : {row['title']}"
        card = (("nature", "nature"), ("échelle", "echelle"), ("porteur", "porteur"))
        yield "  " + " · ".join(f"{name} : {row[column]}{_because(row[f'{column}_words'])}" for name, column in card)
        yield f"  état : {row['status']} · titre : {row['title_origin']}"
        for original in self._where("proposals", "proposal_id", row["duplicate_of"]):
            yield f"  doublon de la proposition {original['number']} [{original['proposal_id']}] : {original['title']}"
        ids = tables.as_list(row["statement_ids"])
        yield f"  appuyée sur {len(ids)} énoncé(s) :"
        for statement_id in ids:
            for found in self._where("statements", "statement_id", statement_id):
                yield from self._statement(found)

    def _theme(self, row: Row) -> Iterator[str]:
        yield f"Thème [{row['theme_id']}] : {row['label']}"
        yield f"  {row['recurrence']} · {row['n_workshops']} atelier(s) · {row['n_segments']} segments"
        yield f"  mots-clés : {', '.join(tables.as_list(row['keywords']))}"
        shown = tables.as_list(row["representatives"]) or [
            member["segment_id"] for member in self._where("segments", "theme_id", row["theme_id"])
        ]
        for segment_id in shown[:_MEMBERS]:
            for found in self._where("segments", "segment_id", segment_id):
                yield from self._segment(found)

    def _statement(self, row: Row) -> Iterator[str]:
        yield f"Énoncé [{row['statement_id']}] : {row['type']} (p = {row['score']:.2f})"
        cue = f", indice « {row['cue']} »" if row["cue"] else ""
        yield f"  règle : {row['rule']}{cue}"
        yield f"  « {row['text']} »"
        yield from (f"  {name} : « {row[column]} »" for column, name in _PARTS.items() if row[column])
        for column, name in _TIED.items():
            for other in self._where("statements", "statement_id", row[f"{column}_id"]):
                tie = _because(row[f"{column}_words"])
                yield f"  {name} [{other['statement_id']}]{tie} : « {other['text']} »"
        if row["reason"]:
            yield f"  écarté : {REFUSALS.get(row['reason'], row['reason'])}"
        if row["duplicate_of"]:
            yield f"  doublon de l’énoncé [{row['duplicate_of']}]"
        yield f"  caractères {row['char_start']} à {row['char_end']} du segment :"
        for found in self._where("segments", "segment_id", row["segment_id"]):
            yield from self._segment(found)

    def _segment(self, row: Row) -> Iterator[str]:
        theme = self._label(row["theme_id"]) if row["theme_id"] else "hors thème"
        yield f"  Segment [{row['segment_id']}] : {row['fate']} · {theme}"
        yield f"    caractères {row['char_start']} à {row['char_end']} de la prise de parole :"
        for found in self._where("utterances", "utterance_id", row["utterance_id"]):
            yield from self._utterance(found)

    def _utterance(self, row: Row) -> Iterator[str]:
        who = row["speaker"] or "sans nom"
        yield f"    Prise de parole [{row['utterance_id']}] : {who} ({row['role']})"
        yield f"      fichier {row['source']}, {row['locator']}{_time(row)}"
        yield f"      « {row['text']} »"

    def _speaker(self, row: Row) -> Iterator[str]:
        yield f"Locuteur [{row['speaker_id']}] : {row['speaker']} · {row['role']} ({row['role_origin']})"
        yield f"  atelier {row['workshop_id']} · {row['n_utterances']} prises de parole · {row['n_words']} mots"
        yield f"  graphies : {', '.join(tables.as_list(row['spellings']))}"

    def _workshop(self, row: Row) -> Iterator[str]:
        yield f"Atelier [{row['workshop_id']}] : {row['title']} (dossier « {row['folder']} »)"
        for found in self._where("sources", "workshop_id", row["workshop_id"]):
            yield f"  {found['source']} : {found['status']}, {found['n_words']} mots"

    def _label(self, theme_id: str) -> str:
        return next((str(row["label"]) for row in self._where("themes", "theme_id", theme_id)), theme_id)

    def _where(self, name: str, column: str, value: object) -> list[Row]:
        if (name, column) not in self._rows:
            index: dict[object, list[Row]] = defaultdict(list)
            for row in tables.records(self._store.read_table(name)):
                index[row[column]].append(row)
            self._rows[name, column] = index
        return self._rows[name, column].get(value, [])


def _because(words: str | None) -> str:
    """Return the words that decided, in brackets."""
    return f" (« {words} »)" if words else ""


def _time(row: Row) -> str:
    if row["start_s"] is None:
        return ""
    hours, rest = divmod(int(row["start_s"]), 3600)
    return f", à {hours}:{rest // 60:02d}:{rest % 60:02d}"
