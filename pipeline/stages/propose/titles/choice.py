"""Of the titles that may be given to a proposition, the one most likely fit to print; its words where none is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.judge import Judgement, TitleJudge
from pipeline.stages.propose.learned.reader import Heard, MeasureReader
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.abbreviations import in_full
from pipeline.stages.propose.titles.candidates import candidates
from pipeline.stages.propose.titles.contrary import reverses
from pipeline.stages.propose.titles.fitness import FEATURES, features, split
from pipeline.stages.propose.titles.frames import past_frames
from pipeline.stages.propose.titles.reading import HAPPEN, INFINITIVE, RULES, VERBATIM, Title
from pipeline.stages.propose.titles.signs import bracketed, in_words
from pipeline.stages.propose.titles.spoken import clean
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.title import as_said, spoken, title
from pipeline.stages.propose.titles.whole import whole
from pipeline.stages.propose.titles.written import written

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The encoder reads so many titles of a proposition, those that seem best by their numbers.
_READ: Final = 2
_RECALL: Final = FEATURES.index("recall")
# Of titles that are fit, one that says more of the measure is better: what this share of it is worth.
_TOLD: Final = 0.35
# Of a title that is refused, and stands for want of a better one: a person is to read it again.
_REFUSED: Final = (0.01, 0.3)
# « l'office se propose d'en rédiger la procédure »
_OF: Final = re.compile(r"^(?:de |d[’'])(?=(?:en |y |l[ea]s? |l[’']|leur |lui |se |s[’'])?[^\W\d_]+(?:er|ir|re|oir)\b)")
# How complete a title is held to be that is marked anyway.
_UNTOLD: Final = 0.5
# A verbatim that says less of the measure than this share is no shorter way to say it.
_LEAST_TOLD: Final = 0.7


def best_titles(statements: Sequence[Statement], reader: MeasureReader | None, judge: TitleJudge | None) -> list[Title]:
    """Return the title of each proposition, and how fit it is.

    Parameters
    ----------
    statements : sequence of Statement
        Propositions.
    reader, judge : MeasureReader, TitleJudge or None
        What hears the measure in their sentences, and what tells good titles; without one of them the rules decide.
    """
    if reader is None or judge is None:
        made = [ruled(one) for one in statements]
    else:
        made = chosen(statements, reader.hear([one.sentence for one in statements]), judge)
    return [printed(*pair) for pair in zip(made, statements, strict=True)]


def printed(one: Title, statement: Statement) -> Title:
    """Return a title with the short forms and the signs of notes in words."""
    if not statement.sentence.is_written:
        return one
    full = in_words(in_full(one.text))
    return replace(one, text=bracketed(full) if one.origin == INFINITIVE else full)


def ruled(statement: Statement) -> Title:
    """Return the title that rules alone give."""
    made = title(statement)
    if made.origin == INFINITIVE and reverses(statement.sentence.tokens, made.text):
        made = as_said(statement)
    return made


def chosen(statements: Sequence[Statement], heard: Sequence[Heard], judge: TitleJudge) -> list[Title]:
    """Return the title of each proposition, of those that rules and reader make.

    Parameters
    ----------
    statements, heard : sequences of Statement and Heard
        Propositions, and what the reader hears of their sentences.
    judge : TitleJudge
        What tells how likely a title is fit.
    """
    made = [
        [one for one in candidates(*pair) if one.origin == INFINITIVE] or [as_said(pair[0])]
        for pair in zip(statements, heard, strict=True)
    ]
    rows = [
        np.array([features(statement, own, one) for one in titles])
        for statement, own, titles in zip(statements, heard, made, strict=True)
    ]
    # The numbers of a title compare it with its sentence; what is read is what would be printed.
    made = [[printed(one, statement) for one in titles] for titles, statement in zip(made, statements, strict=True)]
    read = [_first(titles, own, judge) for titles, own in zip(made, rows, strict=True)]
    texts = [titles[place].text for titles, places in zip(made, read, strict=True) for place in places]
    beside = [one.sentence.text for one, places in zip(statements, read, strict=True) for _ in places]
    judgements = iter(
        judge.judge(texts, beside, np.concatenate([own[at] for own, at in zip(rows, read, strict=True)]))
        if texts
        else ()
    )
    safe = []
    for titles, numbers, places in zip(made, rows, read, strict=True):
        told = [next(judgements) for _ in places]
        judged = [replace(titles[place], fit=one.sure) for place, one in zip(places, told, strict=True)]
        ranked = _ranked(judged, worth(np.array([one.fit for one in judged]), numbers[places]))
        safe.append([judged[at] for at in ranked if _is_safe(judged[at], told[at], judge.weights.least)])
    best = [
        replace(
            one or _as_it_was_said(statement, own, titles, judge.first_look(numbers).clip(*_REFUSED)),
            asked=statement.verdict.score,
        )
        for one, statement, own, titles, numbers in zip(_first_whole(safe), statements, heard, made, rows, strict=True)
    ]
    return _with_completeness(best, judge)


def _with_completeness(titles: Sequence[Title], judge: TitleJudge) -> list[Title]:
    """Return the titles with how complete they are: only of those that nothing else marks, to spare time."""
    asked = {one.text for one in titles if one.shown_as == INFINITIVE}
    told = dict(zip(sorted(asked), judge.complete(sorted(asked)), strict=True))
    return [replace(one, complete=told.get(one.text, _UNTOLD)) for one in titles]


def _first_whole(safe: Sequence[list[Title]]) -> list[Title | None]:
    """Return of each list the first title that is whole; what is asked of all of them at once is parsed at once."""
    found: list[Title | None] = [None] * len(safe)
    asked = {place: 0 for place, titles in enumerate(safe) if titles}
    while asked:
        titles = {place: safe[place][at] for place, at in asked.items()}
        told = dict(zip(titles, whole([one.text for one in titles.values()]), strict=True))
        found = [titles[place] if told.get(place) else one for place, one in enumerate(found)]
        asked = {place: at + 1 for place, at in asked.items() if not told[place] and at + 1 < len(safe[place])}
    return found


def _is_safe(one: Title, told: Judgement, least: float) -> bool:
    """Tell whether a title may be printed as one.

    « Que l'échéance tienne compte de l'avis » says who is to do what: the title of the rules is faithful, and need only
    read as French.
    """
    faithful = one.maker == RULES and one.text.startswith(HAPPEN)
    return one.origin == INFINITIVE and (told.sure >= least or (faithful and told.reads))


def _as_it_was_said(statement: Statement, heard: Heard, titles: Sequence[Title], looks: NDArray[np.float64]) -> Title:
    """Return the words themselves; after « prévoir » where a title says that and no more, for it is no less safe.

    The words of a note make a title as they are.
    """
    words = _verbatim(statement, heard)
    alike = [replace(one, fit=float(look)) for one, look in zip(titles, looks, strict=True) if _foresees(one, words)]
    likely = max(alike, key=lambda one: one.fit, default=words)
    return words if statement.sentence.is_written else likely


def _foresees(one: Title, words: Title) -> bool:
    """Tell whether a title says « prévoir » and then the words that would stand in its place, or most of them."""
    verb, *own = split(one.text.lower())
    stands = split(words.text.lower())
    return verb == FORESEE and own == stands[: len(own)] and len(own) >= _LEAST_TOLD * len(stands)


def _verbatim(statement: Statement, heard: Heard) -> Title:
    """Return the words themselves: those that the cue introduces, or all where these leave the measure out.

    An infinitive that leans on what was said before is shorter, and as much for a person to complete.
    """
    words, start = statement.sentence.tokens, past_frames(statement.sentence.text)
    presented = [word for word in words if word.idx >= words[0].idx + start]
    every = Title(clean(_OF.sub("", written(presented)), is_whole=True), VERBATIM)
    leaning = title(statement)
    is_short = leaning.origin == VERBATIM and not reverses(words, leaning.text)
    short = leaning if is_short else spoken(statement)
    told = [features(statement, heard, one)[_RECALL] for one in (short, every)]
    return short if told[0] >= _LEAST_TOLD * told[1] else every


def worth(sure: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how good titles are: likely fit, and saying much of the measure."""
    return np.round(sure + _TOLD * rows[:, _RECALL], 6)


def _first(titles: Sequence[Title], rows: NDArray[np.float64], judge: TitleJudge) -> list[int]:
    """Return the places of the titles to read, the best by their numbers first; that of the rules is one of them.

    What no reading could make fit is not read.
    """
    ranked = _ranked(titles, worth(judge.first_look(rows), rows))
    best = [*ranked[:_READ], *(place for place in ranked[_READ:] if titles[place].maker == RULES)]
    hoped = judge.at_best(rows)
    happens = [one.maker == RULES and one.text.startswith(HAPPEN) for one in titles]
    return [place for place in best if hoped[place] >= judge.weights.least or happens[place]]


def _ranked(titles: Sequence[Title], worths: NDArray[np.float64]) -> list[int]:
    return sorted(range(len(titles)), key=lambda place: (-worths[place], titles[place].text))
