"""Where and by whom a theme is said more, or less, than chance explains; and why there are so many themes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pipeline.records import FACILITATOR, UNKNOWN_ROLE
from pipeline.stages.draft import wording
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.rows import Presence, Theme

# One chance in a thousand, as the method note says.
CLEAR: Final = 3.0
# Cases are named, not listed: the table « specificities » has them all.
_SHOWN: Final = 3
_NOBODY: Final = (FACILITATOR, UNKNOWN_ROLE)


def presence_line(material: Material, theme: Theme) -> str:
    """Return where and by whom ``theme`` is clearly more said, and by whom less; empty when chance explains it."""
    told = sorted(_standing(material, theme), key=lambda one: (-abs(one.specificity), one.side, one.value))
    more = [one for one in told if one.specificity >= CLEAR][:_SHOWN]
    less = [one for one in told if one.specificity <= -CLEAR and one.side == "rôle"][:_SHOWN]
    parts = [
        f"{word} que le hasard ne l’explique : {wording.listed([_case(material, one) for one in cases])}"
        for word, cases in (("plus présent", more), ("moins présent", less))
        if cases
    ]
    return wording.capitalised(f"{' ; '.join(parts)}.") if parts else ""


def _standing(material: Material, theme: Theme) -> Iterator[Presence]:
    """Yield the cases whose count still holds: a reviewer's move makes a test of the machine's answer stale."""
    for one in material.presences.get(theme.theme_id, ()):
        if one.value not in _NOBODY and one.n_segments == _count(material, one):
            yield one


def _count(material: Material, one: Presence) -> int:
    segments = material.kept_by_theme.get(one.theme_id, ())
    if one.side == "atelier":
        return sum(segment.workshop_id == one.value for segment in segments)
    return sum(material.utterances[segment.utterance_id].role == one.value for segment in segments)


def _case(material: Material, one: Presence) -> str:
    name = material.places[one.value] if one.side == "atelier" else wording.ROLE_WORDS[one.value][2]
    count = wording.figured(one.n_segments, "passage", "passages")
    return f"{name} ({count}, {wording.figured(round(one.expected), 'attendu', 'attendus')})"


def number_of_themes(material: Material) -> str:
    """Return how the number of themes was chosen; empty when nothing was compared."""
    tried = material.numbers
    chosen = [one for one in tried if one.chosen]
    if not chosen:
        return ""
    lowest, highest = min(one.n_themes for one in tried), max(one.n_themes for one in tried)
    agreements = [one.agreement for one in tried]
    return (
        f"Nombre de thèmes : le corpus a été lu à plusieurs finesses, en {lowest} à {highest} groupes ; est un thème "
        f"ce que la plupart de ces lectures laissent ensemble. Autour de {chosen[0].n_themes} groupes, deux lectures "
        f"voisines s’accordent à {_decimal(chosen[0].agreement)} sur 1 (de {_decimal(min(agreements))} à "
        f"{_decimal(max(agreements))} selon le nombre essayé)."
    )


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
