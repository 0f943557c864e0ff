"""How an evaluation is made: the few numbers that decide its figures."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Settings


class EvaluationSettings(Settings):
    """Settings of an evaluation.

    Attributes
    ----------
    seed : int
        Of the resampling and of the dropped turns.
    draws : int
        Resamples behind each interval.
    overlap : float
        Share of words (of both spans, or of the shorter) from which a found statement is a gold one.
    theme_words : int
        A shorter passage is not judged on its theme: « oui, tout à fait » has none of its own.
    drops : int
        How many times turns are dropped to measure stability.
    dropped : float
        Share of the turns dropped each time.
    """

    seed: int = 20221126
    draws: int = Field(default=500, ge=20)
    overlap: float = Field(default=0.5, gt=0, le=1)
    theme_words: int = Field(default=15, ge=1)
    drops: int = Field(default=5, ge=1)
    dropped: float = Field(default=0.05, gt=0, lt=1)
