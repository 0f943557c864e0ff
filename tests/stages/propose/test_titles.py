import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.french.model import annotate
from pipeline.stages.propose.statements import statement
from pipeline.stages.propose.titles.reading import FRONTED, Title, form
from pipeline.stages.propose.titles.spoken import clean, shorten
from pipeline.stages.propose.titles.title import title
from pipeline.stages.propose.titles.written import written
from pipeline.stages.propose.verdict import Verdict

INFINITIVES = {
    "Il faudrait créer un fonds pour les petites écoles.": "Créer un fonds pour les petites écoles",
    "Pourquoi on ferait pas une navette le soir ?": "Faire une navette le soir",
    "Moi je propose qu'on ouvre la cour aux habitants.": "Ouvrir la cour aux habitants",
    "Donc l'idée c'est de partager le camion entre trois communes.": "Partager le camion entre trois communes",
    "Il faut que les habitants soient associés au choix du site.": "Associer les habitants au choix du site",
    "Les horaires devraient être affichés à l'entrée.": "Afficher les horaires à l'entrée",
    "Mettez-nous un banc devant la pharmacie, ça coûte rien.": "Mettre un banc devant la pharmacie",
    "Faut le refaire, le toit de la halle.": "Refaire le toit de la halle",
    "On pourrait, euh, on pourrait garder un guichet, quoi.": "Garder un guichet",
    "Ce qu'on réclame, nous, c'est de garder un guichet dans le bourg.": "Garder un guichet dans le bourg",
    "Nous ne fermerons pas la salle des fêtes.": "Ne pas fermer la salle des fêtes",
    # « plus » before an adverb asks for more, unless « ne » says the contrary.
    "Il faudrait qu'on arrose plus souvent les jardinières.": "Arroser plus souvent les jardinières",
    "Il faudrait qu'on n'arrose plus le soir.": "Ne plus arroser le soir",
    "Mettons-nous d'accord sur un seul plombier par village.": "Se mettre d'accord sur un seul plombier par village",
    "Prenez les travaux du toit à votre charge.": "Prendre les travaux du toit en charge",
    "On gagnerait à avoir une réserve de tuiles dans chaque vallée.": "Avoir une réserve de tuiles dans chaque vallée",
    "On pourrait pas ouvrir la salle le soir ?": "Ouvrir la salle le soir",
    "Je veux m'appuyer sur les associations du quartier.": "S’appuyer sur les associations du quartier",
    "On aura besoin de réduire les dépenses de chauffage.": "Réduire les dépenses de chauffage",
    "Nous nous engageons à publier les comptes tous les ans.": "Publier les comptes tous les ans",
    "L'idée ce serait d'avoir une petite équipe commune.": "Avoir une petite équipe commune",
    # Who acts, where it is an institution.
    "Il faut que le département paye les études.": "Faire payer les études par le département",
    "Je propose que l'État paye un poste dans chaque bourg, cinq ans.": (
        "Faire payer par l'État un poste dans chaque bourg, cinq ans"
    ),
    # Objects that speech puts aside.
    "Faites-la pour cinq ans, la dérogation.": "Faire la dérogation pour cinq ans",
    "Ben les anciens garages, enlevez-les de votre compte.": "Enlever les anciens garages du compte",
    "Le courrier type, on pourrait le réécrire avec les habitants.": "Réécrire le courrier type avec les habitants",
    "On voudrait en faire une série, de baux à réhabilitation.": "Faire une série de baux à réhabilitation",
    "Il est temps d'en signer une seule, une convention cadre.": "Signer une seule convention cadre",
    "Il mériterait d'être étendu, ce minibus à la demande.": "Étendre le minibus à la demande",
    # What is only spoken, and what the speaker adds of himself.
    "Il faut garder le même prix au mètre carré, point.": "Garder le même prix au mètre carré",
    "Il faudrait ouvrir la cour aux habitants, et on en parle plus.": "Ouvrir la cour aux habitants",
    "Il faudrait loger ce fonds à la Région et que ça tourne.": "Loger le fonds à la Région",
    "On pourrait aider les propriétaires qui peuvent plus entretenir.": (
        "Aider les propriétaires qui ne peuvent plus entretenir"
    ),
}
# A thing that is asked for without its verb.
THINGS = {
    "Ce qui nous serait utile, en commission, c'est une liste commune des logements adaptés.": (
        "Prévoir une liste commune des logements adaptés"
    ),
    "Il faudrait un vrai médecin de garde dans la vallée.": "Prévoir un vrai médecin de garde dans la vallée",
    "Ce qui nous manque, c'est un local pour le matériel.": "Prévoir un local pour le matériel",
    "Nous on plaide pour, pour un poste d'animation à partager.": "Prévoir un poste d'animation à partager",
    "Deux bancs devant la halle, et c'est réglé.": "Prévoir deux bancs devant la halle",
    "De la lumière sur le chemin de l'école.": "Prévoir de la lumière sur le chemin de l'école",
    "Une malle par classe, et moi je garantis que les gamins la ramènent.": "Prévoir une malle par classe",
    "Un point d'eau au jardin, que les gens n'aillent plus à la fontaine.": "Prévoir un point d'eau au jardin",
}
# What stands there is a clause, a time, a topic, or no thing at all.
NO_THINGS = (
    "Le permis n'est pas déposé.",
    "La clé du jardin, c'est compliqué.",
    "Deux fois par semaine, avec les mêmes dames.",
    "Le samedi matin, au gymnase.",
    "Une condition quand même, dans un an.",
    "Chaque élève garde son cahier.",
    "Les deux, en même temps.",
    "Plus une seule fermeture d'accueil dans la vallée.",
)
# What presents the measure is no part of it.
FRAMED = {
    "Premier point, un référent vélo dans chaque école.": "Prévoir un référent vélo dans chaque école",
    "En deux, quelqu'un qui reste joignable le soir.": "Quelqu'un qui reste joignable le soir",
    "Axe trois, la création d'une halte de nuit.": "Créer une halte de nuit",
    "Moi je verrais bien une carte unique pour les trois piscines.": "Prévoir une carte unique pour les trois piscines",
    "Notre collège propose un guichet commun, tenu par la caisse.": "Prévoir un guichet commun, tenu par la caisse",
    "Il est plus que temps de passer à la réservation à l'heure.": "Passer à la réservation à l'heure",
    "Il est temps, mes chers collègues, d'inscrire la trame verte au plan.": "Inscrire la trame verte au plan",
    "Notre résolution tend à rétablir les critères et à les ouvrir aux anciens.": (
        "Rétablir les critères et les ouvrir aux anciens"
    ),
    "Si je devais faire une demande, une seule, ce serait d'élargir le trottoir.": "Élargir le trottoir",
    "Ce serait pas mal de la continuer jusqu'au pont, la bande cyclable.": "Continuer la bande cyclable jusqu'au pont",
    "D'accord avec toi Fatou, et qu'on paye quelqu'un pour le tri.": "Payer quelqu'un pour le tri",
}
# A title speaks for nobody, and leaves out nothing that sets where it holds.
OTHERWISE = {
    "Il faut former tous nos gardiens au repérage.": "Former tous les gardiens au repérage",
    "Il ne faut pas toucher à notre congé de fin d'activité.": "Ne pas toucher au congé de fin d'activité",
    "Dans les résidences qui se vident, laissez-nous dépasser les plafonds.": (
        "Laisser dépasser les plafonds, dans les résidences qui se vident"
    ),
    "Alors mensualisez les vacataires, comme la loi vous y oblige.": "Mensualiser les vacataires",
    "Cessons, par la même occasion, de saupoudrer les appels à projets.": "Cesser de saupoudrer les appels à projets",
    "Transformer une aile de l'hôpital, elle est à moitié vide, en unité de répit.": (
        "Transformer une aile de l'hôpital en unité de répit"
    ),
    "L'ascenseur, un contrat avec une intervention sous quatre heures.": (
        "Prévoir, pour l'ascenseur, un contrat avec une intervention sous quatre heures"
    ),
    "Au début du mandat, la formation des élus.": "Prévoir la formation des élus au début du mandat",
    "1 chef de projet pour cinq bourgs.": "Prévoir un chef de projet pour cinq bourgs",
    "Vous mettez la rue à cinquante et vous me plantez des arbres.": "Mettre la rue à cinquante et planter des arbres",
    "Il faut réparer les toits, et on démolit que ce qui tombe.": ("Réparer les toits et ne démolir que ce qui tombe"),
    "On ouvre la halle le soir et on gagne du temps.": "Ouvrir la halle le soir",
    "Sans aller jusqu'à la crèche, réserver dix berceaux dans la zone.": "Réserver dix berceaux dans la zone",
}
# Whoever is to do it, or to be allowed to.
WISHES = {
    "Ce que je suggère, c'est que d'autres villages aient un car.": "Faire en sorte que d'autres villages aient un car",
    "Il conviendrait que chacun puisse lire son dossier en mairie.": "Permettre à chacun de lire son dossier en mairie",
    "Je voudrais que les voisins puissent essayer les vélos.": "Permettre aux voisins d’essayer les vélos",
    # The tagger takes these verbs for a participle, an adjective.
    "Il faudrait que le gardien participe aux réunions de quartier.": (
        "Faire en sorte que le gardien participe aux réunions de quartier"
    ),
    "Il faut que le toit garde la chaleur.": "Faire en sorte que le toit garde la chaleur",
    "Il faudrait que la ville plafonne les meublés.": "Faire en sorte que la ville plafonne les meublés",
    "Il faut que l'argent de la taxe revienne dans la rue.": "Faire revenir l'argent de la taxe dans la rue",
    "Les contrats de plus d'un an passeront en durée indéterminée.": (
        "Faire passer les contrats de plus d'un an en durée indéterminée"
    ),
    "L'extinction de nuit sera étendue aux hameaux.": "Étendre l'extinction de nuit aux hameaux",
    "L'idée ce serait que le plombier, depuis son camion, il prévienne les gens.": (
        "Faire en sorte que le plombier, depuis son camion, prévienne les gens"
    ),
    "Faut que le patron il ait l'interdiction de refuser les horaires.": (
        "Faire en sorte que le patron ait l'interdiction de refuser les horaires"
    ),
    "Le deuxième axe instaure une prime de cent euros par mois.": "Instaurer une prime de cent euros par mois",
    "Je me bats pour que chaque logement ait son balcon.": "Faire en sorte que chaque logement ait son balcon",
    "Nous demandons qu'un diagnostic soit réalisé et rendu public.": (
        "Faire en sorte qu’un diagnostic soit réalisé et rendu public"
    ),
}
# The object that opens the sentence is that of the verb after it.
TOPICS = {
    "La rampe, on la fabrique, on a deux charpentiers.": "Fabriquer la rampe",
    "L'ampoule, je la fais changer lundi, c'est promis.": "Faire changer l'ampoule lundi",
    "Le billet numérique, je vous le mets en place en mai.": "Mettre en place le billet numérique en mai",
    "Vous me supprimez ce certificat à la crèche, à la cantine, à l'école.": (
        "Supprimer le certificat à la crèche, à la cantine, à l'école"
    ),
    "Chaque trimestre, je tiendrai une assemblée dans un quartier.": (
        "Tenir chaque trimestre une assemblée dans un quartier"
    ),
    "Décalez-moi le car de midi de vingt minutes.": "Décaler le car de midi de vingt minutes",
    "On embauche deux agents de plus, les fiches sont parties au rectorat.": "Embaucher deux agents de plus",
}
UNCUED = {
    "Nous les petits, donnez-nous vingt ans de plus pour rembourser.": "Donner vingt ans de plus pour rembourser",
    "Sur le trottoir, je mettrais une rampe devant la mairie.": "Mettre une rampe devant la mairie",
    "Ça je le fais l'an prochain, former tous les gardiens.": "Former tous les gardiens",
}
NOTES = {
    "maintien de la quittance papier sans frais": "Maintenir la quittance papier sans frais",
    "Création d'un guichet unique": "Créer un guichet unique",
    "Mise en commun des moyens de transport": "Mettre en commun les moyens de transport",
    "Formation des élus en début de mandat (demande unanime)": "Former les élus en début de mandat",
    "Formation des gardiens au repérage (1 journée, avec la Maison)": "Former les gardiens au repérage "
    "(1 journée, avec la Maison)",
    "Formation des élus (Mme Ledran)": "Former les élus",
    "Ouverture du local le dimanche (locataire, 4 voix)": "Ouvrir le local le dimanche",
    "Ouverture de places en crèche": "Ouvrir des places en crèche",
    "Regroupement des Tilleuls et de Jean-Zay": "Regrouper les Tilleuls et Jean-Zay",
    "Création de quatorze places en crèche": "Créer quatorze places en crèche",
}
NOUNS = {
    # Its complement is no object, or has no article to tell which it is.
    "Formation de base pour les élus": "Formation de base pour les élus",
    "Participation des habitants au jury": "Participation des habitants au jury",
    # It lasts three years, and is one of something else.
    "Expérimentation de trois ans, limitée au canton": "Expérimentation de trois ans, limitée au canton",
    "À reprendre dans la synthèse : message au locataire à chaque étape": "Message au locataire à chaque étape",
}
WORDS = ("un", "fonds", ",", "euh", "pour", "donc", "les", "écoles", "hein", "rurales", "voilà", "de", "la vallée")
VERBATIMS = {
    # What « y » and « la première » stand for is not said.
    "Ça, on pourrait s'y engager avec les associations.": "Ça, on pourrait s'y engager avec les associations",
    "Je propose qu'on fasse la première ici, au printemps.": "Qu'on fasse la première ici, au printemps",
    # A question that loses its mark would say the contrary.
    "On pourrait pas faire ça en un an ?": "On ne pourrait pas faire ça en un an ?",
    # The cue stands in the motive.
    "Qu'elle couvre aussi les départs, parce que le plus simple c'est de déménager.": (
        "Qu'elle couvre aussi les départs"
    ),
    # A pronoun would leave the measure without its object.
    "Il faudrait le rendre à la commune dès cette année.": "Il faudrait le rendre à la commune dès cette année",
    # The subject carries the measure.
    "Les agents doivent visiter chaque maison.": "Les agents doivent visiter chaque maison",
    # The object stands before the verb.
    "C'est ce débat qu'il faut ouvrir avec les riverains.": "C'est ce débat qu'il faut ouvrir avec les riverains",
    # What one has is not asked for.
    "Pour la neige j'ai un agent, pourquoi faut que j'en aie trois pour l'eau ?": (
        "Pour la neige j'ai un agent, pourquoi il faut que j'en aie trois pour l'eau ?"
    ),
    # « Nous » is the subject, and two verbs are not one infinitive.
    "Nous avons besoin de gardiens la nuit.": "Nous avons besoin de gardiens la nuit",
    "Je poursuivrai et j'amplifierai la politique du vélo.": "Je poursuivrai et j'amplifierai la politique du vélo",
    "On n'a plus les moyens de payer les cars.": "On n'a plus les moyens de payer les cars",
    # The noun alone would say the contrary.
    "Je ne suis pas pour la fermeture de la piscine.": "Je ne suis pas pour la fermeture de la piscine",
}


