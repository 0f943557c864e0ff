"""What a speaker label is made of, and whether a few words have the shape of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipeline.text.fold import fold
from pipeline.text.words import words

_MAX_WORDS: Final = 6
_MAX_CHARS: Final = 80

CIVILITIES: Final = {
    "m": "m",
    "mr": "m",
    "monsieur": "m",
    "mme": "f",
    "mlle": "f",
    "madame": "f",
    "mademoiselle": "f",
    "dr": "",
    "pr": "",
    "me": "",
    "maitre": "",
}
PARTICLES: Final = words("d da de del della den der des di du el al ben bin et la le les l o of san van von y")

# What opens a label that names a part played, not a person: « Une participante », « Animateur 2 », « Speaker 6 ».
_PARTS: Final = words(
    """adjoint adjointe animateur animatrice architecte assistance assistant assistante audience auditeur auditrice
    bailleur candidat candidate chercheur chercheuse citoyen citoyenne collectivite conseiller conseillere
    consultant consultante coordinateur coordinatrice depute deputee directeur directrice elu elue etudiant
    etudiante expert experte facilitateur facilitatrice femme formateur formatrice habitant habitante homme
    inconnu inconnue interprete intervenant intervenante interviewer invite invitee journaliste locataire
    locuteur locutrice maire ministre moderateur moderatrice orateur oratrice participant participante
    participants prefet prefete presentateur presentatrice president presidente public rapporteur rapporteuse
    resident residente salle secretaire senateur senatrice speaker spectateur spectatrice technicien
    technicienne telespectateur telespectatrice temoin voix"""
)
# What opens a label that names a function, and the words that go on with it: « Directrice des mobilités ».
_FUNCTIONS: Final = words(
    """adjoint adjointe animateur animatrice architecte chef cheffe conseiller conseillere consultant consultante
    coordinateur coordinatrice delegue deleguee depute deputee directeur directrice elu elue garant garante gerant
    gerante maire medecin prefet prefete president presidente referent referente representant representante
    responsable secretaire senateur senatrice sous-prefet sous-prefete technicien technicienne tresorier tresoriere
    vice-president vice-presidente"""
)
_OF: Final = re.compile(r"(?:de|du|des|a|au|aux|en)$|d['’]|charge[e]?$")
_MOST_OF_FUNCTION: Final = 8
_ARTICLES: Final = words("le la l un une m mme monsieur madame autre")
_QUALIFIERS: Final = words(
    "adjoint adjointe generale general identifie identifiee inconnu inconnue n no non off social"
)

# What opens a line of notes or a sentence before a colon, and is nobody.
_NOT_PEOPLE: Final = words(
    """absent accueil action agenda alerte annexe apport argument atelier atout attention avantage avis axe besoin
    bilan but cadre cause chiffre citation commentaire complement conclusion condition consequence constat contact
    contexte cout creneau date debat decision definition demande demarche description detail difficulte donnee duree
    echeance effet enjeu etape exces excuse exemple experience fait faiblesse fin financement force frein groupe heure
    horaire hypothese ia idee inconvenient info information intro introduction jour lecon levier lien lieu limite liste
    mot moyen moyens nb ndlr nota note objectif observation oui non ok opportunite option ordre origine outil partie
    perspective phase piste plan point porteur precision presence present priorite probleme programme projet
    proposition ps question rappel raison recapitulatif reference regle remarque reponse reserve restitution resultat
    resume retour risque seance seconde sequence signalement solution source souhait sous-theme sujet suite synthese
    table tache temoignage temps thematique theme titre todo total tour transcription url verbatim vigilance vote
    alors apres aussi beaucoup bonjour bonsoir bref car cependant certes comment dernier deuxieme deuxiemement donc
    elle enfin ensuite exactement il je mais merci moi nous on or pardon parfait pourquoi premier premierement puis
    quand quel quelle quoi si surtout toi tout troisieme troisiemement voila vous vrai"""
)

_CODE: Final = re.compile(r"[A-ZÀ-ÖØ-Þ]{1,4}\.?\d{0,3}|[A-ZÀ-ÖØ-Þ](?:\.\s?[A-ZÀ-ÖØ-Þ])+\.?")
_PART_NUMBER: Final = re.compile(r"([^\W\d_]+)[ _-]?\d{1,3}")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_ASIDE: Final = re.compile(r"\s*(?:[(\[](?P<in>[^)\]]*)[)\]]?|,\s*(?P<comma>.+)|\s[-–—/|]\s(?P<dash>.+))\s*$")
# « DUPONT, Marie », as mail programs write it.
_FIRST_NAME: Final = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?")
# What a structure's name never holds: « Marie, on a dit » is the start of a sentence.
_SENTENCE: Final = words("ai c elle est il ils j je n ne nous on ont que qui sont suis vous")
_NO_STRUCTURE: Final = re.compile(
    r"extern[ae]l?|invite[e]?s?|guest|hote|host|non verifie[e]?|unverified|organisat\w+|suite|cont\w*|moi|me|vous|you|"
    r"[\d:.,\s]*"
)


class Shape(Enum):
    """How a label names: ``P1``, « Une participante », « Directrice des mobilités », « Marie », « Marie Dupont »."""

    CODE = "code"
    PART = "part"
    FUNCTION = "function"
    SINGLE = "single"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker label taken apart.

    Attributes
    ----------
    name : str
        Without its civility, structure, brackets or final dot.
    shown : str
        The name with its civility.
    structure : str or None
        « Marie Dupont (Picardie Logis) » → « Picardie Logis ».
    civility : str
        « m », « f » or empty.
    """

    name: str
    shown: str
    structure: str | None
    civility: str

    @property
    def tokens(self) -> tuple[str, ...]:
        """The folded words of the name, particles left out, in order."""
        found = re.findall(r"\w+", fold(self.name))
        return tuple(word for word in found if word not in PARTICLES) or tuple(found)


