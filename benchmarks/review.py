"""Whether corrections are ever lost: ``python benchmarks/review.py [--data DIR] [--debates N] [--work DIR]``.

Runs the whole program on the sample cycle, and on debates found under DIR (``*/debats/<debate>/transcription.txt``),
once as they are and once for each edition of them: other seed, a workshop added, transcripts issued again with edits.
Two hundred random corrections of the first run are folded into each. Then the ledger is attacked, and the desk is
timed in a real Chromium. The table goes to ``benchmarks/review.md``. ``--work`` keeps the runs, so that only what
changed is run again.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from published import machine, write
from review_corrections import Made, Outcome, Spans, corrections, outcome, where_from
from review_crash import kills
from review_desk import CHROMIUM, enlarge, page, refresh, two_desks
from review_editions import EDITIONS, REISSUED, Debates, Edition, Sample, issue

from pipeline import runner
from pipeline.desk.machine import load
from pipeline.ledger.entries import ACCEPTED, Change, Decide
from pipeline.ledger.journal import record
from pipeline.stages.review.anchors import Anchors
from pipeline.stages.review.answer import Answer
from pipeline.stages.review.import_workbook import propose
from pipeline.store import Store

N, SEEDS, SEEDS_OF_DEBATES = 200, 5, 3
PROPOSALS, THEMES = 50, 10
AS_IT_IS = Edition("telle quelle")


@dataclass(frozen=True)
class Ran:
    """A run: where, and what the review starts from."""

    cycle: Path
    out: Path
    answer: Answer
    spans: Spans


def main() -> None:
    """Measure, print and write the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path)
    arguments.add_argument("--debates", type=int, default=10)
    arguments.add_argument("--work", type=Path)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = given.work or Path(scratch)
        lines = ["| mesure | visé | ici |", "| --- | --- | --- |"]
        folders = sorted(path.parent for path in given.data.rglob("debats")) if given.data else []
        for corpus in (Sample(), *(Debates(folder, given.debates) for folder in folders)):
            lines += reattached(corpus, work)
        lines += standing(work)
        lines += attacked(work)
        lines += timed(work)
    text = "\n".join([*lines, "", machine()])
    print(text)
    write("review", text)


def ran(
    corpus: Sample | Debates, edition: Edition, work: Path, workshops: Sequence[str] = (), settings: str = ""
) -> Ran:
    """Run the program on an edition of a corpus, or on some of its workshops."""
    chosen = [*(workshops or corpus.workshops)]
    name = "".join(char if char.isalnum() else "-" for char in f"{corpus.name} {edition.name} {len(chosen)} {settings}")
    folder = work / f"{name}-{''.join(sorted(place[-6:] for place in chosen)) if workshops else ''}"
    cycle, out, config = folder / "cycle", folder / "out", folder / "reglages.toml"
    lines = issue(corpus, edition, chosen, 0, cycle)
    config.write_text(settings, encoding="utf-8")
    runner.run(cycle, out, extra_config=config)
    store = Store(out)
    spans = where_from(lines, store.read_table("utterances"))
    return Ran(cycle, out, load(runner.find(cycle), store).answer, spans)


def reattached(corpus: Sample | Debates, work: Path) -> Iterator[str]:
    """Yield the lines on corrections folded into other runs."""
    seeds = range(SEEDS if isinstance(corpus, Sample) else SEEDS_OF_DEBATES)
    base = ran(corpus, AS_IT_IS, work)
    made = [corrections(base.answer, base.spans, N, seed) for seed in seeds]
    yield placed(corpus, "relance", made, base)
    yield placed(corpus, "autre graine", made, ran(corpus, AS_IT_IS, work, settings="[cluster]\nseed = 7\n"))
    fewer = ran(corpus, AS_IT_IS, work, corpus.workshops[:-1])
    before = [corrections(fewer.answer, fewer.spans, N, seed) for seed in seeds]
    yield placed(corpus, "un atelier ajouté", before, base)
    for edition in EDITIONS if isinstance(corpus, Sample) else (REISSUED,):
        yield placed(corpus, edition.name, made, ran(corpus, edition, work))


