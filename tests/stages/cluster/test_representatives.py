import pytest

from pipeline.stages.cluster.representatives import stands_alone

ALONE = (
    "Les bailleurs n’arrivent plus à équilibrer une opération en centre ancien.",
    "Il faut dix-huit mois pour obtenir un permis en secteur protégé.",
    "Alors il y a trois communes sur dix qui ont un chef de projet.",
    "Nous avons ouvert une salle commune dans chaque résidence l’an dernier.",
)
LEANING = (
    "Ça, c’est vrai aussi pour les petites communes du département.",
    "Et donc ils ne viennent plus à la permanence du lundi matin.",
    "Oui, tout à fait, je partage ce que vient de dire mon collègue.",
    "Euh, voilà, c’est exactement le même problème chez nous.",
    "Là-dessus, les élus nous demandent toujours la même garantie.",
    "Parce que sinon personne ne prend le risque de l’acheter.",
)


@pytest.mark.parametrize("text", ALONE)
def test_what_is_understood_alone(text):
    assert stands_alone(text)


@pytest.mark.parametrize("text", LEANING)
def test_what_leans_on_the_turn_before(text):
    assert not stands_alone(text)
