import pytest

from pipeline.stages.propose.verdict import by_rules

REFUSED = {
    "niee": [
        "Il ne faudrait surtout pas que la place devienne un parking.",
        "Faut pas non plus fermer toute la rue.",
        "Je ne demande pas un bureau de plus.",
        "Personne ici ne demande la fermeture du guichet.",
        "On n'est pas en train de réclamer une prime.",
    ],
    "rapportee": [
        "Le préfet nous dit qu'il faut regrouper les deux syndicats.",
        "La région nous demande de remplir un tableau chaque mois.",
        "Le cabinet d'études considère qu'il faudrait fermer la piscine.",
        "On nous explique qu'il faudrait répondre avant la fin du mois.",
    ],
    "passee": [
        "On avait demandé une dérogation pour la grange, on l'a eue.",
        "Il fallait prévenir les riverains avant les travaux.",
        "J'avais proposé un sens unique il y a dix ans.",
    ],
    "fait": [
        "Il faut dix-huit mois pour obtenir un permis dans le centre.",
        "Pour obtenir la prime, il faut habiter la commune depuis un an.",
        "On est obligés de passer par un appel d'offres.",
    ],
}
NEVER = [
    "Le prochain atelier aura lieu le 18 mars, dans la même salle.",
    "Alors on se revoit en février, avec les employeurs, avant la saison.",
    "Il faut dire que la salle est mal isolée.",
    "On va dire que c'est un début.",
    "Je voudrais revenir sur la question des horaires.",
    "Je propose qu'on fasse la pause maintenant.",
    "Il faudrait qu'on avance, il est déjà midi.",
    "Il faut faire quelque chose.",
    "Faut être honnête, la salle est vide.",
]
STANDS = [
    "Cela veut dire qu'il faudrait ouvrir le guichet le samedi.",
    "Le préfet dit que c'est cher, mais moi je propose un emprunt commun.",
    "Il ne faut pas seulement repeindre, il faudrait refaire l'isolation.",
    "Il faut dire que la salle est vide, donc il faudrait ouvrir le soir.",
]


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REFUSED.items() for text in texts])
def test_a_demand_that_is_none_is_kept_with_its_reason(reading, reason, text):
    found = by_rules(reading(text), "transcript")
    assert found is not None
    assert found.reason == reason
    assert found.type != "proposition"


@pytest.mark.parametrize("text", NEVER)
def test_ways_of_speaking_ask_for_nothing(reading, text):
    found = by_rules(reading(text), "transcript")
    assert found is None or found.type != "proposition"


@pytest.mark.parametrize("text", STANDS)
def test_a_refusal_does_not_hide_the_demand_beside_it(reading, text):
    found = by_rules(reading(text), "transcript")
    assert found is not None
    assert found.type == "proposition"


@pytest.mark.parametrize("text", ["Envoyer le compte rendu avant lundi", "Vérifier avec Paul les taux cités"])
def test_what_the_note_taker_will_do_is_no_statement(reading, text):
    assert by_rules(reading(text, "note"), "note") is None
