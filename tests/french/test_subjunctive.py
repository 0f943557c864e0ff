import pytest

from pipeline.french.subjunctive import subjunctive

FORMS = {
    ("assurera", "assurer"): "assure",
    ("assureront", "assurer"): "assurent",
    ("garde", "garder"): "garde",
    ("gérera", "gérer"): "gère",
    ("achète", "acheter"): "achète",
    ("paiera", "payer"): "paie",
    ("créera", "créer"): "crée",
    ("enverront", "envoyer"): "envoient",
    ("finira", "finir"): "finisse",
    ("part", "partir"): "parte",
    ("répartira", "répartir"): "répartisse",
    ("prendront", "prendre"): "prennent",
    ("répond", "répondre"): "réponde",
    ("vient", "venir"): "vienne",
    ("viennent", "venir"): "viennent",
    ("sent", "sentir"): "sente",
    ("sentent", "sentir"): "sentent",
    ("reçoit", "recevoir"): "reçoive",
    ("conduirait", "conduire"): "conduise",
    ("sera", "être"): "soit",
    ("auraient", "avoir"): "aient",
    ("vont", "aller"): "aillent",
    ("fera", "faire"): "fasse",
    ("déléguera", "déléguer"): "délègue",
    ("initient", "initier"): "initient",
    ("satisfera", "satisfaire"): "satisfasse",
    ("accroîtra", "accroître"): "accroisse",
    ("convaincra", "convaincre"): "convainque",
    ("inscrira", "inscrire"): "inscrive",
    ("offriront", "offrir"): "offrent",
    # An imperfect says nothing of what is to be done.
    ("recevait", "recevoir"): None,
    ("faisaient", "faire"): None,
    ("était", "être"): None,
    # No third person.
    ("demandons", "demander"): None,
    ("finirez", "finir"): None,
}


@pytest.mark.parametrize(("form", "expected"), FORMS.items())
def test_the_subjunctive_of_a_third_person(form, expected):
    assert subjunctive(*form) == expected
