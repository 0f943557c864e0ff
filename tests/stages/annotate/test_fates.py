import pytest

from pipeline import tables
from pipeline.records import FATES
from pipeline.stages.annotate import AnnotateSettings
from pipeline.stages.annotate.fates import CHAIN, Candidate, count_words, fate
from pipeline.stages.annotate.run import _passages

# (fate, kind, role, text): each rule on both sides of its boundary.
MARKED = (
    ("retenu", "transcript", "bailleur", "L’équilibre d’opération, on ne l’a pas en centre ancien."),
    ("animation", "transcript", "animation", "Et qu’est-ce qu’il faudrait, selon vous, pour que ça marche ?"),
    ("logistique", "transcript", "bailleur", "Vous m’entendez là, c’est bon ?"),
    ("logistique", "transcript", "bailleur", "Je propose qu’on fasse la pause maintenant, il est onze heures."),
    ("logistique", "chat", "association", "ça a coupé, je me reconnecte"),
    (
        "retenu",
        "transcript",
        "association",
        "Les locataires nous disent : on ne vous entend pas, vous nous envoyez des "
        "courriers que personne ne lit, alors on appelle, on rappelle, et personne ne décroche jamais au siège.",
    ),
    ("trop_court", "transcript", "bailleur", "Oui, tout à fait."),
    ("retenu", "postit", "inconnu", "Navette médicale"),
    ("trop_court", "postit", "inconnu", "Voilà"),
    ("sans_parole", "transcript", "inconnu", "(rires)"),
    ("sans_parole", "transcript", "inconnu", "[inaudible] ..."),
    ("retenu", "transcript", "collectivité", "On a ri jaune (rires) quand on a vu le coût de la toiture."),
    ("hallucination", "transcript", "inconnu", "Sous-titres réalisés para la communauté d’Amara.org"),
    ("hallucination", "transcript", "inconnu", "Merci d’avoir regardé cette vidéo !"),
    ("retenu", "transcript", "recherche", "On a fait sous-titrer la visite pour les locataires sourds."),
    ("gabarit", "note", "inconnu", "{{nom de l’atelier}} : compte rendu"),
    ("gabarit", "note", "inconnu", "A rédiger"),
    ("retenu", "note", "inconnu", "Une convention à rédiger avec la caisse de retraite"),
)


def candidate(kind, role, text, **changes):
    values = {"kind": kind, "role": role, "text": text, "n_words": count_words(text), "min_words": 5}
    return Candidate(**(values | {"french": True, "repeated": False, "introduction": False} | changes))


@pytest.mark.parametrize(("expected", "kind", "role", "text"), MARKED)
def test_marked_segments(expected, kind, role, text):
    assert fate(candidate(kind, role, text)) == expected


def test_language_and_copies_are_told():
    assert fate(candidate("transcript", "bailleur", "We need more money", french=False)) == "hors_langue"
    assert fate(candidate("note", "bailleur", "Le même paragraphe, deux fois.", repeated=True)) == "doublon"


def test_every_fate_of_the_chain_is_on_the_closed_list():
    assert {name for name, _ in CHAIN} < set(FATES)


def test_a_speaker_who_only_says_who_they_are_holds_no_opinion():
    short = "Nadine Wattebled, maire d’Origny, deux mille trois cents habitants."
    assert fate(candidate("transcript", "collectivité", short, introduction=True)) == "logistique"
    long = short + " Et je veux vous dire ce qui se passe rue Basse." + " Il y a là des maisons vides." * 8
    assert fate(candidate("transcript", "collectivité", long, introduction=True)) == "retenu"


def test_a_turn_of_nobody_introduces_nobody_whatever_the_file_gave_back():
    said = {"Le quorum y est, on commence par les comptes de l’an dernier.": None, "Marie Dupont, maire de Laon.": "A"}
    rows = [
        {
            "utterance_id": f"u-{place}",
            "workshop_id": "laon",
            "source": "laon/a.txt",
            "kind": "transcript",
            "position": place,
            "speaker": speaker and "Marie Dupont",
            "speaker_id": speaker,
            "role": "inconnu",
            "text": text,
            "locator": f"paragraphe {place}",
        }
        for place, (text, speaker) in enumerate(said.items())
    ]
    utterances = tables.from_bytes(tables.to_bytes("utterances", tables.frame("utterances", rows)))
    assert _passages(utterances, AnnotateSettings())["fate"].tolist() == ["retenu", "logistique"]
