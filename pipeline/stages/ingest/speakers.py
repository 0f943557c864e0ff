"""Who is who in a workshop: the spellings of one person are one, two people never are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.stages.ingest.names import Label, Shape, parse_label, shape_of
from pipeline.stages.ingest.same_name import abbreviates, is_slip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, under the spellings that differ only by case, accents and the order of words.

    Attributes
    ----------
    name : str
        The spelling shown.
    label : Label
        Its parts.
    shape : Shape or None
        Its shape; None for a device or a room.
    written : tuple of str
        Labels in the files, none for a declared participant who is not found.
    count : int
        Turns under these labels.
    sources : frozenset of str
        Files where they are.
    declared : bool
        Whether a metadata file names the person.
    """

    name: str
    label: Label
    shape: Shape | None
    written: tuple[str, ...]
    count: int
    sources: frozenset[str]
    declared: bool

    @property
    def rank(self) -> tuple[bool, int, int, str]:
        """How good a name this is for the person: declared, complete, frequent."""
        return (self.declared, sum(len(token) > 1 for token in self.label.tokens), self.count, self.name)


def unify(labels: Iterable[tuple[str, str]], declared: Sequence[str]) -> dict[str, str]:
    """Return, for each label as written, the name under which the person is known.

    Two labels are one person when their words are the same in any order, case and accents; when one abbreviates
    exactly one fuller name (« P. Delannoy », « PD », « M. Delannoy »); or when it is a fuller or more frequent
    name with one slip of the keyboard. Declared participants come first. In doubt two labels stay two people.

    Parameters
    ----------
    labels : iterable of (source, label)
        One a turn.
    declared : sequence of str
        Names of the metadata file.
    """
    people = sorted(_people(labels, declared), key=lambda person: person.rank, reverse=True)
    known: dict[str, Person] = {}
    for person in people:
        hosts = {known[other.name].name: known[other.name] for other in people if _may_be(person, other)}
        known[person.name] = next(iter(hosts.values())) if len(hosts) == 1 else person
    known = _without_couples(people, known)
    return {written: known[person.name].name for person in people for written in person.written}


def _people(labels: Iterable[tuple[str, str]], declared: Sequence[str]) -> list[Person]:
    """Return the people before any two are joined."""
    counts: Counter[str] = Counter()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for source, written in labels:
        counts[written] += 1
        sources[written].add(source)
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for found in sorted(counts):
        groups[_key(parse_label(found))].append(found)
    given = {_key(parse_label(name)): name for name in declared}
    for key in given:
        groups.setdefault(key, [])
    people = []
    for key, members in groups.items():
        name = given.get(key) or parse_label(_best(members, counts)).shown
        count = sum(counts[label] for label in members)
        where = frozenset(source for label in members for source in sources[label])
        people.append(Person(name, parse_label(name), shape_of(name), tuple(members), count, where, key in given))
    return people


def _key(label: Label) -> tuple[str, ...]:
    """Return the tokens in no order; « M. » and « Mme » tell two people of one family name apart."""
    tokens = tuple(sorted(label.tokens))
    return (*tokens, label.civility) if len(tokens) == 1 and label.civility else tokens


def _best(written: Sequence[str], counts: Mapping[str, int]) -> str:
    """Return the spelling to show: not in capitals, then the most frequent, then the first."""
    return min(written, key=lambda label: (parse_label(label).name.isupper(), -counts[label], label))


def _may_be(person: Person, other: Person) -> bool:
    """Return whether ``person`` may be another spelling of ``other``, a better name."""
    if (
        person.declared
        or person.shape in (None, Shape.PART, Shape.FUNCTION)
        or other.shape not in (Shape.FULL, Shape.SINGLE)
    ):
        return False
    return other.rank > person.rank and (_is_short_for(person, other) or is_slip(person, other))


def _is_short_for(person: Person, other: Person) -> bool:
    """Return whether a label abbreviates a name; a lone first name does so only where the two do not meet.

    « Marie » and « Marie Dupont » who answer each other in one file are likely two people.
    """
    meet = not other.declared and bool(person.sources & other.sources)
    return abbreviates(person.label, person.shape, other.label, first_name_alone=not meet)


def _without_couples(people: Sequence[Person], known: Mapping[str, Person]) -> dict[str, Person]:
    """Undo the joins of « M. Martin » and « Mme Martin » to one « Dominique Martin »: one of them is wrong."""
    genders: defaultdict[str, set[str]] = defaultdict(set)
    for person in people:
        genders[known[person.name].name] |= {person.label.civility} - {""}
    return {
        person.name: person
        if person.label.civility and len(genders[known[person.name].name]) > 1
        else known[person.name]
        for person in people
    }
