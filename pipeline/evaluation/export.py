"""Gold that grows: what reviewers decided of a run, as answers to measure the next ones by.

Only utterances whose every statement was decided are taken, directly or through its proposal: on anything else a
new run could be right and be called wrong.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, get_args

from pipeline import runner
from pipeline.errors import ReviewError
from pipeline.evaluation.gold import (
    PARTIAL,
    Gold,
    GoldType,
    Occurrence,
    Passage,
    Point,
    Proposition,
    Speaker,
    Statement,
)
from pipeline.evaluation.run import REJECTED, TAKEN, Run, Utterance, read_run
from pipeline.evaluation.run import Statement as Found
from pipeline.records import UNKNOWN_ROLE, slug
from pipeline.store import Store, write_atomically

_DECIDED: Final = (*TAKEN, REJECTED)
_NO_STATEMENT: Final = "autre"
_PROPOSITION: Final = "proposition"
_NOTICE: Final = (
    "# Réponses tirées d’une relecture\n\nSeules les prises de parole entièrement relues sont ici : tant que ce "
    "fichier est à côté des tables, le programme n’est jugé que sur elles.\n"
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what was left: ``taken`` of ``total`` utterances that hold statements."""

    folder: Path
    taken: int
    total: int

    @property
    def sentence(self) -> str:
        """What to tell the user."""
        return (
            f"Prises de parole entièrement relues : {self.taken} sur les {self.total} qui portent des énoncés, écrites "
            f"dans « {self.folder} » ; les autres attendent la décision d’un relecteur sur un énoncé au moins."
        )


def export_gold(cycle: Path, out: Path | None = None, folder: Path | None = None) -> Exported:
    """Write the reviewed part of a run as gold tables.

    Parameters
    ----------
    cycle : Path
        Folder of workshop folders.
    out : Path, optional
        The run's folder; ``outputs/<cycle>`` by default.
    folder : Path, optional
        Where to write; ``gold/<cycle>`` beside the cycle by default.

    Raises
    ------
    ReviewError
        If no utterance was wholly decided, or no proposition accepted.
    """
    place = runner.find(cycle)
    run = read_run(Store(out or runner.default_output(place)))
    target = folder or place.cycle.parent / "gold" / place.cycle.name
    decided = [one for one in run.utterances.values() if _is_decided(run, one.utterance_id)]
    gold = _gold(run, decided)
    if not gold.propositions:
        raise ReviewError(
            f"{place.cycle.name} n’a encore aucune proposition acceptée dont la prise de parole soit entièrement relue "
            ": décidez avec « synthese review » ou dans relecture.xlsx, relancez « synthese run », puis exportez."
        )
    for name in ("passages", "statements", "propositions", "points", "speakers"):
        write_atomically(target / f"{name}.jsonl", _lines(getattr(gold, name)))
    write_atomically(target / PARTIAL, _NOTICE.encode())
    total = len({one.utterance_id for one in run.statements.values()})
    return Exported(target, len(decided), total)


def _lines(rows: Iterable[Passage | Statement | Proposition | Point | Speaker]) -> bytes:
    return "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows).encode()


def _is_decided(run: Run, utterance_id: str) -> bool:
    mine = run.statements_of.get(utterance_id, ())
    return bool(mine) and all(_decision(run, one) for one in mine)


def _decision(run: Run, statement: Found) -> str | None:
    """Return what was decided of a statement, by itself or through its proposal; None while nobody did.

    A demand that a rule refused stays refused until a reviewer says otherwise.
    """
    if statement.status in _DECIDED:
        return statement.status
    if statement.reason is not None:
        return REJECTED
    if statement.statement_id in run.rejected:
        return REJECTED
    proposal = run.proposal_of.get(statement.statement_id)
    return proposal.status if proposal and proposal.status in _DECIDED else None


def _gold(run: Run, utterances: list[Utterance]) -> Gold:
    kept = {one.utterance_id for one in utterances}
    said = [one for utterance in utterances for one in sorted(run.statements_of[utterance.utterance_id], key=_by_place)]
    statements = tuple(_statement(run, one) for one in said)
    return Gold(
        passages=tuple(_passage(run, one) for one in utterances),
        statements=statements,
        propositions=tuple(_propositions(run, statements)),
        points=tuple(_points(run, kept)),
        speakers=tuple(_speakers(run, utterances)),
    )


def _by_place(statement: Found) -> tuple[int, int]:
    return statement.start, statement.end


def _passage(run: Run, utterance: Utterance) -> Passage:
    known = utterance.role != UNKNOWN_ROLE
    return Passage(
        atelier=run.folders[utterance.workshop_id],
        source=utterance.source,
        kind=utterance.kind,
        n=utterance.position,
        speaker=utterance.speaker,
        role=utterance.role if known else None,
        theme=_theme(run, utterance.utterance_id),
        text=utterance.text,
    )


def _theme(run: Run, utterance_id: str) -> str | None:
    """Return the theme of most of an utterance's characters, by its label."""
    sizes: Counter[str] = Counter()
    for segment in run.segments.values():
        if segment.utterance_id == utterance_id and segment.theme_id:
            sizes[slug(run.themes[segment.theme_id].label)] += segment.char_end - segment.char_start
    return min(sizes, key=lambda name: (-sizes[name], name), default=None)


def _statement(run: Run, one: Found) -> Statement:
    utterance = run.utterances[one.utterance_id]
    kind = _NO_STATEMENT if _decision(run, one) == REJECTED else one.type
    proposal = run.proposal_of.get(one.statement_id)
    return Statement(
        atelier=run.folders[utterance.workshop_id],
        source=utterance.source,
        n=utterance.position,
        char_start=one.start,
        char_end=one.end,
        text=one.text,
        type=_typed(kind),
        group=proposal.proposal_id if proposal and kind == _PROPOSITION else None,
        refused=None,
    )


def _typed(kind: str) -> GoldType:
    known: tuple[GoldType, ...] = get_args(GoldType)
    return next(name for name in known if name == kind)


def _propositions(run: Run, statements: Iterable[Statement]) -> Iterable[Proposition]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.group:
            groups[statement.group].append(statement)
    for key, said in sorted(groups.items()):
        proposal = run.proposals[key]
        places = tuple(Occurrence(one.source, one.n, one.char_start, one.char_end) for one in said)
        towns = tuple(sorted({one.atelier for one in said}))
        yield Proposition(key, _label(run, proposal.theme_id), proposal.title, towns, places)


def _points(run: Run, utterances: set[str]) -> Iterable[Point]:
    """Yield each accepted proposal as what a synthesis of its workshops must say."""
    for key, proposal in run.proposals.items():
        here = [run.statements[one] for one in proposal.statement_ids if run.statements[one].utterance_id in utterances]
        if proposal.status in _DECIDED:
            for folder in sorted({run.folders[run.utterances[one.utterance_id].workshop_id] for one in here}):
                yield Point(folder, _label(run, proposal.theme_id), key, proposal.title)


def _label(run: Run, theme_id: str | None) -> str:
    return slug(run.themes[theme_id].label) if theme_id else "hors-theme"


def _speakers(run: Run, utterances: Iterable[Utterance]) -> Iterable[Speaker]:
    heard = {(run.folders[one.workshop_id], one.speaker, one.role) for one in utterances if one.speaker}
    for folder, name, role in sorted(heard):
        yield Speaker(folder, name, "", role)