def parse_label(written: str) -> Label:
    """Return the parts of a label as written in a file."""
    text = written.strip(" \t:*_[]#").strip()
    structure = None
    if aside := _ASIDE.search(text):
        inside = (aside["in"] or aside["comma"] or aside["dash"] or "").strip()
        text = text[: aside.start()].strip()
        if _SENTENCE.intersection(re.findall(r"\w+", fold(inside))):
            return Label("", text, None, "")
        if aside["comma"] and _FIRST_NAME.fullmatch(inside):
            text = f"{inside} {text}"
        elif not _NO_STRUCTURE.fullmatch(fold(inside)):
            structure = inside
    shown = text if _CODE.fullmatch(text) else text.rstrip(" .")
    civility, name = _civility(shown)
    return Label(name, shown, structure, civility)


def _civility(text: str) -> tuple[str, str]:
    """Return the civility and the rest; « M. » before one name is a civility, « M » alone is a code."""
    first, _, rest = text.partition(" ")
    gender = CIVILITIES.get(fold(first).rstrip("."))
    return (gender, rest.strip()) if gender is not None and rest.strip() else ("", text)


def shape_of(written: str) -> Shape | None:
    """Return the shape of a label, or None for words that name nobody (« 2 options », « Constat », a sentence)."""
    if len(written) > _MAX_CHARS:
        return None
    if _is_function(written.split("(")[0]):
        return Shape.FUNCTION
    label = parse_label(written)
    parts = label.name.split()
    if not parts or len(parts) > _MAX_WORDS:
        return None
    if _is_part(written.split("(")[0]):
        return Shape.PART
    if fold(parts[0]).rstrip("s") in _NOT_PEOPLE or fold(parts[0]) in _NOT_PEOPLE:
        return None
    if _CODE.fullmatch(label.name):
        return Shape.SINGLE if label.civility else Shape.CODE
    if not all(_WORD.fullmatch(part) for part in parts) or not all(map(_is_name_word, parts)):
        return None
    proper = [part for part in parts if fold(part) not in PARTICLES]
    return None if not proper else Shape.FULL if len(proper) > 1 or label.civility else Shape.SINGLE


def may_label(written: str) -> bool:
    """Return whether a few words of no known shape could be a label: no word of a sentence, no head of a note."""
    found = re.findall(r"\w+", fold(written))
    speaks = _SENTENCE.intersection(found) or found[:1] == [] or found[0].rstrip("s") in _NOT_PEOPLE
    return not speaks and len(found) <= _MAX_WORDS - 2 and not found[0].isdigit()


def _is_part(text: str) -> bool:
    """Return whether a label names a part: « Speaker 6 », « M. le maire de Nevers », not « Public concerné »."""
    found = re.findall(r"\w+", text)
    while found and fold(found[0]) in _ARTICLES:
        found = found[1:]
    if not found:
        return False
    numbered = _PART_NUMBER.fullmatch(fold(found[0]))
    opens = (numbered[1] if numbered else fold(found[0])) in _PARTS
    return opens and all(_is_name_word(word) or word.isdigit() or fold(word) in _QUALIFIERS for word in found[1:])


def _is_function(text: str) -> bool:
    """Return whether a label names a function in common words: « Président de séance », « Maire de la commune »."""
    found = fold(text).split()
    while found and found[0] in _ARTICLES:
        found = found[1:]
    if not 1 < len(found) <= _MOST_OF_FUNCTION or found[0] not in _FUNCTIONS or not _OF.match(found[1]):
        return False
    return not _SENTENCE.intersection(re.findall(r"\w+", " ".join(found)))


def _is_name_word(word: str) -> bool:
    return (
        word[0].isupper() or fold(word.rstrip(".")) in PARTICLES or re.match(r"[dl]['’][A-ZÀ-ÖØ-Þ]", word) is not None
    )
