"""The words of a measure that say what is done: its verb or noun first, then what it bears on.

« Réécrire le courrier avec les trois articles de loi » rewrites a letter: « loi » is no part of what is done. The
parser wanders on speech, so that the first word is looked for along the line, and only its arguments in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import is_infinitive
from pipeline.stages.propose.fiche.finding import lemma, plain
from pipeline.stages.propose.lexicon import ACTION_VERBS, EMPTY_NOUNS, LIGHT_VERBS, MEASURE_NOUNS, TALK_VERBS
from pipeline.stages.propose.statements import Statement
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs that say who wants, not what is done.
_WISHES: Final = words(
    "plaider militer réclamer redemander exiger défendre préférer engager battre suggérer rêver insister falloir"
)
_SKIPPED: Final = LIGHT_VERBS | TALK_VERBS | _WISHES
# Nouns whose complement is the measure: « une ligne d'aide », « la création d'un fonds ».
_SHELLS: Final = (
    MEASURE_NOUNS
    | EMPTY_NOUNS
    | words(
        """
        ligne système sorte espèce forme type genre mécanisme politique mesure part bout série droit hausse niveau
        moitié journée heure mois semaine
        """
    )
)
_OBJECTS: Final = ("obj", "nsubj:pass", "xcomp")
# « le », « l' », « -le »: what is done bears on something named before, or after a comma.
_CLITICS: Final = words("le la l' les en -le -la -les -en")
# Their cue holds the measure's own verb or noun; that of the others ends before it.
_HELD_BY_CUE: Final = words("imperatif infinitif nom_de_mesure futur_nous futur_passif futur engagement")
# « un logement-témoin, ça changerait tout »: the measure comes first.
_SAID_BEFORE: Final = "ce_serait_bien"
_OF: Final = frozenset(("de", "d'", "du", "des"))
# The parser loses an object that stands further from its verb than this anyway.
_NEAR: Final = 5
_DEEP: Final = 4


def clause_words(statement: Statement) -> list[Token]:
    """Return the words of the clause that carries the measure."""
    return [word for word in statement.sentence.tokens if statement.start <= word.idx < statement.end]


def said_words(statement: Statement) -> list[Token]:
    """Return the words of the clause from its cue on: who asks stands before it."""
    found = clause_words(statement)
    hit = statement.verdict.hit
    if hit is None:
        return _announced(found)
    start, end = statement.sentence.start + hit.start, statement.sentence.start + hit.end
    if hit.rule.name == _SAID_BEFORE and any(word.pos_ == "NOUN" and word.idx < start for word in found):
        return [word for word in found if word.idx < start]
    first = start if hit.rule.name in _HELD_BY_CUE else end - 1
    return _announced([word for word in found if word.idx + len(word) > first])


def _announced(line: list[Token]) -> list[Token]:
    """« Accord entre maires : prévoir une navette »: what a colon announces is the measure, when a verb opens it."""
    for place, word in enumerate(line[:-1]):
        if word.text == ":" and is_infinitive(line[place + 1]):
            return line[place + 1 :]
    return line


def core(statement: Statement) -> list[Token]:
    """Return the words that say what is done, the most central first; none when no word does."""
    line = said_words(statement)
    head = _head(line)
    if head is None:
        return []
    found = list(_spread(head, line, 0))
    return list(dict.fromkeys((*found, *_taken_up(found, statement), *_subjects(found))))


def _head(line: Sequence[Token]) -> Token | None:
    for word in line:
        if names_verb(word, is_first=word == line[0]):
            if word.dep_ == "acl:relcl" and word.head.i < line[0].i and word.head.pos_ == "NOUN":
                # « un forfait qui serait inscrit »: the cue stands in the relative.
                return word.head
            if word.dep_ != "acl:relcl" and not {lemma(word), plain(word)} & _SKIPPED:
                return word
        elif _names_measure(word, line[0]):
            return word
    return None


def _names_measure(word: Token, first: Token) -> bool:
    is_noun = word.pos_ in ("NOUN", "PROPN") and lemma(word) not in EMPTY_NOUNS
    return is_noun and not _acts(word) and not _sets_scene(word, first)


def names_verb(word: Token, *, is_first: bool) -> bool:
    """Tell whether the word is a verb; the tagger misses many a capitalised first one."""
    return word.pos_ == "VERB" or is_infinitive(word) or (is_first and plain(word) in ACTION_VERBS)


def _acts(word: Token) -> bool:
    """« que les bailleurs mutualisent leurs équipes »: the verb comes next, and says what is done."""
    while word.dep_ == "conj":
        word = word.head
    verb = word.head
    if not word.dep_.startswith("nsubj") or verb.pos_ != "VERB" or verb.i < word.i:
        return False
    return "Part" not in verb.morph.get("VerbForm") or any(child.dep_.startswith("aux") for child in verb.children)


def _sets_scene(word: Token, first: Token) -> bool:
    """« dans les résidences qui se vident, … »: a complement that opens with its preposition."""
    while word.dep_.startswith(("obl", "nmod")) and word.i > first.i:
        case = next((child for child in word.children if child.dep_ == "case"), None)
        if case is None or case.i <= first.i:
            return False
        if plain(case) not in _OF:
            return True
        word = word.head
    return False


def _spread(word: Token, line: Sequence[Token], depth: int) -> Iterator[Token]:
    """Yield a word, then what it bears on."""
    yield word
    if depth >= _DEEP:
        return
    for other in _arguments(word, line):
        # « le décret sera suspendu »: the cue is the verb, and what it bears on stands before.
        if other.dep_ == "nsubj:pass" or line[0].idx <= other.idx <= line[-1].idx:
            yield from _spread(other, line, depth + 1)


def _arguments(word: Token, line: Sequence[Token]) -> list[Token]:
    children = list(word.children)
    joined = [child for child in children if child.dep_ == "conj" and child.pos_ == word.pos_]
    if word.pos_ in ("NOUN", "PROPN") and not names_verb(word, is_first=word == line[0]):
        held = [c for c in children if c.dep_ in ("nmod", "obl:arg") and _opens_with(c, _OF)]
        adjectives = [child for child in children if child.dep_ == "amod"]
        return [*(held if lemma(word) in _SHELLS else ()), *adjectives, *joined]
    objects = [child for child in children if child.dep_ in _OBJECTS and child.pos_ != "PRON"]
    parted = [child for child in children if child.dep_ == "obl:arg" and _opens_with(child, _OF)]
    return [*objects, *(() if objects else _next_noun(word, line)), *parted, *joined]


def _taken_up(found: Sequence[Token], statement: Statement) -> list[Token]:
    """Return what a clitic stands for: « le pacte, agrandissez-le », « on va le refaire, ce logement-témoin »."""
    verb = found[0]
    if not any(child.dep_ in ("obj", "iobj", "det", "nmod") and plain(child) in _CLITICS for child in verb.children):
        return []
    nouns = [word for word in clause_words(statement) if word.pos_ == "NOUN" and lemma(word) not in EMPTY_NOUNS]
    after = [word for word in nouns if verb.i < word.i <= verb.i + _NEAR and _is_put_aside(word, verb)]
    return after[:1] or [word for word in nouns if word.i < verb.i][:1]


def _is_put_aside(noun: Token, verb: Token) -> bool:
    """« on va le refaire, ce logement-témoin »: a comma stands between, and no preposition opens it."""
    comma = any(noun.doc[place].is_punct for place in range(verb.i, noun.i))
    return comma and not any(child.dep_ == "case" for child in noun.children)


def _subjects(found: Sequence[Token]) -> list[Token]:
    """Return the subjects of the verbs: « que la convention prévoie » writes a convention."""
    acting = [one for word in found for one in ((word, word.head) if word.dep_ == "xcomp" else (word,))]
    return [child for word in acting for child in word.children if child.dep_ == "nsubj" and child.pos_ == "NOUN"]


def _next_noun(verb: Token, line: Sequence[Token]) -> list[Token]:
    """Return the noun that follows a verb whose object the parser did not see."""
    after = [word for word in line if verb.i < word.i <= verb.i + _NEAR]
    for word in after:
        if word.pos_ in ("NOUN", "PROPN"):
            return [word]
        if word.is_punct or (word.pos_ == "ADP" and plain(word) not in _OF) or word.pos_ in ("VERB", "SCONJ"):
            return []
    return []


def _opens_with(word: Token, cases: frozenset[str]) -> bool:
    return any(child.dep_ == "case" and plain(child) in cases for child in word.children)
