"""Kill a writer of the ledger at random moments: ``python benchmarks/review_crash.py N [WRITES] [SEED]``.

Each of N children writes 200 corrections and says which ones it was told are saved; it is killed (SIGKILL) at a random
moment. What it said is looked for in the ledger. Prints one line of JSON. POSIX only: it forks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from pipeline.ledger import journal
from pipeline.ledger.entries import Anchor, Change, Comment

_ABOUT = Anchor(kind="thème", id="t-000000000000", text="Vacance")


def main(arguments: list[str]) -> None:
    """Kill, count, print."""
    n, writes, seed = (int(given) for given in [*arguments, *("200", "0")[len(arguments) - 1 :]])
    print(json.dumps(kills(n, writes, seed), ensure_ascii=False))


def kills(n: int, writes: int, seed: int) -> dict[str, int]:
    """Return how many writers were killed in the middle, how many entries they were told are saved, and were lost."""
    chance = random.Random(seed)
    counts = {"tués": 0, "confirmées": 0, "perdues": 0, "coupées": 0}
    with tempfile.TemporaryDirectory() as folder:
        cycle = Path(folder)
        started = time.perf_counter()
        _write_and_say(cycle, writes, os.open(os.devnull, os.O_WRONLY))
        whole = time.perf_counter() - started
        confirmed: set[str] = set()
        for _ in range(n):
            said = _killed(cycle, writes, chance.uniform(0, whole))
            counts["tués"] += len(said) < writes
            confirmed |= said
        found = journal.read(cycle)
    ids = {entry.entry_id for entry in found.entries}
    return counts | {
        "confirmées": len(confirmed),
        "perdues": len(confirmed - ids),
        "coupées": len(found.unreadable),
    }


def _killed(cycle: Path, writes: int, delay: float) -> set[str]:
    """Return the ids that a child, killed after ``delay`` seconds, was told are saved."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_and_say(cycle, writes, writing)
        os._exit(0)
    os.close(writing)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().split(b"\n")
    return {line.decode() for line in lines[:-1]}  # what follows the last end of line was cut


def _write_and_say(cycle: Path, writes: int, out: int) -> None:
    for number in range(writes):
        (entry,) = journal.record(cycle, [Change(_ABOUT, Comment(text=f"remarque {number}"))], "Anne")
        os.write(out, f"{entry.entry_id}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
