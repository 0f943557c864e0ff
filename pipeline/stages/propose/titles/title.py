"""The title of a proposition."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.infinitive import carried, past_presentative, pieces, uncued_pieces
from pipeline.stages.propose.titles.nominal import nominal_pieces
from pipeline.stages.propose.titles.reading import FEW_WORDS, VERBATIM, Title, is_personal, origin
from pipeline.stages.propose.titles.spoken import bare, clean, shorten
from pipeline.stages.propose.titles.words import is_finite, names_action, opens_noun, plain
from pipeline.stages.propose.titles.written import written

if TYPE_CHECKING:
    from spacy.tokens import Token


_MOST_WORDS: Final = 22
_LEAST_WORDS: Final = 3
_CAP: Final = 30
# Cues whose subject stands before them, and how one knows that it is the speakers, or nobody.
_WITH_SUBJECT: Final = frozenset(
    ("devoir", "devoir_conditionnel", "pouvoir_conditionnel", "conditionnel_nous", "futur", "futur_passif")
)
_OURS: Final = re.compile(r"(?<![\w'-])(?:on|nous|je|j'|l'on)(?![\w-])")
_REACH: Final = 10
# A turn that opens later is part of the measure.
_EARLY: Final = 8
_MOTIVE: Final = re.compile(r"\b(?:parce que|parce qu'|car|puisque|puisqu'|vu que)(?!\w)")
# What a note announces before its measure.
_ANNOUNCES: Final = re.compile(
    r"^\W*(?:à (?:reprendre|noter|retenir)|idées?|propositions?|demandes?|souhaits?|pistes?|suggestions?|accord|rappel"
    r"|table|groupe|atelier|consensus|besoins?)\b[^:]{0,60}:",
    re.IGNORECASE,
)
# Rules whose cue introduces « que … ».
_THAT: Final = frozenset(
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
_IDEAS: Final = frozenset(("idée", "rêve", "demande", "solution", "priorité", "proposition", "chose"))
_CLEFTS: Final = (("ce", "que"), ("ce", "qu'"), ("ce", "qui"))
# Cues that introduce a noun, which then is the title.
_NOMINAL: Final = frozenset(("il_faut_nom", "souhait_nom", "manque", "proposer", "idee_cest", "favorable"))
_SHOWS: Final = re.compile(r"^((?:S[e’] ?)?[^\W\d_]+) (ce|cet|cette|ces) (?!qu)", re.IGNORECASE)
_OPENS: Final = re.compile(r"^(ce|cet|cette|ces) (?![qd]u?)", re.IGNORECASE)
_DEFINITE: Final = {"ce": "le ", "cet": "l’", "cette": "la ", "ces": "les "}
# After an infinitive: « prêts à préparer …, à apporter … », « dessiner la maison …, qu'ils marchent dedans ».
_TRAILS: Final = re.compile(
    r",\s*(?:à \w+(?:er|ir|re)|qu[’'](?:ils?|elles?|on)|que (?:le|la|les|l[’']|nous|chacun|tout|ça|cela)) .*$"
)
_ASKS: Final = re.compile(
    r"(?:pourquoi|on|nous|est-ce|qui|comment|je me demande)\b|.*, (?:pourquoi|comment)\b", re.IGNORECASE
)
# « Je ne suis pas pour la police du vêtement »: the noun alone would say the contrary.
_DENIES: Final = re.compile(r"\b(?:pas|plus|jamais)\b")
# Rules whose cue is the verb of the measure itself.
_OWN_VERB: Final = frozenset(("futur_nous", "conditionnel_nous"))
_THEY: Final = frozenset(("ils", "elles", "elle", "vous", "tu"))
# « Remettre à plat et nous discutons »: an infinitive is not joined to a conjugated verb.
_JOINED: Final = re.compile(
    r"\s+(?:et|mais|ou) (?:j[’']|(?:je|nous|on|tu|vous|ils?|elles?)(?![\w-])).*$", re.IGNORECASE
)
# How many words of a cue may follow its « que » (« l'idée ce serait qu'au »).
_BACK: Final = 3
# « le plombier, depuis son téléphone, il appuie »: the pronoun only takes the subject up.
_RESUMED: Final = re.compile(
    r"^(qu(?:e |[’'])(?!ils?\b|elles?\b|on\b|ça\b|nous\b)[^,]+(?:, [^,]+)?,) (?:ils?|elles?|ça) ", re.IGNORECASE
)


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
        noun or to the « que … » that the cue introduces when there is one. Never empty.
    """
    words = _measure(statement)
    after = _after_cue(statement, words)
    made = _pieces(statement, words, after)
    if made is not None:
        said = _JOINED.sub("", _TRAILS.sub("", " ".join(piece for piece in made if piece)))
        shown = shorten(clean(said), _MOST_WORDS)
        shown = _with_condition(statement, _named(shown))
        if len(shown.split()) >= _LEAST_WORDS and not is_personal(shown):
            return Title(shown, origin(shown))
    shown = _verbatim(statement, words, after)
    first = shown.split()[0].lower()
    opens = any(plain(word) == first and is_infinitive(word) for word in words)
    return Title(shown, origin(shown) if opens else VERBATIM)


