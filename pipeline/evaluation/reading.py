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
    heard = [_heard(comparison, one) for one in told]
    mine = _main_ids(told, heard)
    people = _right_people(told, heard, mine)
    measures = [
        scorer.measure("lecture.mots", "mots des fichiers retrouvés", weighted_share(read, due), blocks),
        scorer.measure("lecture.roles", "mots attribués au bon rôle", weighted_share(roles, words), homes),
        scorer.measure("lecture.personnes", "mots attribués à la bonne personne", weighted_share(people, words), homes),
    ]
    faults = [
        _lost(comparison, one, due[rank] - read[rank]) for rank, one in enumerate(passages) if read[rank] < due[rank]
    ]
    faults += _people_faults("rôle", told, words, roles, mine)
    faults += _people_faults("personne", told, words, people, mine)
    lead = "Ce que les fichiers contiennent est-il lu en entier, et attribué aux bonnes personnes, avec le bon rôle ?"
    return part("lecture", "Lecture", lead, measures, faults)


def _right_role(comparison: Comparison, passage: Passage) -> int:
    """Return how many words of ``passage`` have its role in the run."""
    return sum(
        comparison.run.utterances[comparison.alignment.utterance_of[place]].role == passage.role
        for place in comparison.alignment.passage((passage.source, passage.n))
    )


def _heard(comparison: Comparison, passage: Passage) -> Counter[str]:
    """Return how many words of ``passage`` the run gives to each of its speakers."""
    alignment = comparison.alignment
    utterances = (alignment.utterance_of[place] for place in alignment.passage((passage.source, passage.n)))
    return Counter(comparison.run.utterances[key].speaker_id or "" for key in utterances)


def _main_ids(passages: list[Passage], heard: list[Counter[str]]) -> dict[Name, str]:
    """Return the speaker to whom the run gives most of each person's words."""
    counts = _counts(passages, heard)
    return {name: min(ids, key=lambda key: (-ids[key], key), default="") for name, ids in counts.items()}


def _counts(passages: list[Passage], heard: list[Counter[str]]) -> dict[Name, Counter[str]]:
    counts: dict[Name, Counter[str]] = defaultdict(Counter)
    for passage, ids in zip(passages, heard, strict=True):
        counts[_name(passage)].update(ids)
    return counts


def _name(passage: Passage) -> Name:
    return passage.atelier, passage.speaker or ""


def _right_people(passages: list[Passage], heard: list[Counter[str]], mine: Mapping[Name, str]) -> list[int]:
    """Return how many words of each passage go to the one speaker who is its person, and nobody else."""
    owners = _owners(_counts(passages, heard))
    right = []
    for passage, ids in zip(passages, heard, strict=True):
        own = mine[_name(passage)]
        right.append(ids[own] if own and owners[own] == _name(passage) else 0)
    return right


def _owners(counts: Mapping[Name, Counter[str]]) -> dict[str, Name]:
    """Return the person who says most of the words of each of the run's speakers."""
    by_id: dict[str, Counter[Name]] = defaultdict(Counter)
    for name, ids in counts.items():
        for speaker_id, count in ids.items():
            by_id[speaker_id][name] += count
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in by_id.items()}


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


def _people_faults(
    kind: str, passages: list[Passage], words: list[int], right: list[int], mine: Mapping[Name, str]
) -> list[Fault]:
    """Return one fault for each person some of whose words went astray."""
    wrong: dict[Name, int] = defaultdict(int)
    for passage, due, good in zip(passages, words, right, strict=True):
        wrong[_name(passage)] += due - good
    roles = {_name(passage): passage.role for passage in passages}
    return [
        Fault(
            key=f"{kind}#{name[0]}#{name[1]}",
            family=f"lecture : {kind}",
            where=name[0],
            said=name[1],
            problem=f"{count} mot(s) avec un autre rôle que « {roles[name]} »"
            if kind == "rôle"
            else f"{count} mot(s) attribués à quelqu’un d’autre, ou mêlés à ceux d’un autre",
            identifier=mine[name],
            weight=float(count),
        )
        for name, count in sorted(wrong.items())
        if count
    ]