OTHERS = {
    "Je n'autoriserai plus quelqu'un à garer un camion devant l'école.": (
        "Ne plus autoriser quelqu'un à garer un camion devant l'école"
    ),
    "Il serait plus intelligent d'investir dans les cars.": "Investir dans les cars",
    "Il ne faudrait plus investir dans les cars.": "Ne plus investir dans les cars",
    "Il faut construire une halle par bourg, une vraie, dans les dix ans qui viennent.": (
        "Construire une halle par bourg, dans les dix ans qui viennent"
    ),
    "Laissez-nous dépasser les plafonds du marché, de vingt, on va dire trente pour cent.": (
        "Laisser dépasser les plafonds du marché, de trente pour cent"
    ),
    "Il faut faire la dérogation pour cinq ans, et d'office, que la mairie soit pas obligée de quémander.": (
        "Faire la dérogation pour cinq ans, et d'office"
    ),
    "Il faudrait un petit local, un algeco même, avec un poêle.": "Prévoir un petit local, avec un poêle",
    "Il nous faudrait un fourgon comme ça qui tournerait dans les bourgs.": (
        "Prévoir un fourgon qui tournerait dans les bourgs"
    ),
    "Nous allons proposer, si je suis élue maire, de repeindre les préaux.": ("Repeindre les préaux"),
    "Nous ferons une économie de seize millions sur les bus.": "Faire une économie de seize millions sur les bus",
}


