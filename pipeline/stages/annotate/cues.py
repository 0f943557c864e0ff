"""Cue lists of the fates: one regular expression a line, edited by ear. « ' » stands for both apostrophes."""

from __future__ import annotations

import re


def _any(*cues: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue})" for cue in cues).replace("'", "['’]"), re.IGNORECASE)


# Inventions of speech recognition on silence.
HALLUCINATIONS = _any(
    r"sous-titr(?:es|age) (?:réalisés? )?(?:par(?:a)?\b|société|st'? ?\d|fr\b|mfp)",
    r"communauté d'amara",
    r"merci d'avoir regardé (?:cette|la) vidéo",
    r"abonnez-vous (?:à la chaîne|et activez)",
    r"par soustitreur",
)

# What a template leaves when nobody filled it in.
TEMPLATES = _any(r"\{\{.*?\}\}", r"^\W*[àa] (?:rédiger|compléter)\W*$", r"lorem ipsum")

# A turn of a few words around one of these moves the meeting, not the subject.
LOGISTICS = _any(
    # being heard and seen
    r"vous m'entend(?:ez|iez)",
    r"tu m'entends",
    r"on (?:ne )?(?:vous|t') ?(?:entend|voit)\b",
    r"(?:vous voyez|on voit|tu vois) (?:bien |pas |plus )?(?:mon|l'|ton|votre) ?écran",
    r"(?:coup|ouvr|allum|rallum|activ)(?:e|er|ez|es|ir) (?:le|la|ton|ta|votre|vos|les|son) (?:micro|caméra|son)",
    r"partage(?:r|z|s)? (?:mon|ton|votre|l'|son) ?écran",
    r"\ben mute\b",
    r"mode muet",
    r"(?:passe[rz]?|faire passer|prends?) le micro",
    r"le micro (?:passe|marche|coupe|ne)",
    r"connexion (?:est mauvaise|a coupé|qui (?:coupe|saute))",
    r"ça (?:a coupé|coupe)\b",
    # speaking in turn
    r"levez? la main",
    r"tour de table",
    r"(?:passe|donne|laisse) la parole",
    r"(?:je vous remets|mettez) (?:ça )?dans le (?:chat|tchat|fil)",
    # time
    r"(?:fai(?:t|re|sons)|fasse|pren(?:d|dre|ne|ons)) (?:la|une) (?:petite )?pause",
    r"pause[ -]?café",
    r"pause déjeuner",
    r"qu'on avance",
    r"on se retrouve (?:à|dans|après)",
    r"on reprend (?:à|dans)",
    r"il (?:nous )?reste (?:plus que )?\w+ minutes",
    # paper
    r"feuilles? (?:de présence|d'émargement)",
)
