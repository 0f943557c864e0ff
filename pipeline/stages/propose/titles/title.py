"""The title of a proposition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive_of, is_conditional, is_infinitive, names_verb
from pipeline.stages.propose.statements import Statement
from pipeline.stages.propose.titles.acting import from_finite
from pipeline.stages.propose.titles.chunks import THAT
from pipeline.stages.propose.titles.finish import (
    accompanied,
    finished,
    named,
    stands,
    unaddressed,
    untrailed,
)
from pipeline.stages.propose.titles.frames import past_frames
from pipeline.stages.propose.titles.infinitive import carried, pieces, uncued_pieces
from pipeline.stages.propose.titles.nominal import nominal_pieces
from pipeline.stages.propose.titles.places import (
    INTRODUCES_NOUN,
    INTRODUCES_THAT,
    after_cue,
    denies,
    framed,
    hangs,
    measured,
    noun_from,
    past_cleft,
    that_from,
)
from pipeline.stages.propose.titles.reading import (
    FEW_WORDS,
    MOST_WORDS,
    VERBATIM,
    Title,
    is_personal,
    origin,
)
from pipeline.stages.propose.titles.spoken import clean, shorten
from pipeline.stages.propose.titles.subjects import other_does, subject_clause
from pipeline.stages.propose.titles.things import thing
from pipeline.stages.propose.titles.verbatim import verbatim
from pipeline.stages.propose.titles.wishes import outcome, wish
from pipeline.stages.propose.titles.words import in_future, is_finite, names_action, plain
from pipeline.stages.propose.titles.written import written

if TYPE_CHECKING:
    from spacy.tokens import Token


# « Qu'une fois par an les maires et les bailleurs se réunissent »: somebody named is to do something.
_THAT_SOMETHING: Final = re.compile(
    r"Qu(?:e |[’'])(?!ils?\b|elles?\b|on\b|l[’']on\b|nous\b|je\b|ce\b|ça\b|cela\b|s[’']il|si\b)"
)
_INDICATIVES: Final = frozenset(
    ("est", "sont", "a", "ont", "faut", "doit", "doivent", "peut", "peuvent", "va", "vont", "fait", "font", "avait")
)
_SCOPE: Final = re.compile(
    r"(?:(?:et|donc|alors),? )*((?:dans|pour|chez|sur) (?:les|chaque|tous les|toutes les) [^,]*? "
    r"(?:qui|que|qu[’']|où|dont) [^,]+),",
    re.IGNORECASE,
)
_MOST_WITH_SCOPE: Final = 24
# Cues whose subject stands before them, and how one knows that it is the speakers, or nobody.
_WITH_SUBJECT: Final = frozenset(
    ("devoir", "devoir_conditionnel", "pouvoir_conditionnel", "conditionnel_nous", "futur", "futur_passif")
)
_OURS: Final = re.compile(r"(?<![\w'-])(?:on|nous|je|j'|l'on)(?![\w-])")
_US: Final = frozenset(("on", "nous", "je", "j'"))
_REACH: Final = 10
# Rules whose cue is the verb of the measure itself.
_OWN_VERB: Final = frozenset(("futur_nous", "conditionnel_nous"))
# Rules of what will be, or must be, by whoever does it.
_OUTCOMES: Final = frozenset(("futur", "futur_passif", "devoir", "devoir_conditionnel", "pouvoir_conditionnel"))
_THEY: Final = frozenset(("ils", "elles", "elle", "vous", "tu"))


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
    words = measured(statement)
    after = after_cue(statement, words)
    made = _pieces(statement, words, after)
    if made is not None:
        shown = accompanied(named(shorten(clean(untrailed(words, made)), MOST_WORDS)))
        shown = unaddressed(_with_scope(statement, _with_condition(statement, shown)))
        if stands(shown):
            return Title(shown, origin(shown))
    return as_said(statement)


def spoken(statement: Statement) -> Title:
    """Return the verbatim of a proposition without what is only spoken, cut to what its cue introduces."""
    words = measured(statement)
    return Title(verbatim(statement, words, after_cue(statement, words)), VERBATIM)


def as_said(statement: Statement) -> Title:
    """Return the verbatim of a proposition, « faire en sorte » before « que … », an infinitive where it opens."""
    words = measured(statement)
    shown = spoken(statement).text
    if _THAT_SOMETHING.match(shown) and not is_personal(shown) and _wishes(statement, words, shown):
        shown = f"Faire en sorte {shown[:1].lower()}{shown[1:]}"
        return Title(shown, origin(shown))
    first = shown.split()[0].lower() if shown.split() else ""
    opens = any(plain(word) == first and is_infinitive(word) for word in words)
    opens = opens or (framed(statement, words) > 0 and names_verb(first))
    return Title(shown, origin(shown) if opens else VERBATIM)


def uncued(words: Sequence[Token], *, presented: bool) -> Title | None:
    """Return the title of words that begin with the measure itself; None where no rule makes one.

    Parameters
    ----------
    words : sequence of Token
        What is left of a sentence.
    presented : bool
        Whether something presented the measure, so that its own verb may open (« l'axe deux [instaure un bonus] »).
    """
    made = _uncued(words, presented=presented)
    return None if made is None else finished(untrailed(words, made))


def _pieces(statement: Statement, words: Sequence[Token], after: int) -> list[str] | None:
    if hangs(statement, words):
        return None
    hit, start = statement.verdict.hit, framed(statement, words)
    if start and plain(words[start]) in THAT:
        # « j'aimerais que », « M. Tirard demande que »: what is asked for comes next, whatever a rule finds further on.
        return _uncued(words[start:], presented=True)
    if hit is None or start > after:
        return _uncued(words[max(start, after) :], presented=start > 0)
    made = carried(words, after - 1) if hit.rule.name in _OWN_VERB else None
    opens = after < len(words) and plain(words[after]) in THAT
    that = that_from(words, after) if hit.rule.name in INTRODUCES_THAT else after if opens else None
    if that is not None:
        made = _of_another(words, that)
    made = made or pieces(words, after, ours=_is_ours(statement)) or nominal_pieces(words, start)
    if made is None and hit.rule.name in _OUTCOMES:
        made = subject_clause(words, start) or outcome(words, start) or other_does(words, start)
    if made is not None or denies(statement):
        return made
    if hit.rule.name in INTRODUCES_NOUN:
        made = thing(words, noun_from(words, after))
    if made is None and start:
        made = _done_by_text(words[start:])
    # « un fourgon qui tournerait entre les bourgs, ce serait bien »: the cue comes after; « ce qui serait utile, en
    # commission, c'est une liste »: the thing comes after both.
    return made or thing(words, max(start, past_cleft(words) or 0))


def _uncued(words: Sequence[Token], *, presented: bool) -> list[str] | None:
    """Return the title of a demand whose words begin with the measure itself."""
    if presented and (made := _done_by_text(words)) is not None:
        return made
    if words and plain(words[0]) in THAT and (made := _of_another(words, 0)) is not None:
        return made
    # « Ils ne veulent pas aller loin »: what others do is not asked for.
    verb = next((word for word in words if is_finite(word)), None)
    acts = bool(words) and names_action(words, 0)
    ours = acts or verb is None or not any(_is_another(word) for word in verb.children)
    made = pieces(words, 0, ours=ours) or uncued_pieces(words) or nominal_pieces(words, 0)
    return made or wish(words, 0) or outcome(words, 0) or will_do(words) or thing(words, 0)


def _of_another(words: Sequence[Token], that: int) -> list[str] | None:
    """Return the title of « que » + subject + verb: whoever it is, the subject is part of the measure."""
    if {plain(word) for word in words[that + 1 : that + 3]} & _US:
        return None
    return subject_clause(words, that + 1) or other_does(words, that + 1) or wish(words, that)


def will_do(words: Sequence[Token]) -> list[str] | None:
    """« la ville pourrait avancer l'argent » → « faire avancer par la ville l'argent »: said of what is to come.

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    """
    verb = next((word for word in words if is_finite(word)), None)
    to_come = verb is not None and (in_future(verb) or is_conditional(verb))
    return (subject_clause(words, 0) or other_does(words, 0)) if to_come else None


def reported(words: Sequence[Token]) -> list[str] | None:
    """« [à défaut], les participants demandent une franchise » → « prévoir une franchise »: what a clause reports.

    Parameters
    ----------
    words : sequence of Token
        The words of a clause.
    """
    said = "".join(word.text_with_ws for word in words)
    past = past_frames(said)
    start = next((at for at, word in enumerate(words) if word.idx - words[0].idx >= past), 0) if past else 0
    return _uncued(words[start:], presented=True) if start else None


def _with_condition(statement: Statement, shown: str) -> str:
    """Return a title of a few words with the condition that was cut from it: « passer à dix ans dès lors que … »."""
    condition = statement.clause.condition
    if condition is None or len(shown.split()) > FEW_WORDS or condition[0] < statement.clause.end:
        return shown
    start, end = (statement.sentence.start + place for place in condition)
    said = written([word for word in statement.sentence.tokens if start <= word.idx < end])
    longer = shorten(clean(f"{shown} {said}"), MOST_WORDS)
    return shown if is_personal(longer) else longer


def _wishes(statement: Statement, words: Sequence[Token], shown: str) -> bool:
    """Tell whether « que … » is what a cue asks for, and not what somebody thinks: its verb may be a subjunctive."""
    hit = statement.verdict.hit
    if hit is None or hit.rule.name not in INTRODUCES_THAT:
        return False
    that = that_from(words, after_cue(statement, words))
    verb = next((word for word in words[that or 0 :] if is_finite(word)), None)
    if verb is None or verb.text not in shown:
        return False
    return plain(verb) not in _INDICATIVES and not in_future(verb) and not is_conditional(verb)


def _with_scope(statement: Statement, shown: str) -> str:
    """Return a title with where it holds, said first: « dans les résidences qui se vident, laissez dépasser … »."""
    scope = _SCOPE.match(statement.text)
    if scope is None or len(shown.split()) + len(scope[1].split()) > _MOST_WITH_SCOPE or is_personal(scope[1]):
        return shown
    return shown if scope[1].lower() in shown.lower() else f"{shown}, {scope[1][:1].lower()}{scope[1][1:]}"


def _is_ours(statement: Statement) -> bool:
    """Tell whether the cue's subject is the speakers, all, or nobody."""
    hit = statement.verdict.hit
    if hit is None or hit.rule.name not in _WITH_SUBJECT:
        return True
    return bool(_OURS.search(statement.sentence.flat[max(hit.start - _REACH, 0) : hit.end]))


def _done_by_text(words: Sequence[Token]) -> list[str] | None:
    """« le deuxième axe instaure un bonus », « un amendement qui inscrit … »: the verb of a text comes first."""
    # « entre les communes » is no verb.
    acts = (
        len(words) > 1
        and words[0].pos_ != "ADP"
        and words[1].pos_ in ("DET", "NUM")
        and plain(words[0]).endswith(("e", "it", "t"))
    )
    return from_finite(words, 0) if acts and infinitive_of(plain(words[0])) is not None else None


def _is_another(word: Token) -> bool:
    """Tell whether a word is the subject, and somebody else than the speakers."""
    return word.dep_.startswith("nsubj") and plain(word) in _THEY
