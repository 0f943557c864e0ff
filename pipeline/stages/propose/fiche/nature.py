"""What kind of act a measure is, from what it does and on what: never from a word that it only mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.fiche.core import core, said_words
from pipeline.stages.propose.fiche.finding import NOTHING, Finding, lemma, plain
from pipeline.stages.propose.statements import Statement
from pipeline.text.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Nature:
    """A nature and the lemmas of the verbs, nouns and adjectives that are of it."""

    value: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]


# A word stands in one list only. Left out because they are said of anything: « interdire » is a rule, « obtenir »,
# « contrôler », « organiser », « ouvrir » are not; « aide », « prime », « contrat » see _OTHER_SENSES.
NATURES: Final = (
    Nature(
        "législatif",
        words("légiférer abroger"),
        words("loi législation constitution référendum amendement ordonnance"),
        words("législatif constitutionnel"),
    ),
    Nature(
        "réglementaire",
        words("déroger réglementer interdire autoriser plafonner encadrer exempter dispenser homologuer"),
        words(
            """
            décret arrêté règlement réglementation dérogation norme plafond quota circulaire règle procédure délai
            calendrier échéance obligation interdiction autorisation seuil plu plui dpe zonage moratoire décompte
            agrément plafonnement échéancier
            """
        ),
        words("réglementaire"),
    ),
    Nature(
        "financier",
        words(
            """
            financer cofinancer subventionner payer rembourser exonérer taxer indemniser défiscaliser abonder
            provisionner emprunter solvabiliser
            """
        ),
        words(
            """
            fonds subvention prêt prime aide crédit budget enveloppe taxe impôt tva taux forfait cofinancement
            financement avance taxation bonus dotation cagnotte exonération loyer cotisation salaire smic tarif bourse
            chèque redevance euro dépense fiscalité remboursement allocation retraite prélèvement emprunt abattement
            """
        ),
        words("financier fiscal budgétaire"),
    ),
    Nature(
        "partenarial",
        words(
            """
            mutualiser associer réunir rencontrer partager coopérer coordonner concerter conventionner contractualiser
            fédérer consulter cosigner
            """
        ),
        words(
            """
            partenariat convention charte pacte contrat rencontre réunion conférence comité copil interlocuteur référent
            groupement coopération coordination concertation gouvernance instance rendez-vous mutualisation
            contact consultation accord protocole
            """
        ),
        words("partenarial conventionnel"),
    ),
    Nature(
        "ingénierie",
        words(
            """
            former accompagner expérimenter évaluer diagnostiquer recenser cartographier conseiller outiller étudier
            """
        ),
        words(
            """
            ingénierie chef étude diagnostic formation outil observatoire fichier poste chargé accompagnement
            expérimentation évaluation équipe guide plateforme conseiller animateur animation recensement cartographie
            boîte kit répertoire médiateur coordinateur coordinatrice coordonnateur technicien monteur
            """
        ),
        words("technique"),
    ),
)

# « inscrire dans la loi », « par décret »: where a measure is to be written says what it is, whatever it bears on.
_WRITING: Final = r"(?:inscri|écri|mett|mis|prév|fix|grav|ajout|introdui)\w*\b[^,.;:]{0,60}? "
_WRITTEN_IN: Final = (
    (
        "législatif",
        re.compile(rf"{_WRITING}dans (?:(?:la|une) (?:loi|constitution)|le code (?:de|du|des|général))\b|par la loi\b"),
    ),
    (
        "réglementaire",
        re.compile(rf"par (?:un )?(?:décret|arrêté)s?\b|{_WRITING}dans (?:le|les) (?:plui?h?|règlements?)\b"),
    ),
    ("partenarial", re.compile(r"(?:mettre|met|mettent|mis|mise|mises) en commun|(?:au|dans le|un) pot commun")),
)
# With this after it a word is of no nature: « aide à domicile », « contrat de travail », « fonds de commerce ».
_OTHER_SENSES: Final = {
    "aide": re.compile(r"^(?:[- ]à domicile|[- ]soignante?|s? à domicile)"),
    "contrat": re.compile(r"^s? de travail"),
    "fonds": re.compile(r"^ (?:propres|de commerce|du)\b"),
    "outil": re.compile(r"^s? (?:de production|de travail|industriels?)"),
    "poste": re.compile(r"^s? de (?:police|travail|secours)"),
    "chef": re.compile(r"^s?(?! de projet)"),
    "prêt": re.compile(r"^s? à\b"),
    "boîte": re.compile(r"^s?(?! à outils)"),
    "équipe": re.compile(r"^s? de (?:foot|rugby|campagne)"),
    "retraite": re.compile(r"^ (?:spirituelle|aux flambeaux)"),
    "chargé": re.compile(r"^e?s?(?! d[e'])"),
}
# « d'accord » agrees, and signs nothing.
_LOCUTIONS: Final = frozenset(("accord",))
_VERBAL: Final = ("VERB", "AUX")


def nature(statement: Statement) -> Finding:
    """Return the nature of what ``statement`` asks for.

    Parameters
    ----------
    statement : Statement
        A proposition.
    """
    line = said_words(statement)
    return _written_in(line) or next((found for word in core(statement) if (found := _of(word, line))), NOTHING)


def _written_in(line: Sequence[Token]) -> Finding | None:
    if not line:
        return None
    text = line[0].doc.text[line[0].idx : line[-1].idx + len(line[-1])]
    flat = text.lower().replace("’", "'")
    for value, pattern in _WRITTEN_IN:
        if found := pattern.search(flat):
            return Finding(value, text[found.start() : found.end()])
    return None


def _of(word: Token, line: Sequence[Token]) -> Finding | None:
    # The tagger takes many a capitalised first infinitive for a noun.
    verb = lemma(word) if word.pos_ in _VERBAL else plain(word) if word == line[0] else ""
    for one in NATURES:
        listed = one.adjectives if word.pos_ == "ADJ" else one.nouns if word.pos_ in ("NOUN", "PROPN") else frozenset()
        if verb in one.verbs or (lemma(word) in listed and not _other_sense(word)):
            return Finding(one.value, word.text)
    return None


def _other_sense(word: Token) -> bool:
    if lemma(word) in _LOCUTIONS and word.i > 0 and plain(word.nbor(-1)) == "d'":
        return True
    sense = _OTHER_SENSES.get(lemma(word))
    if sense is None:
        return False
    after = word.doc.text[word.idx : word.idx + 40].lower().replace("’", "'")
    return sense.match(after.removeprefix(lemma(word))) is not None
