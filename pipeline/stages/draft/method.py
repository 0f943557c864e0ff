"""The method note: what the program did, what it did not, and where every passage went."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pipeline.records import KEPT
from pipeline.stages.draft import wording
from pipeline.stages.draft.material import Material
from pipeline.stages.draft.outline import Block, Bullets, Cell, Item, Paragraph, Table
from pipeline.stages.draft.presence import number_of_themes

_WHAT: Final = (
    "Ce document est un projet de synthèse, établi par un programme sur le poste de l’analyste, sans connexion à un "
    "service extérieur. Le programme choisit, classe et compte ; il ne rédige pas les constats à la place des "
    "participants et n’invente aucune phrase."
)

_STEPS: Final = (
    Item(
        "Lecture",
        "transcriptions, notes, post-its et fils de discussion sont lus, les prises de parole rattachées à leur "
        "intervenant, et son rôle est déclaré ou déduit.",
    ),
    Item(
        "Découpage",
        "chaque prise de parole est découpée en passages ; chaque passage reçoit un sort, compté dans le tableau "
        "ci-dessous.",
    ),
    Item(
        "Thèmes",
        "les passages proches par le sens et le contexte sont regroupés ; un thème qui revient d’un atelier à "
        "l’autre compte davantage. Un thème porte le nom que le commanditaire ou l’ordre du jour lui donne, sinon "
        "celui d’un sujet courant de l’habitat dont il dit sans cesse les mots, sinon des mots des participants.",
    ),
    Item(
        "Énoncés",
        "les phrases qui portent un constat, un frein, un levier, une proposition ou une question sont reconnues "
        "par des règles de langue, pesées par un modèle appris sur des phrases annotées ; chacune a un score.",
    ),
    Item(
        "Propositions",
        "les énoncés équivalents, dits en des lieux différents, sont réunis sous un titre : à l’infinitif quand "
        "la phrase s’y prête, avec la mention « titre à relire » quand il n’est pas certain, ou si court qu’il se "
        "comprend mal seul ; sinon une parole, et la proposition est dite « à intituler ». Celles dont le score est "
        "faible portent la mention « à confirmer ».",
    ),
    Item(
        "Relecture",
        "les corrections des relecteurs sont appliquées par-dessus la réponse du programme, sans l’effacer.",
    ),
)

_WORDS: Final = (
    "Les formules de récurrence suivent une règle fixe : « tous les ateliers », sans exception ; « la plupart », plus "
    "de la moitié (trois au moins) ; « plusieurs », un tiers ou plus ; « quelques », moins d’un tiers ; un et deux "
    "ateliers sont dits tels quels. Un atelier où un thème n’est qu’effleuré ne compte pas dans sa "
    "récurrence et n’est pas cité avec lui."
)

_PRESENCE: Final = (
    "Dire qu’un thème est plus, ou moins, présent dans un atelier ou chez un rôle que le hasard ne l’explique, c’est "
    "dire qu’on y en parle si souvent, ou si rarement, que le hasard n’en ferait autant qu’une fois sur mille "
    "(spécificités de la loi hypergéométrique, table « specificities »)."
)

_LIMITS: Final = (
    Item(
        "Noms de personnes",
        "aucun n’est ajouté ; un nom prononcé à l’intérieur d’une citation y reste et doit être relu avant "
        "diffusion. Un rôle tenu par une seule personne dans un atelier peut suffire à la reconnaître.",
    ),
    Item(
        "Transcriptions",
        "les erreurs de reconnaissance vocale et d’attribution de la parole passent dans les citations.",
    ),
    Item(
        "Reconnaissance",
        "une proposition sous-entendue peut manquer ; une phrase peut être mal classée. Les énoncés niés, "
        "rapportés ou passés sont écartés par des règles, avec leurs erreurs.",
    ),
    Item(
        "Décomptes",
        "ils comptent des ateliers et des intervenants entendus ; ils ne mesurent ni un accord ni une majorité. "
        "Chaque atelier avait son ordre du jour.",
    ),
    Item(
        "Débats",
        "seuls les désaccords exprimés en toutes lettres sont signalés ; un désaccord courtois ou silencieux échappe "
        "au programme.",
    ),
    Item(
        "Citations",
        "la seule transformation est le retrait des hésitations et des répétitions de l’oral, et la typographie "
        "française ; « […] » marque une coupe entre deux morceaux exacts.",
    ),
)


def note(material: Material) -> tuple[Block, ...]:
    """Return the method note and its limits."""
    return (
        Paragraph(_WHAT),
        Bullets(_STEPS),
        Paragraph(_read(material)),
        *_fates(material),
        Paragraph(_found(material)),
        *_taught(material),
        Paragraph(_WORDS),
        *(Paragraph(line) for line in (number_of_themes(material), _PRESENCE) if line),
        Paragraph("Limites à garder en tête :"),
        Bullets(_LIMITS),
    )


def checking(material: Material) -> tuple[Block, ...]:
    """Return how any line of the document is traced back to its source."""
    example = min(material.statements, default=min(material.segments, default="e-000000000000"))
    return (
        Paragraph(
            "Chaque citation et chaque proposition porte une référence. La commande suivante affiche, pour une "
            "référence, le fichier, la place dans le fichier, le moment de l’enregistrement et le texte d’origine :"
        ),
        Bullets((Item(f"synthese explain {example}"),)),
        Paragraph(
            "Dans la page synthese.html, cliquer sur une référence ouvre le passage entier dont la citation est tirée."
        ),
    )


def _read(material: Material) -> str:
    read = sum(source.n_utterances > 0 for source in material.sources)
    left = [source for source in material.sources if source.n_utterances == 0]
    line = f"{wording.capitalised(wording.counted(read, 'document lu', 'documents lus'))}."
    if left:
        formats = wording.listed(sorted({source.format for source in left if source.format}))
        count = wording.counted(len(left), "autre n’a", "autres n’ont")
        line += f" {wording.capitalised(count)} donné aucune parole{f' ({formats})' if formats else ''} : à vérifier."
    return line


def _fates(material: Material) -> tuple[Block, ...]:
    """Return the table that accounts for every passage."""
    counts = Counter(segment.fate for segment in material.segments.values())
    total = sum(counts.values())
    if not total:
        return (Paragraph("Aucun passage n’a été lu."),)
    order = list(wording.FATE_WORDS)
    fates = sorted(counts, key=lambda fate: (order.index(fate) if fate in order else len(order), fate))
    rows = [_fate_row(wording.capitalised(wording.FATE_WORDS.get(fate, fate)), counts[fate], total) for fate in fates]
    rows.append(_fate_row("Total", total, total))
    header = ("Sort des passages", "Passages", "Part")
    return (Table("Ce que chaque passage est devenu", header, tuple(rows), (0.64, 0.18, 0.18), "lcc"),)


def _fate_row(label: str, count: int, total: int) -> tuple[Cell, ...]:
    return Cell(label), Cell(wording.number(count)), Cell(f"{100 * count / total:.1f} %".replace(".", ","))


def _found(material: Material) -> str:
    kept = sum(segment.fate == KEPT for segment in material.segments.values())
    off = len(material.kept_by_theme.get(None, ()))
    types = Counter(statement.type for statement in material.statements.values())
    named = [wording.figured(types[kind], *words) for kind, words in wording.TYPE_WORDS.items() if types[kind]]
    line = (
        f"Sur {wording.figured(kept, 'passage retenu', 'passages retenus')}, {wording.number(kept - off)} "
        f"{'entre' if kept - off < 2 else 'entrent'} dans un thème et {wording.number(off)} dans aucun."
    )
    line += f" Énoncés relevés : {wording.listed(named) or 'aucun'}."
    return line + _refused(material)


def _taught(material: Material) -> tuple[Block, ...]:
    """Return what the reviewers' examples changed in the recognition of the others."""
    lines = [
        f"Les énoncés que les relecteurs ont corrigés ou confirmés ont réajusté la reconnaissance des autres : sur ces "
        f"{wording.number(effect.n)} énoncés, chacun jugé par des poids qui ne l’ont pas appris, la mesure F1 passe de "
        f"{_decimal(effect.f1_before)} à {_decimal(effect.f1_after)}."
        for effect in material.effects
        if effect.kept
    ]
    return tuple(Paragraph(line) for line in lines)


def _decimal(figure: float) -> str:
    return f"{figure:.2f}".replace(".", ",")


def _refused(material: Material) -> str:
    """Return how many demands were not taken for propositions, and why."""
    total = sum(material.refused.values())
    if not total:
        return ""
    count = wording.counted(total, "demande a été écartée", "demandes ont été écartées", feminine=True)
    words = [
        wording.figured(number, *wording.REASON_WORDS.get(reason, (reason, reason)))
        for reason, number in material.refused.items()
    ]
    return f" {wording.capitalised(count)} : {wording.listed(words)}."
