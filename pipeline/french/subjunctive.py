"""The present subjunctive of the third person: « faire en sorte que le car *assure* la liaison »."""

from __future__ import annotations

import re
from typing import Final

_WHOLE: Final = {
    "être": ("soit", "soient"),
    "avoir": ("ait", "aient"),
    "aller": ("aille", "aillent"),
    "faire": ("fasse", "fassent"),
    "refaire": ("refasse", "refassent"),
    "défaire": ("défasse", "défassent"),
    "pouvoir": ("puisse", "puissent"),
    "savoir": ("sache", "sachent"),
    "vouloir": ("veuille", "veuillent"),
}
# Of the other verbs, the end of the infinitive tells: the first that matches.
_ENDS: Final = (
    ("prévaloir", "prévale"),
    ("devoir", "doive"),
    ("valoir", "vaille"),
    ("falloir", "faille"),
    ("pleuvoir", "pleuve"),
    ("mouvoir", "meuve"),
    ("cevoir", "çoive"),
    ("seoir", None),
    ("voir", "voie"),
    ("boire", "boive"),
    ("croire", "croie"),
    ("enir", "ienne"),
    ("prendre", "prenne"),
    ("soudre", "solve"),
    ("coudre", "couse"),
    ("moudre", "moule"),
    ("indre", "igne"),
    ("crire", "crive"),
    ("uire", "uise"),
    ("aître", "aisse"),
    ("aitre", "aisse"),
    ("oître", "oisse"),
    ("oitre", "oisse"),
    ("satisfaire", "satisfasse"),
    ("plaire", "plaise"),
    ("taire", "taise"),
    ("raire", "raie"),
    ("vaincre", "vainque"),
    ("clore", None),
    ("rire", "rie"),
    ("lire", "lise"),
    ("dire", "dise"),
    ("ffire", "ffise"),
    ("vivre", "vive"),
    ("quérir", "quière"),
    ("courir", "coure"),
    ("mourir", "meure"),
    ("ouvrir", "ouvre"),
    ("ffrir", "ffre"),
    ("cueillir", "cueille"),
    ("aillir", "aille"),
    ("vêtir", "vête"),
    ("épartir", "épartisse"),
    ("partir", "parte"),
    ("assortir", "assortisse"),
    ("sortir", "sorte"),
    ("asservir", "asservisse"),
    ("servir", "serve"),
    ("sentir", "sente"),
    ("mentir", "mente"),
    ("dormir", "dorme"),
    ("fuir", "fuie"),
    ("ir", "isse"),
    ("re", "e"),
)
_FUTURE: Final = re.compile(r"r(?:a|ont|ait|aient)$")
# « il vient », « il sent », but « ils initient »
_ONE_COMES: Final = re.compile(r"(?:vi|ti)ent$")
_ONE_FEELS: Final = re.compile(r"(?:sent|ment)$")
_PLURAL: Final = re.compile(r"(?:ent|ont)$")
_THIRD: Final = re.compile(r"(?:[eatdc]|ent|ont)$")
# An imperfect, which says nothing of what is to be done: « recevait », not « recevrait ».
_IMPERFECT: Final = re.compile(r"(?<!r)(?:ait|aient)$")
# « gérera » → « gère », « déléguera » → « délègue »
_ACUTE: Final = re.compile(r"é(?=(?:[^aeiouyéèê]{1,2}|[gq]u)e$)")


def subjunctive(form: str, infinitive: str) -> str | None:
    """Return the present subjunctive of the person in which a form stands; None for a form of no third person.

    Parameters
    ----------
    form : str
        A present, a future or a conditional in lower case: « assurera », « financent », « va ».
    infinitive : str
        Its verb.
    """
    if not _THIRD.search(form) or (_IMPERFECT.search(form) and form not in ("ait", "aient")):
        return None
    one = infinitive.endswith("enir") and _ONE_COMES.search(form)
    one = one or (infinitive.endswith("entir") and _ONE_FEELS.search(form))
    plural = not one and _PLURAL.search(form) is not None
    if (whole := _WHOLE.get(infinitive)) is not None:
        return whole[plural]
    singular = _singular(form, infinitive)
    if singular is None:
        return None
    return f"{singular}nt" if plural else singular


def _singular(form: str, infinitive: str) -> str | None:
    if infinitive.endswith("er"):
        if infinitive.endswith("envoyer"):
            return f"{infinitive.removesuffix('yer')}ie"
        # The present has its own spelling (« achète »), and the future is built on it (« achètera »).
        stem = _FUTURE.sub("", form).removesuffix("nt")
        return _ACUTE.sub("è", stem) if stem.endswith("e") else None
    old, new = next(((old, new) for old, new in _ENDS if infinitive.endswith(old)), ("", None))
    return None if new is None else infinitive.removesuffix(old) + new
