"""How a title reads by itself: what leans on the sentences before, and which of several reads best."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipeline import records

INFINITIVE: Final = records.INFINITIVE
VERBATIM: Final = records.VERBATIM
# An infinitive of which the judge is not this sure is shown, and marked; so is one that most likely leaves unsaid what
# it is of (« Pérenniser les postes »).
_SURE: Final = 0.7
_COMPLETE: Final = 0.3
# What made a title: the rules of the whole sentence, the cut of a longer one at a comma, what the sentence puts first
# before another title, several measures joined, or else.
RULES: Final = "règles"
CUT: Final = "coupe"
FRONTED: Final = "en tête"
SEVERAL: Final = "mesures"
OTHER: Final = "autre"

# How a title begins that says what another is to do.
HAPPEN: Final = "Faire en sorte"
# A title has no fewer words, and no more before it is cut.
LEAST_WORDS: Final = 3
MOST_WORDS: Final = 25
DEFINITE: Final = {"ce": "le ", "cet": "l’", "cette": "la ", "ces": "les "}
# A title of so few words says little, and takes its condition along; above so many it is hard to read.
FEW_WORDS: Final = 4
_LONG: Final = 18
# « Prévoir une convention » says less than « signer une convention », which another member may say.
_PLANS: Final = re.compile(r"(?:Prévoir|Faire en sorte) ", re.IGNORECASE)
_PLANNED: Final = 0.4
# First and second persons have no place in an impersonal title.
_PERSONAL: Final = re.compile(
    r"(?<![\w’'-])(?:[jtm][’']|(?:je|tu|te|vous|moi|toi|me|mon|ma|mes|ton|ta|tes|votre|vos)(?![\w-]))", re.IGNORECASE
)
# « 1 interco = 1 référent »: clear on a post-it, no line of a report.
_FORMULA: Final = re.compile("[=→]")
# A title that opens so leans on what was said before.
_LEANING: Final = re.compile(
    r"(?:si|pour|dans|pourquoi|qu[e’'] ?|on|ils?|elles?|et|même|ça|cela|c[’']est|en|ce que|par|nous)(?![\w-])",
    re.IGNORECASE,
)
# What only the sentences before would tell: « la première », « y en avait une », « ces baux », « avec eux ».
_DANGLES: Final = re.compile(
    r"\b(?:l[ae]s?|une?) (?:premi(?:er|ère)s?|seconde?s?|deuxièmes?|dernière?s?|même)(?= ici| là|,|;|$)"
    r"|\ben (?:avait|aurait|a|ait) une? (?:dans|par|à|au|aux|en|pour|chez|sur)\b"
    r"|\b(?:cet|cette|ces) (?!qu|dont|où)[^\W\d_]+|\bce (?!qu|dont|à quoi|sera|serait|n[’'])[^\W\d_]{3,}"
    r"|\b(?:avec|pour|chez|à|par|sans|entre) (?:eux|elles?|lui)\b(?!-)"
    # « que le Département y affecte une taxe »: to what.
    r"|(?<!\bil )(?<!\bn[’'])\by (?!a\b|ait\b|avait\b|aura|ont\b|compris\b)[^\W\d_]{3,}"
    r"|^Faire en sorte [^,]{3,80}? (?:lui|leur) (?=soi)"
    r"|\b(?:ça|cela|là[- ]dedans|là-dessus)\b|(?<![\w-])(?<!et )là(?=,|$)|\btout (?:dans|à|en|sur)\b"
    r"|\bles (?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix)(?= dans| pour| à| au|,|$)",
    re.IGNORECASE,
)
# « quand elles passent du grand au petit »
_THEY: Final = re.compile(r"(?<![\w-])(?:ils|elles)\b", re.IGNORECASE)
# What a plural pronoun may stand for: no word that always ends so.
_ALWAYS: Final = (
    "dans|sans|sous|plus|moins|vers|prix|mois|bas|choix|temps|fois|corps|accès|avis|bois|poids|repas|fonds|tous|taux"
    "|après|très|toujours|depuis"
)
_MANY: Final = re.compile(
    rf"\b(?!(?:{_ALWAYS})\b)[^\W\d_]{{3,}}[sx]\b|\b(?:gens|chacun|chaque|famille|couple|ménage|équipe)\b"
    r"|[^\W\d_] et (?:l[ea]|une?) |[^\W\d_] et l[’']",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title.

    Attributes
    ----------
    text : str
        Its words.
    origin : str
        Where it comes from: « infinitif » or « verbatim ».
    fit : float
        How likely it is fit to print, 0 to 1; 0 where nobody has judged.
    maker : str
        What made it: ``RULES``, ``CUT``, ``FRONTED``, ``SEVERAL`` or ``OTHER``.
    complete : float
        How likely it says by itself what it is of, 0 to 1; 1 where nobody has told.
    asked : float
        How likely its sentence asks for anything at all, 0 to 1: the judge takes it for granted.
    """

    text: str
    origin: str
    fit: float = 0.0
    maker: str = OTHER
    complete: float = 1.0
    asked: float = 1.0

    @property
    def shown_as(self) -> str:
        """What the table says of its origin: whether a person should read it again, too."""
        is_doubted = self.fit * self.asked < _SURE or self.complete < _COMPLETE
        return records.DOUBTED if self.origin == INFINITIVE and self.fit > 0.0 and is_doubted else self.origin


def origin(shown: str) -> str:
    """Return the origin of an infinitive: one that leans on what was said before is for a person to complete."""
    return VERBATIM if leans(shown) else INFINITIVE


def form(title: Title) -> float:
    """Return how well a title reads by itself, from −1 to 1: of several members, the one that reads best is shown."""
    words = len(title.text.split())
    own = _PLANNED if _PLANS.match(opened(title)) else 1.0
    worth = own if title.origin == INFINITIVE else -0.5 * bool(_LEANING.match(title.text))
    worth -= 0.7 * leans(title.text) + 0.5 * (words > _LONG)
    worth -= is_personal(title.text) + (words <= FEW_WORDS) + bool(_FORMULA.search(title.text))
    return max(worth, -1.0)


def opened(title: Title) -> str:
    """Return a title from its verb on: « dans les bourgs, *prévoir une salle* », « portage : *passer à dix ans* »."""
    return re.split(" : |, ", title.text, maxsplit=1)[-1] if title.maker == FRONTED else title.text


def is_personal(text: str) -> bool:
    """Tell whether a title speaks of « je » or « vous »."""
    return bool(_PERSONAL.search(text))


def leans(text: str) -> bool:
    """Tell whether only the sentences before tell what a title is of: « la première », « ces baux », « avec eux »."""
    if _DANGLES.search(text):
        return True
    # « quand elles passent du grand au petit »: nobody is named before.
    they = _THEY.search(text)
    return they is not None and not _MANY.search(text, 0, they.start())


def elided(text: str) -> str:
    """Return « l’avance » for « la avance »."""
    return re.sub(r"^((?:\S+ )?[lL])a (?=[aeiouyéèêœ])", r"\1’", text)
