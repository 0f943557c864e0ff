"""A verb that was said, as the infinitive of a title with what follows it.

No word is added but « ne pas » where it was denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.elision import elides
from pipeline.french.verbs import infinitive, infinitive_of, is_infinitive
from pipeline.stages.propose.lexicon import TALK_VERBS
from pipeline.stages.propose.titles.attitudes import ATTITUDES
from pipeline.stages.propose.titles.dislocated import deserved, with_object
from pipeline.stages.propose.titles.extent import own_end
from pipeline.stages.propose.titles.words import (
    NEGATIONS,
    OBJECTS,
    RECEIVERS,
    REFLEXIVES,
    asks_why,
    first_infinitive,
    is_finite,
    is_participle,
    is_vague,
    opens_noun,
    plain,
)
from pipeline.stages.propose.titles.written import written
from pipeline.text.words import words as block

if TYPE_CHECKING:
    from spacy.tokens import Token

Pieces = list[str]

# Modals step aside for the verb that they govern.
MODALS: Final = block(
    """
    devoir pouvoir falloir aller vouloir souhaiter aimer essayer arriver
    """
)
SPEAKERS: Final = {
    "je": ("ais", "ai", "s", "e", "x"),
    "j'": ("ais", "ai", "s", "e", "x"),
    "on": ("t", "a", "e", "d"),
    "nous": ("ons",),
    "vous": ("ez", "tes"),
}
_SUBJECTS: Final = block("je j' tu il elle on nous vous ils elles")
# « nous allons proposer de repeindre »
_STEPS: Final = MODALS | {"proposer"}
_DOERS: Final = frozenset(("on", "nous", "vous"))
# « et on verra », « et on gagne du temps »: what comes of the measure.
NO_SECOND: Final = block("voir gagner être avoir aller pouvoir savoir compter économiser éviter perdre dire parler")
# « ne » and two pronouns.
_BEFORE_VERB: Final = 3
_HAVE: Final = frozenset(("ai", "a", "avons"))
# « de rétablir les critères et de les ouvrir »: the second verb does without its preposition too.
_LONGEST_ASIDE: Final = 7
_CLAUSE: Final = 9
# What stands between a verb and its object and is no part of the measure.
_TURNS: Final = frozenset(
    ("en outre", "en revanche", "par ailleurs", "au contraire", "par la même occasion", "une fois pour toutes", "moi")
)
AND_TO: Final = re.compile(
    r"(,? (?:et|ou|puis)) (?:de |d[’']|à )"
    r"(?=(?:ne pas |l[ea]s? |l[’']|y |en |s[’']|leur |lui |se )?[^\W\d_]+(?:er|ir|re|oir)\b)"
)


def governed(words: Sequence[Token], start: int) -> Pieces | None:
    """« il faudrait créer un fonds », « l'idée c'est de créer un fonds »: the infinitive that the cue governs."""
    place = first_infinitive(words, start, within=6)
    made = None if place is None else from_infinitive(words, place)
    # « je ferai payer les pollueurs »: the cue takes the verb that counts along.
    makes = start > 0 and is_finite(words[start - 1]) and str(words[start - 1].lemma_).lower() == "faire"
    return ["faire", *made] if made and makes else made


def from_infinitive(words: Sequence[Token], place: int) -> Pieces | None:
    """Return the title of the infinitive at ``place``; None when it is only talk, or leaves its object unsaid."""
    verb = plain(words[place])
    if verb == "être" and (made := deserved(words, place)) is not None:
        return made
    if verb in TALK_VERBS or (verb in ("être", "avoir") and not opens_noun(words, place + 1)):
        return None
    if verb == "avoir" and place + 1 < len(words) and plain(words[place + 1]) == "besoin":
        return governed(words, place + 2)
    if verb in _STEPS and (inner := first_infinitive(words, _past_aside(words, place + 1), within=4)) is not None:
        made = from_infinitive(words, inner)
        # « ce qu'on réclame, c'est de pouvoir changer »: a right, not a duty.
        return [_allowing(made[0]), *made[1:]] if made and verb == "pouvoir" else made
    before = clitics_before(words, place)
    rest = _rest(words, place + 1, before)
    if rest is not None and place > len(before) and plain(words[place - len(before) - 1]) in ("de", "d'", "à"):
        rest = AND_TO.sub(r"\1 ", rest)
    # « tout faire pour », « nous rapprocher », « s'y engager »: the object or the person stands before the verb.
    if rest is None or {"nous", "y"} & set(before) or plain(words[place - 1]) in ("tout", "tous", "rien"):
        return None
    return [*_negated(words, _negation(words, place - len(before))), _glue(before, verb), rest]


def _negation(words: Sequence[Token], place: int) -> str:
    """Return the negation that stands before the verb at ``place``; « plus intelligent d'investir » denies nothing."""
    for at in range(place - 1, max(place - 4, -1), -1):
        if plain(words[at]) in NEGATIONS:
            # « ce serait pas mal de la continuer »
            return "" if plain(words[at + 1]) in ("mal", "que", "qu'") else plain(words[at])
        if words[at].pos_ == "ADJ":
            break
    return ""


