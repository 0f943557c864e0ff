"""Some statements are typed by a reviewer as the labels say; the others are typed again by the adjusted weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score
from statement_bench import JUDGED, Bench, read

from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.learned.refit import Examples, refit
from pipeline.stages.propose.learned.scorer import Scorer, load
from pipeline.stages.propose.rules.chain import Reading
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.teaching import FEWEST, tried
from pipeline.stages.propose.training.examples import MODERATION
from pipeline.stages.propose.training.fit import fit
from pipeline.stages.propose.verdict import by_scores

SHARE = 0.1
PROPOSITION = "proposition"
Measured = tuple[str, str, list[int], list[float], list[float]]


@dataclass(frozen=True)
class Said:
    """A labelled sentence as the stage sees it."""

    sentence: Sentence
    position: Position
    reading: Reading


@dataclass(frozen=True)
class Text:
    """Sentences that a scorer has never seen, and their types."""

    scorer: Scorer
    said: Sequence[Said]
    examples: Examples
    types: np.ndarray

    def typed(self, scorer: Scorer) -> np.ndarray:
        """Return what rules and weights say of each sentence."""
        verdicts = (
            by_scores(one.reading, one.sentence.kind, scores, scorer.threshold)
            for one, scores in zip(self.said, scorer.score_rows(self.examples.rows), strict=True)
        )
        return np.array([None if verdict is None else verdict.type for verdict in verdicts], dtype=object)


def measure_statements(data: Path, draws: int) -> Iterator[Measured]:
    """Yield two lines a kind of text that the weights had never seen, then for the kinds that they know."""
    bench = read(data)
    for name in JUDGED:
        groups = set(bench.groups(name))
        text = _text(bench, groups)
        yield from _lines(f"énoncés, genre jamais appris ({name})", [text], draws)
    folds = [{group for group in fold if not group.endswith(MODERATION)} for fold in bench.folds()]
    known = [text for fold in folds for group in sorted(fold) if len((text := _text(bench, {group}, fold)).said) > 200]
    yield from _lines("énoncés, genre connu (un débat, un atelier ou un lot de réponses à la fois)", known, 2)


def _text(bench: Bench, groups: set[str], out: set[str] = frozenset()) -> Text:
    """Return the sentences of ``groups``, and a scorer that learned from neither them nor ``out``."""
    names = np.array(bench.data.groups)
    held = np.isin(names, [name + end for name in groups | out for end in ("", MODERATION)])
    shipped = load()
    scorer = fit(bench.data.part(np.flatnonzero(~held & ~np.isin(names, sorted(bench.never)))))
    scorer = replace(scorer, slope=shipped.slope, offset=shipped.offset, threshold=shipped.threshold)
    places = np.flatnonzero(np.isin(names, sorted(groups)))
    said = [
        Said(bench.prepared[place].sentence, bench.examples[place].position, bench.prepared[place].reading)
        for place in places
    ]
    rows = scorer.design.rows([bench.data.seen[place] for place in places], bench.data.vectors[places])
    types = [bench.data.types[place] for place in places]
    return Text(scorer, said, Examples(rows, types), np.array(types, dtype=object))


def _lines(what: str, texts: Sequence[Text], draws: int) -> Iterator[Measured]:
    for how, only_wrong in (("un dixième des mal typés", True), ("un dixième relu, justes compris", False)):
        found = [taught(text, seed, only_wrong) for text in texts for seed in range(draws)]
        counts, pairs = [count for count, _, _ in found], [(before, after) for _, before, after in found]
        for measure, score in (("F1 des propositions", _proposition_f1), ("F1 des six types", _six_f1)):
            before = [score(*one) for one, _ in pairs]
            yield f"{what} : {how}", measure, counts, before, [score(*one) for _, one in pairs]


Pair = tuple[np.ndarray, np.ndarray]


def taught(text: Text, seed: int, only_wrong: bool) -> tuple[int, Pair, Pair]:
    """Return how many statements were typed by the reviewer; types of the others, true and said, before and after."""
    before = text.typed(text.scorer)
    shown = np.array([one is not None for one in before])
    pool = np.flatnonzero(shown & (before != text.types)) if only_wrong else np.flatnonzero(shown)
    picked = np.sort(np.random.default_rng(seed).permutation(pool)[: round(SHARE * len(pool))])
    rest = np.setdiff1d(np.arange(len(text.types)), picked)
    examples, said = text.examples.part(picked), [text.said[place] for place in picked]
    learns = len(picked) >= FEWEST and tried(text.scorer, None, examples, said).gains
    after = text.typed(refit(text.scorer, examples)) if learns else before
    return len(picked), (text.types[rest], before[rest]), (text.types[rest], after[rest])


def _proposition_f1(true: np.ndarray, said: np.ndarray) -> float:
    return float(f1_score(true == PROPOSITION, said == PROPOSITION))


def _six_f1(true: np.ndarray, said: np.ndarray) -> float:
    names = [[str(one) for one in types] for types in (true, said)]
    return float(f1_score(*names, average="macro", zero_division=0))
