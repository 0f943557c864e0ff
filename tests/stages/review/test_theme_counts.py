from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.review import ReviewSettings
from pipeline.stages.review.agenda import on_agenda
from pipeline.stages.review.answer import Answer, Proposal, Segment, Speaker, Statement, Theme, Workshop
from pipeline.stages.review.counts import RECURRENCES, standings
from pipeline.stages.review.publish import publish

SETTINGS = ReviewSettings()


def an_answer(*said, n_workshops=4, themes=("t-1", "t-2")):
    """Return an answer where each of ``said`` is (theme, workshop, speaker, number of words)."""
    shops = [f"w{number}" for number in range(1, n_workshops + 1)]
    answer = Answer(
        workshops={key: Workshop(key, key, key, None, ()) for key in shops},
        themes={key: Theme(key, key, (), None, "émergent", ()) for key in themes},
    )
    for number, (theme, shop, name, size) in enumerate(said):
        speaker = f"l-{shop}-{name}" if name else None
        if speaker:
            answer.speakers[speaker] = Speaker(speaker, shop, name, "bailleur")
        key = f"s-{number:03d}"
        answer.segments[key] = Segment(
            key, key, shop, "transcript", number, speaker, "bailleur", 0, 9, "x" * 9, "retenu", size, theme, 0.5
        )
    return answer


def classes(answer):
    return {row.theme.theme_id: row.recurrence for row in standings(answer, SETTINGS)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("t-1", f"w{n}", f"P{n}", 50) for n in (1, 2, 3)], "transversal"),
        ([("t-1", f"w{n}", f"P{n}", 50) for n in (1, 2)], "récurrent"),
        ([("t-1", "w1", "P1", 50), ("t-1", "w1", "P2", 50)], "localisé"),
        ([("t-1", "w1", "P1", 500)], "singulier"),
        # One talkative workshop, a word elsewhere: not recurrent.
        ([("t-1", "w1", name, 900) for name in "ABCD"] + [("t-1", f"w{n}", "E", 10) for n in (2, 3, 4)], "localisé"),
        # Ten words everywhere carry nothing.
        ([("t-1", f"w{n}", f"P{n}", 10) for n in (1, 2, 3, 4)], "singulier"),
        # One person who goes from town to town, under two spellings.
        ([("t-1", "w1", "Zoé Petit", 90), ("t-1", "w2", "ZOE PETIT", 90), ("t-1", "w3", "Zoé Petit", 90)], "singulier"),
        # Post-its name nobody.
        ([("t-1", f"w{n}", None, 50) for n in (1, 2, 3)], "transversal"),
        # Two short segments make a workshop count.
        ([("t-1", f"w{n}", f"P{n}", 6) for n in (1, 2) for _ in range(2)], "récurrent"),
    ],
)
def test_recurrence_is_by_workshops_and_people(said, expected):
    assert classes(an_answer(*said)) == {"t-1": expected}


def test_themes_are_ranked_by_workshops_then_people_then_words():
    answer = an_answer(
        *[("t-1", "w1", name, 900) for name in "AB"],
        *[("t-2", f"w{n}", "C", 50) for n in (1, 2)],
        *[("t-3", f"w{n}", name, 45) for n in (1, 2) for name in "DE"],
        *[("t-4", f"w{n}", "F", 60) for n in (3, 4)],
        themes=("t-1", "t-2", "t-3", "t-4"),
    )
    ranked = standings(answer, SETTINGS)
    assert [row.theme.theme_id for row in ranked] == ["t-3", "t-4", "t-2", "t-1"]
    assert [row.n_words for row in ranked] == [180, 120, 100, 1800]


def test_an_empty_theme_vanishes_unless_a_reviewer_made_it():
    answer = an_answer(("t-1", "w1", "A", 50), themes=("t-1", "t-2"))
    answer.themes["t-9"] = Theme("t-9", "Neuf", (), None, "relecteur", ())
    assert set(classes(answer)) == {"t-1", "t-9"}


def test_a_theme_counts_its_sub_themes_and_comes_before_them():
    answer = an_answer(("t-2", "w1", "A", 50), ("t-2", "w2", "B", 50))
    answer.themes["t-2"] = Theme("t-2", "Fille", (), "t-1", "émergent", ())
    first, second = standings(answer, SETTINGS)
    assert (first.theme.theme_id, second.theme.theme_id) == ("t-1", "t-2")
    assert first.n_segments == second.n_segments == 2


def test_only_kept_segments_count():
    answer = an_answer(("t-1", "w1", "A", 50), ("t-1", "w2", "B", 50))
    answer.segments["s-001"] = replace(answer.segments["s-001"], fate="animation")
    (row,) = standings(answer, SETTINGS)
    assert (row.n_segments, row.support.workshops) == (1, ("w1",))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["t-1", "t-2", None]),
            st.sampled_from(["w1", "w2", "w3", "w4"]),
            st.sampled_from(["A", "B", None]),
            st.integers(1, 120),
        ),
        max_size=15,
    )
)
def test_any_answer_has_figures_that_hold_together(said):
    published = publish(an_answer(*said), SETTINGS)
    for row in published.themes:
        assert row.recurrence in RECURRENCES
        assert 1 <= len(row.support.workshops) <= 4
        if row.recurrence in ("transversal", "récurrent"):
            assert len(row.support.workshops) >= 2
    themed = [row for row in published.answer.segments.values() if row.theme_id]
    assert sum(row.n_segments for row in published.themes) == len(themed)


