"""A title of the words that carry the measure, in the order of a title: the verb, its object, the rest.

« La clause, je peux la passer de cinq à vingt ans et je rajoute une obligation » → « passer la clause de cinq à vingt
ans et rajouter une obligation ». The words come from a reader that has learned which to keep (`learned/reader.py`),
the order and the forms from syntax; what syntax cannot put right gives no title. After the text editing of E. Malmi
et al. (« Encode, Tag, Realize: High-Precision Text Editing », EMNLP 2019).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.titles.acting import MODALS, SPEAKERS
from pipeline.stages.propose.titles.chunks import CLITICS, LINKS, THAT
from pipeline.stages.propose.titles.heads import Head, heads
from pipeline.stages.propose.titles.kept_words import Kept
from pipeline.stages.propose.titles.nominal import nominal_pieces
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.words import (
    NEGATIONS,
    OBJECTS,
    RECEIVERS,
    REFLEXIVES,
    TIMES,
    UNITS,
    asks_why,
    is_finite,
    plain,
)
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHOLE: Final = frozenset(("tout", "rien"))
_INDEFINITE: Final = block("un une des deux trois")
_NOBODY: Final = block("aucun aucune rien personne")
_ASIDE: Final = re.compile(r"^([^,]{2,40}), (?=(?:de |d[’'])[^\W\d_]+(?:er|ir|re|oir)\b)")


def composed(words: Sequence[Token], keeps: Sequence[bool]) -> str | None:
    """Return a title of the kept words, its first word an infinitive; None where they do not make one.

    Parameters
    ----------
    words : sequence of Token
        The words of a sentence, its last mark left out.
    keeps : sequence of bool
        Which of them carry the measure, one at least.
    """
    found = Kept(words, keeps, heads(words, keeps))
    if not found.heads:
        return _thing(found)
    parts: list[str] = []
    start = 0
    for at, head in enumerate(found.heads):
        end = _end(found, at)
        made = _part(found, head, found.part(start, head.start), found.part(head.place + 1, end), follows=at > 0)
        if made is None:
            return None
        parts += made
        start = end
    return joined(parts)


def _end(found: Kept, at: int) -> int:
    """Return where the part of a verb ends: before what the next verb's own part begins with."""
    if at + 1 == len(found.heads):
        return len(found.words)
    end = found.heads[at + 1].start
    while end > found.heads[at].place + 1:
        before = found.words[end - 1]
        if before.is_punct or plain(before) in LINKS | THAT:
            break
        end -= 1
    return end


def _thing(found: Kept) -> str | None:
    """« un référent par école » → « prévoir un référent par école »."""
    own = found.part(0, len(found.words))
    if not own or found.speaks(own) or found.governs_nothing(own):
        return None
    run = [found.words[place] for place in own]
    follows = own == list(range(own[0], own[-1] + 1))
    if follows and (named := nominal_pieces(run, 0)) is not None:
        return " ".join(named)
    opens = found.is_noun(own) or found.words[own[0]].pos_ == "ADJ"
    if not opens or plain(run[0]) in _NOBODY or (len(run) > 1 and run[1].text == ":"):
        return None
    before = plain(found.words[own[0] - 1]) if own[0] else ""
    if before in ("ni", "sans", "sauf", "jamais"):
        return None
    denied = f"ne {before} " if before in ("plus", "pas") else ""
    return f"{denied}{FORESEE} {found.uncapitalised(own)}"


