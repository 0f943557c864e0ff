import pytest

from pipeline.text.alone import stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "Les bailleurs n’arrivent plus à équilibrer une opération en centre ancien.",
        "Alors il y a trois communes sur dix qui ont un chef de projet.",
        "Les logements vides sont au-dessus des commerces.",
        "Il faudrait un fonds d’amorçage.",
        "Il manque un chef de projet dans chaque bourg.",
        "Ce qui bloque, c’est la trésorerie.",
        "Cette année, trois opérations sont sorties.",
        "Nous demandons un prêt plus long.",
        "Illectronisme et guichet vont ensemble.",
        "Non seulement les prêts sont courts, mais ils sont chers.",
        "Nous, c’est surtout la trésorerie qui manque.",
        "Les micromaisons, c’est pour qui ?",
        "Pourquoi ne pas partager un chef de projet ?",
        "Avec le zéro artificialisation nette, il ne reste rien.",
        "Depuis 2017, aucune vacance rue de l’Abreuvoir.",
    ],
)
def test_a_sentence_that_says_its_subject_stands_alone(text):
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ça, c’est vrai aussi pour les petites communes du département.",
        "Et donc ils ne viennent plus à la permanence du lundi matin.",
        "Oui, tout à fait, je partage ce que vient de dire mon collègue.",
        "Euh, voilà, c’est exactement le même problème chez nous.",
        "Là-dessus, les élus nous demandent toujours la même garantie.",
        "Parce que sinon personne ne prend le risque de l’acheter.",
        "Pour une aide de ce type, il faut une ligne en loi de finances.",
        "Sur une opération comme ça, la différence c’est quarante mille euros.",
        "Ça bloque parce que les propriétaires ne répondent pas.",
        "Il a fini par vendre son immeuble à la commune.",
        "Elles sont parties au bout de deux ans.",
        "C’est exactement pour cela que nous avons renoncé.",
        "C'est trop cher pour une petite commune.",
        "Parce que la subvention arrive après les travaux.",
        "Ce dossier a pris trois ans.",
        "Qui ont fermé l’an dernier, faute de clients.",
        "Non, la personne est partie, et puis il y a eu le Covid.",
        "Je suis assez d’accord avec ça, dans les dents creuses il y en a où on peut construire.",
        "Chez nous c’est pareil, la moyenne c’est trois virgule huit logements.",
        "Après c’est trop tard, l’élu il a promis.",
        "Depuis on a un accord à trois, par secteur.",
        "Saint-Avit non plus. Alors si on se met à quatre communes, moi je signe.",
        "Nous pareil, sur l’ORT.",
        "Huit pages, oui. Moi j’ai des filles qui remplissent vos dossiers.",
        "l’assurance ? Parce que nous on a regardé, l’assureur voulait pas.",
        "avec ça, on vient me dire que je peux plus faire un lotissement.",
        "En attendant c’est mes filles qui font le taxi.",
    ],
)
def test_a_sentence_that_points_back_does_not(text):
    assert not stands_alone(text)
