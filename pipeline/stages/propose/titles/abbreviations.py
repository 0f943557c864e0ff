"""Notes are taken fast: a title says « locataires » for « loc. », « pour » for « pr »."""

from __future__ import annotations

import re
from typing import Final

# Each short form with the word in full, and its plural where a note does not mark it.
_SHORT: Final = {
    "asc": ("ascenseur", "ascenseurs"),
    "blr": ("bailleur", "bailleurs"),
    "cne": ("commune", "communes"),
    "périm": ("périmètre", "périmètres"),
    "vidéoproj": ("vidéoprojecteur", "vidéoprojecteurs"),
    "ap-m": ("après-midi", ""),
    "chq": ("chaque", ""),
    "assoc": ("association", "associations"),
    "asso": ("association", "associations"),
    "bât": ("bâtiment", "bâtiments"),
    "dépt": ("département", "départements"),
    "diag": ("diagnostic", "diagnostics"),
    "imm": ("immeuble", "immeubles"),
    "loc": ("locataire", "locataires"),
    "logt": ("logement", "logements"),
    "pers": ("personne", "personnes"),
    "prog": ("programme", "programmes"),
    "propr": ("propriétaire", "propriétaires"),
    "proprio": ("propriétaire", "propriétaires"),
    "rdv": ("rendez-vous", "rendez-vous"),
    "résid": ("résidence", "résidences"),
    "rénov": ("rénovation", "rénovations"),
    "appt": ("appartement", "appartements"),
    "ext": ("extérieur", "extérieurs"),
    "lgt": ("logement", "logements"),
    "pb": ("problème", "problèmes"),
    "qq": ("quelques", ""),
    "qqn": ("quelqu’un", ""),
    "réun": ("réunion", "réunions"),
    "sem": ("semaine", "semaines"),
    "trav": ("travaux", "travaux"),
    "ds": ("dans", ""),
    "pdt": ("pendant", ""),
    "tps": ("temps", ""),
    "pr": ("pour", ""),
    "ss": ("sans", ""),
    "tt": ("tout", ""),
    "tte": ("toute", ""),
    "ttes": ("toutes", ""),
    "ts": ("tous", ""),
    "tjs": ("toujours", ""),
    "svt": ("souvent", ""),
    "qd": ("quand", ""),
    "bcp": ("beaucoup", ""),
    "seult": ("seulement", ""),
}
# « la loc de vélos », « la Mission loc. »
_NO_PERSON: Final = re.compile(r"\b(?:la|missions?) $", re.IGNORECASE)
# « payer par chq », « le chq énergie »
_CHEQUE: Final = re.compile(r"\b(?:par|les?|un|des|du) $", re.IGNORECASE)
_MANY: Final = r"(?:les|des|aux|ces|ses|leurs|plusieurs|\d*[2-9]|1\d+|\d+0|deux|trois|quatre|cinq|six|huit|dix)"
_AGREES: Final = r"(?= [^\W\d_]+s\b)(?! (?:dans|sans|sous|vers|puis|plus|pas|dès|les|des|ces)\b)"
# « ttes » is no plural of « tte ».
_ANY: Final = "|".join(sorted(_SHORT, key=len, reverse=True))
_WORD: Final = re.compile(
    rf"(?:(?<!\w)(?P<many>{_MANY}) )?(?<![\w-])(?P<short>{_ANY})(?P<s>s?)(?![\w’'-])"
    rf"(?:\.(?P<agrees>{_AGREES})?)?"
)


def in_full(text: str) -> str:
    """Return a title with the short forms of notes in full; any other word is left as it is."""
    return _WORD.sub(_full, text)


def _full(found: re.Match[str]) -> str:
    one, several = _SHORT[found["short"]]
    if found["short"] == "chq" and _CHEQUE.search(found.string[: found.start("short")]):
        return found.group()
    if found["short"] == "loc" and _NO_PERSON.search(found.string[: found.start("short")]):
        return found.group()
    is_many = bool(several) and bool(found["many"] or found["s"] or found["agrees"] is not None)
    before = f"{found['many']} " if found["many"] else ""
    return f"{before}{several if is_many else one}"