AGENDAS = {
    "w1": ["La production neuve face à la sobriété foncière", "Tour de table"],
    "w2": ["Bien vieillir : l’adaptation des logements"],
    "w3": [],
}


def test_the_agenda_is_matched_by_words_that_tell():
    themes = {
        "t-1": ("Sobriété foncière", "densification", "production neuve", "logement"),
        "t-2": ("Adaptation au vieillissement", "salle de bains", "logements"),
        "t-3": ("Gestion en flux", "attribution", "logement"),
        "t-4": ("Conciergerie", "gardien", "logement"),
    }
    assert on_agenda(themes, AGENDAS) == {"t-1": ("w1",), "t-2": ("w2",), "t-3": (), "t-4": ()}


def test_no_agenda_no_mention():
    assert on_agenda({"t-1": ("Vacance",)}, {"w1": [], "w2": ["Ouverture"]}) == {"t-1": ()}


def with_proposals(*rows, score=0.9):
    """Return an answer with a proposition for each list of segments (numbers)."""
    answer = an_answer(
        ("t-1", "w1", "A", 60), ("t-1", "w2", "B", 60), ("t-1", "w3", "C", 60), ("t-2", "w1", "D", 60), n_workshops=3
    )
    for number, segments in enumerate(rows, start=1):
        members = []
        for segment in segments:
            key = f"e-{number}-{segment}"
            answer.statements[key] = Statement(
                key, f"s-{segment:03d}", 0, 9, "x" * 9, "proposition", "or", None, 0.9, None
            )
            members.append(key)
        answer.proposals[f"p-{number}"] = Proposal(
            f"p-{number}", "Faire", "verbatim", tuple(members), "", "", "", score, ()
        )
    return answer


def numbered(published):
    return [row.proposal.proposal_id for row in published.proposals]


def test_propositions_are_numbered_by_theme_then_support():
    published = publish(with_proposals([3], [0], [0, 1], [0, 1, 2]), SETTINGS)
    assert numbered(published) == ["p-4", "p-3", "p-2", "p-1"]
    assert [len(row.support.workshops) for row in published.proposals] == [3, 2, 1, 1]
    assert [row.proposal.theme_id for row in published.proposals] == ["t-1", "t-1", "t-1", "t-2"]


def test_a_score_says_sure_or_to_confirm():
    for score, expected in ((0.8, "sûre"), (0.79, "à confirmer")):
        (row,) = publish(with_proposals([0], score=score), SETTINGS).proposals
        assert row.proposal.status == expected


def test_a_proposition_without_support_is_rejected_and_numbered_last():
    answer = with_proposals([0, 1, 2], [0])
    for key in ("e-1-0", "e-1-1", "e-1-2"):
        answer.statements[key] = replace(answer.statements[key], status="rejeté")
    published = publish(answer, SETTINGS)
    assert numbered(published) == ["p-2", "p-1"]
    last = published.proposals[-1].proposal
    assert (last.status, last.statement_ids) == ("rejeté", ("e-1-0", "e-1-1", "e-1-2"))


def test_a_rejected_statement_no_longer_supports():
    answer = with_proposals([0, 1])
    answer.statements["e-1-1"] = replace(answer.statements["e-1-1"], status="rejeté")
    (row,) = publish(answer, SETTINGS).proposals
    assert (row.proposal.statement_ids, row.support.workshops) == (("e-1-0",), ("w1",))
    assert row.proposal.status == "sûre"


def test_a_rejected_theme_leaves_its_segments_out_of_all_themes():
    answer = with_proposals([0])
    answer.themes["t-1"] = replace(answer.themes["t-1"], status="rejeté")
    published = publish(answer, SETTINGS)
    assert [row.theme.theme_id for row in published.themes] == ["t-2"]
    assert published.answer.segments["s-000"].theme_id is None
    assert published.proposals[0].proposal.theme_id is None


def test_near_propositions_are_the_first_few_of_one_theme():
    answer = with_proposals([3], [0], [1], [2], [0], [1])
    near = ("p-1", "p-2", "p-3", "p-4", "p-5")
    answer.proposals["p-6"] = replace(answer.proposals["p-6"], nearby=near)
    answer.proposals["p-1"] = replace(answer.proposals["p-1"], nearby=("p-6",))
    offered = {row.proposal.proposal_id: row.proposal.nearby for row in publish(answer, SETTINGS).proposals}
    assert offered["p-6"] == ("p-2", "p-3", "p-4")
    assert offered["p-1"] == ()
