"""Word lists that several rules share. A linguist can edit them; lemmas, without accents lost."""

from __future__ import annotations

from typing import Final

from pipeline.text.words import words

# Verbs that say that one speaks, thinks or looks: « il faut dire que », « je voudrais revenir sur » ask for nothing.
TALK_VERBS: Final = words(
    """
    admettre ajouter apercevoir attendre avancer avouer citer comprendre conclure constater croire
    demander dire entendre expliquer évoquer imaginer insister noter oublier parler penser poser préciser rappeler
    réagir rebondir reconnaître redire regarder remarquer remercier répéter répondre résumer revenir réexpliquer
    saluer savoir signaler souligner souvenir tromper voir écouter aborder illustrer présenter
    """
)

# Verbs that carry no measure by themselves.
LIGHT_VERBS: Final = words(
    """
    aller avoir devoir être faire falloir laisser mettre pouvoir proposer souhaiter venir vouloir aimer essayer
    passer arriver trouver demander
    """
)

# Nouns that name nothing that could be done.
EMPTY_NOUNS: Final = words(
    """
    chose truc machin fois jour an année moment temps côté point sujet question exemple mot monsieur madame merci
    bonjour idée façon manière cas fait peu parole micro moi toi vérité débat
    """
)

# Nouns of action and of means: a note that opens with one asks for it (« Création d'un guichet unique »).
MEASURE_NOUNS: Final = words(
    """
    accompagnement achat accord adaptation aide allégement allongement aménagement animation appui articulation
    assouplissement augmentation avance bail baisse banque bonus bourse boîte bureau cadre campagne charte chèque
    clause club comité commission communication concertation concours conférence conseil construction contrat
    convention coopération coordinateur coordination création cellule déploiement dérogation développement
    diagnostic diminution diversification dispositif doublement élargissement élaboration embauche enquête
    enveloppe équipe espace évaluation expérimentation extension fichier financement fléchage fonds forfait
    formation garantie généralisation gestion guichet guide harmonisation identification implication incitation
    inscription installation instance instauration intégration interdiction interlocuteur kit label lancement
    limitation loi maintien mise mobilisation modification moratoire mutualisation navette numéro objectif
    obligation observatoire offre outil ouverture partage partenariat participation passage pérennisation
    permanence piétonnisation plan plateforme plafonnement poste pôle prêt prime prise priorisation priorité prise
    programme projet prolongation promotion rapprochement réduction réécriture référent référentiel réforme régime
    rencontre renforcement réservation réseau réunion revalorisation réversibilité révision règle rénovation salle
    service simplification soutien souplesse subvention suivi suppression tarif taxe temps transformation
    transport valorisation végétalisation visite sensibilisation sanction contrôle référendum quota stage
    médiateur intervention information
    """
)

# Verbs that name something that can be decided and done.
ACTION_VERBS: Final = words(
    """
    abaisser abroger accompagner accorder accroître accélérer acheter acquérir adapter agrandir aider ajouter
    allonger alléger améliorer aménager animer anticiper appliquer appuyer arrêter articuler associer assouplir
    assurer attribuer augmenter autoriser baisser bloquer bâtir bénéficier cesser changer cibler clarifier
    cofinancer compenser compléter concentrer concevoir conclure conditionner confier confirmer conforter consacrer
    conserver considérer consolider construire consulter contraindre contrôler convaincre conventionner coordonner
    créer cumuler céder desserrer diffuser diminuer distribuer diviser donner doter doubler débloquer décentraliser
    déléguer démolir déployer déroger développer embaucher encadrer encourager engager entretenir envoyer exempter
    exiger exonérer expérimenter faciliter favoriser fermer financer fixer flécher former fournir fusionner garantir
    garder généraliser gérer harmoniser identifier impliquer imposer inciter inclure indexer informer inscrire
    installer instaurer instituer intensifier interdire intervenir introduire intégrer investir inviter isoler
    lancer lever libérer limiter loger louer lutter maintenir mener mettre mieux mobiliser moderniser modifier
    monter multiplier mutualiser nommer négocier obliger offrir organiser orienter ouvrir partager participer payer
    permettre piloter placer plafonner planter porter poursuivre prendre prioriser privilégier produire
    professionnaliser prolonger promouvoir proposer protéger préparer préserver prévoir publier punir pérenniser
    raccorder raccourcir rapprocher rassembler recentrer recruter recréer redistribuer redonner regrouper relancer
    relever relier relocaliser remettre remplacer rencontrer rendre renforcer repenser reporter reprendre respecter
    restaurer retirer revaloriser revoir réduire réformer réhabiliter rénover réorganiser répartir réserver rétablir
    réunir rééquilibrer sanctionner sensibiliser signer simplifier sortir soutenir stabiliser stopper structurer
    subventionner supprimer suspendre systématiser sécuriser séparer taxer tenir tester traiter transformer
    transférer trouver unifier utiliser valoriser vendre verser viser végétaliser élaborer élargir élever éliminer
    équiper établir étendre étudier évaluer éviter
    """
)

# Numbers as speech says them, and as one counts.
NUMBERS: Final = dict(
    zip(
        [
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "quinze",
            "vingt",
            "trente",
            "quarante",
            "cinquante",
            "soixante",
        ],
        ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "15", "20", "30", "40", "50", "60"],
        strict=True,
    )
)
