from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.draft.outline import Quote
from pipeline.stages.draft.select import Candidate, best


def option(key, text, score=0.8, workshop="nevers", role="bailleur"):
    return Candidate(Quote(text, "", key), score, workshop, role)


def shown(chosen):
    return [candidate.quote.reference for candidate in chosen]


def test_the_surest_comes_first():
    options = [option("e-1", "Les prêts sont trop courts", 0.6), option("e-2", "Le neuf coûte moins cher", 0.9)]
    assert shown(best(options, 1)) == ["e-2"]


def test_another_town_is_preferred_to_a_slightly_surer_statement():
    options = [
        option("e-1", "Les prêts sont trop courts", 0.90),
        option("e-2", "Le neuf coûte moins cher", 0.85),
        option("e-3", "Aucun élu n’est formé", 0.80, workshop="angouleme"),
    ]
    assert shown(best(options, 2)) == ["e-1", "e-3"]


def test_another_town_does_not_lift_a_doubtful_statement():
    options = [
        option("e-1", "Les prêts sont trop courts", 0.90),
        option("e-2", "Le neuf coûte moins cher", 0.88),
        option("e-3", "Aucun élu n’est formé", 0.30, workshop="angouleme", role="association"),
    ]
    assert shown(best(options, 2)) == ["e-1", "e-2"]


def test_near_duplicates_are_shown_once():
    options = [
        option("e-1", "La subvention arrive après les travaux"),
        option("e-2", "La subvention, elle arrive après les travaux", workshop="angouleme"),
        option("e-3", "Personne ne forme les élus", 0.2),
    ]
    assert shown(best(options, 3)) == ["e-1", "e-3"]


def test_what_was_shown_is_not_shown_again():
    assert best([option("e-1", "Les prêts sont courts")], 1, (Quote("Les prêts sont courts", "", "e-9"),)) == ()


@given(
    st.lists(
        st.builds(
            option,
            st.integers(0, 99).map(lambda n: f"e-{n:02d}"),
            st.sampled_from(["prêt", "élu formé", "douche", "prêt long", "salle commune", "gardien"]),
            st.floats(0, 1),
            st.sampled_from(["nevers", "angouleme"]),
            st.sampled_from(["bailleur", "état"]),
        ),
        unique_by=lambda candidate: candidate.quote.reference,
    ),
    st.integers(0, 5),
    st.randoms(),
)
def test_the_choice_does_not_depend_on_the_order(options, limit, random):
    other = list(options)
    random.shuffle(other)
    chosen = best(options, limit)
    assert chosen == best(other, limit)
    assert len(chosen) <= limit
    assert set(shown(chosen)) <= {candidate.quote.reference for candidate in options}
