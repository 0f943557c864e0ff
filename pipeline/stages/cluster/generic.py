"""Words that name no theme, by lemma: edited by ear, one family a line. A label or a keyword holds none of them.

They may still stand inside a phrase whose other words say something, where ``INSIDE`` allows it.
"""

from __future__ import annotations

from typing import Final

from pipeline.text.words import words

NOUNS: Final = words(
    # things in general
    """chose truc machin cas ras fait faits exemple point sujet question réponse problème souci difficulté raison cause
    effet façon manière sorte genre type espèce forme aspect élément côté niveau plan cadre sens idée notion mot terme
    phrase expression thème thématique domaine matière propos détail ensemble partie reste tout rien
    """
    # what is done to a thing, which says less than the thing: « mise en œuvre », « au sein de »
    """mise œuvre sein réalisation disposition montant ajout objet but vertu titre sens suite celles ceux celle
    théorie pratique -ce sur-le-plan
    """
    # the law's own words
    """article alinéa amendement sous-amendement
    """
    # time
    """fois an ans année mois semaine jour journée heure minute seconde moment temps époque période date soir matin
    midi début fin suite lendemain veille siècle
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre
    octobre novembre décembre
    """
    # figures
    """nombre chiffre nombre quantité pourcentage pourcent taux part moitié tiers quart majorité minorité plupart
    dizaine douzaine vingtaine trentaine cinquantaine centaine millier million milliard euro euros franc francs mètre
    kilomètre kilo tonne % € zéro un deux trois mille cent
    """
    # people in general
    """monsieur madame mademoiselle messieurs mesdames m. mme mm. mlle gens personne monde homme femme gars type
    monsieur docteur collègue ami copain intervenant participant public salle groupe interlocuteur
    """
    # said of the body and of the room, they stand in turns of phrase: « au pied de », « sur la table », « à la page »
    """pied main tête bras doigt œil dos bouche oreille nez page table touche milieu bord bout fil
    """
    # thinking and speaking
    """accord avis opinion impression sentiment parole discussion débat échange discours réflexion remarque
    intervention précision conclusion introduction constat contraire évidence vérité réalité pardon merci bonjour
    bonsoir bienvenue désolé attention besoin envie choix possibilité intérêt importance rapport lien différence
    compte mesure cours abord place titre base fond face tour train coup peine bout peu pas plus moins
    doute espoir force faute erreur bien mal mieux pire hasard excuse micro chat tchat écran caméra lien pause atelier
    réunion séance ordre programme note post-it tableau transcription animateur animatrice voix
    oui non voilà euh heu ben bah hein bon ok hum mmh ah oh eh quoi etc ça cela moi toi lui soi qui que chacun
    autre même celui
    """
)

ADJECTIVES: Final = words(
    """même autre tel seul vrai certain bon meilleur beau nouveau dernier prochain quel différent propre pareil grand
    petit gros premier second deuxième troisième quatrième cinquième divers multiple plusieurs quelconque important
    intéressant fameux clair sûr évident possible impossible nécessaire précis exact juste faux mauvais pire égal
    simple réel total entier complet actuel ancien passé suivant présent supplémentaire énorme immense long court
    haut bas cher mal faire dire tout deux trois quatre cinq six sept huit neuf dix
    """
)

# Past participles that qualify nothing: « le problème posé », « le logement situé à ».
PARTICIPLES: Final = words(
    """poser faire dire situer lier donner prendre mettre appeler parler concerner comprendre passer venir aller voir
    avoir être laisser trouver demander rendre permettre vouloir devoir pouvoir savoir tenir arriver"""
)

# Adjectives above that make a known phrase with some nouns: « petites communes », « centre ancien », « haut débit ».
INSIDE: Final = words("petit grand ancien premier haut bas nouveau long second simple social")

# What has a capital and is no name of a person or a place: people do speak of it.
INSTITUTIONS: Final = words(
    "état etat république assemblée sénat parlement europe constitution église région département commune union banque"
)