def _named(shown: str) -> str:
    """Return « loger le fonds » for « loger ce fonds »: a title shows nothing that it has not named."""
    made = _SHOWS.sub(lambda found: f"{found[1]} {_DEFINITE[found[2].lower()]}", shown)
    return _elided(made)


def _elided(text: str) -> str:
    return re.sub(r"^((?:\S+ )?[lL])a (?=[aeiouyéèêœ])", r"\1’", text)


def _measure(statement: Statement) -> list[Token]:
    """Return the words of the clause, without what a note says of the session (« Idée de la table 2 : »)."""
    words = [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]
    colon = next((place for place, word in enumerate(words[:-1]) if plain(word) == ":"), None)
    if colon is not None and _ANNOUNCES.match(statement.text):
        return words[colon + 1 :]
    return words


def _pieces(statement: Statement, words: Sequence[Token], after: int) -> list[str] | None:
    if _hangs(statement, words):
        return None
    hit = statement.verdict.hit
    made = carried(words, after - 1) if hit is not None and hit.rule.name in _OWN_VERB else None
    made = made or pieces(words, after, ours=_is_ours(statement, words))
    if made is None and statement.verdict.hit is None:
        made = uncued_pieces(words)
    return made if made is not None else nominal_pieces(words, 0)


def _with_condition(statement: Statement, shown: str) -> str:
    """Return a title of a few words with the condition that was cut from it: « passer à dix ans dès lors que … »."""
    condition = statement.clause.condition
    if condition is None or len(shown.split()) > FEW_WORDS or condition[0] < statement.clause.end:
        return shown
    start, end = (statement.sentence.start + place for place in condition)
    said = written([word for word in statement.sentence.tokens if start <= word.idx < end])
    longer = shorten(clean(f"{shown} {said}"), _MOST_WORDS)
    return shown if is_personal(longer) else longer


def _is_ours(statement: Statement, words: Sequence[Token]) -> bool:
    hit = statement.verdict.hit
    if hit is None:
        # « Ils ne veulent pas aller loin »: what others do is not asked for.
        verb = next((word for word in words if is_finite(word)), None)
        return verb is None or not any(_is_another(word) for word in verb.children)
    if hit.rule.name not in _WITH_SUBJECT:
        return True
    return bool(_OURS.search(statement.sentence.flat[max(hit.start - _REACH, 0) : hit.end]))


def _is_another(word: Token) -> bool:
    """Tell whether a word is the subject, and somebody else than the speakers."""
    return word.dep_.startswith("nsubj") and plain(word) in _THEY