@pytest.mark.parametrize(("said", "expected"), OTHERS.items())
def test_a_negation_stays_and_a_comparison_is_none(proposition, said, expected):
    assert title(proposition(said)).text == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Nous remettons à plat les tarifs et nous discutons avec les clubs.",
            "Remettre à plat les tarifs et discuter avec les clubs",
        ),
        ("Ils ne veulent pas aller loin, et c'est dommage.", "Ils ne veulent pas aller loin"),
        (
            "Je veux relancer les marchés du soir, les fêtes de quartier, les concerts de la place, les bals d'été, "
            "les repas de rue, et, surtout, refaire la preuve que la ville vit encore.",
            "Relancer les marchés du soir, les fêtes de quartier, les concerts de la place, les bals d'été, "
            "les repas de rue",
        ),
        (
            "Pendant les dix ans qui viennent, on met toute la pression sur les économies d'eau dans les écoles, les "
            "gymnases, les piscines, les mairies, et on ne construit plus aucun bassin nouveau.",
            "On met toute la pression sur les économies d'eau dans les écoles, les gymnases, les piscines, les mairies",
        ),
    ],
)
def test_a_cut_leaves_neither_half_a_sentence_nor_a_circumstance(sentence, said, expected):
    assert title(statement(sentence(said), Verdict("proposition", None, 0.5))).text == expected


