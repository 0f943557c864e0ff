"""Roles from words: a structure, a function or a label, matched against cues that an analyst can extend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipeline.records import ROLES
from pipeline.text.fold import fold

# Whole words, folded, commas between them; the first cue found decides, so the order is the rule: « Caisse des
# Dépôts » is a bank before it is a fund, « association d’élus » and tenants' associations answer as associations,
# « maire » comes before « ville », and « habitat », so often in a landlord's name, comes last.
CUES: Final[tuple[tuple[str, str], ...]] = (
    (
        "animation",
        """animateur, animatrice, animation, moderateur, moderatrice, facilitateur, facilitatrice, rapporteur,
        rapporteuse, journaliste, presentateur, presentatrice, president de seance, presidente de seance""",
    ),
    ("banque", "banque, caisse des depots, cdc, credit, action logement"),
    ("caisse", "carsat, caisse de retraite, caisse, caf, msa, cnav, agirc, arrco, mutualite, mutuelle"),
    ("association", "association, amicale, collectif, federation, fondation, benevole, csf, clcv, cnl, afoc"),
    (
        "état",
        """etat, ddt, ddtm, dreal, ddets, deets, prefecture, sous-prefecture, prefet, prefete, sous-prefet,
        sous-prefete, ministere, anah, anct, anru, udap, abf, architecte des batiments de france, ademe, ars""",
    ),
    (
        "bailleur",
        """bailleur, hlm, oph, esh, office public, office, cooperative, union sociale pour l'habitat, ush, organisme,
        logis, foyer""",
    ),
    (
        "collectivité",
        """collectivite, maire, mairie, adjoint, adjointe, elu, elue, conseiller municipal, conseillere municipale,
        commune, communaute, agglomeration, agglo, metropole, epci, intercommunalite, departement, region,
        conseil departemental, conseil regional, ville, ccas, cias, scot, vice-president, vice-presidente, senateur,
        senatrice, depute, deputee""",
    ),
    (
        "recherche",
        """recherche, chercheur, chercheuse, universite, universitaire, professeur, professeure, laboratoire,
        doctorant, doctorante, sociologue, economiste, geographe, cnrs, ecole""",
    ),
    ("locataire", "locataire, habitant, habitante, resident, residente"),
    ("bailleur", "habitat, habitations, logement social, logements"),
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role and how it is known.

    Attributes
    ----------
    name : str
        One of ``records.ROLES``.
    origin : str
        « déclaré » (metadata), « déduit » (a structure's name, or conduct), « inconnu ».
    reason : str or None
        A French phrase for the analyst.
    """

    name: str
    origin: str
    reason: str | None = None


def declared_role(text: str) -> str | None:
    """Return the role that a metadata file names, in any of the words people use, or None."""
    if text in ROLES:
        return text
    by_fold = {fold(role): role for role in ROLES}
    return by_fold.get(fold(text.strip())) or cued_role(text, {})


def cued_role(text: str, ours: Mapping[str, str]) -> str | None:
    """Return the role that a structure's name or a function shows, or None.

    Parameters
    ----------
    text : str
        « directeur, Touvre Habitat », « mairie de Nevers », « DDT ».
    ours : mapping of str to str
        The cycle's own cues (``[roles]`` of cycle.toml); they come first, longest first.
    """
    folded = fold(text)
    for cue in sorted(ours, key=lambda cue: (-len(cue), cue)):
        if _word(fold(cue)).search(folded):
            return ours[cue]
    return next((role for role, cues in CUES for cue in cues.split(",") if _word(cue.strip()).search(folded)), None)


@lru_cache(maxsize=1024)
def _word(cue: str) -> re.Pattern[str]:
    """Return the pattern of a cue as a whole word, singular or plural."""
    spaced = r"\s+".join(map(re.escape, cue.split()))
    return re.compile(rf"(?<!\w){spaced}s?(?!\w)")
