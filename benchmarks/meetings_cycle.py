"""The project's own meetings as a cycle of workshops, and which of their propositions ask for one measure.

The meetings (``pipeline/stages/propose/training/meetings``) were written to teach the types of statements. Each has
its own subject, so hardly anything is said in two of them. The groups (``meetings_same.txt``) were drawn by three
readers, a third of the meetings each: language models, each alone before the text, with one question: would an editor
print these under one number?
"""

from __future__ import annotations

import re
from pathlib import Path

from pipeline import runner
from pipeline.stage import Silent
from pipeline.stages.propose.training.examples import MEETINGS

# The authors whose meetings were read for it: others speak of the same subjects, and nobody has said what is the same.
AUTHORS = "abcdef"
GROUPS = Path(__file__).with_name("meetings_same.txt")
_LINE = re.compile(r"(?P<label>[A-Z]) [a-z] (?P<text>.+)")


def write_cycle(folder: Path) -> None:
    """Write each meeting as a workshop of ``folder``: one transcript, « Nom : texte », a turn a line."""
    for rank, path in enumerate(sorted(MEETINGS.glob(f"[{AUTHORS}]*.txt"))):
        workshop = folder / f"2023-{1 + rank // 6:02}-{10 + rank % 6} Réunion {path.stem}"
        workshop.mkdir(parents=True)
        (workshop / "Transcription.txt").write_text("\n".join(_turns(path)) + "\n", encoding="utf-8")


def _turns(path: Path) -> list[str]:
    turns: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") and "écrit pour ce projet" not in line:
            turns.append(f"{line[2:].replace(':', ' ').split(',')[0].strip()} :")
        elif turns and (said := _LINE.fullmatch(line)):
            turns[-1] += f" {said['text']}"
    return [turn for turn in turns if not turn.endswith(" :")]


def run_cycle(folder: Path, out: Path) -> None:
    """Run the stages up to the propositions on the meetings."""
    write_cycle(folder)
    runner.run(folder, out, progress=Silent())


def groups() -> dict[tuple[str, str], str]:
    """Return the group of each proposition by meeting and text: that of its measure, else its own."""
    found: dict[tuple[str, int], str] = {}
    for row, line in enumerate(GROUPS.read_text(encoding="utf-8").splitlines()):
        meeting, _, members = line.partition(":")
        found |= {(meeting, int(member)): f"mesure {row}" for member in members.split() if member.isdigit()}
    return {
        (path.stem, said["text"]): found.get((path.stem, number), f"{path.stem} {number}")
        for path in sorted(MEETINGS.glob(f"[{AUTHORS}]*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (said := _LINE.fullmatch(line)) and said["label"] == "P"
    }
