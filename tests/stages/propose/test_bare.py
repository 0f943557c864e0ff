"""Titles of things without an article, and of what is excluded."""

import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.titles.bare import excluded, unarticled
from pipeline.stages.propose.titles.finish import happening


def words_of(text):
    (doc,) = annotate([text])
    return list(doc)


THINGS = {
    "Présomption de salariat, dans le Code du travail": "Prévoir une présomption de salariat, dans le Code du travail",
    "Ergo salarié mutualisé entre 3 bailleurs": "Prévoir un ergo salarié mutualisé entre 3 bailleurs",
    "Filets en acier, comme à Bron": "Prévoir des filets en acier, comme à Bron",
    "Petits commerces au pied des tours": "Prévoir de petits commerces au pied des tours",
    "COPIL élargi aux bailleurs": "Prévoir un COPIL élargi aux bailleurs",
    "Anciens locaux de la poste transformés en maison de santé": (
        "Prévoir d’anciens locaux de la poste transformés en maison de santé"
    ),
    # A verb, a greeting, or what has its article.
    "Demande un rapport": None,
    "Limitons-la à trois mensualités": None,
    "Merci monsieur le maire": None,
    "Un référent par école": None,
}


@pytest.mark.parametrize(("said", "expected"), THINGS.items())
def test_a_thing_gets_its_article(said, expected):
    made = happening(words_of(said), unarticled)
    assert (made and made.text) == expected


EXCLUDED = {
    "Aucune fermeture de classe en dessous de mille habitants": (
        "Exclure toute fermeture de classe en dessous de mille habitants"
    ),
    "pas de vente à un groupe": "Exclure toute vente à un groupe",
    "plus jamais un chantier sans quelqu'un qu'on peut appeler le soir": (
        "Exclure tout chantier sans quelqu'un qu'on peut appeler le soir"
    ),
    "Aucun agent ne sera transféré contre son gré": "Ne transférer aucun agent contre son gré",
    "Aucun lit fermé dans le canton": "Ne fermer aucun lit dans le canton",
    "Plus aucun lit fermé dans le canton": "Ne fermer aucun lit dans le canton",
    # A complaint, or another verb.
    "Aucun habitant n'est consulté avant les travaux": None,
    "Aucun commerce situé dans le bourg ne doit fermer": None,
    # « plus de » may ask for more.
    "plus de bancs devant la mairie": None,
    "une vente à un groupe": None,
}


@pytest.mark.parametrize(("said", "expected"), EXCLUDED.items())
def test_what_is_refused_is_excluded(said, expected):
    made = happening(words_of(said), excluded)
    assert (made and made.text) == expected
