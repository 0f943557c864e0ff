import pytest

from pipeline.stages.propose.fiche import CARRIERS, NATURES, SCALES, decide


@pytest.mark.parametrize(
    ("signs", "text", "value", "words"),
    [
        (NATURES, "Il faudrait une subvention pour les petits clubs.", "financier", "subvention"),
        (NATURES, "Le décret doit changer.", "réglementaire", "décret"),
        (NATURES, "Former les agents d'accueil", "ingénierie", "Former"),
        (NATURES, "Ouvrir la fenêtre le matin", "non précisé", None),
        (SCALES, "à l'échelle du département", "départementale", "département"),
        (SCALES, "La loi doit changer.", "nationale", "loi"),
        (CARRIERS, "L'État paye la moitié.", "État", "L'État"),
        (CARRIERS, "Un abri pour les enfants.", "non précisé", None),
    ],
)
def test_the_words_decide(signs, text, value, words):
    found = decide(signs, [text])
    assert (found.value, found.words) == (value, words)


def test_the_best_statement_speaks_first():
    assert decide(CARRIERS, ["La région paye.", "Les régions payent, La Région aussi."]).words == "La région"
