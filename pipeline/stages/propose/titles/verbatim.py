"""What stands for a title where none is safe: the verbatim, without what is only spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import names_verb
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.places import (
    INTRODUCES_NOUN,
    INTRODUCES_THAT,
    denies,
    framed,
    noun_from,
    past_cleft,
    that_from,
)
from pipeline.stages.propose.titles.reading import DEFINITE, LEAST_WORDS, MOST_WORDS, elided, is_personal
from pipeline.stages.propose.titles.spoken import clean, shorten
from pipeline.stages.propose.titles.words import opens_noun, plain
from pipeline.stages.propose.titles.written import written

if TYPE_CHECKING:
    from spacy.tokens import Token

_CAP: Final = 30
# Fewer words are no measure, where the sentence had more.
_LEAST_LEFT: Final = 6
_ASKS: Final = re.compile(
    r"(?:pourquoi|on|nous|est-ce|qui|comment|je me demande)\b|.*, (?:pourquoi|comment)\b", re.IGNORECASE
)
_OPENS: Final = re.compile(r"^(ce|cet|cette|ces) (?![qd]u?)", re.IGNORECASE)
# « de nous associer aux réunions », once « le minimum, ce serait » is gone.
_PREPOSED: Final = re.compile(
    r"^(?:de |d[’']|à )((?:nous |l[ea]s? |l[’'])?)([^\W\d_]+(?:er|ir|re|oir)\b)", re.IGNORECASE
)
# « le plombier, depuis son téléphone, il appuie »: the pronoun only takes the subject up.
_RESUMED: Final = re.compile(
    r"^(qu(?:e |[’'])(?!ils?\b|elles?\b|on\b|ça\b|nous\b)[^,]+(?:, [^,]+)?,) (?:ils?|elles?|ça) ", re.IGNORECASE
)


def verbatim(statement: Statement, words: Sequence[Token], after: int) -> str:
    """Return the words of a statement from its measure on: the noun or the « que … » that its cue introduces, or all.

    Parameters
    ----------
    statement : Statement
        A proposition.
    words : sequence of Token
        The words of its clause.
    after : int
        Place in ``words`` of the first word after its cue.
    """
    hit = statement.verdict.hit
    cleft = past_cleft(words)
    if hit is not None and hit.rule.name in INTRODUCES_THAT and (that := _that(words, after)):
        return that
    names = cleft is not None or (hit is not None and hit.rule.name in INTRODUCES_NOUN)
    if names and not denies(statement) and (noun := _noun(words, after)):
        return noun
    if cleft is not None and (rest := shorten(clean(written(words[cleft:])), MOST_WORDS)):
        return rest
    said = words[framed(statement, words) :]
    whole = _PREPOSED.sub(_unpreposed, written(said))
    shown = shorten(clean(whole), MOST_WORDS)
    if len(shown.split()) < _LEAST_LEFT:
        # « le lycée pro, il n'a qu'à rouvrir sa section »: what the sentence is about says nothing without it.
        shown = shorten(clean(whole, is_whole=True), MOST_WORDS)
    shown = _capped(shown or statement.text)
    # « on ne pourrait pas raccourcir ? » asks for it; without its mark it would say the contrary.
    asks = statement.sentence.text.rstrip().endswith("?") and _ASKS.match(shown)
    return f"{shown} ?" if asks else shown


def _unpreposed(found: re.Match[str]) -> str:
    return found[1] + found[2] if names_verb(found[2].lower()) else found[0]


def _capped(shown: str) -> str:
    """Return a title without a break, cut where it is no title any more."""
    words = shown.split()
    return shown if len(words) <= _CAP else f"{' '.join(words[:MOST_WORDS])} […]"


def _that(words: Sequence[Token], after: int) -> str:
    """Return « Que d'autres territoires aient leur pacte »; empty where it would not stand alone."""
    start = that_from(words, after)
    if start is None:
        return ""
    shown = shorten(clean(_RESUMED.sub(r"\1 ", written(words[start:]))), MOST_WORDS)
    return shown if len(shown.split()) > LEAST_WORDS and not is_personal(shown) else ""


def _noun(words: Sequence[Token], after: int) -> str:
    """Return the noun that the cue introduces with what follows it; empty when there is none."""
    start = noun_from(words, after)
    hangs = start > 0 and words[start - 1].pos_ in ("ADP", "PRON") and plain(words[start - 1]) != "pour"
    if hangs or not opens_noun(words, start) or words[start].pos_ == "ADP":
        return ""
    noun = shorten(clean(written(words[start:])), MOST_WORDS)
    noun = elided(_OPENS.sub(lambda found: DEFINITE[found[1].lower()].capitalize(), noun))
    return noun if len(noun.split()) >= LEAST_WORDS and not is_personal(noun) else ""
