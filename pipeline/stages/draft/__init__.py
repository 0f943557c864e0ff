"""Draft: the synthesis, in Word and as one page."""

from __future__ import annotations

from pydantic import Field

from pipeline.stage import Inputs, Outcome, Progress, Settings, Stage


class DraftSettings(Settings):
    """Section ``[draft]``.

    Attributes
    ----------
    findings_per_type : int
        Constats, freins and leviers quoted for each theme, of each type.
    verbatims_per_theme : int
        Longer quotes at the end of a theme.
    cards_per_theme : int
        Propositions shown as a card in a theme; all are listed in the annex.
    quotes_per_card : int
        Quotes under a proposition; one at least of each workshop where it was said, up to four workshops.
    debates_per_theme : int
        Disagreements, and open questions, quoted for each theme.
    signals : int
        Weak signals of each kind.
    min_words, max_words : int
        Words of a quoted statement; a note or a post-it may have half of the least.
    max_verbatim_words : int
        Words of a longer quote.
    """

    findings_per_type: int = Field(3, ge=1)
    verbatims_per_theme: int = Field(2, ge=0)
    cards_per_theme: int = Field(4, ge=1)
    quotes_per_card: int = Field(2, ge=1)
    debates_per_theme: int = Field(2, ge=0)
    signals: int = Field(8, ge=0)
    min_words: int = Field(8, ge=1)
    max_words: int = Field(45, ge=10)
    max_verbatim_words: int = Field(70, ge=10)


def _run(inputs: Inputs, settings: DraftSettings, progress: Progress) -> Outcome:
    from pipeline.stages.draft.run import run

    return run(inputs, settings, progress)


STAGE = Stage(
    name="draft",
    title="Rédaction de la synthèse",
    reads=(
        "cycle",
        "glossary",
        "workshops",
        "sources",
        "speakers",
        "utterances",
        "segments",
        "themes",
        "statements",
        "proposals",
        "lesson_effects",
        "specificities",
        "theme_evidence",
    ),
    writes=(),
    delivers=("synthese.docx", "synthese.html"),
    settings=DraftSettings,
    run=_run,
)
