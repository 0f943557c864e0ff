"""What was said around a proposition that bears on it: the finding it starts from, its limits, what opposes it.

Neither is any neighbour. A finding counts when it was said a few sentences before in the same turn and shares a word
with the measure, when the speaker draws the proposition from it (« donc », « parce que »), or when nothing stands
between. A limit is what the same speaker asks not to have, right before or after (« surtout pas par décret »). An
answer counts when one of the next speakers opens their turn against what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.records import DENIED, FACILITATOR, KEPT
from pipeline.stages.propose.around import TALK
from pipeline.stages.propose.lexicon import EMPTY_NOUNS, TALK_VERBS
from pipeline.stages.propose.measure import content
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.statements import Statement
from pipeline.tables import records
from pipeline.text.words import words

if TYPE_CHECKING:
    import pandas as pd

_OBSTACLE: Final = "frein"
_FINDINGS: Final = ("constat", _OBSTACLE)
_OPPOSING: Final = ("constat", "frein", "proposition", "question")
# Words that any two sentences may share.
_COUNTED: Final = words(
    "mois semaine heure euro effet gens personne monde problème besoin demi mètre pays France français"
)
# Sentences of the turn before the proposition where the finding may stand.
_BACK: Final = 5
# Turns of others among which the answer may be, and its sentences where it says why.
_TURNS: Final = 2
_WHY: Final = 3
# A proposition ends its turn when fewer sentences of it follow.
_LAST: Final = 3
_HEAD: Final = r"^\W*(?:(?:et|alors|moi|nous|bon|ben|bah|eh|euh|voilà|enfin)\b[ ,.…]*)*"
_DRAWN: Final = re.compile(
    rf"{_HEAD}(donc|du coup|alors|c'est pour (?:ça|cela)|c'est pourquoi|d'où|par conséquent|voilà pourquoi"
    r"|à partir de là|face à (?:ça|cela))\b"
)
_BECAUSE: Final = re.compile(rf"{_HEAD}(parce qu[e']|car\b|vu qu[e']|puisqu[e']|c'est qu[e']|sinon\b)")
# « mais » alone opens as many turns that agree: it needs « oui », or a negation that follows.
_AGAINST: Final = re.compile(
    r"^(?:\W*[\w'-]+){0,3}?\W*\b"
    r"(oui\W+(?:[\w ]+\W+)?mais|d'accord\W+mais|ah (?:ça )?non|non(?=\W*[,.])|sauf qu[e']|pas d'accord"
    r"|je (?:ne )?(?:suis|serais) (?:pas d'accord|contre)"
    r"|on (?:n'|ne )?(?:est|serait) (?:pas d'accord|contre)|je (?:ne )?(?:crois|pense) pas|j'y crois pas"
    r"|ça (?:ne )?march(?:e|era) (?:pas|jamais)|le (?:problème|souci)|attention"
    r"|mais (?:ça|c'est|on|il|elle|qui|comment|avec quoi|pendant)\b|ça va coûter|c'est pas (?:possible|réaliste))"
)
# A demand that its speaker denies (the rule's reason) limits another where it says so in these words; « il ne faut pas
# oublier » limits nothing.
_LIMIT: Final = re.compile(
    r"\b(surtout pas|(?:ne )?(?:faut|faudrait|faudra) (?:surtout )?pas|pas en train de (?:réclamer|demander)"
    r"|personne (?:ici )?(?:ne )?demande)\b"
    r"(?! (?:se |s'|l'|les? |la |nous |vous )?(?:oublier|confondre|croire|tromper|leurrer|dire))"
)
# « non mais », « non, justement » go on in the same direction as often as not.
_AGREES: Final = re.compile(r"non\W+(?:mais|justement|plus|non|c'est (?:vrai|clair)|tout à fait|d'accord)")


@dataclass(frozen=True, slots=True)
class Link:
    """A statement that bears on a proposition, and the words that say so."""

    statement_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Links:
    """What bears on a proposition."""

    origin: Link | None
    reserve: Link | None
    answer: Link | None

    def row(self) -> dict[str, str | None]:
        """Return its columns."""
        named = (("constat", self.origin), ("reserve", self.reserve), ("answer", self.answer))
        ids = {f"{name}_id": link.statement_id if link else None for name, link in named}
        return ids | {f"{name}_words": link.words if link else None for name, link in named}


UNLINKED: Final = Links(None, None, None)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence, its statements, and who says it in which turn."""

    sentence: Sentence
    stated: tuple[Statement, ...]
    turn: str
    speaker: str | None


def links(found: Sequence[Statement], said: Iterable[Sentence], passages: pd.DataFrame) -> dict[str, Links]:
    """Return what bears on each proposition, by statement id.

    Parameters
    ----------
    found : sequence of Statement
        Every statement.
    said : iterable of Sentence
        Every sentence of the run.
    passages : DataFrame
        The ``passages`` table.
    """
    bearing: dict[str, Links] = {}
    for lines in _sources(found, said, passages):
        for place, line in enumerate(lines):
            for one in line.stated:
                if one.is_proposition:
                    answer = _answer(one, place, lines) if line.sentence.kind == TALK else None
                    bearing[one.statement_id] = Links(_origin(one, place, lines), _reserve(place, lines), answer)
    return bearing