def placed(corpus: Sample | Debates, name: str, made: Sequence[Sequence[Made]], now: Ran) -> str:
    """Return the line on one edition."""
    found = [outcome(one, now.answer, now.spans) for one in made]
    lowest = min(one.placed for one in found)
    return line(
        f"{corpus.name}, {name} : replacées (la moins bonne série) / ailleurs / en conflit / disparues",
        "≥ 98 % / – / – / 0",
        f"{percent(mean(found))} ({percent(lowest)}) / {total(found, 'wrong')} / {total(found, 'conflicts')} / "
        f"{total(found, 'unaccounted')} sur {total(found, 'n')}",
    )


def standing(work: Path) -> Iterator[str]:
    """Yield the line on what was accepted before a workshop was added, each workshop of the sample in turn."""
    corpus = Sample()
    whole = ran(corpus, AS_IT_IS, work)
    kept = of = moved = 0
    for last in corpus.workshops:
        first = ran(corpus, AS_IT_IS, work, [one for one in corpus.workshops if one != last])
        made = accepted(first.answer)
        with tempfile.TemporaryDirectory() as scratch:
            cycle, out = Path(scratch) / "cycle", Path(scratch) / "out"
            shutil.copytree(first.cycle, cycle)
            shutil.copytree(first.out, out)
            record(cycle, made, "Anne")
            runner.run(cycle, out)
            was = {name: Store(out).read_table(name) for name in ("themes", "proposals", "segments")}
            shutil.copytree(whole.cycle, cycle, dirs_exist_ok=True)
            shutil.rmtree(out)
            shutil.copytree(whole.out, out)
            runner.run(cycle, out, first="review")
            now = {name: Store(out).read_table(name) for name in ("themes", "proposals", "segments")}
        same, total_, elsewhere = _unchanged(was, now)
        kept, of, moved = kept + same, of + total_, moved + elsewhere
    yield line(
        f"exemple, {PROPOSALS} propositions et {THEMES} thèmes acceptés, un atelier ajouté (chacun à son tour) : "
        "intitulé, contenu et état inchangés",
        "100 %",
        f"{kept} sur {of} ; {moved} propositions acceptées ont suivi leurs passages sous un autre thème",
    )


def accepted(answer: Answer) -> list[Change]:
    """Return the acceptance of the first propositions and themes by id, which is as good as random."""
    anchors = Anchors(answer)
    held = {row.theme_id for row in answer.segments.values() if row.fate == "retenu"}
    keys = [*sorted(answer.proposals)[:PROPOSALS]]
    found = [Change(anchors.proposal(key), Decide(status=ACCEPTED, members=anchors.members(key))) for key in keys]
    themes = [key for key in sorted(answer.themes) if key in held][:THEMES]
    return found + [Change(anchors.theme(key), Decide(status=ACCEPTED, members=anchors.members(key))) for key in themes]


def _unchanged(was: dict, now: dict) -> tuple[int, int, int]:
    """Return how many accepted things are as they were, of how many, and how many propositions changed theme."""
    kept = of = moved = 0
    labels = [dict(zip(run["themes"]["theme_id"], run["themes"]["label"], strict=True)) for run in (was, now)]
    before = was["proposals"][was["proposals"]["status"] == ACCEPTED]
    after = now["proposals"].set_index("title")
    for row in before.itertuples():
        of += 1
        if row.title in after.index:
            there = after.loc[[row.title]].iloc[0]
            kept += there["status"] == ACCEPTED and set(row.statement_ids) <= set(there["statement_ids"])
            moved += labels[0].get(row.theme_id) != labels[1].get(there["theme_id"])
    members = [run["segments"].groupby("theme_id")["segment_id"].agg(set).to_dict() for run in (was, now)]
    found = {row.label: row for row in now["themes"].itertuples() if row.status == ACCEPTED}
    for row in was["themes"][was["themes"]["status"] == ACCEPTED].itertuples():
        of += 1
        there = found.get(row.label)
        retained = set(was["segments"].loc[was["segments"]["fate"] == "retenu", "segment_id"])
        kept += there is not None and members[0][row.theme_id] & retained <= members[1][there.theme_id]
    return kept, of, moved