def from_finite(words: Sequence[Token], place: int) -> Pieces | None:
    """Return the title of a conjugated verb whose subject is the speakers, or all."""
    verb = infinitive(words[place])
    if verb in MODALS:
        return governed(words, place + 1)
    return None if verb is None else with_verb(words, place, verb, [])


def with_verb(words: Sequence[Token], place: int, verb: str, joined: list[str]) -> Pieces | None:
    """Return the title of the verb at ``place``; ``joined`` are the pronouns of « donnez-nous »."""
    follows = place + 1 + len(joined)
    denied = follows < len(words) and plain(words[follows]) in NEGATIONS and not _is_more(words, place, follows)
    negation = plain(words[follows]) if denied else ""
    follows += bool(negation)
    if verb == "avoir" and follows < len(words) and plain(words[follows]) == "besoin":
        return governed(words, follows + 1)
    # « on gagnerait à avoir une enveloppe »
    if verb == "gagner" and follows < len(words) and plain(words[follows]) == "à":
        return governed(words, follows + 1)
    # « Pour l'eau j'ai un bonhomme »: what one has is not asked for, but « pourquoi on a pas un car ? » asks.
    if plain(words[place]) in _HAVE and not any(plain(word) == "pourquoi" for word in words[max(place - 3, 0) : place]):
        return None
    is_compound = words[place].pos_ == "AUX" and follows < len(words) and is_participle(words[follows])
    if verb in ATTITUDES or is_compound or (verb == "avoir" and not opens_noun(words, follows)):
        return None
    before = clitics_before(words, place) + joined
    rest = _rest(words, follows, before)
    # « on démolit que ce qui tombe »: speech drops the « ne » of a restriction.
    only = not negation and follows < len(words) and plain(words[follows]) in ("que", "qu'")
    return None if rest is None else [*_negated(words, negation), *["ne"] * only, _glue(before, verb), rest]


def _is_more(words: Sequence[Token], verb: int, place: int) -> bool:
    """Tell whether « plus » asks for more: « qu'on tonde plus souvent », without a « ne » before the verb."""
    after = words[place + 1].pos_ if place + 1 < len(words) else ""
    denied = any(plain(word) in ("ne", "n'") for word in words[max(verb - _BEFORE_VERB, 0) : verb])
    return plain(words[place]) == "plus" and after in ("ADV", "ADJ") and not denied


def clitics_before(words: Sequence[Token], place: int) -> list[str]:
    """Return the pronouns that stand right before the verb at ``place``."""
    found = []
    while place > 0 and plain(words[place - 1]) in OBJECTS | RECEIVERS | REFLEXIVES | {"y"}:
        # « on nous mette »: a pronoun; « nous mettons »: the subject, not part of the verb.
        if plain(words[place - 1]) == "nous" and words[place - 1].dep_ == "nsubj":
            break
        place -= 1
        found.append(_reflexive(words, place))
    return found


def _reflexive(words: Sequence[Token], place: int) -> str:
    """Return the pronoun at ``place``; « me » and « nous » are « se » when their own person speaks."""
    pronoun = plain(words[place])
    subject = next((said for word in reversed(words[:place]) if (said := plain(word)) in _SUBJECTS), "")
    own = (pronoun in ("me", "m'") and subject in ("je", "j'")) or (pronoun == "nous" and subject == "nous")
    return "se" if own else pronoun


