"""Compare the titles of the meetings' propositions with those that readers wrote.

Run ``python benchmarks/titles.py`` (10 s). The readers (``meetings_titles.tsv``: meeting, line, title) are three
language models, a third of the meetings each, alone before the text, asked for the title that an experienced consultant
would print; what they took from the context stands in square brackets, and is left out here, as are tool words and
« prévoir ».
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

from pipeline.french.model import annotate
from pipeline.stages.propose.rules.chain import read
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.statements import statement
from pipeline.stages.propose.titles.reading import INFINITIVE, Title
from pipeline.stages.propose.titles.title import title
from pipeline.stages.propose.training.examples import MEETINGS
from pipeline.stages.propose.verdict import PROPOSITION, Verdict, by_rules
from pipeline.text.words import words

READERS = Path(__file__).with_name("meetings_titles.tsv")
TOOLS = words(
    """le la les l un une des du de d à au aux en et ou que qu qui dans sur par pour avec ce cette ces se s ne pas y est
    prévoir"""
)
CLOSE = 0.8


def wanted() -> dict[tuple[str, int], str]:
    """Return the readers' titles by meeting and line."""
    rows = (line.split("\t") for line in READERS.read_text(encoding="utf-8").splitlines())
    return {(meeting, int(number)): said for meeting, number, said in rows}


def made() -> dict[tuple[str, int], tuple[str, Title]]:
    """Return the sentences of the meetings' propositions and the program's titles, as if each were found."""
    lines = {
        (path.stem, number): line.split(" ", 2)[2]
        for path in sorted(MEETINGS.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith("P ")
    }
    found = {}
    for (key, text), doc in zip(lines.items(), annotate(lines.values()), strict=True):
        sentence = Sentence("s-1", doc[:], "transcript")
        verdict = by_rules(read(sentence), "transcript")
        asks = verdict is not None and verdict.type == PROPOSITION and verdict.reason is None
        one = verdict if asks and verdict else Verdict(PROPOSITION, None, 0.9)
        found[key] = (text, title(statement(sentence, one)))
    return found


def likeness(one: str, other: str) -> float:
    """Return the F1 of the words of two titles."""
    own, theirs = (_words(text) for text in (one, other))
    return 2 * (own & theirs).total() / max(own.total() + theirs.total(), 1)


def _words(text: str) -> Counter[str]:
    plain = re.sub(r"\[[^\]]*\]", " ", text.lower().replace("’", "'"))
    return Counter(word for word in re.findall(r"\w+", plain) if word not in TOOLS)


def main() -> None:
    """Write the figures, then the titles that differ most."""
    readers = wanted()
    rows = [(likeness(one.text, readers[key]), key, text, one) for key, (text, one) in made().items()]
    scores = [row[0] for row in rows]
    titled = sum(row[3].origin == INFINITIVE for row in rows)
    lines = [
        f"mots communs (F1) : {sum(scores) / len(scores):.3f}",
        f"titres proches ({CLOSE} et plus) : {sum(score >= CLOSE for score in scores) / len(scores):.3f}",
        f"propositions qui ont un titre : {titled / len(rows):.3f} de {len(rows)}",
        "",
    ]
    for score, (meeting, number), text, one in sorted(rows, key=lambda row: (row[0], row[1])):
        lines.append(f"{score:.2f} {meeting} {number} [{one.origin}] {one.text}")
        lines.append(f"     = {readers[meeting, number]}")
        lines.append(f"     « {text} »")
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
