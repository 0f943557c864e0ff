"""The words of a sentence that a title keeps, and how its parts are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.chunks import CLITICS, CLOSING, LINKS, THAT, hangs_on
from pipeline.stages.propose.titles.heads import Head, depends
from pipeline.stages.propose.titles.things import counted
from pipeline.stages.propose.titles.words import NEGATIONS, is_finite, plain
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONS: Final = block("je j' on il ils elle elles tu")
_LOOSE_FIRST: Final = LINKS | THAT | {"alors"}
_LOOSE_LAST: Final = block("et mais de d' que qu' à je j' on nous vous y en ne n' se s' lui sans")
_SHOWN: Final = block("ce cet cette ces")
_OURS: Final = {
    **dict.fromkeys(("mon", "notre", "votre", "ton"), "le"),
    **dict.fromkeys(("ma", "ta"), "la"),
    **dict.fromkeys(("mes", "nos", "vos", "tes"), "les"),
}


@dataclass(frozen=True)
class Kept:
    """The words of a sentence, which of them are kept, and the verbs that move to the front of their parts."""

    words: Sequence[Token]
    keeps: Sequence[bool]
    heads: Sequence[Head]

    def part(self, start: int, end: int) -> list[int]:
        """Return the kept places of a part, without its verb and what a cut left at its ends."""
        moved = {place for head in self.heads for place in range(head.start, head.place + 1)}
        own = [place for place in range(start, end) if self.keeps[place] and place not in moved]
        while own and self._is_loose(own, 0, _LOOSE_FIRST):
            del own[0]
        while own and (self._is_loose(own, -1, _LOOSE_LAST) or self._is_called(own)):
            del own[-1]
        return own

    def speaks(self, own: Sequence[int]) -> bool:
        """Tell whether a clause of its own, or its subject without it, is left among the words of a part."""
        return any(
            not depends(self.words, self.keeps, place)
            for place in own
            if (plain(self.words[place]) in _PERSONS and self.words[place].pos_ != "DET")
            or (is_finite(self.words[place]) and not (place and self.words[place - 1].pos_ in ("DET", "ADP")))
        )

    def governs_nothing(self, own: Sequence[int]) -> bool:
        """Tell whether an infinitive whose modal was left out stands among the words of a part."""
        return any(
            is_infinitive(self.words[place])
            and place > 0
            and not (self.words[place - 1].pos_ == "ADP" or plain(self.words[place - 1]) in CLITICS | LINKS)
            for place in own
        )

    def is_noun(self, own: Sequence[int]) -> bool:
        """Tell whether a noun phrase with its article or number opens a part."""
        opens = bool(own) and self.words[own[0]].pos_ in ("DET", "NUM")
        return opens and plain(self.words[own[0]]) not in _SHOWN

    def said(self, own: Sequence[int]) -> str:
        """Return the words of a part; where something was left out between two, a comma when it takes one."""
        runs: list[list[int]] = []
        for place in own:
            if runs and place == runs[-1][-1] + 1:
                runs[-1].append(place)
            else:
                runs.append([place])
        text = ""
        for at, run in enumerate(runs):
            said = self._run(run)
            if text:
                binds = self.words[run[0]].pos_ in ("ADP", "CCONJ", "ADJ") or hangs_on(self.words, run[0])
                marked = any(self.words[place].is_punct for place in range(runs[at - 1][-1], run[0] + 1))
                text = text.rstrip(" ,;:") + (", " if marked or not binds else " ") + said.lstrip(" ,;:")
            else:
                text = said
        return text

    def uncapitalised(self, own: Sequence[int]) -> str:
        """Return the words of a part without the capital of a sentence."""
        first, said = self.words[own[0]], self.said(own)
        inside = own[0] > 0 and self.words[own[0] - 1].text not in ".?!:«"
        is_name = inside or first.pos_ == "PROPN" or (len(first.text.strip("'’")) > 1 and first.text.isupper())
        return said if is_name else said[:1].lower() + said[1:]

    def _run(self, run: Sequence[int]) -> str:
        first = self.words[run[0]]
        said = written([self.words[place] for place in run])
        ours = _OURS.get(plain(first)) if len(run) > 1 else None
        return ours + said[len(first.text) :] if ours else counted(said, self.words, run[0])

    def _is_called(self, own: Sequence[int]) -> bool:
        """Tell whether a part ends in the name of somebody who is spoken to: « …, Christophe »."""
        names = [place for place in own if self.words[place].pos_ == "PROPN"]
        called = len(own) > 2 and names == [own[-1]] and self.words[own[-2]].is_punct
        return called and self.words[own[-1]].ent_type_ not in ("LOC", "ORG")

    def _is_loose(self, own: Sequence[int], at: int, small: frozenset[str]) -> bool:
        word = self.words[own[at]]
        # « [plus] une seule vente », said again as « ne plus prévoir »
        before_noun = at == 0 and len(own) > 1 and self.words[own[1]].pos_ in ("DET", "ADP")
        denies = before_noun and plain(word) in NEGATIONS and not self.heads
        return (word.is_punct and word.text not in CLOSING) or plain(word) in small or denies
