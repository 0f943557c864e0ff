"""Words that a measure is introduced with, and that are no part of it."""

from __future__ import annotations

from typing import Final

from pipeline.stages.propose.lexicon import TALK_VERBS
from pipeline.text.words import words

# What the speaker does by speaking is not the measure (« je plaide pour »).
ATTITUDES: Final = TALK_VERBS | words(
    """
    plaider suggérer exiger revendiquer recommander rappeler proposer préférer penser croire vouloir souhaiter demander
    préconiser réclamer militer rêver
    engager compter espérer défendre battre être savoir inspirer
    """
)
LINKS: Final = frozenset(("de", "d'", "à", "que", "qu'", "pour"))
