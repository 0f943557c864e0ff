import pytest

from pipeline.stages.draft import DraftSettings
from pipeline.stages.draft.compose_debate import debate
from pipeline.stages.draft.debate import disagreements
from pipeline.stages.draft.material import gather

BEFORE = "nevers | a.txt | transcript | CM | adaptation | Construire une résidence dédiée reste la meilleure réponse."
ANSWER = "nevers | a.txt | transcript | IR | adaptation | {}"


def found(build_tables, *lines):
    return disagreements(gather(build_tables("\n".join(lines))), 45)


@pytest.mark.parametrize(
    "answer",
    [
        "Je ne suis pas d’accord, les gens veulent rester chez eux.",
        "Alors là je suis pas du tout d'accord, les gens veulent rester chez eux.",
        "Pas d'accord. Les gens veulent rester chez eux.",
        "Je suis plutôt contre les résidences, elles isolent.",
        "Je ne partage pas cet avis : on adapte d’abord l’ordinaire.",
        "Là je vous suis pas, la demande est ailleurs.",
        "Nous sommes en total désaccord avec cette idée.",
        "On n’est pas d’accord, madame, et ce n’est pas grave.",
        "Là-dessus je vais pas être d’accord, autant le dire.",
    ],
)
def test_an_explicit_disagreement_makes_an_exchange(build_tables, answer):
    (one,) = found(build_tables, BEFORE, ANSWER.format(answer))
    assert one.said.said.source == "Bailleur social, Nevers"
    assert one.said.answered.source == "Caisse de retraite, Nevers"
    assert one.workshop_id == "nevers"


@pytest.mark.parametrize(
    "answer",
    [
        "Je suis d’accord, et il faut aller plus loin.",
        "Le maire n’était pas d’accord, alors rien ne s’est fait.",
        "Au contraire, cela va dans le même sens que nous.",
        "Par contre, les loyers augmentent chaque année.",
        "Vous n’êtes pas d’accord ?",
        "Tout le monde est contre le mur, avec son fauteuil.",
        "Sur le principe on n’est pas en désaccord avec vous.",
        "Il n’y a pas de désaccord entre nous sur ce point.",
    ],
)
def test_what_nobody_says_is_not_a_disagreement(build_tables, answer):
    assert found(build_tables, BEFORE, ANSWER.format(answer)) == ()


def test_the_facilitator_may_stand_between_but_is_not_answered(build_tables):
    relay = "nevers | a.txt | transcript | ML | !animation | Merci, qui veut réagir ?"
    (one,) = found(build_tables, BEFORE, relay, ANSWER.format("Je suis pas d'accord, on isole les gens ainsi."))
    assert one.said.said.text.startswith("Construire une résidence")


def test_what_is_answered_is_what_speaks_of_the_same(build_tables):
    between = "nevers | a.txt | transcript | HT | adaptation | Le café est froid, et la salle aussi."
    answer = ANSWER.format("Je suis pas d'accord, une résidence isole les gens.")
    (one,) = found(build_tables, BEFORE, between, answer)
    assert one.said.said.text.startswith("Construire une résidence")
    (one,) = found(build_tables, BEFORE, between, ANSWER.format("Je suis pas d'accord, moi."))
    assert one.said.said.text.startswith("Le café est froid")


def test_nobody_disagrees_with_themselves(build_tables):
    same = BEFORE.replace("Construire", "Je ne suis pas d’accord, construire")
    assert found(build_tables, BEFORE, same) == ()


def test_a_long_turn_is_quoted_from_the_sentence_of_the_disagreement(build_tables):
    turn = "Merci pour ces chiffres, ils sont utiles à tous. Mais je ne suis pas d’accord sur la conclusion."
    (one,) = found(build_tables, BEFORE, ANSWER.format(turn))
    assert one.said.answered.text == "je ne suis pas d’accord sur la conclusion."


@pytest.mark.parametrize(
    "line",
    [
        "nevers | n.md | note | - | adaptation | Échanges nourris. Désaccord sur les résidences dédiées",
        "nevers | n.md | note | - | adaptation | Gros débat sur le décompte, voix qui montent",
        "nevers | n.md | note | - | adaptation | Deux positions : allègement pour les uns, règle unique pour d’autres",
        "nevers | a.txt | transcript | ML | !animation | Bien. Je note que vous n’êtes pas du même avis.",
        "nevers | a.txt | transcript | ML | !animation | C’est un vrai désaccord, et on le gardera comme tel.",
    ],
)
def test_a_note_or_the_facilitator_may_name_a_disagreement(build_tables, line):
    (one,) = found(build_tables, BEFORE, line)
    assert one.said.text in ("Désaccord sur les résidences dédiées", *line.split(". ")[-1:], line.split(" | ")[-1])
    assert one.workshop_id == "nevers"


def test_a_participant_who_names_a_disagreement_does_not_answer_the_turn_before(build_tables):
    (one,) = found(build_tables, BEFORE, ANSWER.format("Le vrai désaccord porte sur la dérogation du préfet."))
    assert one.said.text == "Le vrai désaccord porte sur la dérogation du préfet."


def test_the_facilitator_who_opens_a_debate_names_no_disagreement(build_tables):
    line = "nevers | a.txt | transcript | ML | !animation | On aura un vrai débat sur les charges après la pause."
    assert found(build_tables, BEFORE, line) == ()


def test_a_note_that_denies_a_disagreement_is_not_quoted(build_tables):
    assert found(build_tables, "nevers | n.md | note | - | adaptation | Aucun désaccord sur ce point") == ()


@pytest.mark.parametrize(
    "note", ["Désaccord maintenu, à présenter comme tel dans la synthèse.", "Point de désaccord persistant"]
)
def test_a_note_that_says_no_more_than_that_there_is_a_disagreement_is_not_quoted(build_tables, note):
    assert found(build_tables, BEFORE, f"nevers | n.md | note | - | adaptation | {note}") == ()


def test_a_question_put_to_somebody_is_not_left_to_all(build_tables):
    asked = "Comment va-t-on payer les travaux des salles de bains ?"
    lines = [
        "nevers | a.txt | transcript | CM | adaptation | ⟦Q|Vous êtes à combien du mètre carré, sur celle-là ?⟧",
        f"nevers | a.txt | transcript | IR | adaptation | ⟦Q|{asked}⟧",
    ]
    material = gather(build_tables("\n".join(lines)))
    theme = next(one for one in material.themes if one.theme_id in material.statements_by_theme)
    (section,) = debate(material, DraftSettings(), theme, ())
    lead, shown = section.blocks
    assert section.title == "Questions posées"
    assert "posent une question" in lead.text
    assert [quote.text for quote in shown.quotes] == [asked]
