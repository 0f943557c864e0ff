"""The reviewers' examples adjust the scorer where they prove that it gets better, each judged without itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from pipeline.stages.propose.learned.design import see
from pipeline.stages.propose.learned.features import Position
from pipeline.stages.propose.learned.refit import Examples, refit
from pipeline.stages.propose.learned.scorer import Scorer, Scores
from pipeline.stages.propose.learned.voices import SecondVoice, logit_of, moved
from pipeline.stages.propose.lessons import Lessons
from pipeline.stages.propose.rules.chain import Reading
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.verdict import by_scores
from pipeline.text.typography import typeset

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# Fewer examples prove nothing.
FEWEST: Final = 20
# The examples are left out a tenth at a time.
_PARTS: Final = 10
# What must be put right, of what was wrong; and one standard deviation of what chance would do.
_LEAST: Final = 0.1


class Said(Protocol):
    """A sentence and what the rules found in it."""

    @property
    def sentence(self) -> Sentence:
        """The sentence."""
        ...

    @property
    def position(self) -> Position:
        """Where it stands."""
        ...

    @property
    def reading(self) -> Reading:
        """What the rules found."""
        ...


@dataclass(frozen=True, slots=True)
class Trial:
    """What the examples teach, judged by cross-validation on themselves.

    Attributes
    ----------
    types : tuple of (str or None)
        What the reviewer said of each.
    before, after : tuple of (str or None)
        What the program says of each with the shipped weights, and with weights adjusted to the other examples.
    """

    types: tuple[str | None, ...]
    before: tuple[str | None, ...]
    after: tuple[str | None, ...]

    @property
    def right(self) -> tuple[int, int]:
        """How many are right, before and after."""
        return _agree(self.types, self.before), _agree(self.types, self.after)

    @property
    def f1(self) -> tuple[float, float]:
        """Mean F1 of the types, before and after."""
        from sklearn.metrics import f1_score

        names = [[str(one) for one in said] for said in (self.types, self.before, self.after)]
        scores = (f1_score(names[0], said, average="macro", zero_division=0) for said in names[1:])
        before, after = (round(float(score), 4) for score in scores)
        return before, after

    @property
    def gains(self) -> bool:
        """Whether more was put right than chance and a tenth of the mistakes would explain."""
        pairs = zip(self.types, self.before, self.after, strict=True)
        changed = sum((one == was) != (one == now) for one, was, now in pairs)
        before, after = self.right
        return bool(after - before > max(changed**0.5, _LEAST * (len(self.types) - before)))

    def row(self) -> dict[str, Any]:
        """Return the row of ``lesson_effects``."""
        (right, righter), (f1, better) = self.right, self.f1
        figures = {"right_before": right, "right_after": righter, "f1_before": f1, "f1_after": better}
        return {"lesson": "énoncés", "n": len(self.types), **figures, "kept": self.gains}


@dataclass(frozen=True, slots=True)
class Taught:
    """The scorer after the lessons, what the user must know of it, and its figures: rows of ``lesson_effects``."""

    scorer: Scorer
    messages: tuple[str, ...] = ()
    effects: tuple[dict[str, Any], ...] = ()


def taught(
    scorer: Scorer, second: SecondVoice | None, said: Sequence[Said], lessons: pd.DataFrame, encode: Encode
) -> Taught:
    """Return the scorer adjusted to the reviewers' examples, or as it is when they do not prove a gain.

    Parameters
    ----------
    scorer : Scorer
        The shipped weights.
    second : SecondVoice or None
        The encoder, whose say counts when a gain is to be proved.
    said : sequence of Said
        Every sentence of the run.
    lessons : DataFrame
        The ``lesson_statements`` table.
    encode : callable
        Gives the vectors of texts.
    """
    known = _examples(said, lessons)
    if not known:
        return Taught(scorer)
    if len(known) < FEWEST:
        return Taught(scorer, (typeset(f"Énoncés corrigés ou confirmés : {len(known)}. {_TOO_FEW}"),))
    vectors = encode([one.sentence.text for one, _ in known])
    rows = scorer.design.rows([see(one.sentence, one.reading, one.position) for one, _ in known], vectors)
    own = [one for one, _ in known]
    examples = Examples(rows, [kind for _, kind in known])
    voices = Judge(scorer, second, examples, own)
    # The sums of several threads differ in their last bits: one thread, one answer.
    with threadpool_limits(1):
        examples = replace(examples, logits=voices.logits)
        trial = tried(scorer, voices, examples)
        return Taught(refit(scorer, examples) if trial.gains else scorer, (_told(trial),), (trial.row(),))


def tried(scorer: Scorer, judge: Judge, examples: Examples) -> Trial:
    """Return what the examples teach of each other: a tenth is left out at a time."""
    count = len(examples.types)
    after: list[str | None] = [None] * count
    for part in range(min(_PARTS, count)):
        held = np.arange(count) % _PARTS == part
        adjusted = refit(scorer, examples.part(np.flatnonzero(~held)))
        for place in np.flatnonzero(held).tolist():
            after[place] = judge.type(adjusted, place)
    before = tuple(judge.type(scorer, place) for place in range(count))
    return Trial(tuple(examples.types), before, tuple(after))


def _examples(said: Sequence[Said], lessons: pd.DataFrame) -> list[tuple[Said, str | None]]:
    """Return the sentences that reviewers typed, in order of place."""
    known = Lessons(lessons)
    found: list[tuple[Said, str | None]] = []
    for one in sorted(said, key=lambda one: (one.sentence.segment_id, one.sentence.start)):
        row = known.about(one.sentence.segment_id, one.sentence.start, one.sentence.end)
        if row is not None:
            found.append((one, row["type"] if isinstance(row["type"], str) else None))
    return found


class Judge:
    """Says what an example is when the scorer is adjusted, as the run itself would."""

    def __init__(self, shipped: Scorer, second: SecondVoice | None, examples: Examples, said: Sequence[Said]) -> None:
        self._rows, self._said = examples.rows, said
        self._second = second
        self._shipped = [_scores(shipped, self._rows[[place]]) for place in range(len(said))]
        self._both = second.join([one.sentence.text for one in said], self._shipped) if second else []

    @property
    def logits(self) -> NDArray[np.float64] | None:
        """How likely each example is a proposition for both voices; None where the scorer speaks alone."""
        return np.array([logit_of(one.proposition) for one in self._both]) if self._second else None

    def type(self, scorer: Scorer, place: int) -> str | None:
        """Return what rules and voices together say the example at ``place`` is."""
        said = self._said[place]
        scores, threshold = _scores(scorer, self._rows[[place]]), scorer.threshold
        if self._second is not None:
            scores = moved(self._both[place], self._shipped[place], scores)
            threshold = self._second.blend.threshold
        verdict = by_scores(said.reading, said.sentence.kind, scores, threshold)
        return None if verdict is None else verdict.type


def _scores(scorer: Scorer, row: Any) -> Scores:  # noqa: ANN401
    return scorer.score_rows(row)[0]


def _agree(types: Sequence[str | None], said: Sequence[str | None]) -> int:
    return sum(one == other for one, other in zip(types, said, strict=True))


_TOO_FEW: Final = f"Il en faut {FEWEST} pour réajuster la reconnaissance."


def _told(trial: Trial) -> str:
    """Return what became of the examples, in French with its figures."""
    (right, righter), (f1, better) = trial.right, trial.f1
    figures = f"types justes {right} → {righter} sur {len(trial.types)}, F1 {f1:.2f} → {better:.2f}".replace(".", ",")
    if trial.gains:
        return typeset(
            f"La reconnaissance des énoncés est réajustée sur ceux que vous avez corrigés ou confirmés : {figures} "
            "(chacun jugé par des poids qui ne l’ont pas appris)."
        )
    return typeset(
        "Vos corrections d’énoncés s’appliquent, mais n’améliorent pas assez la reconnaissance des autres pour y "
        f"toucher : {figures} (chacun jugé par des poids qui ne l’ont pas appris) ; elle reste telle quelle."
    )
