"""Turn a demand into an infinitive by its syntax: one small function a construction.

Each returns the pieces of the title, or None when it does not apply or would not be safe; the first that
returns something wins. No word is added but the infinitive of a verb that was said, « ne pas », and
« rendre » for « que … soit(ent) + adjective ».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive, is_infinitive
from pipeline.stages.propose.lexicon import TALK_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

# Modals step aside for the verb that they govern.
_MODALS: Final = frozenset("devoir pouvoir falloir aller vouloir souhaiter aimer essayer arriver proposer".split())
_SELF: Final = frozenset("on nous je j' j’ l’on".split())
_REFLEXIVES: Final = frozenset("se s' s’".split())
# An object pronoun stands for something that the title does not name.
_PRONOUNS: Final = frozenset("le la les l' l’ lui leur en y me m' m’ te t' t’ vous".split())
_NEGATIONS: Final = frozenset("pas plus jamais".split())
_VAGUE_OBJECTS: Final = frozenset("ça cela ce ceci celui celle ceux celles tout quelque".split())
_STATES: Final = frozenset("être avoir pouvoir devoir falloir vouloir savoir aller dire voir".split())

Pieces = list[str]


def pieces(words: Sequence[Token], after: int) -> Pieces | None:
    """Return the title of a demand as pieces of text, the first an infinitive.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    after : int
        Position in ``words`` of the first word after the cue.
    """
    for make in _WAYS:
        if (made := make(words, after)) is not None:
            return made
    return None


def _governed(words: Sequence[Token], after: int) -> Pieces | None:
    """« il faudrait créer un fonds », « l'idée c'est de créer un fonds »: the infinitive that the cue governs."""
    for place in range(after, min(after + 6, len(words))):
        token = words[place]
        if is_infinitive(token):
            return _from_infinitive(words, place, after)
        if token.pos_ in ("VERB", "AUX", "NOUN", "PROPN") or token.lower_ in ("que", "qu'", "qu’", "qui"):
            return None
    return None


def _from_infinitive(words: Sequence[Token], place: int, after: int) -> Pieces | None:
    token = words[place]
    lemma = token.lower_
    if lemma in TALK_VERBS or (lemma in ("être", "avoir", "pouvoir") and not _followed_by_noun(words, place)):
        return _passive(words, place, after) if lemma == "être" else None
    before = [word.lower_ for word in words[after:place]]
    if _PRONOUNS & set(before) or _vague(words, place):
        return None
    lead = ["ne pas"] if _NEGATIONS & set(before) else []
    reflexive = [word for word in before if word in _REFLEXIVES]
    return [*lead, _glue(reflexive, lemma), _rest(words, place + 1)]


def _passive(words: Sequence[Token], place: int, after: int) -> Pieces | None:  # noqa: ARG001
    return None


def _self_clause(words: Sequence[Token], after: int) -> Pieces | None:
    """« qu'on crée un fonds », « on créerait un fonds », « pourquoi on ferait pas un fonds »."""
    subject = next((i for i in range(max(after - 3, 0), min(after + 5, len(words))) if _is_self(words[i])), None)
    if subject is None:
        return None
    verb = _finite(words, subject + 1)
    if verb is None:
        return None
    lemma = infinitive(words[verb])
    between = [word.lower_ for word in words[subject + 1 : verb]]
    if lemma in _MODALS:
        return _governed(words, verb + 1)
    if lemma is None or lemma in TALK_VERBS or lemma in _STATES or (_PRONOUNS - {"y"}) & set(between):
        return None
    return _with_verb(words, verb, lemma, between)


def _with_verb(words: Sequence[Token], verb: int, lemma: str, between: list[str]) -> Pieces | None:
    follows = verb + 1
    if _vague(words, verb) or (words[verb].pos_ == "AUX" and follows < len(words) and _is_participle(words[follows])):
        return None
    reflexive = [word for word in between if word in _REFLEXIVES]
    if follows < len(words) and words[follows].lower_ in _NEGATIONS:
        # « pourquoi on ferait pas » asks for it; elsewhere a negated demand never comes here.
        follows += 1
    return [_glue(reflexive, lemma), _rest(words, follows)]


