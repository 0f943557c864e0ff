from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.draft import DraftSettings
from pipeline.stages.draft.compose_cards import (
    around,
    by_support,
    facts,
    in_speech,
    nature,
    numbered,
    proposal_blocks,
    said,
    support,
)
from pipeline.stages.draft.material import gather
from pipeline.stages.draft.outline import Card
from pipeline.stages.draft.rows import Proposal

ONE = Proposal(
    proposal_id="p-1",
    number=1,
    title="créer un fonds",
    title_origin="infinitif",
    theme_id=None,
    statement_ids=("e-1",),
    workshops=("nevers",),
    n_workshops=1,
    n_speakers=1,
    roles=(),
    nature="financier",
    echelle="",
    porteur="",
    status="sûre",
    score=0.9,
    nearby=(),
)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([3], "3"), ([3, 5], "3 et 5"), ([3, 4], "3 et 4"), ([5, 3, 4], "3 à 5"), ([1, 7, 8, 9, 12], "1, 7 à 9 et 12")],
)
def test_numbers_that_follow_are_said_as_a_range(numbers, shown):
    assert numbered([replace(ONE, number=number) for number in numbers]) == f"n°\u00a0{shown}"


@given(st.lists(st.integers(1, 60), unique=True, min_size=1), st.randoms())
def test_the_list_of_numbers_does_not_depend_on_their_order(numbers, random):
    other = list(numbers)
    random.shuffle(other)
    assert numbered([replace(ONE, number=n) for n in numbers]) == numbered([replace(ONE, number=n) for n in other])


def test_two_towns_come_before_a_better_score():
    two = replace(ONE, proposal_id="p-2", number=9, n_workshops=2, score=0.5)
    assert sorted([ONE, two], key=by_support) == [two, ONE]


def test_what_the_words_do_not_say_is_not_invented():
    assert said("non précisé") == ""
    assert said("financier") == "financier"


def test_the_nature_agrees_and_what_a_reviewer_wrote_stays():
    assert nature(ONE) == "financière"
    assert nature(replace(ONE, nature="fiscale")) == "fiscale"


def test_the_words_that_decided_stand_beside_each_field_and_what_nothing_decided_is_to_be_said():
    decided = replace(ONE, nature_words="fonds", echelle="non précisé", porteur="Région", porteur_words="Région")
    assert facts(decided) == ("Nature : financière («\u00a0fonds\u00a0») · Échelle : à préciser · Porteur : Région")


@pytest.fixture
def proposed(build_tables):
    """One proposition, of the given lines, and the material around it."""

    def _proposed(*lines):
        material = gather(build_tables("\n".join(lines)))
        (proposal,) = material.proposals
        return material, proposal

    return _proposed


SPOKEN = "nevers | a.txt | transcript | CM | financement | Donc ⟦P:amorcage|il faudrait un fonds pour les études⟧."
POST_IT = "angouleme | Post-its.csv | postit | - | financement | ⟦P:amorcage|Une avance pour les études⟧"
NOTE = "angouleme | Notes.md | note | - | financement | ⟦P:amorcage|Un fonds d’avance, remboursé au permis⟧"


def test_what_nobody_signs_is_said_to_be_written_not_spoken_twice(proposed):
    assert support(*proposed(SPOKEN, POST_IT, NOTE)) == (
        "deux ateliers (Angoulême et Nevers), par un intervenant (bailleur social) et par écrit (notes et post-its)"
    )
    assert support(*proposed(POST_IT)) == "un atelier (Angoulême), par écrit (post-its)"
    assert support(*proposed(SPOKEN)) == "un atelier (Nevers), par un intervenant (bailleur social)"


@pytest.mark.parametrize(
    ("title", "origin", "line", "due"),
    [
        ("il faudrait un fonds", "verbatim", SPOKEN, True),
        ("un fonds pour nos études", "verbatim", SPOKEN, True),
        ("une avance pour les études", "verbatim", POST_IT, False),
        ("créer un fonds", "infinitif", SPOKEN, False),
        ("il faudrait un fonds", "relecteur", SPOKEN, False),
    ],
    ids=["spoken", "tidied", "written", "infinitive", "reviewed"],
)
def test_a_title_that_is_still_speech_is_told_from_a_title(proposed, title, origin, line, due):
    material, proposal = proposed(line)
    assert in_speech(material, replace(proposal, title=title, title_origin=origin)) is due


