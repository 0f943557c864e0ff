"""Turn the noun of action of a note into its verb: « maintien de la quittance papier » → « maintenir la quittance »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pipeline.stages.propose.titles.words import UNITS, plain
from pipeline.stages.propose.titles.written import written

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns whose complement is the object of their verb: that of « accord », « projet », « participation » is not.
_VERBS: Final = {
    "abandon": "abandonner",
    "accompagnement": "accompagner",
    "achat": "acheter",
    "adaptation": "adapter",
    "affichage": "afficher",
    "alignement": "aligner",
    "allégement": "alléger",
    "allègement": "alléger",
    "allongement": "allonger",
    "aménagement": "aménager",
    "assouplissement": "assouplir",
    "augmentation": "augmenter",
    "baisse": "baisser",
    "construction": "construire",
    "création": "créer",
    "déploiement": "déployer",
    "développement": "développer",
    "diminution": "diminuer",
    "diversification": "diversifier",
    "doublement": "doubler",
    "élaboration": "élaborer",
    "élargissement": "élargir",
    "embauche": "embaucher",
    "évaluation": "évaluer",
    "exonération": "exonérer",
    "expérimentation": "expérimenter",
    "extension": "étendre",
    "extinction": "éteindre",
    "fermeture": "fermer",
    "financement": "financer",
    "formation": "former",
    "généralisation": "généraliser",
    "harmonisation": "harmoniser",
    "identification": "identifier",
    "implication": "impliquer",
    "indexation": "indexer",
    "inscription": "inscrire",
    "installation": "installer",
    "instauration": "instaurer",
    "intégration": "intégrer",
    "interdiction": "interdire",
    "lancement": "lancer",
    "limitation": "limiter",
    "maintien": "maintenir",
    "mobilisation": "mobiliser",
    "modification": "modifier",
    "mutualisation": "mutualiser",
    "organisation": "organiser",
    "ouverture": "ouvrir",
    "pérennisation": "pérenniser",
    "plafonnement": "plafonner",
    "prolongation": "prolonger",
    "prolongement": "prolonger",
    "publication": "publier",
    "reconnaissance": "reconnaître",
    "recrutement": "recruter",
    "réduction": "réduire",
    "réécriture": "réécrire",
    "réforme": "réformer",
    "regroupement": "regrouper",
    "réhabilitation": "réhabiliter",
    "remplacement": "remplacer",
    "renforcement": "renforcer",
    "rénovation": "rénover",
    "réservation": "réserver",
    "restitution": "restituer",
    "rétablissement": "rétablir",
    "retrait": "retirer",
    "revalorisation": "revaloriser",
    "révision": "réviser",
    "sensibilisation": "sensibiliser",
    "simplification": "simplifier",
    "suppression": "supprimer",
    "titularisation": "titulariser",
    "transformation": "transformer",
    "valorisation": "valoriser",
    "végétalisation": "végétaliser",
    "versement": "verser",
}
# « mise en place d'un fonds » → « mettre en place un fonds »
_PUT: Final = "mise"
_ARTICLES: Final = {"du": "le", "des": "les", "de la": "la", "de l'": "l’", "d'un": "un", "d'une": "une"}
# « des Tilleuls et de Jean-Zay » → « les Tilleuls et Jean-Zay »
_AND_OF: Final = re.compile(r"( et )(des|du|de la|de l[’']|de|d[’'])(?: |(?<=[’']))", re.IGNORECASE)
_PLAIN: Final = {"des": "les ", "du": "le ", "de la": "la ", "de l'": "l’", "de l’": "l’", "de": "", "d'": "", "d’": ""}
_REACH: Final = 4


def nominal_pieces(words: Sequence[Token], start: int) -> list[str] | None:
    """Return the title of a noun of action at ``start`` as pieces of text, the first an infinitive; None without one.

    Parameters
    ----------
    words : sequence of Token
        The words of the clause.
    start : int
        Where the measure begins.
    """
    if start < len(words) and words[start].pos_ == "DET" and plain(words[start]) in ("la", "le", "l'", "une", "un"):
        start += 1
    noun = plain(words[start]) if start < len(words) else ""
    if noun == _PUT:
        return _put(words, start)
    verb = _VERBS.get(noun)
    made = None if verb is None else _object(words, start + 1)
    return None if made is None or verb is None else [verb, made]


def _put(words: Sequence[Token], start: int) -> list[str] | None:
    """« mise en commun des moyens » → « mettre en commun les moyens »."""
    if start + 2 >= len(words) or plain(words[start + 1]) not in ("en", "à"):
        return None
    for place in range(start + 3, min(start + 3 + _REACH, len(words))):
        # « mise à jour annuelle de »: what says which is no part of the verb.
        if words[place - 1].pos_ == "ADJ" and place > start + 3:
            return None
        if (made := _object(words, place)) is not None:
            return ["mettre", written(words[start + 1 : place]), made]
    return None


def _object(words: Sequence[Token], place: int) -> str | None:
    """Return « la quittance papier » for « de la quittance papier »; None where no article tells which it is."""
    if place + 1 >= len(words):
        return None
    one, two = plain(words[place]), plain(words[place + 1])
    for opening, length in ((one, 1), (f"{one} {two}".replace("' ", "'"), 2)):
        if (article := _ARTICLES.get(opening)) is not None and place + length < len(words):
            rest = _AND_OF.sub(lambda found: f"{found[1]}{_PLAIN[found[2].lower()]}", written(words[place + length :]))
            return article + rest if article.endswith("’") else f"{article} {rest}"
    if one in ("de", "d'") and words[place + 1].pos_ == "NUM":
        # « une expérimentation de trois ans » lasts so long, and is one of something else.
        lasts = place + 2 < len(words) and str(words[place + 2].lemma_).lower() in UNITS
        return None if lasts else written(words[place + 1 :])
    if one in ("de", "d'") and words[place + 1].pos_ == "NOUN" and "Plur" in words[place + 1].morph.get("Number"):
        return f"des {written(words[place + 1 :])}"
    return None