def _part(found: Kept, head: Head, before: list[int], after: list[int], *, follows: bool) -> list[str] | None:
    """Return what a verb gives: its own title, after what is asked for beside it; None where it cannot be put right.

    A verb that ``follows`` another may take up what that one names: « remettre la clé du T2 et *en* faire leur salle ».
    """
    words = found.words
    pronouns = [plain(words[place]) for place in range(head.start, head.place) if plain(words[place]) in CLITICS]
    after, told = _without_pronouns(words, head.place, after)
    pronouns += told
    negation, after = _negation(words, head, after)
    if head.place + 1 < len(words) and plain(words[head.place + 1]) in _WHOLE:
        # « mettre [tout] en ligne »
        after = sorted({head.place + 1, *after})
    circumstance: list[int] = []
    if before and words[before[0]].pos_ in ("ADP", "ADV", "SCONJ"):
        circumstance, before = before, []
    resumed = _resumed(words, head, pronouns, before, after) if follows and not negation else ""
    if resumed:
        pronouns = [one for one in pronouns if one not in OBJECTS | {"y"}]
    if any(found.speaks(own) for own in (before, after, circumstance)) or _lacks(found, head, pronouns, before, after):
        return None
    takes_up = bool(OBJECTS & set(pronouns))
    if before and not takes_up and words[before[-1] + 1].text == ":":
        # « Corvigny : remettre la clé »: where, not what.
        before = []
    if takes_up and "vous" in pronouns and before and plain(words[before[0]]) in _INDEFINITE:
        # « un T4 pour quatre internes, je vous le remplis »: what is offered is not what is asked for.
        return [f"{FORESEE} {found.uncapitalised(before)}"]
    aside: list[str] = []
    if before and not head.passive and not takes_up and (found.is_noun(after) or not is_infinitive(words[head.place])):
        # « un bus le soir, et on rouvre la gare »: two measures.
        if not found.is_noun(before):
            return None
        aside, before = [f"{FORESEE} {found.uncapitalised(before)}"], []
    verb = resumed + _verb(words, head, pronouns, negation, [*before, *after][:2])
    title = _ordered(found, verb, before, after)
    if " " not in title:
        return None
    return [*aside, f"{title}, {found.uncapitalised(circumstance)}" if circumstance else title]


def _resumed(
    words: Sequence[Token], head: Head, pronouns: Sequence[str], before: Sequence[int], after: Sequence[int]
) -> str:
    """Return the pronoun by which a verb takes up what the one before it names: « en », « y », « le »; else nothing."""
    taken = [one for one in pronouns if one in OBJECTS | {"y"}]
    named = bool(before) or _named_after(words, after, [one for one in pronouns if one != "en"])
    denied = bool(after) and plain(words[after[0]]) in _NOBODY
    if len(taken) != 1 or named or denied or head.passive or " " in head.verb or REFLEXIVES & set(pronouns):
        return ""
    said = taken[0]
    if said == "en" and len(after) < 2:
        # « on en ferme deux »
        return ""
    return ("l’" if elides(head.verb) else f"{said} ") if said in ("le", "la", "l'") else f"{said} "


def _lacks(found: Kept, head: Head, pronouns: Sequence[str], before: list[int], after: list[int]) -> bool:
    """Tell whether a verb lacks what it bears on, or is somebody else's."""
    words, told = found.words, set(pronouns)
    if head.passive and not before:
        return True
    if _acts_itself(words, head, before):
        return True
    if OBJECTS & told and not before and not _named_after(words, after, pronouns):
        return True
    # « s'y engager »: to what; « remontez-nous du sous-sol »: whom.
    if ("y" in told and REFLEXIVES & told) or (RECEIVERS & told and not (before or found.is_noun(after))):
        return True
    return _is_of_another(words, head, before) or _is_more_or_no_more(words, head)


def _acts_itself(words: Sequence[Token], head: Head, before: Sequence[int]) -> bool:
    """« la DDETS réduira le délai », « que les pièces leur soient adressées »: who acts, or to whom, would be lost."""
    if not before or is_infinitive(words[head.place]):
        return False
    if head.passive:
        return plain(words[head.start - 1]) in ("lui", "leur")
    # « les lots vides on les vend »: what is sold.
    beside = before[-1] == head.start - 1 and plain(words[head.start]) not in SPEAKERS
    return beside and words[before[-1]].pos_ in ("NOUN", "PROPN")


def _is_more_or_no_more(words: Sequence[Token], head: Head) -> bool:
    """Tell whether « plus » after a verb may deny it: « on touche plus aux terres », where speech drops « ne »."""
    after = words[head.place + 1 : head.place + 3]
    denied = any(plain(word) in ("ne", "n'") for word in words[head.start : head.place])
    return len(after) > 1 and plain(after[0]) == "plus" and not denied and after[1].pos_ in ("ADP", "DET")


