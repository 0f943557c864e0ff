import pytest

from pipeline.stages.propose.rules.demands import DEMANDS

# For each rule, sentences on its side and, where they exist, sentences just beyond its boundary.
MARKED = {
    "pourquoi_pas": (
        ["Pourquoi on ferait pas un marché le soir, sous la halle ?", "Pourquoi ne pas ouvrir la cour le mercredi ?"],
        ["Pourquoi la halle est fermée le soir ?", "Je ne sais pas pourquoi la halle est fermée."],
    ),
    "et_si": (
        ["Et si on ouvrait la piscine aux écoles le matin ?"],
        ["Et si on ouvrait la piscine, il y aurait du monde.", "Même si on ouvre la piscine, qui surveille ?"],
    ),
    "proposer": (
        [
            "Je propose un compost collectif derrière le gymnase.",
            "Nous, on demande un passage piéton devant le lycée.",
            "La deuxième mesure, c'est un tarif réduit pour les familles du plateau.",
        ],
        [
            "Elle propose un compost collectif.",
            "Quand je demande une aide, le guichet est fermé.",
            "La deuxième mesure a coûté cher aux familles du plateau.",
        ],
    ),
    "souhait_infinitif": (
        ["On aimerait garder une boulangerie dans le village."],
        ["Je voudrais revenir sur la boulangerie.", "Je voudrais dire un mot de la boulangerie."],
    ),
    "souhait_que": (
        ["Je souhaite que le bus passe par le hameau.", "On voudrait bien, nous, que le bus passe par le hameau."],
        ["Le bus passe par le hameau, comme on le souhaite."],
    ),
    "souhait_nom": (
        ["On voudrait une salle chauffée pour les répétitions."],
        ["On voudrait parler de la salle chauffée."],
    ),
    "idee_cest": (
        [
            "L'idée ce serait de prêter les outils entre voisins.",
            "La priorité, c'est la toiture de l'école.",
            "Mon idée, c'est un verger derrière la mairie.",
            "La seule solution, c'est un sens unique devant l'école.",
        ],
        ["L'idée me plaît beaucoup.", "L'école a été leur priorité.", "Ton idée du verger, c'est bien dit."],
    ),
    "manque": (
        ["Ce qui nous manque, c'est un local pour le matériel.", "On aurait besoin d'un interprète le mardi."],
        ["Il manque des élèves aujourd'hui."],
    ),
    "il_faut_infinitif": (
        ["Il faudrait, euh, peut-être, repeindre les passages piétons.", "Faut réparer la passerelle avant l'hiver."],
        ["Il faut dire que la passerelle est vieille.", "Il fallait réparer la passerelle."],
    ),
    "il_faut_que": (
        ["Il faut que les parents soient reçus avant la rentrée."],
        ["Il ne faut pas que les parents attendent dehors.", "Il faut savoir que les parents attendent."],
    ),
    "il_faut_nom": (
        ["Il faudrait un vrai médecin de garde dans la vallée."],
        ["Il faut deux heures pour aller à l'hôpital."],
    ),
    "devoir_nous": (
        ["On devrait planter des haies le long du canal."],
        ["Je dois planter une haie le long du canal."],
    ),
    "devoir_conditionnel": (
        ["Les horaires devraient être affichés à l'entrée."],
        ["Les horaires devaient être affichés à l'entrée."],
    ),
    "devoir": (
        ["Les déchets verts doivent être collectés chaque semaine."],
        ["Est-ce que les déchets verts doivent être triés ?"],
    ),
    "pouvoir_conditionnel": (
        ["On pourrait mettre un banc devant la pharmacie."],
        ["On peut s'asseoir devant la pharmacie."],
    ),
    "on_peut": (
        ["On peut regrouper les commandes de fioul des quatre écoles."],
        ["On peut dire que les commandes coûtent cher."],
    ),
    "ce_serait_bien": (
        ["Ce serait bien de laisser la bibliothèque ouverte le soir.", "Il vaudrait mieux commencer par la toiture."],
        ["C'était bien de voir la bibliothèque ouverte."],
    ),
    "favorable": (
        ["Moi je suis pour un marché couvert sur la place."],
        ["Je suis là depuis trente ans sur la place."],
    ),
    "engagement": (
        ["Nous nous engageons à publier les comptes de la régie.", "On compte rouvrir la ligne avant deux ans."],
        ["On compte les voix à la mairie."],
    ),
    "conditionnel_nous": (
        ["Moi je garderais deux permanences dans le canton, une le matin et une le soir."],
        ["Je gardais deux permanences dans le canton, une le matin et une le soir."],
    ),
    "futur_nous": (
        ["Nous planterons deux cents arbres dans la zone."],
        ["Nous plantons deux cents arbres dans la zone."],
    ),
    "je_vais": (
        ["On va supprimer les barrières à l'entrée du parc."],
        ["On va dire que les barrières sont gênantes."],
    ),
    "futur_passif": (
        ["La navette sera prolongée jusqu'au lycée.", "Il n'y aura plus de camions devant l'école."],
        ["La navette a été prolongée jusqu'au lycée.", "Il n'y a plus de camions devant l'école."],
    ),
    "futur": (
        ["Le syndicat achètera les bacs et les communes paieront la tournée."],
        ["Le syndicat achète les bacs et les communes paient la tournée."],
    ),
    "que_subjonctif": (
        ["Que chaque hameau ait son abri de car !"],
        ["Que voulez-vous que je réponde au hameau ?"],
    ),
    "imperatif": (
        ["Laissez les associations gérer la salle des fêtes.", "Pour la salle, confiez les clés aux associations."],
        ["Écoutez, la salle des fêtes est fermée.", "Nous confions les clés aux associations."],
    ),
    "infinitif": (
        ["Créer un guichet pour les aidants", "- mutualiser les achats de matériel"],
        ["Le matériel coûte cher"],
    ),
    "nom_de_mesure": (
        ["Mise en place d'un pédibus", "Un référent santé par canton"],
        ["La mise en place du pédibus a pris deux ans"],
    ),
}


def fired(read, text, kind="transcript"):
    return {hit.rule.name for hit in read(text, kind).demands}


def kind_of(rule):
    return "note" if rule in ("infinitif", "nom_de_mesure") else "transcript"


def test_every_rule_is_marked():
    assert set(MARKED) == {rule.name for rule in DEMANDS}


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (on, _) in MARKED.items() for text in on])
def test_a_rule_finds_its_demand(reading, rule, text):
    assert rule in fired(reading, text, kind_of(rule))


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, (_, off) in MARKED.items() for text in off])
def test_a_rule_stops_at_its_boundary(reading, rule, text):
    assert rule not in fired(reading, text, kind_of(rule))


def test_a_hit_names_its_cue(proposition):
    found = proposition("Alors, il faudrait, euh, réparer la passerelle.")
    assert (found.verdict.rule, found.cue) == ("il_faut_infinitif", "il faudrait")
