import pytest

from pipeline.records import ROLES
from pipeline.stages.ingest.facilitators import Spoken, infer_facilitators
from pipeline.stages.ingest.roles import CUES, cued_role, declared_role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Picardie Logis, directeur", "bailleur"),
        ("Touvre et Boème Habitat", "bailleur"),
        ("OPH de la Nièvre", "bailleur"),
        ("mairie de Nevers", "collectivité"),
        ("adjointe au maire", "collectivité"),
        ("Communauté de communes du Haut-Néret", "collectivité"),
        ("DDT", "état"),
        ("Préfecture de la Nièvre", "état"),
        ("Banque des Territoires", "banque"),
        ("Caisse des Dépôts", "banque"),
        ("CARSAT Bourgogne", "caisse"),
        ("Association des locataires du Val", "association"),
        ("Université de Poitiers", "recherche"),
        ("locataire", "locataire"),
        ("Animatrice", "animation"),
        ("Présidente de séance", "animation"),
        ("Établissement public foncier", None),
        ("Marsac", None),
    ],
)
def test_a_structure_shows_a_role(text, role):
    assert cued_role(text, {}) == role


def test_the_cycles_own_cues_come_first_and_longest_first():
    ours = {"établissement public foncier": "autre", "public": "état", "DDT": "recherche"}
    assert cued_role("Établissement public foncier", ours) == "autre"
    assert cued_role("DDT de la Nièvre", ours) == "recherche"


@pytest.mark.parametrize(
    ("text", "role"),
    [("état", "état"), ("Etat", "état"), ("élu", "collectivité"), ("animateur", "animation"), ("x", None)],
)
def test_a_declared_role_in_any_words(text, role):
    assert declared_role(text) == role


def test_cues_name_known_roles():
    assert {role for role, _ in CUES} < set(ROLES)


SESSION = [
    ("Léa", "Bonjour à tous, on va commencer. Qui veut se lancer ?"),
    ("Marc", "Moi je veux bien. " + "Le foncier est trop cher et nous n’avons plus de marge sur ces opérations. " * 3),
    ("Léa", "Merci. Et vous, vous diriez quoi ?"),
    ("Anne", "Je suis d’accord, " + "les études coûtent cher et elles ne servent à rien quand on s’arrête. " * 3),
    ("Léa", "Qu’est-ce qu’il faudrait, alors ?"),
    ("Marc", "Il faudrait un fonds. " + "Nous l’avions demandé à la Région, qui ne répond pas depuis deux ans. " * 3),
    ("Anne", "Oui, mais qui paie ? " + "La commune ne peut pas tout porter, et le département non plus. " * 3),
    ("Léa", "On passe à la suite ?"),
    ("Marc", "Volontiers, " + "il reste la question des prêts, que nous voudrions plus longs. " * 3),
    ("Léa", "Merci à tous, on s’arrête là."),
]


def spoken(session):
    return [Spoken("a.txt", speaker, text) for speaker, text in session]


def test_the_one_who_asks_opens_and_closes_is_told():
    (found,) = infer_facilitators(spoken(SESSION), frozenset({"Léa", "Marc", "Anne"}), 3)
    assert found.speaker == "Léa"
    assert found.reason.startswith("80\u00a0% de questions")
    assert found.reason.endswith("ouvre la séance, la clôt")


def test_a_participant_who_only_asks_is_not_told_nor_one_who_conducts_once_at_length():
    asks = [("Anne", f"{text} Et ça coûte combien ?") if who == "Anne" else (who, text) for who, text in SESSION * 3]
    asks += [("Paul", "Et pour qui ?")] * 6
    found = infer_facilitators(spoken(asks), frozenset({"Léa", "Marc", "Anne", "Paul"}), 3)
    assert [one.speaker for one in found] == ["Léa"]


def test_whoever_opens_first_may_present_at_length():
    talk = "Voici où en est le dossier : le permis est déposé, les études sont payées et la commune attend. " * 4
    chaired = [("Léa", f"Bonjour à tous. {talk}"), *SESSION[1:9], ("Léa", f"Merci à tous. {talk}")]
    found = infer_facilitators(spoken(chaired), frozenset({"Léa", "Marc", "Anne"}), 3)
    assert [one.speaker for one in found] == ["Léa"]


def test_nobody_is_told_between_two_people_nor_among_known_roles():
    two = [turn for turn in SESSION if turn[0] != "Anne"]
    assert infer_facilitators(spoken(two), frozenset({"Léa", "Marc"}), 3) == []
    assert infer_facilitators(spoken(SESSION), frozenset({"Marc", "Anne"}), 3) == []


def test_at_most_as_many_as_asked_and_somebody_is_left():
    crowd = [(f"{who}{n}", text) for n in range(4) for who, text in SESSION]
    names = frozenset(who for who, _ in crowd)
    assert len(infer_facilitators(spoken(crowd), names, 3)) == 3
    assert len(infer_facilitators(spoken(crowd), names, 2)) == 2


def test_without_punctuation_an_interrogative_phrase_is_a_question():
    bare = [
        (who, text.replace("?", "").replace(".", "").replace("Et vous", "est-ce que vous")) for who, text in SESSION
    ]
    bare = [(who, text.replace("Qui veut", "est-ce que quelqu’un veut")) for who, text in bare]
    assert [one.speaker for one in infer_facilitators(spoken(bare), frozenset({"Léa", "Marc", "Anne"}), 3)] == ["Léa"]