def verb_of(words: Sequence[Token], subject: int) -> int | None:
    """Return the place of the verb of « je », « on », « nous », « vous », whatever the tagger took it for."""
    verb = subject + 1
    while verb < len(words) and plain(words[verb]) in OBJECTS | RECEIVERS | REFLEXIVES | {"ne", "n'", "y"}:
        verb += 1
    if verb >= len(words) or not words[verb].text.lower().endswith(SPEAKERS[plain(words[subject])]):
        return None
    is_verb = is_finite(words[verb]) or (infinitive_of(plain(words[verb])) is not None and words[verb].pos_ != "DET")
    return verb if is_verb else None


def _rest(words: Sequence[Token], start: int, clitics: Sequence[str]) -> str | None:
    """Return what follows the verb; None when a pronoun leaves the measure without its object."""
    if (pronoun := next((one for one in clitics if one in OBJECTS), None)) is not None:
        return with_object(words, start, pronoun)
    if RECEIVERS & set(clitics) and not (opens_noun(words, start) or _infinitive_at(words, start)):
        return None
    past = _past_aside(words, start)
    aside = written(words[start + 1 : past - 1]) if past > start else ""
    stops = past < len(words) and words[past].is_punct
    if stops or is_vague(words, past):
        return None
    end = own_end(words, past, of_thing=False)
    joined = _joined(words, past)
    if joined is not None:
        return joined
    said = written(words[past : end if end > past else len(words)])
    if past < end < len(words) and (again := _resumes(words, end)) is not None:
        said = f"{said} {written(words[again : own_end(words, again, of_thing=False)])}"
    return said if not aside or aside.lower() in _TURNS else f"{said.rstrip(' .')}, {aside}"


def _joined(words: Sequence[Token], start: int) -> str | None:
    """« le tronçon à cinquante et vous posez des balises » → « … et poser des balises »; None without a second verb."""
    for place in range(start + 2, len(words) - 2):
        if plain(words[place]) == "et" and plain(words[place + 1]) in _DOERS:
            if plain(words[place + 1]) != "vous" and _orders(words[max(start - 2, 0) : start]):
                # « mettez-nous un abonnement et on libère la place »: what is given in return.
                return None
            first = words[start : place - 1] if words[place - 1].is_punct else words[start:place]
            verb = verb_of(words, place + 1)
            second = None if verb is None or infinitive(words[verb]) in NO_SECOND else from_finite(words, verb)
            alone = own_end(first, 0, of_thing=False) == len(first)
            if second is None or not alone:
                return None
            comma = "," if any(word.is_punct for word in first) else ""
            return f"{written(first)}{comma} et {' '.join(second)}"
    return None


def _orders(words: Sequence[Token]) -> bool:
    """« mettez », « mettez-nous »: an order to others."""
    return any(plain(one).endswith("ez") and infinitive_of(plain(one)) is not None for one in words)


def _resumes(words: Sequence[Token], comma: int) -> int | None:
    """« transformer une aile, elle est à moitié vide, en unité pour … »: where the measure goes on after an aside."""
    close = next((at for at in range(comma + 2, min(comma + _CLAUSE, len(words) - 1)) if plain(words[at]) == ","), -1)
    return close + 1 if close > 0 and plain(words[close + 1]) in ("en", "à", "dans", "avec") else None


def _past_aside(words: Sequence[Token], start: int) -> int:
    """« cessons, par la même occasion, de saupoudrer », « appeler, un par un, les sortants »: what stands between."""
    if start >= len(words) or plain(words[start]) != ",":
        return start
    ends = (at for at in range(start + 2, min(start + _LONGEST_ASIDE, len(words) - 1)) if plain(words[at]) == ",")
    end = next(ends, None)
    if end is None or (opens_noun(words, start + 1) and words[start + 1].pos_ == "DET"):
        return start
    return end + 1


def _infinitive_at(words: Sequence[Token], place: int) -> bool:
    return place < len(words) and is_infinitive(words[place])


def _allowing(verb: str) -> str:
    """« changer » → « permettre de changer »."""
    return f"permettre d’{verb}" if elides(verb) else f"permettre de {verb}"


def _negated(words: Sequence[Token], negation: str) -> Pieces:
    """Return « ne pas »: « pourquoi on ferait pas ? » asks for it, « nous ne ferons pas » for the contrary."""
    asks = asks_why(words) or any(plain(word) == "?" for word in words)
    return [f"ne {negation}"] if negation and not asks else []


def _glue(clitics: Sequence[str], verb: str) -> str:
    if not REFLEXIVES & set(clitics):
        return verb
    return f"s’{verb}" if elides(verb) else f"se {verb}"
