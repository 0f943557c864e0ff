"""How often each rule is right, as measured: the score of a statement when no learned weights are there."""

from __future__ import annotations

from typing import Final

# (spoken, written), measured on 22 November 2026 on 2,596 sentences of debates, 1,998 of the sample and 986 of
# written answers, drawn towards 0.65 by five sentences; ``benchmarks/statements.py`` prints the table again.
_MEASURED: Final = {
    "ce_serait_bien": (0.66, 0.66),
    "conditionnel_nous": (0.42, 0.83),
    "constat": (0.30, 0.30),
    "demande_niee": (0.86, 0.81),
    "demande_passee": (0.97, 0.71),
    "demande_rapportee": (0.89, 0.71),
    "devoir": (0.58, 0.83),
    "devoir_conditionnel": (0.44, 0.91),
    "devoir_nous": (0.80, 0.65),
    "engagement": (0.78, 0.65),
    "et_si": (0.71, 0.65),
    "favorable": (0.62, 0.65),
    "frein_dit": (0.42, 0.72),
    "futur": (0.56, 0.27),
    "futur_nous": (0.51, 0.65),
    "futur_passif": (0.66, 0.47),
    "idee_cest": (0.73, 0.69),
    "il_faut_infinitif": (0.56, 0.91),
    "il_faut_nom": (0.62, 0.91),
    "il_faut_que": (0.58, 0.61),
    "imperatif": (0.44, 0.63),
    "infinitif": (0.42, 0.96),
    "je_vais": (0.40, 0.65),
    "levier_dit": (0.35, 0.35),
    "manque": (0.56, 0.54),
    "nom_de_mesure": (0.55, 0.76),
    "obligation_de_fait": (0.80, 0.78),
    "on_peut": (0.57, 0.65),
    "pourquoi_pas": (0.73, 0.85),
    "pouvoir_conditionnel": (0.79, 0.68),
    "proposer": (0.69, 0.54),
    "que_subjonctif": (0.56, 0.69),
    "question": (0.40, 0.30),
    "souhait_infinitif": (0.72, 0.65),
    "souhait_nom": (0.84, 0.65),
    "souhait_que": (0.71, 0.71),
}
_UNMEASURED: Final = 0.65


def precision_of(rule: str, kind: str) -> float:
    """Return how often ``rule`` is right on speech, or on notes and post-its."""
    spoken, written = _MEASURED.get(rule, (_UNMEASURED, _UNMEASURED))
    return written if kind in ("note", "postit") else spoken
