import pytest

from pipeline.stages.ingest.names import Shape, parse_label, shape_of


@pytest.mark.parametrize(
    ("label", "shape"),
    [
        ("P1", Shape.CODE),
        ("JB", Shape.CODE),
        ("J.B.", Shape.CODE),
        ("Speaker 6", Shape.PART),
        ("audience6", Shape.PART),
        ("Une participante", Shape.PART),
        ("M. le maire", Shape.PART),
        ("Intervenant non identifié", Shape.PART),
        ("Présidente de séance", Shape.FUNCTION),
        ("Coordinatrice du contrat local de santé", Shape.FUNCTION),
        ("Vice-président aux finances", Shape.FUNCTION),
        ("Le directeur de l’hôpital local", Shape.FUNCTION),
        ("Responsable de rien, et je le dis", None),
        ("Représentants qui n’ont pas voté", None),
        ("Marie", Shape.SINGLE),
        ("DELANNOY", Shape.SINGLE),
        ("Marie Dupont", Shape.FULL),
        ("M. DUPONT", Shape.FULL),
        ("Valérie d'Estaing-Leroy", Shape.FULL),
        ("Jean-Claude de La Tour", Shape.FULL),
        ("Marie Dupont (Picardie Logis)", Shape.FULL),
        ("Marie Dupont, maire de Nevers", Shape.FULL),
        ("2 options", None),
        ("10:30 Meeting", None),
        ("Constats", None),
        ("Points forts", None),
        ("Public concerné", None),
        ("Personne ne répond", None),
        ("Il faut dire", None),
        ("On a dit", None),
        ("https", None),
        ("Alors", None),
        ("", None),
        ("Une phrase qui est bien trop longue pour être un nom", None),
    ],
)
def test_the_shape_of_a_label(label, shape):
    assert shape_of(label) is shape


@pytest.mark.parametrize(
    ("written", "name", "structure"),
    [
        ("Marie Dupont (Picardie Logis)", "Marie Dupont", "Picardie Logis"),
        ("DUPONT Marie (Externe)", "DUPONT Marie", None),
        ("DUPONT, Marie", "Marie DUPONT", None),
        ("Marie Dupont - CARSAT", "Marie Dupont", "CARSAT"),
        ("[Marie Dupont]", "Marie Dupont", None),
        ("**Marie Dupont.**", "Marie Dupont", None),
        ("Mme. COTTET", "COTTET", None),
    ],
)
def test_a_label_is_taken_apart(written, name, structure):
    label = parse_label(written)
    assert (label.name, label.structure) == (name, structure)


def test_the_civility_is_kept_to_show_and_to_tell_apart():
    assert (parse_label("Mme Martin").shown, parse_label("Mme Martin").civility) == ("Mme Martin", "f")
    assert parse_label("M.").civility == ""


def test_tokens_forget_case_accents_particles_and_hyphens():
    assert parse_label("Élodie SAINT-Cricq").tokens == parse_label("elodie saint cricq").tokens
    assert parse_label("Jean de la Tour").tokens == ("jean", "tour")
