import pytest

from pipeline.evaluation.proposals import proposals
from pipeline.evaluation.titles import read_titles, title_faults

FUND = "Il faudrait un fonds pour les études."
AGAIN = "Créer un fonds qui avance les études."
CLINIC = "Il faudrait une maison de santé."


@pytest.fixture
def asked(world):
    """Three propositions said, two of them the same, each found by the machine."""
    world.say(FUND).say(AGAIN, where=world.lens).say(CLINIC)
    for passage, (text, group) in enumerate([(FUND, "fonds"), (AGAIN, "fonds"), (CLINIC, "santé")], 1):
        world.mark(passage, text, "proposition", group).find(passage, text, "proposition")
    return world


def right(world):
    return world.propose("Créer un fonds pour les études", "e1", "e2", where=(world.nevers, world.lens)).propose(
        "Ouvrir une maison de santé", "e3"
    )


def test_a_perfect_list(asked, value):
    part = proposals(right(asked).compared())
    for key in ("trouvees", "paires.f1", "ateliers.f1", "fondees", "titres", "titres_fideles"):
        assert value(part, f"propositions.{key}") == 1.0, key
    assert part.faults == ()


def test_a_measure_that_is_in_no_proposal_is_missed(asked, value, of_family):
    part = proposals(asked.propose("Créer un fonds pour les études", "e1", "e2").compared())
    assert value(part, "propositions.trouvees") == 0.5
    (missed,) = of_family(part, "propositions : mesures manquées")
    assert (missed.said, missed.identifier) == (CLINIC, "s3")


def test_the_same_measure_left_in_two_proposals(asked, value, of_family):
    asked.propose("Créer un fonds pour les études", "e1").propose("Créer un fonds", "e2", where=(asked.lens,))
    part = proposals(asked.propose("Ouvrir une maison de santé", "e3").compared())
    assert value(part, "propositions.paires.rappel") == 0.0
    assert [fault.identifier for fault in of_family(part, "propositions : phrases")] == ["e2"]
    assert value(part, "propositions.ateliers.rappel") == 2 / 3


def test_two_measures_in_one_proposal(asked, value, of_family):
    part = proposals(asked.propose("Créer un fonds et une maison", "e1", "e2", "e3").compared())
    assert value(part, "propositions.paires.precision") == 1 / 3
    assert [fault.said for fault in of_family(part, "propositions : phrases")] == [CLINIC]


def test_a_workshop_that_the_proposal_forgets_or_invents(asked, of_family):
    asked.propose("Créer un fonds pour les études", "e1", "e2").propose("Ouvrir une maison", "e3", where=(asked.lens,))
    part = proposals(asked.compared())
    assert sorted((fault.where, fault.key.split("#")[1]) for fault in of_family(part, "propositions : ateliers")) == [
        (asked.nevers, "santé"),
        (asked.lens, "fonds"),
        (asked.lens, "santé"),
    ]


def test_a_proposal_made_of_no_gold_proposition(asked, value, of_family):
    asked.say("Il faut dix-huit mois pour un permis.").find(4, "Il faut dix-huit mois", "proposition")
    part = proposals(right(asked).propose("Attendre dix-huit mois", "e4").compared())
    assert value(part, "propositions.fondees") == 2 / 3
    (fault,) = of_family(part, "propositions : sans fondement")
    assert fault.said == "Il faut dix-huit mois"


def test_a_rejected_proposal_is_no_proposal(asked, value):
    part = proposals(asked.propose("Créer un fonds", "e1", "e2", status="rejeté").compared())
    assert value(part, "propositions.trouvees") == 0.0


@pytest.mark.parametrize(
    ("title", "origin", "problems"),
    [
        ("Créer un fonds pour les études", "machine", []),
        ("Ne pas créer d’impôt", "machine", ["ajoute ce que personne n’a dit : impot"]),
        ("Créer un fonds national pour les études", "machine", ["ajoute ce que personne n’a dit : nation"]),
        ("Créer un fonds national pour les études", "relecteur", []),
        ("Un fonds pour les études", "machine", ["ne commence pas par un infinitif"]),
        (
            "Fichier des études",
            "machine",
            ["ne commence pas par un infinitif", "ajoute ce que personne n’a dit : fichie"],
        ),
        ("Créer un fonds.", "machine", ["finit par un signe de ponctuation"]),
        ("Créer " + "un fonds " * 13, "machine", ["compte plus de 25 mots"]),
    ],
)
def test_titles(asked, title, origin, problems):
    comparison = asked.propose(title, "e1", title_origin=origin).compared()
    faults = title_faults(comparison, read_titles(comparison))
    assert [fault.problem for fault in faults] == problems
