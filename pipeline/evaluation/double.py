"""Double coding: two people code the same sentences blind; how far they agree is what a machine can reach."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from pipeline import runner
from pipeline.errors import ReviewError
from pipeline.evaluation.doubly_coded import DOUBLE, DoublyCoded
from pipeline.evaluation.kappa import agree
from pipeline.evaluation.sampling import Labelled, draw, labelled
from pipeline.ledger import journal
from pipeline.ledger.entries import ACCEPTED, REJECTED, TO_REVIEW, Anchor, Change, Decide, Retype
from pipeline.stages.review.coding_book import CHOICES, NONE, Coded, Sentence, coding_book, read_coding
from pipeline.stages.review.said import said
from pipeline.stages.review.wording import counted, shortened
from pipeline.stages.review.xlsx import keep_beside
from pipeline.store import Store, write_atomically
from pipeline.text.typography import typeset

COPIES: Final = ("codage A.xlsx", "codage B.xlsx")
_TABLES: Final = ("workshops", "utterances", "passages", "found_statements")
_SHOWN: Final = 20
_AROUND: Final = 8


@dataclass(frozen=True, slots=True)
class Compared:
    """Two codings of the same sentences, and what the machine sees in them.

    Attributes
    ----------
    sentences : tuple of Sentence
        Coded by both.
    first, second : mapping of str to str
        Their types, by sentence.
    final : mapping of str to str
        The type on which both agree, or that a third person gave; absent while they do not.
    machine : mapping of str to Labelled
        The machine's, by sentence; absent where the run has changed since the draw.
    lines : tuple of str
        What to tell the user.
    """

    sentences: tuple[Sentence, ...]
    first: Mapping[str, str]
    second: Mapping[str, str]
    final: Mapping[str, str]
    machine: Mapping[str, Labelled]
    lines: tuple[str, ...]


def write_copies(cycle: Path, out: Path | None, size: int, seed: int) -> list[Path]:
    """Draw a sample of a run's sentences and write it twice, to be coded blind; return where.

    Raises
    ------
    ReviewError
        If there is nothing to draw, or a coding stands there already: it is somebody's work.
    """
    store = _store(cycle, out)
    paths = [store.folder / name for name in COPIES]
    for path in paths:
        if path.exists():
            raise ReviewError(f"{path} existe déjà : c’est peut-être un codage en cours ; déplacez-le ou renommez-le.")
    sentences = draw(_machine(store), size, seed)
    if not sentences:
        raise ReviewError(f"{cycle} : aucune phrase à coder ; lancez d’abord « synthese run ».")
    for path in paths:
        write_atomically(path, coding_book(sentences))
    return paths


def compare(cycle: Path, out: Path | None, paths: tuple[Path, Path], deciding: Path | None = None) -> Compared:
    """Compare two codings, and the machine with each.

    Raises
    ------
    ReviewError
        If a file is no coding, or they are not of the same sentences.
    """
    first, second = (read_coding(path) for path in paths)
    if {one.key for one in first.sentences} != {one.key for one in second.sentences}:
        raise ReviewError(
            f"{paths[0]} et {paths[1]} ne portent pas sur les mêmes phrases : donnez les deux du même tirage."
        )
    decided = read_coding(deciding) if deciding else Coded((), {}, ())
    sentences = tuple(one for one in first.sentences if one.key in first.types and one.key in second.types)
    final = {
        one.key: first.types[one.key] if first.types[one.key] == second.types[one.key] else decided.types[one.key]
        for one in sentences
        if first.types[one.key] == second.types[one.key] or one.key in decided.types
    }
    machine = {one.sentence.key: one for one in _machine(_store(cycle, out))}
    told = [*_gaps(first, second), *(one.sentence for coding in (first, second, decided) for one in coding.anomalies)]
    made = Compared(sentences, first.types, second.types, final, machine, ())
    return Compared(sentences, first.types, second.types, final, machine, tuple(map(typeset, [*told, *_figures(made)])))


def leave_to_decide(compared: Compared, beside: Path) -> Path | None:
    """Write the workbook where a third person decides what is still disputed; None when nothing is."""
    disputed = [one for one in compared.sentences if one.key not in compared.final]
    if not disputed:
        return None
    return keep_beside(beside, "à arbitrer", coding_book(disputed, (compared.first, compared.second)))


def corrections(compared: Compared) -> list[Change]:
    """Return what the agreed types correct in the machine's answer, and confirm in it."""
    changes = []
    for one in compared.sentences:
        machine = compared.machine.get(one.key)
        if one.key in compared.final and machine is not None:
            changes += _correction(machine, compared.final[one.key])
    return changes


def record(cycle: Path, changes: Sequence[Change], who: str) -> tuple[int, list[str]]:
    """Return how many corrections are new, and a sentence for each; nothing is written."""
    new = journal.unrecorded(journal.read(runner.find(cycle).cycle), changes, journal.signed(who), "")
    return len(new), [typeset(said(change)) for change in new]


