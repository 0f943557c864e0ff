"""Two voices on a sentence: the linear scorer, and a small encoder where the scorer is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.stages.propose.learned.installed import installed
from pipeline.stages.propose.learned.scorer import Scores
from pipeline.stages.propose.paths import ENCODER
from pipeline.vectors.sentence_classes import SentenceClasses, from_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Progress = Callable[[Sequence[str]], Iterable[str]]

# What the encoder tells apart, in the order of its head: proposition first, then the scorer's others.
CLASSES: Final = 6
# Above or below these the scorer is sure enough: the encoder, which costs more, is not asked. In 9,967 sentences of
# debates it would change none of those calls.
_SURELY_NOT: Final = 0.05
_SURELY: Final = 0.95
# Nor where it is this sure of another type; below, the encoder tells obstacles from findings better.
_SURELY_ANOTHER: Final = 0.6
_LEAST_SHARE: Final = 1e-3
# No voice says more than this.
_MOST_LOGIT: Final = 6.0


@dataclass(frozen=True, slots=True)
class Blend:
    """How the two voices are weighed; fitted on sentences that neither had seen.

    Attributes
    ----------
    offset, scorer, encoder : float
        Logit of a proposition: ``offset`` + ``scorer`` × its logit + ``encoder`` × its logit.
    share : float
        What the encoder counts for (0 to 1) among the types that are no proposition.
    threshold : float
        Probability from which a sentence is a proposition.
    """

    offset: float
    scorer: float
    encoder: float
    share: float
    threshold: float

    def join(self, scores: Scores, heard: NDArray[np.float32]) -> Scores:
        """Return the scores of both voices together, rounded so that no last bit shows.

        Parameters
        ----------
        scores : Scores
            What the scorer says.
        heard : float array (6,)
            The encoder's log-probabilities.
        """
        mine = np.exp(heard.astype(np.float64))
        logit = self.offset + self.scorer * logit_of(scores.proposition) + self.encoder * logit_of(mine[0])
        rest = mine[1:] / mine[1:].sum()
        shares = self.share * rest + (1.0 - self.share) * np.array(scores.others)
        asked = 1.0 / (1.0 + np.exp(-logit))
        return Scores(round(float(asked), 4), tuple(round(float(share), 4) for share in shares))


@dataclass(frozen=True)
class SecondVoice:
    """The encoder with its weight beside the scorer."""

    classes: SentenceClasses
    blend: Blend

    def join(self, texts: Sequence[str], scores: Sequence[Scores], progress: Progress = iter) -> list[Scores]:
        """Return the scores of ``texts``, those in doubt weighed again with what the encoder says."""
        doubtful = [place for place, one in enumerate(scores) if in_doubt(one)]
        # The same sentence is read once.
        fresh = sorted({texts[place] for place in doubtful})
        heard = dict(zip(fresh, self.classes.read(fresh, progress), strict=True))
        joined = list(scores)
        for place in doubtful:
            joined[place] = self.blend.join(scores[place], heard[texts[place]])
        return joined


def moved(joined: Scores, shipped: Scores, taught: Scores) -> Scores:
    """Return what both voices say, moved in full by what reviewers have taught the scorer.

    Parameters
    ----------
    joined : Scores
        Both voices, the scorer as shipped.
    shipped, taught : Scores
        The scorer as shipped, and as taught.
    """
    if taught == shipped:
        return joined
    logit = logit_of(joined.proposition) + logit_of(taught.proposition) - logit_of(shipped.proposition)
    ratio = (np.array(taught.others) + _LEAST_SHARE) / (np.array(shipped.others) + _LEAST_SHARE)
    shares = np.array(joined.others) * ratio
    asked = 1.0 / (1.0 + np.exp(-logit))
    return Scores(round(float(asked), 4), tuple(round(float(share), 4) for share in shares / shares.sum()))


def in_doubt(scores: Scores) -> bool:
    """Return whether the encoder is worth asking."""
    if scores.proposition >= _SURELY:
        return False
    return scores.proposition > _SURELY_NOT or max(scores.others) < _SURELY_ANOTHER


def logit_of(probability: float) -> float:
    """Return the logit of a probability, within what a voice may say."""
    return float(
        np.clip(np.log(max(probability, 1e-9)) - np.log(max(1.0 - probability, 1e-9)), -_MOST_LOGIT, _MOST_LOGIT)
    )


def load_second(path: Path = ENCODER) -> SecondVoice | None:
    """Return the second voice, or None when its weights are not installed: the scorer then speaks alone.

    Raises
    ------
    ModelError
        If the file is there and cannot be read.
    """
    return installed(path, _read, f"L’encodeur {path} ne peut pas être lu", "les règles et les poids linéaires seuls")


def _read(path: Path) -> SecondVoice:
    classes, others = from_file(path)
    return SecondVoice(classes, Blend(*(float(number) for number in others["blend"])))
