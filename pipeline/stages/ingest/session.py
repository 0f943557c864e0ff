"""One workshop put together: its turns, who says them, and in what role."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import FACILITATOR, UNKNOWN_ROLE, Turn, content_id
from pipeline.stages.ingest import IngestSettings
from pipeline.stages.ingest.facilitators import Facilitator, Spoken, infer_facilitators
from pipeline.stages.ingest.files import SourceFile, declared_names
from pipeline.stages.ingest.folder import Workshop
from pipeline.stages.ingest.metadata import Participant, WorkshopFile
from pipeline.stages.ingest.names import Shape, parse_label, shape_of
from pipeline.stages.ingest.roles import Role, cued_role
from pipeline.stages.ingest.speakers import unify

_UNKNOWN = Role(UNKNOWN_ROLE, "inconnu")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a workshop.

    Attributes
    ----------
    speaker_id : str
        Depends on the workshop and the name alone.
    name : str
        The name shown.
    structure : str or None
        Where the person works.
    role : Role
        And how it is known.
    spellings : tuple of str
        Labels in the files, sorted.
    n_utterances, n_words : int
        How much the person says.
    """

    speaker_id: str
    name: str
    structure: str | None
    role: Role
    spellings: tuple[str, ...]
    n_utterances: int
    n_words: int


@dataclass(frozen=True, slots=True)
class Session:
    """A workshop with its files read and its speakers known.

    Attributes
    ----------
    workshop : Workshop
        Its folder.
    declared : WorkshopFile
        Its metadata.
    files : tuple of SourceFile
        In order of source.
    names : mapping of str to str
        From a label as written to the name shown.
    speakers : tuple of Speaker
        In order of name.
    inferred : tuple of Facilitator
        Those who were told by their conduct.
    """

    workshop: Workshop
    declared: WorkshopFile
    files: tuple[SourceFile, ...]
    names: Mapping[str, str]
    speakers: tuple[Speaker, ...]
    inferred: tuple[Facilitator, ...]

    @property
    def held(self) -> bool:
        """Whether any words were read."""
        return any(file.turns for file in self.files)


def assemble(
    workshop: Workshop,
    declared: WorkshopFile,
    files: Sequence[SourceFile],
    cues: Mapping[str, str],
    settings: IngestSettings,
) -> Session:
    """Return a workshop's session.

    Parameters
    ----------
    workshop : Workshop
        Its folder.
    declared : WorkshopFile
        Its metadata.
    files : sequence of SourceFile
        Its files, read.
    cues : mapping of str to str
        The cycle's own roles by words of a structure's name.
    settings : IngestSettings
        The stage's settings.
    """
    labelled = [(file.source, turn.speaker) for file in files for turn in file.turns if turn.speaker]
    names = unify(labelled, [parse_label(name).shown for name in declared_names(declared)])
    structures = _structures(names, declared)
    spellings = _spellings(names)
    roles = {name: _role(name, spellings[name], structures.get(name), declared, cues) for name in spellings}
    inferred = _infer(files, names, roles, settings)
    roles |= {one.speaker: Role(FACILITATOR, "déduit", one.reason) for one in inferred}
    said = _said(files, names)
    speakers = tuple(
        Speaker(
            speaker_id=content_id("l", workshop.workshop_id, name),
            name=name,
            structure=structures.get(name),
            role=roles[name],
            spellings=spellings[name],
            n_utterances=len(said[name]),
            n_words=sum(len(turn.text.split()) for turn in said[name]),
        )
        for name in sorted(spellings)
    )
    return Session(workshop, declared, tuple(files), names, speakers, tuple(inferred))


def _spellings(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for written in sorted(names):
        found[names[written]].append(written)
    return {name: tuple(written) for name, written in found.items()}


def _said(files: Iterable[SourceFile], names: Mapping[str, str]) -> dict[str, list[Turn]]:
    found: defaultdict[str, list[Turn]] = defaultdict(list)
    for file in files:
        for turn in file.turns:
            if turn.speaker:
                found[names[turn.speaker]].append(turn)
    return found


def _structures(names: Mapping[str, str], declared: WorkshopFile) -> dict[str, str]:
    """Return the structures: written beside a label, most frequent first, or better, declared."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label, name in sorted(names.items()):
        if structure := parse_label(label).structure:
            written[name][structure] += 1
    found = {name: counts.most_common(1)[0][0] for name, counts in written.items()}
    for facilitator in map(parse_label, declared.animateurs):
        if facilitator.structure:
            found[facilitator.shown] = facilitator.structure
    return found | {_shown(one): one.structure for one in declared.participants if one.structure}


def _shown(participant: Participant) -> str:
    return parse_label(participant.nom).shown


def _role(
    name: str,
    spellings: Sequence[str],
    structure: str | None,
    declared: WorkshopFile,
    cues: Mapping[str, str],
) -> Role:
    """Return the role declared, or the one that the structure or the label shows."""
    if name in {parse_label(facilitator).shown for facilitator in declared.animateurs}:
        return Role(FACILITATOR, "déclaré")
    own = next((one.role for one in declared.participants if _shown(one) == name), None)
    if own:
        return Role(own, "déclaré")
    if structure and (role := cued_role(structure, cues)):
        return Role(role, "déduit", f"structure « {structure} »")
    parts = [label for label in spellings if shape_of(label) in (Shape.PART, Shape.FUNCTION)]
    shown = next(((label, role) for label in parts if (role := cued_role(label, cues))), None)
    return Role(shown[1], "déduit", f"libellé « {shown[0]} »") if shown else _UNKNOWN


def _infer(
    files: Sequence[SourceFile], names: Mapping[str, str], roles: Mapping[str, Role], settings: IngestSettings
) -> list[Facilitator]:
    """Return the facilitators by conduct, among people of no known role, where no facilitator is known."""
    if not settings.infer_facilitators or any(role.name == FACILITATOR for role in roles.values()):
        return []
    turns = [
        Spoken(file.source, names[turn.speaker], turn.text)
        for file in files
        if file.kind == "transcript"
        for turn in file.turns
        if turn.speaker
    ]
    candidates = frozenset(name for name, role in roles.items() if role.name == UNKNOWN_ROLE)
    return infer_facilitators(turns, candidates, settings.max_facilitators)
