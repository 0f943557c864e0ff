"""Titles of the words that carry the measure: kept words stand in [ ] here."""

import re

import pytest

from pipeline.french.model import annotate
from pipeline.stages.propose.sentences import Sentence
from pipeline.stages.propose.titles.chunks import cuts, kept, loses_verb
from pipeline.stages.propose.titles.composed import composed
from pipeline.stages.propose.titles.finish import finished


def words_of(text):
    (doc,) = annotate([text])
    words = Sentence("s-1", doc[:], "transcript").tokens
    return words[:-1] if words[-1].is_punct else words


def read(marked):
    """Return the words of a marked sentence, and which are kept."""
    text = re.sub(r"[\[\]]", "", marked)
    words = words_of(text)
    inside, keeps = False, []
    for char in marked:
        if char in "[]":
            inside = char == "["
        else:
            keeps.append(inside)
    return words, [keeps[word.idx] for word in words]


CHUNKS = [
    "Je vous propose | de fermer | la rue | le samedi | , pas le dimanche.",
    "On garde | le guichet | qui ferme à midi | , avec un agent | par jour.",
    "Un bilan | par bailleur | et la liste des logements | qu'on libère chaque mois.",
    "On publie | la liste | quand elle est mûre | et on la relit | en juin.",
]


@pytest.mark.parametrize("marked", CHUNKS)
def test_a_sentence_is_cut_where_its_complements_and_clauses_begin(marked):
    text = marked.replace(" | , ", ", ").replace(" | ", " ")
    words = words_of(text)
    starts = cuts(words)
    parts = [
        "".join(word.text_with_ws for word in words[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)
    ]
    assert [part.strip() for part in parts] == [part.strip(" .") for part in marked.split("|")]


def test_a_chunk_is_kept_or_left_whole_and_what_hangs_on_what_is_left_goes_with_it():
    words = words_of("On garde le courrier qui attend, la dame qui met deux manteaux.")
    surely = [0.9 if word.text in ("garde", "courrier") else 0.6 if word.text == "manteaux" else 0.1 for word in words]
    found = [word.text for word, keep in zip(words, kept(words, surely, -1, 0.4), strict=True) if keep]
    assert "courrier" in found
    assert "manteaux" not in found
    assert "qui" not in found


def test_what_a_measure_excludes_is_kept_with_it():
    words = words_of("Des livraisons au marché, jamais le samedi.")
    surely = [0.9 if word.text in ("livraisons", "marché") else 0.1 for word in words]
    found = [word.text for word, keep in zip(words, kept(words, surely, -1, 0.5), strict=True) if keep]
    assert found[-3:] == ["jamais", "le", "samedi"]


def test_a_complement_whose_verb_was_left_is_seen():
    words, keeps = read("[Les artisans] ils cotisent [par chantier].")
    assert loses_verb(words, keeps, -1)
    words, keeps = read("Alors c'est [un relais] [par canton].")
    assert not loses_verb(words, keeps, -1)


COMPOSED = {
    # Verbs of the speakers, of all, of orders, and those that a frame governs.
    "Nous [fermerons la rue le samedi].": "Fermer la rue le samedi",
    "Je vous dis qu'il est temps de [planter des haies] au bord.": "Planter des haies",
    "[Installez deux bancs devant la poste], monsieur le maire.": "Installer deux bancs devant la poste",
    # What speech puts first comes after the verb.
    "[La clause], je peux la [passer à vingt ans] et je [rajoute une obligation d'habiter].": (
        "Passer la clause à vingt ans et rajouter une obligation d'habiter"
    ),
    "[Le four à pain], on le [rallume une fois par mois].": "Rallumer le four à pain une fois par mois",
    "[Dix places] seront [réservées aux apprentis].": "Réserver dix places aux apprentis",
    "[Pour les apprentis], nous [réserverons dix places].": "Réserver dix places, pour les apprentis",
    # A thing, with what denies it.
    "Alors moi je verrais bien [un relais par canton].": "Prévoir un relais par canton",
    "Donc plus [une seule vente dans le bourg].": "Ne plus prévoir une seule vente dans le bourg",
    "[La création d'un fonds commun], voilà ce que je dis.": "Créer un fonds commun",
    "[1 animatrice pour trois communes]": "Prévoir une animatrice pour trois communes",
    # Several measures.
    "[Un car le soir], et on [rouvre la gare].": "Prévoir un car le soir et rouvrir la gare",
    # Negation and restriction.
    "On ne [touchera] pas [au guichet de Mirval].": "Ne pas toucher au guichet de Mirval",
    "On [démolit] que [ce qui tombe].": "Ne démolir que ce qui tombe",
    # Nobody's possessives.
    "Je [garde mon guichet le samedi].": "Garder le guichet le samedi",
    "Vous [prêtez vos salles aux jeunes].": "Prêter les salles aux jeunes",
}


@pytest.mark.parametrize(("marked", "title"), COMPOSED.items())
def test_kept_words_make_a_title_in_the_order_of_a_title(marked, title):
    made = composed(*read(marked))
    assert made is not None
    assert finished(made).text == title


REFUSED = [
    # Somebody else would do it; its object is not named; a clause of its own is left; its relative lost its verb.
    "[La métropole] pourrait [compenser la perte des loyers].",
    "Je la [conduis deux samedis par mois].",
    "[Les professeurs qui le veulent resteront jusqu'au soir].",
    "Nous, on va s'y [engager avec les maires].",
    "[Ce relais dans la halle].",
]


@pytest.mark.parametrize("marked", REFUSED)
def test_what_syntax_cannot_put_right_gives_no_title(marked):
    assert composed(*read(marked)) is None


BROKEN = [
    "tailler la haie, mettez des poteaux",
    "prévoir une voiture, comme les agents qui, dix kilomètres",
    "ramener la zone à neuf mètres et que la division soit interdite",
    "laisser celui de la mairie à celles, le samedi",
    "passer chez nous le samedi",
]


@pytest.mark.parametrize("said", BROKEN)
def test_a_broken_title_is_none(said):
    assert finished(said) is None


RESUMED = {
    "remettre aux habitantes la clé du T2 vide, en faire leur salle": (
        "remettre aux habitantes la clé du T2 vide et en faire leur salle"
    ),
    # Where it is asked for, before a colon, is not what is asked for.
    "Corvigny : remettre aux habitantes la clé du T2 vide, en faire leur salle": (
        "remettre aux habitantes la clé du T2 vide et en faire leur salle"
    ),
    "Généralisons l'accord et négocions-le dans chaque branche": (
        "généraliser l'accord et le négocier dans chaque branche"
    ),
    "Qu'on embauche un chef et qu'on l'envoie sur les chantiers": ("embaucher un chef et l’envoyer sur les chantiers"),
    "On achète la friche et on y met des bancs": "acheter la friche et y mettre des bancs",
    # Denied, it would stand before « ne ».
    "On achète la friche et on ne la vend pas": None,
    # The thing is named again: nothing is taken up.
    "On achète la friche et on le ferme, le portail": "acheter la friche et fermer le portail",
}


@pytest.mark.parametrize(("said", "expected"), RESUMED.items())
def test_a_second_verb_takes_up_what_the_first_names(said, expected):
    words = words_of(said)
    assert composed(words, [True] * len(words)) == expected
