import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.ingest.speakers import unify


def people(*labels, declared=(), source="a.txt"):
    """Return the groups of labels that were found to be one person, from {label: turns} or labels."""
    names = unify([(source, label) for label in labels], declared)
    groups = {}
    for written, name in names.items():
        groups.setdefault(name, set()).add(written)
    return groups


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Patrick Delannoy", ["PATRICK DELANNOY", "patrick delannoy", "Delannoy Patrick", "DELANNOY, Patrick"]),
        ("Élodie Saint-Cricq", ["Elodie Saint Cricq", "ELODIE SAINT-CRICQ.", "Élodie Saint-Cricq (DDT)"]),
        ("Patrick Delannoy", ["P. Delannoy", "M. Delannoy", "DELANNOY", "Delannoy P.", "PD"]),
        ("Marine de la Tour", ["MDLT", "MT", "Mme de la Tour"]),
        ("Jean-Claude Duvignaud", ["J-C. Duvignaud", "JCD", "JC Duvignaud"][:2]),
        ("Jean Boissonnat", ["Jean Boissonat", "J. BOISSONAT"]),
    ],
)
def test_one_person_under_several_spellings(name, others):
    assert people(*[name] * 20, *others) == {name: {name, *others}}


@pytest.mark.parametrize(
    "labels",
    [
        ["P1", "P2"],
        ["JB", "JLB"],
        ["Speaker 1", "Speaker 10"],
        ["Un participant", "Une participante"],
        ["Marie Dupont", "Martin Dupont"],
        ["Michel Lambert", "Michèle Lambert"],
        ["Daniel Lambert", "Danielle Lambert"],
        ["Jean Martin", "Jean Marin"],
        ["M. Martin", "Mme Martin"],
        ["Marie Dupont", "Marie"],
        ["E", "EZ"],
        ["Dupont", "Dupond"],
    ],
)
def test_two_people_stay_two(labels):
    assert len(people(*labels * 5)) == len(labels)


def test_an_abbreviation_of_two_people_is_neither():
    assert len(people("Patrick Delannoy", "Paul Delannoy", "P. Delannoy", "PD", "M. Delannoy")) == 5
    assert len(people("Marie Dupont", "Marie Martin", "Marie", declared=["Marie Dupont", "Marie Martin"])) == 3


def test_a_couple_shares_no_full_name():
    assert len(people("Dominique Martin", "M. Martin", "Mme Martin")) == 3
    assert len(people("Dominique Martin", "Mme Martin")) == 1


def test_a_slip_in_a_long_rare_name_is_one_person_unless_it_recurs():
    assert len(people(*["Claire Maubert"] * 30, "Claire Maubart")) == 1
    assert len(people(*["Claire Maubert"] * 30, *["Claire Maubart"] * 10)) == 2


def test_a_first_name_alone_needs_a_declared_name_or_another_file():
    assert len(people("Marie Dupont", "Marie")) == 2
    assert people("Marie", declared=["Marie Dupont"]) == {"Marie Dupont": {"Marie"}}
    assert set(unify([("a.txt", "Marie Dupont"), ("chat.txt", "Marie")], []).values()) == {"Marie Dupont"}


def test_declared_names_are_the_ones_shown():
    found = people("DELANNOY Patrick", "PD", "P. Delanoy", declared=["Patrick Delannoy"])
    assert found == {"Patrick Delannoy": {"DELANNOY Patrick", "PD", "P. Delanoy"}}


def test_the_spelling_shown_is_the_usual_one_not_in_capitals():
    assert list(people("MARIE DUPONT", "MARIE DUPONT", "Marie Dupont")) == ["Marie Dupont"]


LABELS = st.lists(
    st.sampled_from(
        ["Marie Dupont", "DUPONT Marie", "M. Dupont", "MD", "Marie", "Jean Martin", "J. Martin", "P1", "P2", "Martin"]
    ),
    min_size=1,
)


@given(LABELS, st.randoms(use_true_random=False))
def test_the_order_of_turns_changes_nothing(labels, random):
    pairs = [("a.txt", label) for label in labels]
    shuffled = random.sample(pairs, len(pairs))
    assert unify(pairs, []) == unify(shuffled, [])


@given(LABELS)
def test_every_label_has_one_name_and_names_are_stable(labels):
    names = unify([("a.txt", label) for label in labels], [])
    assert set(names) == set(labels)
    assert {"P1": "P1", "P2": "P2"}.items() >= {label: names[label] for label in ("P1", "P2") if label in names}.items()