def _sources(found: Sequence[Statement], said: Iterable[Sentence], passages: pd.DataFrame) -> list[list[_Line]]:
    """Return the participants' sentences of each source, in the order in which they were said."""
    stated: dict[tuple[str, int], list[Statement]] = {}
    for one in found:
        stated.setdefault((one.sentence.segment_id, one.sentence.start), []).append(one)
    kept = passages[(passages["fate"] == KEPT) & (passages["role"] != FACILITATOR)]
    rows = {str(row["segment_id"]): row for row in records(kept)}
    told: dict[str, list[tuple[tuple[int, int, int], _Line]]] = {}
    for sentence in said:
        row = rows.get(sentence.segment_id)
        if row is not None:
            own = tuple(stated.get((sentence.segment_id, sentence.start), ()))
            line = _Line(sentence, own, str(row["utterance_id"]), row["speaker_id"])
            key = (int(row["position"]), int(row["char_start"]), sentence.start)
            told.setdefault(str(row["source"]), []).append((key, line))
    return [[line for _, line in sorted(lines, key=lambda one: one[0])] for _, lines in sorted(told.items())]


def _origin(one: Statement, place: int, lines: Sequence[_Line]) -> Link | None:
    """Return the finding or obstacle that the speaker draws the proposition from."""
    turn = lines[place].turn
    before = [line for line in reversed(lines[max(place - _BACK, 0) : place]) if line.turn == turn]
    findings = [(step, found) for step, line in enumerate(before) if (found := _of_type(line, _FINDINGS))]
    for _, finding in findings:
        if word := _shared(one, finding):
            return Link(finding.statement_id, word)
    # In ``flat`` a « donc » is a filler, and blanked.
    drawn = _DRAWN.match(_plain(one.sentence))
    if findings and drawn:
        return Link(findings[0][1].statement_id, one.sentence.text[slice(*drawn.span(1))])
    if findings and findings[0][0] == 0 and findings[0][1].verdict.type == _OBSTACLE:
        return Link(findings[0][1].statement_id, findings[0][1].cue or findings[0][1].text)
    return _reason_after(place, lines)


def _reason_after(place: int, lines: Sequence[_Line]) -> Link | None:
    """« …. Parce que le bibliobus, il passe une fois sur deux. »."""
    if place + 1 >= len(lines) or lines[place + 1].turn != lines[place].turn:
        return None
    finding = _of_type(lines[place + 1], _FINDINGS)
    because = _BECAUSE.match(lines[place + 1].sentence.flat)
    if finding is None or because is None:
        return None
    return Link(finding.statement_id, lines[place + 1].sentence.text[slice(*because.span(1))])


def _shared(one: Statement, other: Statement) -> str | None:
    """Return the first word of a proposition that the other statement says too."""
    shared = content(other.sentence.tokens) - EMPTY_NOUNS - TALK_VERBS - _COUNTED
    return next((token.text for token in one.sentence.tokens if content((token,)) & shared), None)


def _plain(sentence: Sentence) -> str:
    return sentence.text.lower().replace("’", "'")


def _reserve(place: int, lines: Sequence[_Line]) -> Link | None:
    """Return what the speaker asks not to have, in the sentence after the proposition or before it."""
    for at in (place + 1, place - 1):
        if 0 <= at < len(lines) and lines[at].turn == lines[place].turn:
            limit = _LIMIT.search(_plain(lines[at].sentence))
            denied = next((one for one in lines[at].stated if one.verdict.reason == DENIED), None)
            if limit and denied:
                return Link(denied.statement_id, lines[at].sentence.text[slice(*limit.span(1))])
    return None


def _answer(one: Statement, place: int, lines: Sequence[_Line]) -> Link | None:
    """Return the answer of one of the next speakers, when it opens against what was asked.

    Unless the proposition ends its turn and the answer comes right after, it must name what the measure bears on.
    """
    asked, turns = lines[place], 0
    ends = all(line.turn != asked.turn for line in lines[place + _LAST : place + _LAST + 1])
    for at in range(place + 1, len(lines)):
        line = lines[at]
        if line.turn == lines[at - 1].turn:
            continue
        turns += 1
        if turns > _TURNS:
            break
        cue = None if line.speaker is not None and line.speaker == asked.speaker else _opposes(line)
        reply = [other for other in lines[at : at + _WHY] if other.turn == line.turn]
        why = next((found for other in reply if (found := _of_type(other, _OPPOSING))), None)
        if cue and why and ((ends and turns == 1) or _shared(one, why)):
            return Link(why.statement_id, cue)
    return None


def _opposes(line: _Line) -> str | None:
    """Return the words by which a turn opens against what was said."""
    against = _AGAINST.match(line.sentence.flat)
    if against is None or _AGREES.match(line.sentence.flat, against.start(1)):
        return None
    return line.sentence.text[slice(*against.span(1))]


def _of_type(line: _Line, types: Sequence[str]) -> Statement | None:
    return next((one for one in line.stated if one.verdict.type in types and one.verdict.reason is None), None)
