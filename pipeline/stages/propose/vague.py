"""Demands that ask for nothing: « il faudrait s'y mettre tous ensemble », « merci pour l'accueil »."""

from __future__ import annotations

import re
from typing import Final

from pipeline.stages.propose.statements import Statement
from pipeline.text.words import words

# Words that every meeting closes with; a measure names something else.
_GENERAL: Final = words(
    """
    accord action agir aller avancer avenir avis bouger bras causer changer choix commencer compte conclusion
    continuer courage discussion ensemble effort espérer essentiel essayer faire fond fin important intelligent
    intelligence long main manière monde mettre moyen mouvement nécessaire objectif ordre parler parole pas petit
    point politique position possible problème question raison réel réfléchir rester rythme seul sens sérieux simple
    solution sujet suite surtout temps tout travail travailler urgent utile vie voilà volonté vouloir
    """
)
_COURTESY: Final = re.compile(
    r"^\W*(?:(?:oui|bon|voilà|alors|et|un grand|encore|donc) *,? *)*(?:merci|bravo|bonjour|bonsoir|au revoir"
    r"|félicitations|bon appétit|bonne (?:journée|soirée|année))\b",
    re.IGNORECASE,
)
# A note of a discussion says that people differ, and asks for neither side.
_DISAGREEMENT: Final = re.compile(
    r"^\W*(?:(?:échanges?|discussions?|débats?) (?:vifs?|vives?|animée?s?|tendue?s?)|désaccords?|avis partagés"
    r"|(?:deux|trois|plusieurs) (?:positions|avis|points de vue|camps)|pas d['’]accord (?:entre|sur))\b",
    re.IGNORECASE,
)

# « Ça ferait dans les cent vingt euros par logement » reckons, and what a speaker takes back is asked by nobody.
_RECKONED: Final = re.compile(
    r"\b(?:ça|cela) (?:nous |vous )?(?:ferait|coûterait|reviendrait|représenterait|donnerait|monterait)\b[^.?!]{0,60}"
    r"(?:euros?\b|€|pour cent\b|%|millions?\b|milliards?\b)",
    re.IGNORECASE,
)
_TAKEN_BACK: Final = re.compile(
    r"\bje (?:dis|raconte) (?:une|des) bêtises?\b|\bje dis n['’]importe quoi\b|\bje me (?:trompe|suis trompée?)\b",
    re.IGNORECASE,
)
# « Récupérer les paperboards », « clés de la salle à rendre »: what is to be done of the meeting itself.
_OF_THE_MEETING: Final = (
    r"\b(?:paperboards?|vidéoproj(?:ecteur)?|feuilles? (?:d['’]émargement|de présence)|clés? de la salle)\b"
)
_LOGISTICS: Final = re.compile(
    rf"\b(?:récupérer|rendre|rapporter|ramener)\b[^.]{{0,20}}{_OF_THE_MEETING}"
    rf"|{_OF_THE_MEETING}[^.]{{0,20}}\bà (?:récupérer|rendre|rapporter|ramener)\b",
    re.IGNORECASE,
)
# « TABLE 3 – EMPLOI ET ASSOCIATIONS »: so many words, all in capitals.
_HEADING: Final = 3
# « Les accords entre bailleurs »: so many words at most, a subject and no verb, without a stop.
_SUBJECT: Final = re.compile(r"(?:le|la|les|l['’])\b[^.!?:;,→+=/]*$", re.IGNORECASE)
_SHORT: Final = 6


def asks_nothing(statement: Statement) -> bool:
    """Tell whether a proposition names no measure, is a courtesy or a heading, or only tells of a quarrel or a cost.

    Parameters
    ----------
    statement : Statement
        A proposition.
    """
    said = statement.sentence.text
    if statement.sentence.is_written and (_is_heading(said) or _is_subject(statement) or _LOGISTICS.search(said)):
        return True
    if any(pattern.match(said) for pattern in (_COURTESY, _DISAGREEMENT)):
        return True
    if _TAKEN_BACK.search(said) or _RECKONED.search(statement.text):
        return True
    own = (word for word in statement.sentence.content if statement.start <= word.idx < statement.end)
    return all(str(word.lemma_).lower() in _GENERAL for word in own)


def _is_heading(said: str) -> bool:
    return said.isupper() and len(said.split()) >= _HEADING


def _is_subject(statement: Statement) -> bool:
    """Tell whether a line of notes only names what is spoken of."""
    said = statement.sentence.text
    if len(said.split()) > _SHORT or not _SUBJECT.match(said):
        return False
    return not any(word.pos_ in ("VERB", "AUX", "NUM") for word in statement.sentence.tokens)
