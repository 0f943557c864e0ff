"""How widely a theme is carried: by workshops, people and roles, never by volume alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.ledger.prints import words
from pipeline.records import FACILITATOR, KEPT, ROLES, UNKNOWN_ROLE
from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.agenda import on_agenda
from pipeline.stages.review.answer import Answer, Segment, Theme
from pipeline.stages.review.arranging import arranged

Recurrence = Literal["transversal", "récurrent", "localisé", "singulier"]
RECURRENCES: Final[tuple[Recurrence, ...]] = ("transversal", "récurrent", "localisé", "singulier")


@dataclass(frozen=True, slots=True)
class Support:
    """Who carries a theme or a proposition.

    Attributes
    ----------
    workshops : tuple of str
        Sorted ids.
    speakers : frozenset of str
        Speaker ids, after corrections of identity.
    people : frozenset of str
        Their names without case or accents: the same person in two towns is one.
    roles : tuple of str
        In the order of the closed list, facilitators and unknown roles left out.
    """

    workshops: tuple[str, ...]
    speakers: frozenset[str]
    people: frozenset[str]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A theme with its figures."""

    theme: Theme
    support: Support
    n_segments: int
    n_words: int
    n_on_agenda: int
    recurrence: Recurrence


def support(answer: Answer, segments: Sequence[Segment], workshops: Iterable[str]) -> Support:
    """Return who speaks in ``segments``; ``workshops`` are those that count."""
    people = [person for person in map(answer.person, segments) if person is not None]
    roles = {segment.role for segment in segments} - {FACILITATOR, UNKNOWN_ROLE}
    return Support(
        tuple(sorted(set(workshops))),
        frozenset(person.speaker_id for person in people),
        frozenset(" ".join(words(person.speaker)) for person in people),
        tuple(role for role in ROLES if role in roles),
    )


def standings(answer: Answer, settings: ReviewSettings) -> list[Standing]:
    """Return the themes that stand with their figures, ranked.

    A theme without a member vanishes unless a reviewer made it; a theme with sub-themes counts their members too.
    The order is by workshops, then speakers, then words, as reviewers changed it; sub-themes come after all themes.
    """
    members = _members(answer)
    kept = {key: theme for key, theme in answer.themes.items() if members[key] or theme.origin == "relecteur"}
    agendas = on_agenda(
        {key: (theme.label, *theme.keywords) for key, theme in kept.items()},
        {key: workshop.agenda for key, workshop in answer.workshops.items()},
    )
    found = [_standing(answer, theme, members[key], len(agendas[key]), settings) for key, theme in kept.items()]
    return arranged(
        sorted(found, key=_rank),
        key=lambda row: row.theme.theme_id,
        group=lambda row: row.theme.parent_id is not None,
        places={key: theme.places for key, theme in kept.items()},
    )


def _standing(
    answer: Answer, theme: Theme, members: list[Segment], n_on_agenda: int, settings: ReviewSettings
) -> Standing:
    said = support(answer, members, _counted_workshops(members, settings))
    return Standing(
        theme,
        said,
        len(members),
        sum(segment.n_words for segment in members),
        n_on_agenda,
        recurrence(said, bool(_weighty(members, settings)), len(answer.workshops), settings),
    )


def recurrence(said: Support, weighty: bool, n_workshops: int, settings: ReviewSettings) -> Recurrence:
    """Return the class of a theme.

    Parameters
    ----------
    said : Support
        Who carries it.
    weighty : bool
        Whether at least one workshop gives it enough room to count.
    n_workshops : int
        Workshops of the cycle.
    settings : ReviewSettings
        Thresholds.
    """
    k = len(said.workshops)
    # Notes and post-its name nobody: then workshops alone decide.
    several_people = not said.people or len(said.people) >= settings.recurrent_speakers
    if weighty and several_people and k >= settings.recurrent_workshops:
        return "transversal" if k >= settings.transversal_share * n_workshops else "récurrent"
    return "localisé" if weighty and len(said.people) != 1 else "singulier"


def _counted_workshops(members: list[Segment], settings: ReviewSettings) -> list[str]:
    """Return the workshops that give the theme enough room; all that mention it when none does."""
    return _weighty(members, settings) or [segment.workshop_id for segment in members]


def _weighty(members: list[Segment], settings: ReviewSettings) -> list[str]:
    by_workshop: dict[str, list[int]] = defaultdict(list)
    for segment in members:
        by_workshop[segment.workshop_id].append(segment.n_words)
    return [
        key
        for key, sizes in by_workshop.items()
        if len(sizes) >= settings.counted_segments or sum(sizes) >= settings.counted_words
    ]


def _members(answer: Answer) -> dict[str, list[Segment]]:
    """Return each theme's kept segments, those of its sub-themes included."""
    members: dict[str, list[Segment]] = defaultdict(list)
    for segment in answer.segments.values():
        if segment.fate == KEPT and segment.theme_id is not None:
            for key in _line(answer, segment.theme_id):
                members[key].append(segment)
    return members


def _line(answer: Answer, key: str) -> list[str]:
    """Return a theme and those above it."""
    line: list[str] = []
    above: str | None = key
    while above is not None and above not in line and above in answer.themes:
        line.append(above)
        above = answer.themes[above].parent_id
    return line


def _rank(standing: Standing) -> tuple[bool, int, int, int, str]:
    theme, said = standing.theme, standing.support
    return (
        theme.parent_id is not None,
        -len(said.workshops),
        -len(said.speakers),
        -standing.n_words,
        theme.theme_id,
    )