def test_a_title_without_a_break_is_capped(sentence):
    said = "Il paraît " + " ".join(f"mot{letter}" for letter in "abcdefghijklmnopqrstuvwxyzabcdefg") + "."
    shown = title(statement(sentence(said), Verdict("proposition", None, 0.5))).text
    assert shown.endswith(" […]")
    assert len(shown.split()) == 26


@pytest.mark.parametrize(("said", "expected"), INFINITIVES.items())
def test_a_safe_infinitive_is_made(proposition, said, expected):
    made = title(proposition(said))
    assert (made.text, made.origin) == (expected, "infinitif")


@pytest.mark.parametrize(("said", "expected"), UNCUED.items())
def test_syntax_gives_an_infinitive_where_no_rule_fired(sentence, said, expected):
    made = title(statement(sentence(said), Verdict("proposition", None, 0.5)))
    assert (made.text, made.origin) == (expected, "infinitif")


@pytest.mark.parametrize(("said", "expected"), (THINGS | FRAMED | WISHES | TOPICS | OTHERWISE).items())
def test_a_title_says_the_measure_and_not_how_it_is_presented(demand, said, expected):
    assert title(demand(said)).text == expected


TAKE_PART = {
    "Il faudrait un rendez-vous chaque mois, l'ABF, le bailleur et l'architecte autour du plan.": (
        "Prévoir un rendez-vous chaque mois avec l'ABF, le bailleur et l'architecte autour du plan"
    ),
    # Things of the thing, or others like it.
    "Il faudrait une étiquette sur la porte, le prix et l'origine.": (
        "Prévoir une étiquette sur la porte, le prix et l'origine"
    ),
    "Il faudrait deux ou trois jours de formation pour les gardiens.": (
        "Prévoir deux ou trois jours de formation pour les gardiens"
    ),
    # A right is no duty.
    "Ce qu'on réclame, c'est de pouvoir échanger les logements entre locataires.": (
        "Permettre d’échanger les logements entre locataires"
    ),
}


