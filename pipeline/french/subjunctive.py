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
    ("devoir", "doive"),
    ("valoir", "vaille"),
    ("falloir", "faille"),
    ("mouvoir", "meuve"),
    ("cevoir", "çoive"),
    ("voir", "voie"),
    ("boire", "boive"),
    ("croire", "croie"),
    ("venir", "vienne"),
    ("tenir", "tienne"),
    ("prendre", "prenne"),
    ("soudre", "solve"),
    ("indre", "igne"),
    ("écrire", "écrive"),
    ("scrire", "scrive"),
    ("crire", "crive"),
    ("uire", "uise"),
    ("aître", "aisse"),
    ("rire", "rie"),
    ("lire", "lise"),
    ("dire", "dise"),
    ("ffire", "ffise"),
    ("clure", "clue"),
    ("quérir", "quière"),
    ("courir", "coure"),
    ("mourir", "meure"),
    ("ouvrir", "ouvre"),
    ("ouffrir", "ouffre"),
    ("offrir", "offre"),
    ("cueillir", "cueille"),
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
_FUTURE: Final = re.compile(r"(?:r(?:a|ont|ait|aient))$")
# « ils financent », but « il vient », « il sent »
_PLURAL: Final = re.compile(r"(?:(?<!vi)(?<!ti)ent|viennent|tiennent|ont|aient)$")
_SINGULAR: Final = ("sent", "ment", "pressent", "ressent", "consent", "dément")
# « gérera » → « gère », « complétera » → « complète »
_ACUTE: Final = re.compile(r"é(?=[^aeiouyéèê]{1,2}e$)")


def subjunctive(form: str, infinitive: str) -> str | None:
    """Return the present subjunctive of the person in which a form stands; None for a form of no third person.

    Parameters
    ----------
    form : str
        A present, a future or a conditional in lower case: « assurera », « financent », « va ».
    infinitive : str
        Its verb.
    """
    if not re.search(r"(?:e|ent|a|ont|it|aient|t|d|c)$", form):
        return None
    plural = _PLURAL.search(form) is not None and not (infinitive.endswith("entir") and form in _SINGULAR)
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
        stem = _FUTURE.sub("", form) if _FUTURE.search(form) and not form.endswith("re") else form
        stem = stem.removesuffix("nt")
        return _ACUTE.sub("è", stem) if stem.endswith("e") else None
    ending = next(((old, new) for old, new in _ENDS if infinitive.endswith(old)), None)
    return None if ending is None else infinitive.removesuffix(ending[0]) + ending[1]
