"""The titles among which the judge chooses: what another is to do, variants, and what is never one of them."""

import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.learned.reader import Heard
from pipeline.stages.propose.titles.candidates import candidates
from pipeline.stages.propose.titles.contrary import reverses
from pipeline.stages.propose.titles.finish import happening
from pipeline.stages.propose.titles.flawed import loses_object, names_clause, says_filler
from pipeline.stages.propose.titles.happens import dislocated_acts, other_acts, thing_done
from pipeline.stages.propose.titles.reading import CUT, RULES
from pipeline.stages.propose.titles.variants import variants
from pipeline.stages.propose.titles.whole import whole


def words_of(text):
    (doc,) = annotate([text])
    words = list(doc)
    return words[:-1] if words[-1].is_punct else words


ACTS = {
    "Un car assurera la liaison matin et soir.": "Faire en sorte qu’un car assure la liaison matin et soir",
    # The tagger takes « garde » for a noun.
    "Chaque élève garde un agenda papier.": "Faire en sorte que chaque élève garde un agenda papier",
    "La mairie elle publie une liste d'artisans.": "Faire en sorte que la mairie publie une liste d'artisans",
    "Les avoirs iront aux villes, sans détour.": "Faire en sorte que les avoirs aillent aux villes, sans détour",
    "Huit agents surveilleront la sortie.": "Faire en sorte que huit agents surveillent la sortie",
    "Bénévoles et agents tiendront la buvette.": "Faire en sorte que bénévoles et agents tiennent la buvette",
    # Nothing that happens, or nobody who acts.
    "Un abri pour les vélos devant la gare.": None,
    "Aucun agent ne sera transféré contre son gré.": None,
    "Une personne et le magazine devient trimestriel.": None,
    "Un bilan dont aucune page ne compte.": None,
    # It is over.
    "La région a promis un car pour le marché.": None,
    "La mairie recevait les familles le samedi.": None,
}


@pytest.mark.parametrize(("said", "expected"), ACTS.items())
def test_what_another_is_to_do(said, expected):
    made = happening(words_of(said), other_acts)
    assert (made and made.text) == expected


DISLOCATED = {
    "Le siège, faudrait qu'il suive la personne.": "Faire en sorte que le siège suive la personne",
    "La caisse, qu'elle fasse un papier avec le calcul.": "Faire en sorte que la caisse fasse un papier avec le calcul",
    "Le guichet, je ne veux pas qu'il ferme le samedi.": None,
    "La salle, je crois qu'elle est vide le lundi.": None,
    "Les habitants, je demande au maire qu'il réponde sous huit jours.": None,
    # Somebody else, or nothing said of it.
    "Le siège, il faudrait qu'on le garde.": None,
    "Le siège, c'est une dépense.": None,
}


@pytest.mark.parametrize(("said", "expected"), DISLOCATED.items())
def test_what_is_named_first_is_to_act(said, expected):
    made = happening(words_of(said), dislocated_acts)
    assert (made and made.text) == expected


DONE = {
    "Le solde de la banque affiché au mur de l'atelier, chaque lundi.": (
        "Afficher le solde de la banque au mur de l'atelier, chaque lundi"
    ),
    "L'indemnité, versée dans le mois, avortements compris.": "Verser l'indemnité dans le mois, avortements compris",
    # How a thing is, who pays for it, or a new thing: there is no verb of the measure.
    "Les logements situés en centre-ville.": None,
    "Une prime payée au mois de juin.": None,
    "Les crédits non consommés à la fin de l'année.": None,
    "La prime payée par la région.": None,
    "Le compte rendu transmis aux familles chaque mois.": None,
}


@pytest.mark.parametrize(("said", "expected"), DONE.items())
def test_what_is_to_be_done_to_a_thing(said, expected):
    made = happening(words_of(said), thing_done)
    assert (made and made.text) == expected


def test_a_decimal_is_no_list_and_one_thing_more_neither():
    assert "Ramener la TVA à 5" not in variants("Ramener la TVA à 5,5 % sur les travaux, partout")
    assert "Prévoir une réunion avec l'ABF : la mairie" not in variants("Prévoir une réunion avec l'ABF, la mairie")
    assert "Agrandir le foyer : vingt places" in variants("Agrandir le foyer, vingt places")


def test_a_title_is_cut_at_its_commas_and_a_list_follows_a_colon():
    assert variants("Lancer quatre cents tournées, un agent, une camionnette") == [
        "Lancer quatre cents tournées",
        "Lancer quatre cents tournées, un agent",
        "Lancer quatre cents tournées : un agent, une camionnette",
        "Lancer quatre cents tournées : un agent",
    ]