@pytest.mark.parametrize(("said", "expected"), TAKE_PART.items())
def test_who_takes_part_and_who_may(demand, said, expected):
    assert title(demand(said)).text == expected


@pytest.mark.parametrize("said", NO_THINGS)
def test_what_names_no_thing_is_not_planned(demand, said):
    made = title(demand(said))
    assert not made.text.startswith("Prévoir")
    assert made.origin == "verbatim"


@pytest.mark.parametrize(("said", "expected"), NOTES.items())
def test_a_noun_of_action_gives_its_verb(proposition, said, expected):
    made = title(proposition(said, "note"))
    assert (made.text, made.origin) == (expected, "infinitif")


@pytest.mark.parametrize(("said", "expected"), NOUNS.items())
def test_another_noun_stays(proposition, said, expected):
    made = title(proposition(said, "note"))
    assert (made.text, made.origin) == (expected, "verbatim")


WRITTEN = {
    "Interdire ces baux quand c'est pas des étudiants": "Interdire ces baux quand ce n’est pas des étudiants",
    "Notre priorité elle reste le domicile": "Notre priorité reste le domicile",
    "Nous notre priorité elle reste le domicile": "Nous notre priorité reste le domicile",
    "Les petits maires ils devraient venir": "Les petits maires devraient venir",
    "Dans la rue il pleut": "Dans la rue il pleut",
    "même une salle qu'on reloue pas": "même une salle qu'on ne reloue pas",
    "où y a les mêmes difficultés": "où il y a les mêmes difficultés",
    "y a pas de car": "il n’y a pas de car",
    "même si c'est que le jeudi": "même si ce n’est que le jeudi",
    "des garages que personne utilise": "des garages que personne n’utilise",
    "un meublé où le soignant il pose sa valise": "un meublé où le soignant pose sa valise",
    "une rue où le soir il fait noir": "une rue où le soir il fait noir",
    "quand la personne peut pas monter": "quand la personne ne peut pas monter",
    "même si c'est que le maire refuse": "même si c'est que le maire refuse",
    "mais faut le refaire": "mais il faut le refaire",
    "elle nous aide pas": "elle ne nous aide pas",
    # « plus » may ask for more; « pas mal » denies nothing; « ne » is there.
    "on consomme plus": "on consomme plus",
    "il y a pas mal de monde": "il y a pas mal de monde",
    "on n'a pas de sous": "on n'a pas de sous",
}


