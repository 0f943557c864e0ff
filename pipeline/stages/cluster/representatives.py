"""The segments that speak best for a theme: central, of a readable length, and understood alone."""

from __future__ import annotations

import re

import numpy as np

from pipeline.records import KEPT
from pipeline.stages.cluster.consensus import pooled, unit_rows
from pipeline.stages.cluster.units import Floats, Ints, Units

_COUNT = 5
_FEWEST, _MOST = 12, 60

# What a segment that leans on the one before begins with: a pronoun, an answer, a connective.
_LEANS = re.compile(
    r"""^\W*(?:(?:euh|alors|donc|et|mais|ben|bah|bon|voilà|enfin|or|car|ou|puis|ensuite|du\ coup|en\ fait|après)\b\W*)*
    (?:oui|non|si|d['’]accord|exactement|tout\ à\ fait|absolument|merci|pardon|voilà
    |ça|cela|ceci|c['’]|il|ils|elle|elles|celui|celle|ceux|celles|y|en|lui|leur|là|là-dessus|justement
    |moi\ aussi|pareil|idem|comme\ (?:ça|je|vous|l['’])|parce\ que|sauf\ que|sinon|par\ contre|d['’]ailleurs)(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# « il faut », « il y a », « il existe » point to nothing before.
_IMPERSONAL = re.compile(r"^\W*(?:\w+\W+){0,3}?il\ (?:faut|faudrait|y\ a|n['’]y\ a|existe|manque|est)\b", re.IGNORECASE)


def stands_alone(text: str) -> bool:
    """Tell whether a reader understands ``text`` without what was said before."""
    return not _LEANS.match(text) or bool(_IMPERSONAL.match(text))


def representatives(units: Units, fates: tuple[str, ...], vectors: Floats, labels: Ints) -> list[list[int]]:
    """Return the rows that represent each theme, the best first.

    Parameters
    ----------
    units : Units
        ``n`` units.
    fates : tuple of str
        Their fates: only a kept one represents.
    vectors : Floats, shape (n, d)
        Centred vectors.
    labels : Ints, shape (n,)
        Their themes; -1 is none.
    """
    if labels.max(initial=-1) < 0:
        return []
    inside = np.flatnonzero(labels >= 0)
    centres = unit_rows(pooled(vectors[inside], units.words[inside], labels[inside]))
    central = np.round((unit_rows(vectors) * centres[labels]).sum(axis=1), 9)
    return [_best(units, fates, central, np.flatnonzero(labels == theme)) for theme in range(len(centres))]


def _best(units: Units, fates: tuple[str, ...], central: Floats, rows: Ints) -> list[int]:
    kept = [row for row in rows.tolist() if fates[row] == KEPT]
    ranked = sorted(kept, key=lambda row: (_lacks(units, row), -central[row], units.texts[row]))
    return _varied(units, ranked)


def _lacks(units: Units, row: int) -> int:
    """Return how many of the two conditions a segment misses: a readable length, and standing alone."""
    readable = _FEWEST <= units.words[row] <= _MOST
    return int(not readable) + int(not stands_alone(units.texts[row]))


def _varied(units: Units, ranked: list[int]) -> list[int]:
    """Return the first rows, one workshop after the other as far as there are several."""
    seen: dict[int, int] = {}
    turns = []
    for place, row in enumerate(ranked):
        workshop = int(units.workshops[row])
        seen[workshop] = seen.get(workshop, 0) + 1
        turns.append((_lacks(units, row), seen[workshop], place, row))
    return [row for *_, row in sorted(turns)[:_COUNT]]