def accept(cycle: Path, changes: Sequence[Change], who: str) -> int:
    """Write the corrections that the ledger does not have yet; return how many."""
    place = runner.find(cycle).cycle
    new = journal.unrecorded(journal.read(place), changes, journal.signed(who), "")
    journal.record(place, new, who)
    return len(new)


def export(compared: Compared, cycle: Path, folder: Path | None = None) -> Path:
    """Write the double coding as gold: both answers, the final one; return where.

    Parameters
    ----------
    compared : Compared
        The codings.
    cycle : Path
        The cycle's folder.
    folder : Path, optional
        The gold's; ``gold/<cycle>`` beside the cycle by default.
    """
    place = runner.find(cycle).cycle
    target = (folder or place.parent / "gold" / place.name) / DOUBLE
    rows = [
        DoublyCoded(
            source=one.source,
            n=one.position,
            char_start=one.start,
            char_end=one.end,
            text=one.text,
            first=compared.first[one.key],
            second=compared.second[one.key],
            final=compared.final.get(one.key),
        )
        for one in compared.sentences
    ]
    lines = (json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    write_atomically(target, "".join(lines).encode())
    return target


def _store(cycle: Path, out: Path | None) -> Store:
    place = runner.find(cycle)
    return Store(out or runner.default_output(place))


def _machine(store: Store) -> list[Labelled]:
    return labelled({name: store.read_table(name) for name in _TABLES})


def _gaps(first: Coded, second: Coded) -> list[str]:
    total = len(first.sentences)
    return [
        f"Codeur {name} : {counted(total - len(one.types), 'phrase sans type', 'phrases sans type')} sur {total}."
        for name, one in (("A", first), ("B", second))
        if len(one.types) < total
    ]


def _figures(compared: Compared) -> Iterable[str]:
    """Yield the agreement of the two people, then of the machine with each, then what is disputed."""
    a, b = compared.first, compared.second
    machine = {key: one.type for key, one in compared.machine.items()}
    keys = [one.key for one in compared.sentences]
    known = [key for key in keys if key in machine]
    yield from _agreements("Les deux codeurs", keys, a, b)
    yield from _agreements("Le programme et le codeur A", known, machine, a)
    yield from _agreements("Le programme et le codeur B", known, machine, b)
    final = [key for key in known if key in compared.final]
    yield from _agreements(
        "Le programme et la réponse retenue (accord des codeurs, ou arbitrage)", final, machine, compared.final
    )
    yield (
        "Les propositions sont plus nombreuses dans ce tirage que dans le cycle : ces accords se comparent entre eux, "
        "ils ne sont pas ceux de tout le cycle."
    )
    apart = [one for one in compared.sentences if a[one.key] != b[one.key]]
    if apart:
        yield f"{counted(len(apart), 'désaccord', 'désaccords')} entre les codeurs :"
    for one in apart[:_SHOWN]:
        yield f"  {one.town}, {one.role} : « {shortened(one.text, 110)} » : A {a[one.key]}, B {b[one.key]}"
    if len(apart) > _SHOWN:
        yield f"  … et {len(apart) - _SHOWN} autres, dans le classeur à arbitrer."


def _agreements(who: str, keys: Sequence[str], one: Mapping[str, str], other: Mapping[str, str]) -> Iterable[str]:
    same = agree([one[key] for key in keys], [other[key] for key in keys])
    yield f"{who} : {same.said}"
    for kind in CHOICES:
        pair = [["oui" if answer[key] == kind else "non" for key in keys] for answer in (one, other)]
        if any("oui" in answers for answers in pair):
            apart = agree(*pair)
            both = sum(x == y == "oui" for x, y in zip(*pair, strict=True))
            counts = f"{pair[0].count('oui')} et {pair[1].count('oui')} fois, {both} ensemble"
            yield f"  {kind} : {counts} ; {apart.said.split(', ', 1)[-1]}"


def _correction(machine: Labelled, kind: str) -> list[Change]:
    found = machine.found
    if kind == NONE:
        standing = found is not None and found.type != NONE
        return [_decision(machine, REJECTED)] if standing else []
    if found is not None and found.type == kind:
        return [_decision(machine, ACCEPTED)]
    return [Change(_anchor(machine), Retype.model_validate({"type": kind}), {"type": machine.type})]


def _decision(machine: Labelled, status: str) -> Change:
    return Change(_anchor(machine), Decide.model_validate({"status": status}), {"status": TO_REVIEW})


def _anchor(machine: Labelled) -> Anchor:
    """Return what a correction is about: the machine's statement, or the sentence where it saw none."""
    sentence, found = machine.sentence, machine.found
    return Anchor.model_validate(
        {
            "kind": "énoncé",
            "id": f"e-{sentence.key[2:]}" if found is None else found.statement_id,
            "text": sentence.text if found is None else found.text,
            "workshop": machine.workshop_id,
            "speaker": machine.speaker,
            "type": None if found is None or found.type == NONE else found.type,
            "before": " ".join(sentence.before.split("\n")[-1].split()[-_AROUND:]),
            "after": " ".join(sentence.after.split()[:_AROUND]),
        }
    )
