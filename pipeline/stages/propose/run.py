"""Read every retained sentence, type it, and group the propositions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline import tables
from pipeline.french import tokens
from pipeline.records import KEPT, STATEMENT_TYPES
from pipeline.stage import Inputs, Outcome, Place, Progress
from pipeline.stages.propose import ProposeSettings
from pipeline.stages.propose.around import spots
from pipeline.stages.propose.bonds import Bonds, bonds
from pipeline.stages.propose.learned.design import see
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.learned.judge import load_judge
from pipeline.stages.propose.learned.reader import load_reader
from pipeline.stages.propose.learned.scorer import Scorer, Scores, load
from pipeline.stages.propose.learned.voices import SecondVoice, load_second, moved
from pipeline.stages.propose.links import UNLINKED, Links, links
from pipeline.stages.propose.measure import measure
from pipeline.stages.propose.proposals import proposals, showable
from pipeline.stages.propose.rules.chain import Reading, read
from pipeline.stages.propose.same import Groups, group
from pipeline.stages.propose.sentences import Sentence, sentences
from pipeline.stages.propose.signs import signs
from pipeline.stages.propose.split import demands
from pipeline.stages.propose.statements import Statement, statement
from pipeline.stages.propose.teaching import taught
from pipeline.stages.propose.titles.choice import best_titles
from pipeline.stages.propose.titles.fitness import FEATURES
from pipeline.stages.propose.titles.reading import Title
from pipeline.stages.propose.vague import asks_nothing
from pipeline.stages.propose.verdict import Verdict, by_rules, by_scores
from pipeline.vectors.models import load_encoder
from pipeline.vectors.pins import DEFAULT_MODEL

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

_BATCH: Final = 200
_RULES_ALONE: Final = (
    "Les poids appris ne sont pas installés : les énoncés ont été reconnus par les règles seules, il en manquera "
    "davantage (réinstallez le programme pour les retrouver)."
)
_ONE_VOICE: Final = (
    "L’encodeur n’est pas installé : les énoncés ont été reconnus par les règles et les poids linéaires, un peu moins "
    "sûrement (réinstallez le programme pour le retrouver)."
)


@dataclass(frozen=True)
class Said:
    """A sentence and what the rules found in it."""

    sentence: Sentence
    position: Position
    reading: Reading


@dataclass(frozen=True)
class Voices:
    """The learned voices that are installed."""

    shipped: Scorer | None
    taught: Scorer | None
    second: SecondVoice | None

    @property
    def messages(self) -> tuple[str, ...]:
        """What the analyst must know of what is missing."""
        if self.shipped is None:
            return (_RULES_ALONE,)
        return () if self.second else (_ONE_VOICE,)


def run(inputs: Inputs, settings: ProposeSettings, progress: Progress) -> Outcome:
    """Return the ``found_statements``, ``found_proposals`` and ``lesson_effects`` tables.

    Every sentence of a retained segment is counted: a statement, a refused demand, or « autre ».
    """
    said = list(_read(inputs.tables["passages"], inputs.tables["tokens"], progress))
    encode = _encoder(inputs.place, progress)
    learned = load()
    # The second voice only speaks beside the first.
    second = load_second() if learned else None
    lesson = taught(learned, second, said, inputs.tables["lesson_statements"], encode) if learned else None
    voices = Voices(learned, lesson.scorer if lesson else None, second)
    verdicts = _verdicts(said, voices, encode, progress)
    found = sorted(_statements(said, verdicts), key=lambda one: (one.sentence.segment_id, one.start))
    asked = [one for one in found if one.is_proposition]
    held = bonds(asked, inputs.tables["lesson_groups"])
    rows = _proposals(asked, second, said, encode, inputs.tables["passages"], settings, held) if asked else []
    bearing = links(found, [one.sentence for one in said], inputs.tables["passages"])
    return Outcome(
        tables={
            "found_statements": tables.frame(
                "found_statements", [_row(one, bearing.get(one.statement_id, UNLINKED)) for one in found]
            ),
            "found_proposals": tables.frame("found_proposals", rows),
            "lesson_effects": tables.frame("lesson_effects", list(lesson.effects) if lesson else []),
        },
        counts=_counts(said, found, rows),
        messages=(*(lesson.messages if lesson else ()), *voices.messages),
    )


def _read(passages: pd.DataFrame, token_rows: pd.DataFrame, progress: Progress) -> Iterator[Said]:
    """Yield the sentences of the retained segments: facilitators and backchannels make no statement."""
    kept = passages[passages["fate"] == KEPT]
    kinds = dict(zip(kept["segment_id"], kept["kind"], strict=True))
    docs = list(tokens.docs(token_rows[token_rows["segment_id"].isin(kinds.keys())]))
    batches = [docs[at : at + _BATCH] for at in range(0, len(docs), _BATCH)]
    for batch in progress.track(batches, "Lecture des énoncés", "lots"):
        for segment_id, doc in batch:
            own = [part for one in sentences(segment_id, doc, kinds[segment_id]) for part in demands(one)]
            for index, sentence in enumerate(own):
                yield Said(sentence, Position(index, len(own)), read(sentence))


def _encoder(place: Place, progress: Progress) -> Encode:
    """Return what gives vectors; a text met before is not encoded again."""
    encoder = load_encoder(DEFAULT_MODEL, place.root)
    known: dict[str, NDArray[np.float32]] = {}

    def shown(texts: Sequence[str]) -> Iterable[str]:
        return progress.track(texts, "Comparaison des énoncés", "phrases")

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        fresh = sorted(set(texts) - known.keys())
        if fresh:
            known.update(zip(fresh, encoder.encode(fresh, shown), strict=True))
        return np.array([known[text] for text in texts], dtype=np.float32).reshape(len(texts), encoder.dimension)

    return encode


def _statements(said: Sequence[Said], verdicts: Sequence[Verdict | None]) -> Iterator[Statement]:
    for one, verdict in zip(said, verdicts, strict=True):
        made = None if verdict is None else statement(one.sentence, verdict)
        if made is not None and not (made.is_proposition and asks_nothing(made)):
            yield made


def _verdicts(said: Sequence[Said], voices: Voices, encode: Encode, progress: Progress) -> list[Verdict | None]:
    shipped, taught, second = voices.shipped, voices.taught, voices.second
    if shipped is None or taught is None:
        return [by_rules(one.reading, one.sentence.kind) for one in said]
    scores, threshold = _scores(said, taught, encode), taught.threshold
    if second is not None:
        texts = [one.sentence.text for one in said]
        before = scores if taught is shipped else _scores(said, shipped, encode)
        both = second.join(texts, before, lambda texts: progress.track(texts, "Seconde lecture", "phrases"))
        scores = [moved(*three) for three in zip(both, before, scores, strict=True)]
        threshold = second.blend.threshold
    return [by_scores(one.reading, one.sentence.kind, own, threshold) for one, own in zip(said, scores, strict=True)]


def _scores(said: Sequence[Said], scorer: Scorer, encode: Encode) -> list[Scores]:
    vectors = encode([one.sentence.text for one in said])
    return scorer.score([see(one.sentence, one.reading, one.position) for one in said], vectors)


def _proposals(
    asked: Sequence[Statement],
    second: SecondVoice | None,
    said: Sequence[Said],
    encode: Encode,
    passages: pd.DataFrame,
    settings: ProposeSettings,
    held: Bonds,
) -> list[dict[str, Any]]:
    measures = [measure(one) for one in asked]
    seen = signs(asked, measures, [one.sentence for one in said], spots(passages), encode)
    roles = dict(zip(passages["segment_id"], passages["role"], strict=True))
    groups = group(seen, measures, settings.same_measure, held)
    return proposals(asked, _titles(asked, groups, second), groups, settings.nearby, roles)


def _titles(asked: Sequence[Statement], groups: Groups, second: SecondVoice | None) -> dict[int, Title]:
    """Return the titles of the statements that may be shown, by their places."""
    places = showable(asked, groups)
    reader = load_reader(second.classes) if second else None
    judge = load_judge(second.classes, len(FEATURES)) if second else None
    return dict(zip(places, best_titles([asked[place] for place in places], reader, judge), strict=True))


def _row(one: Statement, bearing: Links) -> dict[str, Any]:
    return {
        "statement_id": one.statement_id,
        "segment_id": one.sentence.segment_id,
        "char_start": one.start,
        "char_end": one.end,
        "text": one.text,
        "type": one.verdict.type,
        "rule": one.verdict.rule,
        "cue": one.cue,
        "score": round(one.verdict.score, 4),
        "reason": one.verdict.reason,
        **one.linked(),
        **bearing.row(),
    }


def _counts(said: Sequence[Said], found: Sequence[Statement], rows: Sequence[Any]) -> dict[str, int]:
    types = Counter(one.verdict.type for one in found if one.verdict.reason is None)
    return {
        "phrases": len(said),
        "phrases_autres": len(said) - len(found),
        "demandes_ecartees": sum(one.verdict.reason is not None for one in found),
        **{f"enonces_{name}": types[name] for name in STATEMENT_TYPES},
        "propositions": len(rows),
    }