def test_a_duplicate_is_neither_listed_nor_quoted_and_is_no_refusal(cycle_tables):
    whole = gather(cycle_tables)
    hidden, quoted = whole.proposals[1], whole.proposals[0].statement_ids[0]
    proposals, statements = cycle_tables["proposals"].copy(), cycle_tables["statements"].copy()
    proposals.loc[proposals["proposal_id"] == hidden.proposal_id, "status"] = "doublon"
    statements.loc[statements["statement_id"] == quoted, "duplicate_of"] = "e-000000000000"
    found = gather(cycle_tables | {"proposals": proposals, "statements": statements})
    assert [one.proposal_id for one in found.proposals] == [
        one.proposal_id for one in whole.proposals if one is not hidden
    ]
    assert set(whole.statements) - set(found.statements) == {quoted}
    assert found.refused == whole.refused


def test_cards_are_the_first_by_number_as_reviewers_ordered_them(cycle_tables):
    material = gather(cycle_tables)
    shown = proposal_blocks(material, DraftSettings(cards_per_theme=2), material.proposals)
    assert [block.reference for block in shown if isinstance(block, Card)] == [
        one.proposal_id for one in material.proposals[:2]
    ]


def test_the_condition_and_the_answer_are_quoted_from_where_they_were_said(build_tables):
    asked = "nevers | a.txt | transcript | CM | financement | ⟦P:amorcage|Il faut un fonds⟧, si la Région suit."
    against = (
        "nevers | a.txt | transcript | {} | financement | Non. ⟦F|Les caisses de la Région sont vides depuis mars.⟧"
    )
    tables = build_tables("\n".join([asked, against.format("CM")]))
    said, answer = tables["statements"].index
    tables["statements"].loc[said, "condition"] = "si la Région suit."
    tables["statements"].loc[said, "answer_id"] = tables["statements"].loc[answer, "statement_id"]
    material = gather(tables)
    shown = [(one.label, one.quote.text) for one in around(material, DraftSettings(), [*material.statements.values()])]
    assert shown == [
        ("Condition posée :", "si la Région suit."),
        ("Objection entendue ensuite :", "Les caisses de la Région sont vides depuis mars."),
    ]


def test_what_the_same_person_asks_not_to_have_is_a_reserve(build_tables):
    said = "⟦P:visite|Il faut une visite par an.⟧ ⟦C|Il faudrait surtout pas nous l'imposer par décret.⟧"
    tables = build_tables(f"nevers | a.txt | transcript | CM | adaptation | {said}")
    asked, limit = tables["statements"].index
    tables["statements"].loc[limit, "reason"] = "niee"
    tables["statements"].loc[asked, "reserve_id"] = tables["statements"].loc[limit, "statement_id"]
    material = gather(tables)
    shown = [(one.label, one.quote.text) for one in around(material, DraftSettings(), [*material.statements.values()])]
    assert shown == [("Réserve de la même personne :", "Il faudrait surtout pas nous l'imposer par décret.")]
    tables["statements"].loc[limit, "status"] = "rejeté"
    material = gather(tables)
    assert around(material, DraftSettings(), [*material.statements.values()]) == ()


def test_a_link_to_what_a_reviewer_rejected_or_retyped_is_not_shown(build_tables):
    said = "⟦F|Les études coûtent trente mille euros avant même le permis.⟧ ⟦P:amorcage|Il faut un fonds.⟧"
    line = f"nevers | a.txt | transcript | CM | financement | {said}"
    for column, value, shown in (("status", "à relire", 1), ("status", "rejeté", 0), ("type", "question", 0)):
        tables = build_tables(line)
        tables["statements"].loc[0, column] = value
        material = gather(tables)
        proposition = [s for s in material.statements.values() if s.type == "proposition"]
        assert len(around(material, DraftSettings(), proposition)) == shown
