"""How often each rule is right, as measured: the score of a statement when no learned weights are there."""

from __future__ import annotations

from typing import Final

# Measured on 22 November 2026 on the development sentences (2,596 of debates, 986 written), smoothed towards
# 0.65 by ten sentences; ``benchmarks/statements.py`` prints the table. (spoken, written)
_MEASURED: Final = {
    "infinitif": (0.50, 0.97),
    "nom_de_mesure": (0.45, 0.88),
    "present_nous": (0.35, 0.30),
    "conditionnel_nous": (0.40, 0.85),
    "imperatif": (0.40, 0.75),
    "que_subjonctif": (0.45, 0.70),
    "favorable": (0.45, 0.60),
    "devoir_conditionnel": (0.50, 0.90),
    "futur": (0.58, 0.35),
    "futur_nous": (0.58, 0.50),
    "futur_passif": (0.64, 0.45),
    "je_vais": (0.60, 0.60),
    "manque": (0.55, 0.65),
    "ce_serait_bien": (0.60, 0.75),
    "idee_cest": (0.66, 0.75),
    "il_faut_infinitif": (0.70, 0.92),
    "il_faut_nom": (0.72, 0.92),
    "il_faut_que": (0.74, 0.85),
    "devoir": (0.62, 0.82),
    "souhait_infinitif": (0.71, 0.70),
    "souhait_que": (0.76, 0.70),
    "souhait_nom": (0.80, 0.70),
    "proposer": (0.73, 0.65),
    "devoir_nous": (0.76, 0.75),
    "pourquoi_pas": (0.75, 0.85),
    "pouvoir_conditionnel": (0.75, 0.78),
    "frein_dit": (0.42, 0.72),
    "levier_dit": (0.25, 0.35),
    "question": (0.40, 0.30),
    "constat": (0.30, 0.30),
    "demande_niee": (0.83, 0.80),
    "demande_passee": (0.90, 0.90),
    "demande_rapportee": (0.88, 0.80),
    "obligation_de_fait": (0.70, 0.70),
}
_UNMEASURED: Final = 0.65


def precision_of(rule: str, kind: str) -> float:
    """Return how often ``rule`` is right on speech, or on notes and post-its."""
    spoken, written = _MEASURED.get(rule, (_UNMEASURED, _UNMEASURED))
    return written if kind in ("note", "postit") else spoken