@pytest.mark.parametrize(("said", "expected"), WRITTEN.items())
def test_speech_is_written(said, expected):
    (doc,) = annotate([said])
    assert written(list(doc)) == expected


def test_the_member_whose_title_reads_best_is_shown():
    good, noun = Title("Ouvrir la cour aux habitants", "infinitif"), Title("Une cour ouverte aux habitants", "verbatim")
    bad = Title("Si on ouvrait la cour, moi je signe", "verbatim")
    assert form(Title("Une cour ouverte = des habitants contents", "verbatim")) < form(noun)
    assert form(good) > form(noun) > form(bad)
    # « prévoir » says less than a verb that was said, wherever it stands.
    planned = Title("Dans les bourgs, prévoir une cour ouverte aux habitants", "infinitif", maker=FRONTED)
    opened = Title("Dans les bourgs, ouvrir une cour aux habitants", "infinitif", maker=FRONTED)
    assert form(opened) > form(planned)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Il faudrait faire une série de ces baux.", "Faire une série de ces baux"),
        ("Il faudrait écrire le prochain plan avec eux.", "Écrire le prochain plan avec eux"),
        ("Il faudrait un nom qui réponde pour les quatre.", "Prévoir un nom qui réponde pour les quatre"),
        ("Il faut mettre tout dans un pot, au SCoT.", "Mettre tout dans un pot, au SCoT"),
    ],
)
def test_a_title_that_leans_on_what_was_said_before_is_for_a_person_to_complete(proposition, said, expected):
    made = title(proposition(said))
    assert (made.text, made.origin) == (expected, "verbatim")


