"""Only some members of a proposition are titled: those whose title could be the one that is shown."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.propose.proposals import proposals, showable
from pipeline.stages.propose.same import Groups
from pipeline.stages.propose.titles.reading import Title
from pipeline.stages.propose.verdict import Verdict

SAID = (
    "Il faudrait un banc devant la poste.",
    "Je propose de planter des tilleuls sur la place.",
    "On pourrait ouvrir la salle le soir.",
    "Il faut former les agents d'accueil.",
    "Il faudrait une navette pour le marché.",
)
TITLES = ("Prévoir un banc devant la poste", "Planter des tilleuls", "Si on ouvrait, moi je viens", "Former les agents")
SHARES = st.floats(0, 1).map(lambda share: round(share, 3))


@settings(max_examples=60, deadline=None)
@given(
    scores=st.lists(SHARES, min_size=5, max_size=5),
    alike=st.lists(SHARES, min_size=10, max_size=10),
    # Three members of a group are given a title, at most.
    labels=st.permutations((0, 0, 0, 1, 1)),
    fits=st.lists(SHARES, min_size=5, max_size=5),
    completes=st.lists(SHARES, min_size=5, max_size=5),
    named=st.lists(st.sampled_from(TITLES), min_size=5, max_size=5),
)
def test_what_is_shown_is_what_all_titles_would_show(demand, scores, alike, labels, fits, completes, named):
    asked = [
        replace(demand(text), verdict=Verdict("proposition", None, score))
        for text, score in zip(SAID, scores, strict=True)
    ]
    similarity = np.eye(5)
    similarity[np.triu_indices(5, 1)] = alike
    groups = Groups(np.array(labels), np.maximum(similarity, similarity.T))
    judged = zip(named, fits, completes, strict=True)
    every = {
        place: Title(text, "infinitif", fit, complete=complete) for place, (text, fit, complete) in enumerate(judged)
    }
    some = {place: every[place] for place in showable(asked, groups)}
    shown, expected = (proposals(asked, titles, groups, 0.5, {}) for titles in (some, every))
    assert [(row["proposal_id"], row["title"]) for row in shown] == [
        (row["proposal_id"], row["title"]) for row in expected
    ]


def test_of_two_members_the_one_whose_title_says_what_it_is_of_is_shown(demand):
    asked = [replace(demand(text), verdict=Verdict("proposition", None, 0.9)) for text in SAID[:2]]
    groups = Groups(np.zeros(2, int), np.ones((2, 2)))
    for complete in (0, 1):
        titles = {
            place: Title(text, "infinitif", 0.8, complete=0.9 if place == complete else 0.1)
            for place, text in enumerate(TITLES[:2])
        }
        (row,) = proposals(asked, titles, groups, 0.5, {})
        assert row["title"] == TITLES[complete]


def test_a_member_far_behind_is_not_titled(demand):
    asked = [
        replace(demand(text), verdict=Verdict("proposition", None, score))
        for text, score in zip(SAID[:3], (1, 1, 0.1), strict=True)
    ]
    similarity = np.array([[1, 0.9, 0.1], [0.9, 1, 0.1], [0.1, 0.1, 1]])
    assert showable(asked, Groups(np.zeros(3, int), similarity)) == [0, 1]
