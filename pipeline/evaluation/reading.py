"""Reading: the words, the people and their roles are what the files say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.gold import Passage
from pipeline.evaluation.metrics import weighted_share
from pipeline.evaluation.results import Fault, Part, part

Name = tuple[str, str]


def reading(comparison: Comparison) -> Part:
    """Return the part on reading."""
    alignment, scorer = comparison.alignment, comparison.scorer
    passages = list(alignment.passages.values())
    due = [len(alignment.gold_words.get((one.source, one.n), ())) for one in passages]
    read = [len(alignment.passage((one.source, one.n))) for one in passages]
    blocks = [comparison.blocks[one.source, one.n] for one in passages]
    spoken = [rank for rank, one in enumerate(passages) if one.speaker]
    told = [passages[rank] for rank in spoken]
    homes = [blocks[rank] for rank in spoken]
    words = [due[rank] for rank in spoken]
    roles = [_right_role(comparison, one) for one in told]
    people = _right_people(comparison, told)
    measures = [
        scorer.measure("lecture.mots", "mots des fichiers retrouvés", weighted_share(read, due), blocks),
        scorer.measure("lecture.roles", "mots attribués au bon rôle", weighted_share(roles, words), homes),
        scorer.measure("lecture.personnes", "mots attribués à la bonne personne", weighted_share(people, words), homes),
    ]
    faults = [
        _lost(comparison, one, due[rank] - read[rank]) for rank, one in enumerate(passages) if read[rank] < due[rank]
    ]
    faults += _people_faults("rôle", told, words, roles)
    faults += _people_faults("personne", told, words, people)
    lead = "Ce que les fichiers contiennent est-il lu en entier, et attribué aux bonnes personnes, avec le bon rôle ?"
    return part("lecture", "Lecture", lead, measures, faults)


def _right_role(comparison: Comparison, passage: Passage) -> int:
    """Return how many words of ``passage`` have its role in the run."""
    return sum(
        comparison.run.utterances[comparison.alignment.utterance_of[place]].role == passage.role
        for place in comparison.alignment.passage((passage.source, passage.n))
    )


def _right_people(comparison: Comparison, passages: list[Passage]) -> list[int]:
    """Return how many words of each passage go to the one person who is its speaker, and nobody else's."""
    counts: dict[Name, Counter[str]] = defaultdict(Counter)
    heard = []
    for passage in passages:
        words = comparison.alignment.passage((passage.source, passage.n))
        ids = Counter(
            comparison.run.utterances[comparison.alignment.utterance_of[place]].speaker_id or "" for place in words
        )
        heard.append(ids)
        counts[passage.atelier, passage.speaker or ""].update(ids)
    mine = {name: _most(ids) for name, ids in counts.items()}
    owner = _owners(counts)
    right = []
    for passage, ids in zip(passages, heard, strict=True):
        name = (passage.atelier, passage.speaker or "")
        right.append(ids[mine[name]] if mine[name] and owner[mine[name]] == name else 0)
    return right


def _owners(counts: Mapping[Name, Counter[str]]) -> dict[str, Name]:
    """Return the person who says most of the words of each of the run's speakers."""
    by_id: dict[str, Counter[Name]] = defaultdict(Counter)
    for name, ids in counts.items():
        for speaker_id, count in ids.items():
            by_id[speaker_id][name] += count
    return {speaker_id: _most_name(names) for speaker_id, names in by_id.items()}


def _most(ids: Counter[str]) -> str:
    return min(ids, key=lambda speaker_id: (-ids[speaker_id], speaker_id), default="")


def _most_name(names: Counter[Name]) -> Name:
    return min(names, key=lambda name: (-names[name], name))


def _lost(comparison: Comparison, passage: Passage, count: int) -> Fault:
    return Fault(
        key=f"mots perdus#{passage.source}#{passage.n}",
        family="lecture : mots perdus",
        where=comparison.where(passage),
        said=passage.text,
        problem=f"{count} mot(s) du fichier ne sont pas dans la table des prises de parole",
        identifier=comparison.explained(comparison.alignment.passage((passage.source, passage.n))),
        weight=float(count),
    )


def _people_faults(kind: str, passages: list[Passage], words: list[int], right: list[int]) -> list[Fault]:
    """Return one fault for each person some of whose words went astray."""
    wrong: dict[tuple[str, str, str], int] = defaultdict(int)
    for passage, due, good in zip(passages, words, right, strict=True):
        wrong[passage.atelier, passage.speaker or "", passage.role or ""] += due - good
    return [
        Fault(
            key=f"{kind}#{atelier}#{name}",
            family=f"lecture : {kind}",
            where=atelier,
            said=name,
            problem=f"{count} mot(s) avec un autre rôle que « {role} »"
            if kind == "rôle"
            else f"{count} mot(s) attribués à quelqu’un d’autre, ou mêlés à ceux d’un autre",
            weight=float(count),
        )
        for (atelier, name, role), count in sorted(wrong.items())
        if count
    ]