def _subject_clause(words: Sequence[Token], after: int) -> Pieces | None:
    """« que les bailleurs soient associés au PLH » → « Associer les bailleurs au PLH »."""
    verb = _finite(words, after, within=14)
    if verb is None or verb == 0:
        return None
    subject = _noun_phrase(words, after, verb)
    if subject is None:
        return None
    place = verb + 1
    if words[verb].lemma_ in ("devoir", "pouvoir") and place < len(words) and words[place].lower_ == "être":
        place += 1
    elif infinitive(words[verb]) != "être":
        return None
    while place < len(words) and words[place].pos_ == "ADV" and words[place].lower_ not in _NEGATIONS:
        place += 1
    if place >= len(words) or words[place].lower_ in _NEGATIONS:
        return None
    return _about(words, place, subject)


def _about(words: Sequence[Token], place: int, subject: str) -> Pieces | None:
    """Return « associer » + subject for a participle, « rendre » + subject + adjective for an adjective."""
    token = words[place]
    rest = _rest(words, place + 1)
    if _is_participle(token):
        lemma = token.lemma_.lower()
        return [lemma, subject, rest] if lemma.endswith(("er", "ir", "re")) and lemma not in TALK_VERBS else None
    if token.pos_ == "ADJ":
        return ["rendre", subject, token.text, rest]
    return None


def _noun_phrase(words: Sequence[Token], start: int, end: int) -> str | None:
    """Return the text between the cue and the verb when it is one short noun phrase, as a subject is."""
    while start < end and (words[start].is_punct or words[start].pos_ in ("SCONJ", "ADV") or _is_que(words[start])):
        start += 1
    part = words[start:end]
    if not part or len(part) > 7 or not any(word.pos_ in ("NOUN", "PROPN") for word in part):
        return None
    if part[0].pos_ not in ("DET", "NUM", "ADP", "NOUN", "PROPN", "ADJ") or any(word.is_punct for word in part):
        return None
    if any(word.pos_ in ("PRON", "VERB", "AUX") for word in part):
        return None
    return _text(part)


_WAYS: Final[tuple[Callable[[Sequence[Token], int], Pieces | None], ...]] = (_governed, _self_clause, _subject_clause)


def _finite(words: Sequence[Token], start: int, within: int = 4) -> int | None:
    for place in range(start, min(start + within, len(words))):
        token = words[place]
        if token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm"):
            return place
    return None


def _is_self(token: Token) -> bool:
    return token.lower_ in _SELF and token.pos_ == "PRON"


def _is_que(token: Token) -> bool:
    return token.lower_ in ("que", "qu'", "qu’")


def _is_participle(token: Token) -> bool:
    return "Part" in token.morph.get("VerbForm") and "Past" in token.morph.get("Tense")


def _followed_by_noun(words: Sequence[Token], place: int) -> bool:
    following = words[place + 1 : place + 2]
    return words[place].lower_ == "avoir" and bool(following) and following[0].pos_ in ("DET", "NUM", "ADV", "ADP")


def _vague(words: Sequence[Token], verb: int) -> bool:
    following = [word for word in words[verb + 1 :] if not word.is_punct]
    return not following or following[0].lower_ in _VAGUE_OBJECTS


def _glue(reflexive: list[str], lemma: str) -> str:
    if not reflexive:
        return lemma
    return f"s’{lemma}" if lemma[0] in "aeéèêiïouhy" else f"se {lemma}"


def _rest(words: Sequence[Token], start: int) -> str:
    return _text(words[start:])


def _text(words: Sequence[Token]) -> str:
    return "".join(word.text_with_ws for word in words).strip()
