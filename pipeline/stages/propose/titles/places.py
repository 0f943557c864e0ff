"""Where the measure begins in the words of a statement: after its cue, and after what presents it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.frames import past_frames
from pipeline.stages.propose.titles.infinitive import past_presentative
from pipeline.stages.propose.titles.words import names_action, plain

if TYPE_CHECKING:
    from spacy.tokens import Token

# Rules whose cue introduces « que … ».
INTRODUCES_THAT: Final = frozenset(
    (
        "proposer",
        "souhait_que",
        "souhait_nom",
        "il_faut_que",
        "idee_cest",
        "favorable",
        "que_subjonctif",
        "manque",
        "ce_serait_bien",
    )
)
# Cues that introduce a noun, which then is the title.
INTRODUCES_NOUN: Final = frozenset(
    ("nom_de_mesure", "il_faut_nom", "souhait_nom", "manque", "proposer", "idee_cest", "favorable")
)
# A turn that opens later is part of the measure.
_EARLY: Final = 8
# What a note announces before its measure.
_ANNOUNCES: Final = re.compile(
    r"^\W*(?:à (?:reprendre|noter|retenir)|idées?|propositions?|demandes?|souhaits?|pistes?|suggestions?|accord|rappel"
    r"|table|groupe|atelier|consensus|besoins?)\b[^:]{0,60}:",
    re.IGNORECASE,
)
_IDEAS: Final = frozenset(("idée", "rêve", "demande", "solution", "priorité", "proposition", "chose"))
_CLEFTS: Final = (("ce", "que"), ("ce", "qu'"), ("ce", "qui"))
# Cues that are the beginning of the measure.
_WHOLE: Final = frozenset(("infinitif", "nom_de_mesure", "que_subjonctif"))
_MOTIVE: Final = re.compile(r"\b(?:parce que|parce qu'|car|puisque|puisqu'|vu que)(?!\w)")
_DENIES: Final = re.compile(r"\b(?:pas|plus|jamais)\b")
# How many words of a cue may follow its « que » (« l'idée ce serait qu'au »).
_BACK: Final = 3


def measured(statement: Statement) -> list[Token]:
    """Return the words of the clause, without what a note says of the session (« Idée de la table 2 : »)."""
    words = [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]
    colon = next((place for place, word in enumerate(words[:-1]) if plain(word) == ":"), None)
    if colon is not None and _ANNOUNCES.match(statement.text):
        return words[colon + 1 :]
    return words


def after_cue(statement: Statement, words: Sequence[Token]) -> int:
    """Return the place of the first word after the cue; of an infinitive, its own place."""
    hit = statement.verdict.hit
    if (cleft := past_cleft(words)) is not None:
        return cleft
    if hit is None or hit.rule.name in _WHOLE:
        # « Idée de la table 2 : ouvrir un logement témoin »
        colon = next((place + 1 for place, word in enumerate(words[:-1]) if plain(word) == ":"), None)
        if colon is not None and _opens_measure(words, colon):
            return colon
        cue_end = statement.start if hit is None else statement.sentence.start + hit.start
    else:
        cue_end = statement.sentence.start + hit.end
        last = next((word for word in words if word.idx < cue_end <= word.idx + len(word)), None)
        if last is not None and is_infinitive(last):
            # « l'idée ce serait d'avoir »: the cue takes its verb along.
            cue_end = last.idx
    return next((place for place, word in enumerate(words) if word.idx >= cue_end), len(words))


def past_cleft(words: Sequence[Token]) -> int | None:
    """Return where the measure begins in « ce que je suggère, c'est … »; None without such a turn."""
    said = [plain(word) for word in words]
    pairs = enumerate(itertools.pairwise(said[:_EARLY]))
    opens = next((place for place, pair in pairs if pair in _CLEFTS or pair[1] in _IDEAS), None)
    if opens is None:
        return None
    # « quelqu'un qui sait ce que c'est qu'un mur »: a verb must stand between.
    least = opens + (2 if said[opens + 1] in _IDEAS else 3)
    pairs = enumerate(itertools.pairwise(said[least:]), least)
    opened = (place + 2 for place, (one, two) in pairs if one in ("c'", "ce") and two in ("est", "serait"))
    # « c'est-à-dire » presents nothing.
    return next((place for place in opened if place < len(words) and not words[place].text.startswith("-")), None)


def _opens_measure(words: Sequence[Token], place: int) -> bool:
    return names_action(words, place) or plain(words[place]) == "ne"


def framed(statement: Statement, words: Sequence[Token]) -> int:
    """Return the place of the first word after what presents the measure (« Deuxième point, notre groupe demande »)."""
    if not words:
        return 0
    offset = words[0].idx - statement.sentence.start
    place = past_frames(statement.sentence.text[offset : statement.clause.end])
    return next((at for at, word in enumerate(words) if word.idx >= words[0].idx + place), 0) if place else 0


def that_from(words: Sequence[Token], after: int) -> int | None:
    """Return the place of the « que » that the cue introduces, or ends with."""
    near = range(min(after + 1, len(words) - 2), max(after - _BACK, 0) - 1, -1)
    return next((place for place in near if plain(words[place]) in ("que", "qu'")), None)


def noun_from(words: Sequence[Token], after: int) -> int:
    """Return where the noun that the cue introduces begins, its determiner included."""
    start = past_presentative(words, after)
    if start == after and 0 < after <= len(words) and words[after - 1].pos_ in ("DET", "NUM"):
        start -= 1
    # « on plaide pour, pour un poste »
    while start == after and start < len(words) - 1 and (words[start].is_punct or plain(words[start]) == "pour"):
        start, after = start + 1, after + 1
    return start


def hangs(statement: Statement, words: Sequence[Token]) -> bool:
    """Tell whether the cue stands in a relative clause (« la discussion qu'il faut engager »)."""
    hit = statement.verdict.hit
    if hit is None:
        return False
    if _MOTIVE.search(statement.sentence.flat, statement.clause.start, hit.start):
        return True
    if past_cleft(words) is not None:
        return False
    start = statement.sentence.start + hit.start
    before = [word for word in words if word.idx < start and plain(word) not in ("il", "on", "nous", "je")][-2:]
    if len(before) < 2 or plain(before[1]) not in ("que", "qu'", "où", "dont"):
        return False
    if plain(before[0]) in ("ce", "tout") or (plain(before[0]) == "et" and before[1].pos_ == "PRON"):
        return True
    return before[0].pos_ in ("NOUN", "PROPN", "ADJ") or plain(before[0]) in ("là", "celui", "celle")


def denies(statement: Statement) -> bool:
    """« Je ne suis pas pour la police du vêtement »: the noun alone would say the contrary."""
    hit = statement.verdict.hit
    return hit is not None and _DENIES.search(statement.sentence.flat[hit.start : hit.end]) is not None
