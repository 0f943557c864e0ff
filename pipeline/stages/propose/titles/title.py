"""The title of a proposition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.infinitive import past_presentative, pieces
from pipeline.stages.propose.titles.spoken import bare, clean, shorten
from pipeline.stages.propose.titles.words import names_action, opens_noun, plain, text

if TYPE_CHECKING:
    from spacy.tokens import Token

INFINITIVE: Final = "infinitif"
VERBATIM: Final = "verbatim"

_MOST_WORDS: Final = 22
_LEAST_WORDS: Final = 3
# First and second persons have no place in an impersonal title.
_PERSONAL: Final = re.compile(
    r"(?<![\w’'-])(?:je|j[’']|tu|t[’']|vous|moi|toi|me|m[’']|mon|ma|mes|ton|ta|tes|votre|vos)(?![\w-])", re.IGNORECASE
)
# Cues whose subject stands before them, and how one knows that it is the speakers, or nobody.
_WITH_SUBJECT: Final = frozenset(
    ("devoir", "devoir_conditionnel", "pouvoir_conditionnel", "conditionnel_nous", "futur", "futur_passif")
)
_OURS: Final = re.compile(r"(?<![\w'-])(?:on|nous|je|j'|l'on)(?![\w-])")
_REACH: Final = 10
# A turn that opens later is part of the measure.
_EARLY: Final = 8
_CLEFTS: Final = (("ce", "que"), ("ce", "qu'"), ("ce", "qui"))
# Cues that introduce a noun, which then is the title.
_NOMINAL: Final = frozenset(("il_faut_nom", "souhait_nom", "manque", "proposer", "idee_cest", "favorable"))


@dataclass(frozen=True, slots=True)
class Title:
    """A title and where it comes from: « infinitif » or « verbatim »."""

    text: str
    origin: str


def title(statement: Statement) -> Title:
    """Return the title of a proposition.

    Parameters
    ----------
    statement : Statement
        The member that speaks best for the proposition.

    Returns
    -------
    Title
        An infinitive where syntax gives a safe one; else the verbatim without what is only spoken, cut to the
        noun that the cue introduces when there is one. Never empty.
    """
    words = [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]
    after = _after_cue(statement, words)
    made = None if _hangs(statement, words) else pieces(words, after, ours=_is_ours(statement))
    if made is not None:
        shown = shorten(clean(" ".join(piece for piece in made if piece)), _MOST_WORDS)
        if len(shown.split()) >= _LEAST_WORDS and not is_personal(shown):
            return Title(shown, INFINITIVE)
    return Title(_verbatim(statement, words, after), VERBATIM)


def _is_ours(statement: Statement) -> bool:
    hit = statement.verdict.hit
    if hit is None or hit.rule.name not in _WITH_SUBJECT:
        return True
    return bool(_OURS.search(statement.sentence.flat[max(hit.start - _REACH, 0) : hit.end]))


def _hangs(statement: Statement, words: Sequence[Token]) -> bool:
    """Tell whether the cue stands in a relative clause (« la discussion qu'il faut engager »)."""
    hit = statement.verdict.hit
    if hit is None:
        return False
    start = statement.sentence.start + hit.start
    before = [word for word in words if word.idx < start and plain(word) not in ("il", "on", "nous", "je")][-2:]
    if len(before) < 2 or plain(before[1]) not in ("que", "qu'", "où", "dont"):
        return False
    return before[0].pos_ in ("NOUN", "PROPN", "ADJ") or plain(before[0]) in ("là", "celui", "celle")


def is_personal(text: str) -> bool:
    """Tell whether a title speaks of « je » or « vous »."""
    return bool(_PERSONAL.search(text))


def _after_cue(statement: Statement, words: Sequence[Token]) -> int:
    """Return the place of the first word after the cue; of an infinitive, its own place."""
    hit = statement.verdict.hit
    if (cleft := _past_cleft(words)) is not None:
        return cleft
    if hit is None or hit.rule.name == "infinitif":
        # « Idée de la table 2 : ouvrir un logement témoin »
        colon = next((place + 1 for place, word in enumerate(words[:-1]) if plain(word) == ":"), None)
        if colon is not None and _opens_measure(words, colon):
            return colon
        cue_end = statement.start if hit is None else statement.sentence.start + hit.start
    else:
        cue_end = statement.sentence.start + hit.end
    return next((place for place, word in enumerate(words) if word.idx >= cue_end), len(words))


def _past_cleft(words: Sequence[Token]) -> int | None:
    """Return where the measure begins in « ce que je suggère, c'est … »; None without such a turn."""
    said = [plain(word) for word in words]
    opens = next((place for place, pair in enumerate(itertools.pairwise(said[:_EARLY])) if pair in _CLEFTS), None)
    if opens is None:
        return None
    # « quelqu'un qui sait ce que c'est qu'un mur »: a verb must stand between.
    pairs = enumerate(itertools.pairwise(said[opens + 3 :]), opens + 3)
    return next((place + 2 for place, (one, two) in pairs if one in ("c'", "ce") and two in ("est", "serait")), None)


def _opens_measure(words: Sequence[Token], place: int) -> bool:
    return names_action(words, place) or plain(words[place]) == "ne"


def _verbatim(statement: Statement, words: Sequence[Token], after: int) -> str:
    hit = statement.verdict.hit
    cleft = _past_cleft(words)
    if (cleft is not None or (hit is not None and hit.rule.name in _NOMINAL)) and (noun := _noun(words, after)):
        return noun
    if cleft is not None and (rest := shorten(clean(text(words[cleft:])), _MOST_WORDS)):
        return rest
    return shorten(clean(bare(statement.text)), _MOST_WORDS) or statement.text


def _noun(words: Sequence[Token], after: int) -> str:
    """Return the noun that the cue introduces with what follows it; empty when there is none."""
    start = past_presentative(words, after)
    if start == after and 0 < after <= len(words) and words[after - 1].pos_ in ("DET", "NUM"):
        start -= 1
    hangs = start == after and start > 0 and words[start - 1].pos_ in ("ADP", "PRON")
    if hangs or not opens_noun(words, start) or words[start].pos_ == "ADP":
        return ""
    noun = shorten(clean(text(words[start:])), _MOST_WORDS)
    return noun if len(noun.split()) >= _LEAST_WORDS and not is_personal(noun) else ""
