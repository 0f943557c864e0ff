"""Notes are taken fast: a title says « locataires » for « loc. », « pour » for « pr »."""

from __future__ import annotations

import re
from typing import Final

# Each short form with the word in full, and its plural where a note does not mark it.
_SHORT: Final = {
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
    "ds": ("dans", ""),
    "pr": ("pour", ""),
    "ss": ("sans", ""),
    "tt": ("tout", ""),
    "tte": ("toute", ""),
    "ttes": ("toutes", ""),
    "ts": ("tous", ""),
    "qd": ("quand", ""),
    "bcp": ("beaucoup", ""),
    "seult": ("seulement", ""),
}
_MANY: Final = r"(?:les|des|aux|ces|ses|leurs|plusieurs|\d*[2-9]|1\d+|\d+0|deux|trois|quatre|cinq|six|huit|dix)"
_WORD: Final = re.compile(
    rf"(?:(?<!\w)(?P<many>{_MANY}) )?(?<![\w’'-])(?P<short>{'|'.join(_SHORT)})(?P<s>s?)(?![\w’'-])(?P<dot>\.?)"
)


def in_full(text: str) -> str:
    """Return a title with the short forms of notes in full; any other word is left as it is."""
    return _WORD.sub(_full, text)


def _full(found: re.Match[str]) -> str:
    one, several = _SHORT[found["short"]]
    if found["short"] == "loc" and found.string[: found.start("short")].endswith("la "):  # « la loc » is no person
        return found.group()
    is_many = bool(several) and bool(found["many"] or found["s"])
    before = f"{found['many']} " if found["many"] else ""
    return f"{before}{several if is_many else one}"
