"""The workbook's first sheet: how to fill it in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.stages.review.sheets import Book
from pipeline.text.typography import typeset


def guide(book: Book) -> Iterator[tuple[str, bool]]:
    """Yield the lines of the instructions, and whether each is a heading."""
    counts = {sheet.title: len(sheet.rows) for sheet in book.sheets}
    yield "Relecture du cycle : mode d’emploi", True
    for text, heading in _LINES:
        yield typeset(text), heading
    yield "Ce classeur", True
    yield (
        typeset(
            f"{counts['Thèmes']} thèmes, {counts['Propositions']} propositions, {counts['Énoncés']} énoncés, "
            f"{counts['Segments']} segments, {counts['Locuteurs']} locuteurs."
        ),
        False,
    )
    if book.n_left_out:
        yield (
            typeset(
                f"{book.n_left_out} segments, les plus sûrs, n’y figurent pas : ils sont dans la table « segments »."
            ),
            False,
        )


_LINES = (
    ("Une feuille par sorte d’objet : Thèmes, Propositions, Énoncés, Segments, Locuteurs.", False),
    (
        "Remplissez seulement les colonnes à en-tête orange et à fond crème ; tout le reste est protégé. "
        "L’identifiant (première colonne) relie votre correction à l’objet : ne le changez pas.",
        False,
    ),
    ("Le programme n’efface rien : votre correction est ajoutée au journal du cycle, signée et datée.", False),
    ("Les colonnes à remplir", True),
    (
        "Décision : « à relire » (pas encore vu), « accepté » (juste tel quel), « rejeté » (à écarter de la synthèse). "
        "« corrigé » se met de lui-même quand une ligne a été modifiée.",
        False,
    ),
    ("Libellé, Description (thèmes), Titre (propositions) : récrivez le texte dans la cellule.", False),
    ("Fusionner avec (thèmes) : choisissez le thème qui absorbe celui de la ligne.", False),
    ("Type (énoncés) : constat, frein, levier, proposition ou question.", False),
    (
        "Thème : choisissez dans la liste, ou « hors thème ». Dans la feuille Segments, écrivez « nouveau : Libellé » "
        "pour créer un thème ; le même libellé sur plusieurs lignes les réunit.",
        False,
    ),
    (
        "Ordre (thèmes ; propositions dans leur thème) : récrivez le rang. « 2 » fait passer la ligne en deuxième, "
        "« 2,5 » entre la deuxième et la troisième ; ne renumérotez pas les autres. Vide : retour à la place d’avant.",
        False,
    ),
    ("Joindre à (n°) (propositions) : le numéro de la proposition qui dit la même mesure et absorbe celle-ci.", False),
    (
        "Proposition (n°) (énoncés) : le numéro d’une autre proposition, ou « nouvelle » pour en faire une à part.",
        False,
    ),
    (
        "Doublon de : la même chose, dite ailleurs. Le numéro de l’autre proposition, ou l’identifiant de l’autre "
        "énoncé : celui de la ligne reste tracé, compte avec l’autre et n’apparaît plus deux fois. Vide : ce n’en est "
        "plus un.",
        False,
    ),
    (
        "Nom, Rôle (locuteurs) : corrigez-les. Donner à une personne le nom d’une autre du même atelier les réunit ; "
        "« animation » écarte ses paroles des opinions.",
        False,
    ),
    ("Commentaire : il est gardé au journal et ne change rien d’autre.", False),
    (
        "Une cellule qui devient rouge ne sera pas comprise : choisissez dans la liste. Un libellé que vous venez de "
        "changer dans la feuille Thèmes peut être employé dans les autres feuilles, même rouge.",
        False,
    ),
    ("Rendre le classeur", True),
    (
        "Enregistrez-le au format .xlsx, puis : synthese import relecture.xlsx --cycle CYCLE. Le programme montre "
        "d’abord ce qu’il a compris et les cellules qu’il n’a pas comprises, puis demande confirmation. S’il y en a, "
        "une copie « relecture (anomalies).xlsx » les liste dans sa feuille « Anomalies » : où, quoi, que faire.",
        False,
    ),
    (
        "À deux : remplissez chacun votre exemplaire, puis importez les deux ensemble. Ce que vous dites tous les deux "
        "est inscrit une fois ; ce qui se contredit n’est pas inscrit, mais listé dans « relecture (conflits).xlsx », "
        "où l’on choisit.",
        False,
    ),
    (
        "La feuille Journal dit ce qu’est devenue chaque correction déjà faite : honorée, en conflit ou orpheline.",
        False,
    ),
)