@pytest.mark.parametrize(
    ("leaning", "whole"),
    [
        ("Qu'on fasse la première ici, au printemps", "Qu'on fasse la première visite ici, au printemps"),
        ("S'il y en avait une dans le bourg, on la prendrait", "S'il y avait une salle dans le bourg, on la prendrait"),
        ("Un fourgon comme ça qui tournerait", "Un fourgon aménagé qui tournerait"),
        ("Que ces baux soient plus courts", "Que les baux soient plus courts"),
        ("Garder le prix quand elles changent de logement", "Aider les familles quand elles changent de logement"),
        ("Remettre des gardiens qui habitent là", "Remettre des gardiens, trois par-ci, quatre par-là"),
        ("Baisser le taux quand ils empruntent", "Aider le locataire et le bailleur quand ils signent"),
        ("Faire en sorte qu'ils aient une salle", "Planter des arbres ici et là"),
        ("Faire en sorte que la Région y affecte une taxe", "Faire en sorte qu'il y ait une taxe affectée au plan"),
        ("Prévoir un dossier et se débrouiller entre eux", "Prévoir un dossier et se débrouiller entre communes"),
    ],
)
def test_a_title_whose_noun_was_said_before_reads_worse(leaning, whole):
    assert form(Title(leaning, "verbatim")) < form(Title(whole, "verbatim"))


@pytest.mark.parametrize(("said", "expected"), VERBATIMS.items())
def test_the_verbatim_stands_when_no_title_is_safe(proposition, said, expected):
    made = title(proposition(said))
    assert (made.text, made.origin) == (expected, "verbatim")


def test_a_note_keeps_its_infinitive(proposition):
    made = title(proposition("Idée du groupe 2 : ouvrir la cour le mercredi", "note"))
    assert (made.text, made.origin) == ("Ouvrir la cour le mercredi", "infinitif")


def test_a_negation_is_never_lost(proposition):
    made = title(proposition("ne plus compter les friches comme des terres", "note"))
    assert made.text == "Ne plus compter les friches comme des terres"


@given(st.lists(st.sampled_from(WORDS), min_size=1))
def test_cleaning_invents_no_word(words):
    said = " ".join(words)
    known = set(re.findall(r"\w+", said.lower()))
    assert set(re.findall(r"\w+", clean(said).lower())) <= known


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("un terrain de foot sans buts »", "Un terrain de foot sans buts"),
        ("un carnet, « la règle du jeu », par rue", "Un carnet, « la règle du jeu », par rue"),
        ("un marché pour, je sais pas, cinq communes", "Un marché pour cinq communes"),
        ("une aide aux friches, disons en dessous de mille mètres", "Une aide aux friches, en dessous de mille mètres"),
        ("une prime de quelque chose comme deux mille euros", "Une prime d’environ deux mille euros"),
        ("un logement offert (et pas « diagnostic » sur", "Un logement offert"),
        ("a) ouvrir (le samedi) la salle", "A ouvrir (le samedi) la salle"),
        ("ouvrir la mairie (sans pause le midi)", "Ouvrir la mairie (sans pause le midi)"),
        (
            "des escaliers partagés, mais tant qu'on n'a pas de servitude que la commune impose",
            "Des escaliers partagés",
        ),
    ],
)
def test_half_a_quotation_a_filler_and_a_reserve_are_taken_out(said, expected):
    assert clean(said) == expected


def test_a_long_title_is_cut_between_clauses():
    long = "Ouvrir la salle aux habitants du quartier, " + "avec " * 20 + "un gardien"
    assert shorten(long, 12) == "Ouvrir la salle aux habitants du quartier"
    assert shorten("mot " * 30, 12) == "mot " * 30


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Moi je louerais bien une chambre à un étudiant.", "Louer une chambre à un étudiant"),
        ("Il conviendrait de prévoir des logements de repli.", "Prévoir des logements de repli"),
    ],
)
def test_a_wish_and_what_nobody_does_are_no_part_of_the_measure(demand, said, expected):
    assert title(demand(said)).text == expected