def attacked(work: Path) -> Iterator[str]:
    """Yield the lines on the ledger: killed writers, two desks at once, an untouched workbook."""
    found = kills(200, 200, 0)
    yield line(
        "écriture tuée à un instant tiré au sort, 200 fois (200 écritures chacune) : corrections confirmées perdues",
        "0",
        f"{found['perdues']} sur {found['confirmées']} ({found['tués']} fois en plein travail)",
    )
    base = ran(Sample(), AS_IT_IS, work)
    with tempfile.TemporaryDirectory() as scratch:
        confirmed, kept = two_desks(Path(scratch), base.out, 500)
        yield line("deux serveurs, 500 corrections chacun en même temps : perdues", "0", f"{confirmed - kept} sur 1000")
    proposed = propose([base.out / "relecture.xlsx"], base.cycle, ["Anne"])
    yield line(
        "relecture.xlsx importé sans y toucher : corrections", "0", f"{len(proposed.changes) + len(proposed.anomalies)}"
    )


def timed(work: Path) -> Iterator[str]:
    """Yield the lines on time."""
    base = ran(Sample(), AS_IT_IS, work)
    with tempfile.TemporaryDirectory() as scratch:
        cycle, out = Path(scratch) / "cycle", Path(scratch) / "out"
        shutil.copytree(base.cycle, cycle)
        shutil.copytree(base.out, out)
        yield line(
            "exemple, d’une correction aux tables et au .docx refaits, page ouverte (médiane) : durée / calcul",
            "≤ 3 s",
            durations(refresh(cycle, out, 5)),
        )
        yield line(
            "– par « synthese run », démarrage de Python compris",
            "≤ 3 s",
            durations([command(cycle, out, number) for number in range(3)]),
        )
        if Path(CHROMIUM).exists():
            n = enlarge(base.out, Path(scratch) / "grand", 18)
            empty = Path(scratch) / "vide"
            empty.mkdir()
            found = page(empty, Path(scratch) / "grand", 5)
            paint = decimal(found["peinture"] / 1000)
            yield line(f"page de {n} propositions : première peinture", "< 1 s", f"{paint} s")
            yield line(
                "– carte déplacée : image la plus longue pendant le geste ; du lâcher à l’enregistrement confirmé",
                "< 100 ms",
                f"{found['image']:.0f} ms ; {found['enregistré']:.0f} ms",
            )


def durations(found: Sequence[tuple[float, float]]) -> str:
    """Return the medians of durations and of computing times."""
    elapsed, computed = zip(*found, strict=True)
    return f"{decimal(median(elapsed))} s / {decimal(median(computed))} s"


def command(cycle: Path, out: Path, number: int) -> tuple[float, float]:
    """Return the seconds that « synthese run » takes after a correction, and those of computing."""
    answer = load(runner.find(cycle), Store(out)).answer
    theme = Anchors(answer).theme(min(answer.themes))
    record(cycle, [Change(theme, Decide(status=ACCEPTED if number % 2 else "à relire"))], "Anne")
    started, computed = time.perf_counter(), _children()
    subprocess.run(
        [sys.executable, "-m", "pipeline", "run", str(cycle), "--out", str(out), "--from", "review"],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - started, _children() - computed


def _children() -> float:
    """Return the seconds of computing of the programs run so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def line(*cells: object) -> str:
    """Return a line of the table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def mean(found: Sequence[Outcome]) -> float:
    """Return the share of all corrections that found their object again."""
    return sum(one.placed for one in found) / len(found)


def total(found: Sequence[Outcome], name: str) -> int:
    """Return a count over all series."""
    return sum(getattr(one, name) for one in found)


def percent(share: float) -> str:
    """Return « 98,5 % », rounded down: a goal is not reached by rounding."""
    return f"{decimal(int(1000 * share + 1e-9) / 10)} %"


def decimal(value: float) -> str:
    """Return a figure with a decimal comma."""
    return f"{value:.1f}".replace(".", ",")


if __name__ == "__main__":
    main()
