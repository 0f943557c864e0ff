"""The clause that carries a measure, and the motive, condition or objection said with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline.stages.propose.rules.model import Hit
from pipeline.stages.propose.sentences import Sentence

# What follows the measure, by what opens it; the first found ends the clause.
_AFTER: Final = (
    ("motive", re.compile(r"[,;:] *(?:parce qu[e']|car |puisqu[e']|vu qu[e']|comme ça|sinon|ça permet|cela permet)")),
    (
        "condition",
        re.compile(
            r",? *(?:à condition |sous réserve|tant qu[e']|dès lors qu[e']|du moment qu[e']|pourvu qu[e']|sauf si "
            r"|à moins qu[e']|(?:seulement|uniquement) si )"
            # « si vous voulez », « si je suis élu » set no condition.
            r"|, *si (?!bien|vous (?:voulez|permettez)|on (?:veut|peut dire)|j'ose|je (?:puis|suis (?:élue?|président))"
            r"|possible)"
        ),
    ),
    (
        "objection",
        re.compile(
            # « mais aussi », « mais pas que » go on with the measure.
            r"[,;:] *(?:mais (?!aussi|surtout|pas |bien |jusqu|plutôt|seulement|vraiment|également|qu[ie']|dont )"
            r"|sauf qu[e']|par contre|en revanche|encore faut|même si |malgré )"
        ),
    ),
)
# « non pas quinze mille, mais quarante mille »: one measure.
_CORRECTS: Final = re.compile(r"\b(?:non pas|non seulement|pas seulement|pas (?:que |simplement |uniquement ))")
# What precedes it: a clause of its own that ends at one of these, right before the clause that holds the cue.
_BEFORE: Final = re.compile(r"(?:;|, *(?:donc|alors|du coup|et donc|mais|et puis|et alors|c'est pour ça que|et)) +|: +")
_MOTIVE_FIRST: Final = re.compile(
    r"^\W*(?:(?:et|mais|donc|alors|oui|non|ben) )*(?:comme|parce qu[e']|puisqu[e']|vu qu[e'])"
)
_CONDITION_FIRST: Final = re.compile(r"^\W*(?:(?:et|mais|donc|alors|oui|non|ben) )*(?:si |s'il|quand |dès qu[e'])")
# What opens so leans on the clause before it: « … dans un fourgon, et il fera neuf résidences », « …, mais fléchés ».
_LEANS: Final = re.compile(
    r"\W*(?:(?:et|mais|puis) )?(?:ils? (?!faut|faudr|y |manqu|s'agi|serai|conv|suff)|elles? |\w+(?:ée?s?|ies?) )"
)
# What a speaker says against their own measure; « mais je me battrai » is no objection.
_AGAINST: Final = re.compile(
    r"\b(?:pas|plus|jamais|rien|aucune?|personne|problèmes?|souci|coûte\w*|chers?|chère|difficile|compliqué|risque\w*"
    r"|attention|faut|manque\w*|reste|sauf|bloque\w*|même si|malgré|impossible|limites?)\b"
)
# A part of fewer characters is no clause.
_LEAST: Final = 15


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence; every pair is (start, end) in the sentence's text, or None."""

    start: int
    end: int
    motive: tuple[int, int] | None = None
    condition: tuple[int, int] | None = None
    objection: tuple[int, int] | None = None


def cut(sentence: Sentence, hit: Hit) -> Clause:
    """Return the clause around the cue ``hit`` and what was said with it.

    Parameters
    ----------
    sentence : Sentence
        A proposition.
    hit : Hit
        The cue; always inside the clause.
    """
    flat = _unfilled(sentence)
    end, after = _end(flat, hit, sentence)
    start, before = _start(flat, hit)
    linked = before | after
    first, last = _trim(sentence.text, start, end)
    return Clause(first, last, linked.get("motive"), linked.get("condition"), linked.get("objection"))


def _unfilled(sentence: Sentence) -> str:
    return sentence.text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")


def _end(flat: str, hit: Hit, sentence: Sentence) -> tuple[int, dict[str, tuple[int, int] | None]]:
    found = [(match.start(), name) for name, pattern in _AFTER if (match := _first(pattern, name, flat, hit, sentence))]
    if not found:
        return len(flat), {}
    place, name = min(found)
    part = _trim(flat, place, len(flat))
    says = part[1] - part[0] >= _LEAST and (name != "objection" or _AGAINST.search(flat, *part))
    return place, {name: part} if says else {}


def _first(pattern: re.Pattern[str], name: str, flat: str, hit: Hit, sentence: Sentence) -> re.Match[str] | None:
    """Return the first match that opens a clause of its own."""
    return next(
        (
            match
            for match in pattern.finditer(flat, hit.end + _LEAST)
            if name != "objection" or "mais " not in match.group() or _opposes(flat, match, sentence)
        ),
        None,
    )


def _opposes(flat: str, match: re.Match[str], sentence: Sentence) -> bool:
    """Tell whether a « mais » opposes: a verb of its own follows, and it does not correct what precedes."""
    place = sentence.start + match.end()
    finite = any("Fin" in word.morph.get("VerbForm") for word in sentence.tokens if word.idx >= place)
    return finite and not _CORRECTS.search(flat, 0, match.start())


def _start(flat: str, hit: Hit) -> tuple[int, dict[str, tuple[int, int] | None]]:
    place = 0
    for match in _BEFORE.finditer(flat, 0, hit.start):
        if match.start() >= _LEAST and not _LEANS.match(flat, match.end()):
            place = match.end()
    before = _trim(flat, 0, place)
    if _MOTIVE_FIRST.match(flat[:place]):
        return place, {"motive": before}
    if _CONDITION_FIRST.match(flat[:place]):
        # « si l'opération sort, on rembourse »: the condition belongs to the measure.
        return 0, {}
    return place, {"motive": before} if place else {}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return start, end
