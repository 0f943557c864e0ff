"""Propositions of one theme that ask for contrary things: by whom each is asked tells who is on which side.

Only contraries that the language itself opposes (« démolir », « réparer ») count, between people of different roles
or towns, about one thing: a rare word in common, or two turns of one exchange; and what is raised or lowered, kept or
dropped must be the same.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline.stages.draft.material import Material, is_facilitator, is_spoken
from pipeline.stages.draft.rows import Statement, Utterance
from pipeline.text.contraries import about, sides
from pipeline.text.stems import stems

# Turns from one to the other that are still one exchange.
_REACH: Final = 8
_LONG: Final = 5
# A word that more of the theme's propositions hold names the theme, not the matter.
_COMMON: Final = 0.34


def opposed(material: Material, theme_id: str) -> Iterator[tuple[Statement, Statement]]:
    """Yield the pairs of a theme's propositions that ask for contrary things, one for each contrary, nearest first."""
    asked = [one for one in material.statements_by_theme.get(theme_id, ()) if one.type == "proposition"]
    asked = [one for one in asked if _has_side(material.utterance(one))]
    counts = Counter(stem for one in asked for stem in _stems(one))
    objects = {one.statement_id: about(one.text) for one in asked}
    for rank, own in enumerate(zip(*(sides(one.text) for one in asked), strict=True)):
        one_side, other_side = ([one for one, side in zip(asked, own, strict=True) if side == sign] for sign in (1, -1))
        pairs = [
            (_apart(material, one, other), one.statement_id, other.statement_id, one, other)
            for one, other in itertools.product(one_side, other_side)
            if _differ(material.utterance(one), material.utterance(other))
            and _one_matter(material, one, other, counts, len(asked))
            and _one_object(objects[one.statement_id][rank], objects[other.statement_id][rank])
        ]
        if pairs:
            yield min(pairs)[3:]


def _has_side(utterance: Utterance) -> bool:
    return is_spoken(utterance) and not is_facilitator(utterance.role)


def _differ(one: Utterance, other: Utterance) -> bool:
    return one.speaker_id != other.speaker_id and (one.role != other.role or one.workshop_id != other.workshop_id)


def _one_matter(material: Material, one: Statement, other: Statement, counts: Counter[str], total: int) -> bool:
    if _apart(material, one, other) <= _REACH:
        return True
    shared = _stems(one) & _stems(other)
    return any(counts[stem] <= max(_COMMON * total, 2) for stem in shared)


def _one_object(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    """Tell whether contrary verbs bear on one thing: « augmenter les crédits », « réduire les effectifs » do not."""
    return one is None or other is None or bool(one & other)


def _apart(material: Material, one: Statement, other: Statement) -> float:
    """Return how many turns stand between two statements; infinity in two sources."""
    first, second = material.utterance(one), material.utterance(other)
    return abs(first.position - second.position) if first.source == second.source else math.inf


def _stems(statement: Statement) -> frozenset[str]:
    return frozenset(stems(statement.text, _LONG))