@pytest.mark.parametrize(
    "said",
    [
        # A time is no list, and a list that holds the first thing follows no colon.
        "Ouvrir la salle, le soir",
        "Prévoir un balcon, une loggia ou un jardin",
        # What was cut from after a preposition leaves it open.
        "Ouvrir un marché pour, cinq communes",
        # A comma in brackets is none of the title's.
        "Ouvrir la salle (le soir, le matin)",
    ],
)
def test_what_is_no_list_takes_no_colon(said):
    assert not [text for text in variants(said) if " : " in text]


def test_what_only_fills_is_left_out():
    assert "Baisser les charges" in variants("Baisser les charges aussi, tant qu'on y est")


REVERSED = [
    ("Tant qu'on laisse bâtir au bord, on videra le centre.", "Laisser bâtir au bord"),
    ("C'est pourquoi nous demandons de ne plus fermer la salle le soir.", "Fermer la salle le soir"),
    ("Voilà pourquoi je demande de ne pas fermer la classe.", "Fermer la classe"),
    ("Il n'est pas question de vendre les terrains.", "Vendre les terrains"),
    ("Hors de question de vendre les terrains.", "Vendre les terrains"),
    ("Il faut ne plus du tout fermer la salle.", "Fermer la salle"),
    ("Ne jamais, sauf urgence, fermer la salle.", "Fermer la salle, sauf urgence"),
    ("On regroupe les écoles plutôt que de fermer la classe.", "Fermer la classe"),
    ("On arrête donc de mutualiser les agents.", "Mutualiser les agents"),
    ("Il faut renoncer définitivement à vendre les terrains.", "Vendre les terrains"),
    ("Arrêtez, une bonne fois, de construire là-haut.", "Construire là-haut"),
    ("Il ne faut pas fermer la salle des fêtes.", "Fermer la salle des fêtes"),
    ("Faut pas fermer la salle des fêtes.", "Fermer la salle des fêtes"),
    ("Fermer la rue et arrêter de fermer les classes.", "Fermer les classes"),
    ("On arrête de mutualiser les agents sur trois sites.", "Mutualiser les agents sur trois sites"),
    ("À la région, de ne plus raisonner la ligne toute seule.", "Raisonner la ligne toute seule"),
    ("Pourquoi ne pas confier l'enveloppe à l'intercommunalité ?", "Ne pas confier l'enveloppe à l'intercommunalité"),
    ("Moi je ne veux pas qu’on supprime la halte, que ce soit dit.", "Supprimer la halte"),
    ("On demande surtout pas que vous nous doubliez l'enveloppe.", "Doubler l'enveloppe"),
]
MEANT = [
    ("Tant que les loyers montent, il faudrait plafonner les charges.", "Plafonner les charges"),
    ("C'est pourquoi nous demandons de ne plus fermer la salle.", "Ne plus fermer la salle"),
    ("Arrêter de fermer les classes et fermer la rue le matin.", "Fermer la rue le matin"),
    ("Moi je ne vois pas pourquoi attendre, il faut ouvrir la salle.", "Ouvrir la salle"),
    ("Ne pas seulement réparer, ouvrir la salle.", "Ouvrir la salle"),
    ("On arrête de mutualiser les agents sur trois sites.", "Arrêter de mutualiser les agents sur trois sites"),
    ("Il ne faut pas fermer la salle.", "Ne pas fermer la salle"),
    ("Pourquoi ne pas confier l'enveloppe à l'intercommunalité ?", "Confier l'enveloppe à l'intercommunalité"),
    ("Je propose de mutualiser les agents.", "Mutualiser les agents"),
    ("Nous souhaitons qu'on supprime la halte.", "Supprimer la halte"),
    ("Je ne dis pas qu'on ferme la salle, je demande qu'on ouvre la halte.", "Ouvrir la halte"),
    ("Pourquoi pas qu'on ouvre la halte le soir ?", "Ouvrir la halte le soir"),
]


@pytest.mark.parametrize(("said", "title"), REVERSED)
def test_a_title_that_asks_for_the_contrary_is_told(said, title):
    assert reverses(words_of(said), title)


@pytest.mark.parametrize(("said", "title"), MEANT)
def test_a_title_that_asks_for_what_was_said_is_not(said, title):
    assert not reverses(words_of(said), title)


