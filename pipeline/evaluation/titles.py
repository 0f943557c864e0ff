"""Titles of proposals: an infinitive, one line, and no content word that nobody said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.evaluation.comparison import Comparison
from pipeline.evaluation.results import Fault
from pipeline.evaluation.run import Proposal
from pipeline.evaluation.vocabulary import stems
from pipeline.french.model import annotate
from pipeline.french.verbs import is_infinitive
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MOST_WORDS: Final = 25
# A title is tagged after these words: out of any sentence, the tagger takes « Créer » for a noun.
_OPENING: Final = "Il faut "
# « faire en sorte que » is one verb.
_WITH_VERB: Final = re.compile(r"^\s*en sorte qu(?:e\b|[’'])")
_BEFORE_VERB: Final = words("ne n' n’ pas plus se s' s’ y en")


@dataclass(frozen=True, slots=True)
class Title:
    """A proposal's title, read.

    Attributes
    ----------
    infinitive : bool
        Whether it opens with an infinitive.
    rest : str
        What follows that verb, or all of it.
    """

    proposal: Proposal
    infinitive: bool
    rest: str


def read_titles(comparison: Comparison) -> list[Title]:
    """Return the titles of the run's proposals, in the order of ids."""
    proposals = list(comparison.run.proposals.values())
    docs = annotate(_OPENING + one.title[:1].lower() + one.title[1:] for one in proposals)
    return [_title(one, doc) for one, doc in zip(proposals, docs, strict=True)]


def _title(proposal: Proposal, doc: Doc) -> Title:
    tokens = [token for token in doc if token.idx >= len(_OPENING)]
    verb = _verb(tokens)
    if verb is None:
        return Title(proposal, False, proposal.title)
    start = verb.idx - len(_OPENING)
    before, after = proposal.title[:start], proposal.title[start + len(verb) :]
    return Title(proposal, True, before + _WITH_VERB.sub("", after))


def _verb(tokens: Sequence[Token]) -> Token | None:
    """Return the infinitive that opens a title, or follows what it puts first (« Dans les bourgs, ouvrir … »)."""
    comma = next((at for at, token in enumerate(tokens) if token.text == ","), None)
    opens = bool(tokens) and tokens[0].pos_ in ("ADP", "ADV", "SCONJ")
    parts = [tokens, tokens[comma + 1 :]] if comma is not None and opens else [tokens]
    firsts = (next((token for token in part if token.text not in _BEFORE_VERB), None) for part in parts)
    return next((one for one in firsts if one is not None and is_infinitive(one)), None)


def title_faults(comparison: Comparison, titles: list[Title]) -> list[Fault]:
    """Return a fault for each thing that is wrong with a title."""
    faults = []
    for title in titles:
        faults += [_fault(title.proposal, "titres mal formés", problem) for problem in form_problems(title)]
        if added := added_words(comparison, title):
            faults.append(
                _fault(title.proposal, "titres infidèles", "ajoute ce que personne n’a dit : " + ", ".join(added))
            )
    return faults


def form_problems(title: Title) -> list[str]:
    """Return what is wrong with the form of a title."""
    text = title.proposal.title
    problems = [] if title.infinitive else ["ne commence pas par un infinitif"]
    if text.rstrip().endswith((".", ",", ";", ":")):
        problems.append("finit par un signe de ponctuation")
    if len(text.split()) > MOST_WORDS:
        problems.append(f"compte plus de {MOST_WORDS} mots")
    return problems


def added_words(comparison: Comparison, title: Title) -> list[str]:
    """Return the content words of a title, its verb apart, that the passages of its statements do not hold.

    The opening verb may be the program's (« prévoir » for « il nous faudrait un fonds »); a reviewer's title is theirs.
    """
    if "relect" in title.proposal.title_origin:
        return []
    said: set[str] = set()
    for key in title.proposal.statement_ids:
        said |= stems(comparison.run.segments[comparison.run.statements[key].segment_id].text)
    return sorted(stems(title.rest) - said)


def _fault(proposal: Proposal, family: str, problem: str) -> Fault:
    return Fault(
        key=f"titre#{problem}#{proposal.title[:80]}",
        family=f"propositions : {family}",
        where=f"proposition {proposal.number}",
        said=proposal.title,
        problem=problem,
        identifier=proposal.proposal_id,
        weight=4.0,
    )
