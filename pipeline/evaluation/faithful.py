"""Faithfulness: every quotation is in the source that it names, every reference leads somewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from pipeline.evaluation.documents import Draft, Quotation
from pipeline.evaluation.results import Fault, Part, part
from pipeline.evaluation.run import Run
from pipeline.evaluation.scorer import promise
from pipeline.text.speech import tidy
from pipeline.text.typography import typeset

GAP: Final = "[…]"
_LEAD: Final = (
    "Chaque citation du Word et de la page est cherchée dans la prise de parole que donne sa référence, après le "
    "nettoyage annoncé (hésitations ôtées, typographie) ; chaque référence doit exister dans les tables. Rien n’est "
    "toléré ici : une seule citation infidèle est une faute."
)


def faithful(run: Run, draft: Draft) -> Part:
    """Return the part on faithfulness."""
    wrong = [quotation for quotation in draft.quotations if not is_in_source(run, quotation)]
    dead = sorted(reference for reference in draft.references if not _exists(run, reference))
    measures = [
        promise(
            "fidelite.citations",
            "citations présentes mot pour mot dans leur source",
            len(draft.quotations) - len(wrong),
            len(draft.quotations),
        ),
        promise(
            "fidelite.references",
            "références qui mènent à une ligne des tables",
            len(draft.references) - len(dead),
            len(draft.references),
        ),
    ]
    faults = [_altered(run, quotation) for quotation in wrong] + [_dead(reference) for reference in dead]
    return part("fidelite", "Fidélité", _LEAD, measures, faults)


def is_in_source(run: Run, quotation: Quotation) -> bool:
    """Tell whether a quotation's pieces stand, in order, in the utterance that its reference names."""
    text = _source(run, quotation.reference)
    if text is None:
        return False
    shown, at = _shown(text), 0
    for piece in quotation.text.split(GAP):
        at = shown.find(piece.strip(), at)
        if at < 0:
            return False
        at += len(piece.strip())
    return True


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    return typeset(tidy(text))


def _source(run: Run, reference: str) -> str | None:
    """Return the text of the utterance behind a statement or a segment."""
    statement = run.statements.get(reference)
    segment = run.segments.get(statement.segment_id if statement else reference)
    return run.utterances[segment.utterance_id].text if segment else None


def _exists(run: Run, reference: str) -> bool:
    known = {"t": run.themes, "e": run.statements, "s": run.segments, "p": run.proposals, "u": run.utterances}
    return reference in known.get(reference[0], ())


def _altered(run: Run, quotation: Quotation) -> Fault:
    text = _source(run, quotation.reference)
    problem = "sa référence n’est dans aucune table" if text is None else f"la source dit : « {_shown(text)} »"
    return Fault(
        key=f"citation#{quotation.document}#{quotation.text[:80]}",
        family="fidélité : citations",
        where=quotation.document,
        said=quotation.text,
        problem=problem,
        identifier=quotation.reference,
        weight=10.0,
    )


def _dead(reference: str) -> Fault:
    return Fault(
        key=f"référence#{reference}",
        family="fidélité : références",
        where="synthèse",
        said=reference,
        problem="aucune ligne des tables ne porte cet identifiant",
        weight=10.0,
    )
