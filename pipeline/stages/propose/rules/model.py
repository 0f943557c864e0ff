"""What a rule is, and how its cue is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.sentences import Sentence

Check = Callable[[Sentence, re.Match[str]], bool]

# Pieces of cues. « <WE> » and « <CL> » bring their own space; clitics may stand between a subject and its verb.
PIECES: Final = {
    "<CL>": r"(?:(?:ne|me|te|se|le|la|les|lui|leur|nous|vous|y|en|[nmtslj]') ?)*",
    "<WE>": r"(?:(?:je|on|nous|l'on) |j' ?)",
    "<DET>": r"(?:un|une|des|du|de la|de l'|d'un|d'une|le|la|les|l'|plus de|plus d'|davantage|moins de|ce|cette|notre"
    r"|nos|deux|trois|quelque chose|quelqu'un|chaque)",
    "<IL>": r"(?:il|ça|ce|c'|cela)",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something.

    Attributes
    ----------
    name : str
        Names the rule in tables and reports.
    cue : re.Pattern
        Looked for in ``Sentence.flat``; what it matches is the cue that a reviewer is shown.
    checks : tuple of Check
        All must agree on a match.
    outcome : str
        A statement's type, or the reason of a refusal.
    """

    name: str
    cue: re.Pattern[str]
    outcome: str
    checks: tuple[Check, ...] = ()

    def find(self, sentence: Sentence, flat: str) -> Hit | None:
        """Return the first match in ``flat`` (the sentence's, some parts blanked) that every check accepts."""
        for match in self.cue.finditer(flat):
            if all(check(sentence, match) for check in self.checks):
                return Hit(self, *match.span())
        return None


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired: its cue stands at ``start:end`` of the sentence's text."""

    rule: Rule
    start: int
    end: int


def cue(*ways: str) -> re.Pattern[str]:
    """Return the pattern that finds any of ``ways`` as whole words.

    Parameters
    ----------
    *ways : str
        Regular expressions in lower case with straight apostrophes; a space stands for any run of spaces and
        « <WE> », « <CL> », « <DET> », « <IL> » for the pieces above.
    """
    joined = "|".join(ways)
    for piece, meaning in PIECES.items():
        joined = joined.replace(piece, meaning)
    spaced = re.sub(r" (?![?*+])", " +", joined).replace(" ?", " *")
    return re.compile(rf"(?<![\w'-])(?:{spaced})(?![\w-])")


def starts(*ways: str) -> re.Pattern[str]:
    """Return the pattern of :func:`cue` at the head of the sentence, small words such as « et alors » apart."""
    head = (
        r"^[^\w·]*(?:(?:et|ou|mais|donc|alors|puis|or|oui|non|ah|eh|d'accord|ok|moi|nous|deuxièmement|enfin)\b[ ,]*)*"
    )
    body = cue(*ways).pattern
    return re.compile(rf"{head}(?:{body})")