# An order left among infinitives, a verb without its object, what « que » opens taken for a thing, a filler taken for a
# verb, what has no name, a clause taken for a list: what is never made, and what is, where something is.
NEVER = {
    "Commencez par le garage et laissez le champ aux vaches.": (
        "laissez",
        "Commencer par le garage et laisser le champ aux vaches",
    ),
    "Réserver un immeuble à l'accession, les familles achetant un plateau brut.": (
        " : ",
        "Réserver un immeuble à l'accession",
    ),
    "Le département aide les familles, il faut doubler le montant de l'aide.": (
        "Prévoir",
        "Doubler le montant de l'aide",
    ),
    "Un truc chauffé, avec des douches, pour les gens de passage.": ("Prévoir", None),
    "On attend que le gardien participe à la réunion du lundi.": ("Prévoir le gardien", None),
}


@pytest.mark.parametrize(("said", "never", "made"), [(said, *pair) for said, pair in NEVER.items()])
def test_no_title_is_made_of_these(demand, said, never, made):
    one = demand(said)
    heard = Heard((0.9,) * len(one.sentence.tokens), (0.0,) * len(one.sentence.tokens))
    found = [title.text for title in candidates(one, heard) if title.origin == "infinitif"]
    assert not [text for text in found if never in text]
    assert made is None or made in found


def test_a_thing_a_filler_and_a_lost_object_are_told():
    clause = words_of("On attend que le gardien participe à la réunion.")
    assert names_clause(clause, "Prévoir le gardien participe à la réunion")
    assert not names_clause(words_of("Il ne manque qu'un banc de pierre."), "Prévoir un banc de pierre")
    filler = words_of("Dès que ça dépasse, mettons, deux cents euros.")
    assert says_filler(filler, "Prévoir deux cents euros et mettre inscrit")
    assert not says_filler(words_of("Dans chaque hall, mettons un panneau."), "Mettre un panneau")
    lost = words_of("L'idée de partager un poste entre plusieurs organismes recueille l'assentiment.")
    assert loses_object(lost, "Partager un poste entre plusieurs organismes recueille")
    assert not loses_object(lost, "Partager un poste entre plusieurs organismes")


def test_the_topic_of_a_note_opens_a_title(demand):
    one = demand("Commerces fermés : autoriser le changement de destination", "note")
    heard = Heard((0.9,) * len(one.sentence.tokens), (0.0,) * len(one.sentence.tokens))
    made = [made.text for made in candidates(one, heard)]
    assert "Commerces fermés : autoriser le changement de destination" in made


def test_the_rules_come_first_and_a_cut_is_known_for_one(demand):
    statement = demand("Il faudrait ouvrir la salle aux habitants, avec un poêle et des chaises.")
    count = len(statement.sentence.tokens)
    found = candidates(statement, Heard((1.0,) * count, (0.0,) * count))
    assert (found[0].text, found[0].maker) == ("Ouvrir la salle aux habitants, avec un poêle et des chaises", RULES)
    assert ("Ouvrir la salle aux habitants", CUT) in {(one.text, one.maker) for one in found}
    assert len({one.text for one in found}) == len(found)


@pytest.mark.parametrize(
    "said",
    [
        "Faire en sorte qu'une fois par an, dans chaque communauté",
        "Prévoir sortir les friches du décompte",
        "Prévoir un logement sur dix, aille à des jeunes",
    ],
)
def test_what_lacks_its_verb_or_has_two_is_no_title(said):
    assert whole([said]) == [False]


def test_what_a_sentence_puts_first_does_not_hide_that_a_title_says_the_contrary(demand):
    said = "Dans les petits bourgs, cessons de saupoudrer les aides à la rénovation."
    asked = demand(said)
    heard = Heard(tuple([0.9] * len(asked.sentence.tokens)), tuple([0.0] * len(asked.sentence.tokens)))
    titles = [one.text.lower() for one in candidates(asked, heard) if one.origin == "infinitif"]
    assert titles
    assert not [one for one in titles if "saupoudrer" in one and "cesser" not in one]


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("Ni péage ni vignette pour les habitants du bourg.", "prévoir une vignette"),
        ("Pas d'accord, pas d'argent public pour eux.", "exclure tout argent"),
    ],
)
def test_after_a_denial_nothing_is_foreseen(demand, said, refused):
    asked = demand(said)
    heard = Heard(tuple([0.9] * len(asked.sentence.tokens)), tuple([0.0] * len(asked.sentence.tokens)))
    assert not [one.text for one in candidates(asked, heard) if one.text.lower().startswith(refused)]


def test_no_title_cuts_a_word_at_its_hyphen(demand):
    asked = demand("Les permanences de nuit et de week-end pourraient être partagées entre trois villes.")
    # What the reader hears leaves « -end » out.
    keeps = tuple(float(str(word) not in ("-", "end")) for word in asked.sentence.tokens)
    found = [one.text for one in candidates(asked, Heard(keeps, (0.0,) * len(keeps)))]
    assert found
    assert not [text for text in found if "week" in text and "week-end" not in text]
