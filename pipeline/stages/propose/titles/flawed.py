"""What no title may do to its sentence, whatever made it: cut a word, lose an object, take a clause for a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.french.verbs import infinitive_of
from pipeline.stages.propose.titles.chunks import THAT
from pipeline.stages.propose.titles.fitness import split
from pipeline.stages.propose.titles.things import FORESEE
from pipeline.stages.propose.titles.wishes import mistaken_verb
from pipeline.stages.propose.titles.words import is_finite, plain

if TYPE_CHECKING:
    from spacy.tokens import Token

_HYPHENED: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
# So many words of a title stand in its sentence as they are.
_ALIKE: Final = 3
# Forms that fill, with the verb that they are elsewhere.
_FILLERS: Final = {"mettons": "mettre", "disons": "dire"}
_DEGREES: Final = frozenset(("moins", "plus", "jusqu'", "jusque"))


def is_flawed(words: Sequence[Token], shown: str) -> bool:
    """Tell whether a title breaks what its sentence says.

    Parameters
    ----------
    words : sequence of Token
        The words of the sentence.
    shown : str
        The title.
    """
    return (
        cuts_word(words, shown) or names_clause(words, shown) or loses_object(words, shown) or says_filler(words, shown)
    )


def cuts_word(words: Sequence[Token], shown: str) -> bool:
    """Tell whether a title cuts a word of the sentence at its hyphen: « de week » for « de week-end »."""
    text = "".join(word.text_with_ws for word in words)
    whole = (word for word in _HYPHENED.findall(text) if word not in shown)
    return any(re.search(rf"(?<![\w-]){re.escape(word.split('-')[0])}(?![\w-])", shown) for word in whole)


def names_clause(words: Sequence[Token], shown: str) -> bool:
    """Tell whether a title foresees what « que » opens as if it were a thing: « prévoir le gardien participe »."""
    verb, *own = split(shown.lower())
    if verb != FORESEE or not own:
        return False
    opened = (at for at, word in enumerate(words[1:], 1) if plain(word) == own[0])
    return any(
        plain(words[at - 1]) in THAT
        and words[at - 1].dep_ == "mark"
        and [plain(word) for word in words[at : at + _ALIKE]] == own[:_ALIKE]
        # « il ne manque qu'un banc » has no clause.
        and (mistaken_verb(words, at) is not None or any(is_finite(word) for word in words[at:]))
        for at in opened
    )


def loses_object(words: Sequence[Token], shown: str) -> bool:
    """Tell whether a title ends on a verb without its object: « … entre plusieurs organismes recueille »."""
    own = split(shown.lower())
    return any(
        [plain(word) for word in words[at - 1 : at + 1]] == own[-2:]
        and is_finite(words[at])
        and words[at - 1].pos_ not in ("DET", "ADP")
        and any(one.dep_ == "obj" and one.i > words[at].i and plain(one) not in own for one in words[at].children)
        for at in range(1, len(words))
    )


def says_filler(words: Sequence[Token], shown: str) -> bool:
    """Tell whether a verb of a title was none: « dès que ça dépasse, *mettons*, deux cents euros »."""
    own = set(split(shown.lower()))
    for filler, verb in _FILLERS.items():
        said = [at for at, word in enumerate(words) if verb in (plain(word), infinitive_of(plain(word)))]
        if verb in own and said and all(plain(words[at]) == filler and _is_filler(words, at) for at in said):
            return True
    return False


def _is_filler(words: Sequence[Token], at: int) -> bool:
    follows = words[at + 1] if at + 1 < len(words) else None
    loose = follows is None or follows.is_punct or follows.pos_ == "NUM" or plain(follows) in _DEGREES
    return at > 0 and (words[at - 1].is_punct or words[at - 1].pos_ == "ADP") and loose
