import pytest

from pipeline.stages.propose.split import demands
from pipeline.stages.propose.vague import asks_nothing

VAGUE = (
    "Il faudrait s'y mettre tous ensemble, voilà ma conclusion.",
    "Il faut continuer à travailler sur le sujet.",
    "Merci pour l'accueil et pour le café !",
    "Bonjour, il faudrait avancer.",
    # A note that people disagree asks for neither side.
    "Échange vif sur la cantine, bio contre local",
    "Deux positions à reprendre : la gratuité demandée par les parents, le quotient pour la ville",
    "Désaccord sur l’horaire de fermeture de la salle",
    # A cost that is reckoned, a slip taken back.
    "Ça ferait, pour le canton, dans les quarante euros par famille et par an.",
    "Ça nous coûterait dix pour cent du budget.",
    "Il faudrait deux gardiens par tour, non, je dis une bêtise.",
)
CLEAR = (
    "Il faudrait s'y mettre à trois communes pour payer un architecte.",
    "On devrait ouvrir un guichet.",
    "Remercier les bénévoles par une fête annuelle",
    "Échange de jardins entre voisins, tenu par la mairie",
    "Deux postes d’animateur à créer pour la salle",
    "Débat public avant chaque abattage d’arbres",
    "Il faudrait quarante euros par famille et par an.",
    "On pourrait passer le plafond à dix pour cent, ça ferait respirer tout le monde.",
    "Il faudrait que les gens puissent dire des bêtises sans crainte, dans une boîte à idées.",
)


@pytest.mark.parametrize("said", VAGUE)
def test_what_names_no_measure_asks_nothing(proposition, said):
    assert asks_nothing(proposition(said))


def test_what_is_to_be_done_of_the_meeting_itself_asks_nothing(proposition):
    assert asks_nothing(proposition("Récupérer les paperboards (oubliés dans la voiture)", "note"))
    assert asks_nothing(proposition("Penser à rendre vidéoproj.", "note"))
    assert not asks_nothing(proposition("Récupérer les clés des logements vacants", "note"))
    assert not asks_nothing(proposition("Acheter un vidéoprojecteur pour la salle des fêtes", "note"))
    assert not asks_nothing(proposition("Confier les clés de la salle aux associations", "note"))


def test_a_heading_of_notes_asks_nothing(proposition):
    assert asks_nothing(proposition("ATELIER 2 – MARCHÉ ET CANTINES", "note"))
    assert not asks_nothing(proposition("OUVRIR la halle le dimanche", "note"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Les échanges entre cantines", True),
        ("La place du marché", True),
        # It asks, counts, or ends as a sentence does.
        ("Les mêmes horaires à prévoir partout", False),
        ("Les deux halles le dimanche", False),
        ("Les échanges entre cantines !", False),
        ("Échanges de cuisiniers entre cantines", False),
    ],
)
def test_a_line_of_notes_that_only_names_its_subject_asks_nothing(proposition, said, expected):
    assert asks_nothing(proposition(said, "note")) is expected
    assert not asks_nothing(proposition(said))


@pytest.mark.parametrize("said", CLEAR)
def test_a_measure_asks_something(proposition, said):
    assert not asks_nothing(proposition(said))


TWICE = {
    "Il faudrait une navette le soir, et il faut rouvrir le guichet de la gare.": (
        "Il faudrait une navette le soir, et",
        "il faut rouvrir le guichet de la gare.",
    ),
    "Je propose un fichier commun ; il faudrait aussi former les gardiens au repérage.": (
        "Je propose un fichier commun ;",
        "il faudrait aussi former les gardiens au repérage.",
    ),
}
ONCE = (
    # The second half needs the first, says why, or demands nothing.
    "Il faudrait une navette le soir, et on pourrait la faire partir de la gare.",
    "Il faudrait une navette le soir, et on paye déjà le car du matin.",
    "Il faudrait une navette le soir, le matin et le samedi.",
    "Le bus est toujours en retard, il faudrait une navette.",
)


@pytest.mark.parametrize(("said", "expected"), TWICE.items())
def test_two_demands_are_two_statements(sentence, said, expected):
    whole = sentence(said)
    parts = list(demands(whole))
    assert tuple(part.text for part in parts) == expected
    assert all(said[part.start : part.end] == part.text for part in parts)


@pytest.mark.parametrize("said", ONCE)
def test_one_demand_stays_whole(sentence, said):
    assert [part.text for part in demands(sentence(said))] == [said]