def _hangs(statement: Statement, words: Sequence[Token]) -> bool:
    """Tell whether the cue stands in a relative clause (« la discussion qu'il faut engager »)."""
    hit = statement.verdict.hit
    if hit is None:
        return False
    if _MOTIVE.search(statement.sentence.flat, statement.clause.start, hit.start):
        return True
    start = statement.sentence.start + hit.start
    before = [word for word in words if word.idx < start and plain(word) not in ("il", "on", "nous", "je")][-2:]
    if len(before) < 2 or plain(before[1]) not in ("que", "qu'", "où", "dont"):
        return False
    if plain(before[0]) in ("ce", "tout") or (plain(before[0]) == "et" and before[1].pos_ == "PRON"):
        return _past_cleft(words) is None
    return before[0].pos_ in ("NOUN", "PROPN", "ADJ") or plain(before[0]) in ("là", "celui", "celle")


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
        last = next((word for word in words if word.idx < cue_end <= word.idx + len(word)), None)
        if last is not None and is_infinitive(last):
            # « l'idée ce serait d'avoir »: the cue takes its verb along.
            cue_end = last.idx
    return next((place for place, word in enumerate(words) if word.idx >= cue_end), len(words))


def _past_cleft(words: Sequence[Token]) -> int | None:
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


def _verbatim(statement: Statement, words: Sequence[Token], after: int) -> str:
    hit = statement.verdict.hit
    cleft = _past_cleft(words)
    if hit is not None and hit.rule.name in _THAT and (that := _that(words, after)):
        return that
    denied = hit is not None and _DENIES.search(statement.sentence.flat[hit.start : hit.end])
    names = cleft is not None or (hit is not None and hit.rule.name in _NOMINAL)
    if names and not denied and (noun := _noun(words, after)):
        return noun
    if cleft is not None and (rest := shorten(clean(written(words[cleft:])), _MOST_WORDS)):
        return rest
    shown = _capped(shorten(clean(bare(written(words))), _MOST_WORDS) or statement.text)
    # « on ne pourrait pas raccourcir ? » asks for it; without its mark it would say the contrary.
    asks = statement.sentence.text.rstrip().endswith("?") and _ASKS.match(shown)
    return f"{shown} ?" if asks else shown


def _capped(shown: str) -> str:
    """Return a title without a break, cut where it is no title any more."""
    words = shown.split()
    return shown if len(words) <= _CAP else f"{' '.join(words[:_MOST_WORDS])} […]"


def _that(words: Sequence[Token], after: int) -> str:
    """Return « Que d'autres territoires aient leur pacte »; empty where it would not stand alone."""
    near = range(min(after + 1, len(words) - 2), max(after - _BACK, 0) - 1, -1)
    start = next((place for place in near if plain(words[place]) in ("que", "qu'")), None)
    if start is None:
        return ""
    shown = shorten(clean(_RESUMED.sub(r"\1 ", written(words[start:]))), _MOST_WORDS)
    return shown if len(shown.split()) > _LEAST_WORDS and not is_personal(shown) else ""


def _noun(words: Sequence[Token], after: int) -> str:
    """Return the noun that the cue introduces with what follows it; empty when there is none."""
    start = past_presentative(words, after)
    if start == after and 0 < after <= len(words) and words[after - 1].pos_ in ("DET", "NUM"):
        start -= 1
    # « on plaide pour, pour un poste »
    while start == after and start < len(words) - 1 and (words[start].is_punct or plain(words[start]) == "pour"):
        start, after = start + 1, after + 1
    hangs = (
        start == after and start > 0 and words[start - 1].pos_ in ("ADP", "PRON") and plain(words[start - 1]) != "pour"
    )
    if hangs or not opens_noun(words, start) or words[start].pos_ == "ADP":
        return ""
    noun = shorten(clean(written(words[start:])), _MOST_WORDS)
    noun = _elided(_OPENS.sub(lambda found: _DEFINITE[found[1].lower()].capitalize(), noun))
    return noun if len(noun.split()) >= _LEAST_WORDS and not is_personal(noun) else ""