def _ordered(found: Kept, verb: str, before: list[int], after: list[int]) -> str:
    """Return the verb, what stood before it, and the rest."""
    said = [verb]
    if before:
        said.append(found.uncapitalised(before))
    if after:
        apart = found.words[after[0]].pos_ not in ("ADP", "ADJ", "ADV") and not _is_time(found.words, after)
        said[-1] += "," if before and apart else ""
        said.append(found.said(after))
    # « cesser, une fois pour toutes, de subventionner »
    return _ASIDE.sub(r"\1 ", " ".join(said))


def _without_pronouns(words: Sequence[Token], verb: int, after: list[int]) -> tuple[list[int], list[str]]:
    """Return what follows « donnez-nous » without its pronouns, and these."""
    end = verb + 1
    while end < len(words) and words[end].text.startswith("-") and plain(words[end]) in CLITICS | {"", "moi"}:
        end += 1
        if words[end - 1].text == "-" and end < len(words) and plain(words[end]) in CLITICS | {"moi"}:
            end += 1
    told = [plain(words[place]) for place in range(verb + 1, end) if plain(words[place]) in CLITICS]
    return [place for place in after if place >= end], told


def _negation(words: Sequence[Token], head: Head, after: list[int]) -> tuple[str, list[int]]:
    """Return « pas », « plus », « jamais » where the verb is denied, and what follows without it."""
    places = [*range(head.start + 1, head.place)] if head.passive else []
    near = [*places, head.place + 1, head.place + 2][: len(places) + 2]
    for place in (at for at in near if at < len(words)):
        said = plain(words[place])
        if said in NEGATIONS:
            asks = asks_why(words[: head.start])
            restricts = place + 1 < len(words) and plain(words[place + 1]) in THAT | {"mal"}
            is_more = said == "plus" and not any(plain(word) in ("ne", "n'") for word in words[head.start : head.place])
            if asks or restricts or is_more:
                return "", after
            return said, [at for at in after if at != place]
        if said not in RECEIVERS | {"-"}:
            break
    return "", after


def _named_after(words: Sequence[Token], after: Sequence[int], pronouns: Sequence[str]) -> bool:
    """Tell whether what a pronoun stands for comes after: « fermez-les, les huit lits »; « en » may stay unsaid."""
    if set(pronouns) & OBJECTS == {"en"}:
        return bool(after) and words[after[0]].pos_ in ("DET", "NUM")
    named = bool(after) and words[after[0]].pos_ in ("DET", "NUM")
    return named and words[after[0] - 1].is_punct


def _is_of_another(words: Sequence[Token], head: Head, before: Sequence[int]) -> bool:
    """« la métropole pourrait compenser la perte »: the subject that stands before is no object."""
    if not before or head.passive or not is_infinitive(words[head.place]):
        return False
    between = words[before[-1] + 1 : head.start]
    is_modal = any(is_finite(word) and str(word.lemma_).lower() in MODALS for word in between)
    return is_modal and not any(plain(word) in SPEAKERS for word in between)


def _is_time(words: Sequence[Token], after: Sequence[int]) -> bool:
    """Tell whether a part says how often or when (« une fois par mois »): it takes no comma."""
    return any(str(words[place].lemma_).lower() in UNITS | TIMES for place in after[1:2])


def _verb(words: Sequence[Token], head: Head, pronouns: Sequence[str], negation: str, follows: Sequence[int]) -> str:
    """Return the infinitive with its reflexive and its negation."""
    own = {"me", "m'"} if plain(words[head.start]) in ("je", "j'") else set()
    verb = head.verb
    if (REFLEXIVES | own) & set(pronouns):
        verb = f"s’{verb}" if elides(verb) else f"se {verb}"
    if negation:
        return f"ne {negation} {verb}"
    after = plain(words[head.place + 1]) if head.place + 1 < len(words) else ""
    only = after in THAT and head.place + 1 not in follows
    denied = any(plain(words[place]) in _NOBODY and words[place - 1].pos_ != "DET" for place in follows)
    if not (only or denied):
        return verb
    said = f"n’{verb}" if elides(verb) else f"ne {verb}"
    return f"{said} {words[head.place + 1].text}" if only else said


def joined(parts: Sequence[str]) -> str:
    """Return several measures as one title: « fermer la rue et poser des bancs »."""
    *others, last = parts
    if not others:
        return last
    # « poser un banc, sous l'arbre, et ouvrir la grille »
    comma = "," if any("," in one for one in others) else ""
    return f"{', '.join(others)}{comma} et {last}"
