"""Fit the small encoder on the labels, judge it on groups that it has not seen, and weigh it beside the scorer.

How a network learns is in ``pipeline.vectors.fine_tuning``; this module knows labels and folds.
``benchmarks/statements.py --write`` runs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from pipeline.stages.propose.learned.scorer import OTHERS, Scores
from pipeline.stages.propose.learned.voices import CLASSES, Blend, logit_of
from pipeline.stages.propose.training.fit import PROPOSITION, UNBOUND, best_threshold, logistic

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What the encoder counts for among the types that are no proposition: as much as the scorer. Out of fold, macro-F1
# hardly hangs on it (from 0.5 to 0.9, 0.006 on debates, 0.013 on answers).
_SHARE: Final = 0.5


class Learner:
    """The base and the sentences to learn from; what never changes is computed once.

    Parameters
    ----------
    texts : sequence of str
        The sentences.
    types : sequence of (str or None)
        Their types, None for « autre ».
    worth : float array (n,)
        How much each counts.
    """

    def __init__(self, texts: Sequence[str], types: Sequence[str | None], worth: NDArray[np.float64]) -> None:
        from pipeline.vectors.e5_small import base
        from pipeline.vectors.fine_tuning import Lower, Recipe, cut
        from pipeline.vectors.lessons import Lesson
        from pipeline.vectors.sentence_classes import SentenceClasses

        self.recipe = Recipe()
        self.texts = texts
        self.lesson = Lesson(np.array([answer(one) for one in types]), worth, CLASSES)
        self.pieces, weights = base()
        self.network = cut(self.pieces, weights, self.recipe.frozen + self.recipe.tuned, CLASSES)
        self._lower = Lower(self.network, SentenceClasses(self.pieces, self.network).ids(texts), self.recipe.frozen)

    def out_of_fold(
        self, groups: Sequence[str], folds: Sequence[set[str]], never: frozenset[str] = frozenset()
    ) -> NDArray[np.float32]:
        """Return log-probabilities (n, 6) by weights that saw nothing of a sentence's fold; NaN where in no fold.

        Parameters
        ----------
        groups : sequence of str
            What is left out together.
        folds : sequence of sets of groups
            As for :func:`pipeline.stages.propose.training.fit.out_of_fold`.
        never : frozenset of groups
            Never trained on.
        """
        from pipeline.vectors.fine_tuning import predict

        names = np.array(groups)
        found = np.full((len(names), CLASSES), np.nan, dtype=np.float32)
        for fold in folds:
            held = np.isin(names, sorted(fold))
            upper = self._tuned(np.flatnonzero(~held & ~np.isin(names, sorted(never))))
            found[held] = predict(upper, self._lower, np.flatnonzero(held))
        return found

    def shipped(self, places: NDArray[np.int64], blend: Blend) -> bytes:
        """Return the file to ship, fitted on the sentences at ``places``, with the French part of the vocabulary."""
        from pipeline.vectors.fine_tuning import joined
        from pipeline.vectors.sentence_classes import to_bytes

        kept = self.pieces.used_by([*lexicon(self.pieces.names), *self.texts])
        whole = joined(self.network, kept, self.recipe, self._tuned(places))
        return to_bytes(self.pieces.only(kept), whole, {"blend": np.array(astuple(blend))})

    def _tuned(self, places: NDArray[np.int64]) -> Any:  # noqa: ANN401
        from pipeline.vectors.fine_tuning import averaged, tune

        seeds = range(self.recipe.seeds)
        return averaged([tune(self.network, self._lower, places, self.lesson, self.recipe, seed) for seed in seeds])


def answer(type_: str | None) -> int:
    """Return the place of a type among the encoder's classes."""
    return 0 if type_ == PROPOSITION else 1 + OTHERS.index(type_)


def weighed(
    scores: Sequence[Scores],
    heard: NDArray[np.float32],
    types: Sequence[str | None],
    kinds: Sequence[str] | None = None,
) -> Blend:
    """Return the weights of the two voices, fitted on sentences that neither had seen.

    Parameters
    ----------
    scores : sequence of Scores
        What the calibrated scorer says.
    heard : float array (n, 6)
        What the encoder says.
    types : sequence of (str or None)
        What they are.
    kinds : sequence of str, optional
        Of which kind of text: see :func:`pipeline.stages.propose.training.fit.best_threshold`.
    """
    asked = np.array([one == PROPOSITION for one in types])
    voices = [
        [logit_of(one.proposition), logit_of(float(np.exp(own[0])))] for one, own in zip(scores, heard, strict=True)
    ]
    weights, bias = logistic(np.array(voices), asked.astype(int), balanced=False, inverse=UNBOUND)
    blend = Blend(float(bias[0]), float(weights[0, 0]), float(weights[0, 1]), _SHARE, 0.5)
    sure = np.array([blend.join(one, own).proposition for one, own in zip(scores, heard, strict=True)])
    return Blend(blend.offset, blend.scorer, blend.encoder, blend.share, best_threshold(sure, asked, kinds))


def lexicon(names: Iterable[str]) -> list[str]:
    """Return the French words among ``names`` of pieces and the strings of spaCy's model, in lower case and as names.

    spaCy's table gives the lemma of each inflected form, and knows the forms by their digest alone: candidates are
    asked one by one.
    """
    from pipeline.french.model import load

    french = load()
    forms = french.get_pipe("lemmatizer").lookups.get_table("lemma_lookup")
    lemmas = {lemma for found in forms.values() for lemma in found}
    candidates = {name.removeprefix("▁") for name in names} | set(french.vocab.strings)
    words = {word for word in candidates if word in forms} | lemmas
    return sorted(form for word in words if word.isalpha() for form in (word, word.capitalize()))
