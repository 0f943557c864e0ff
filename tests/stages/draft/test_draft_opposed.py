import pytest

from pipeline.stages.draft.material import gather
from pipeline.stages.draft.opposed import opposed

PULLS = "saint-quentin | a.txt | transcript | PD | vacance | ⟦P:a@0.9|Je suis pour qu'on démolisse le côté impair.⟧"
KEEPS = "saint-quentin | a.txt | transcript | CB | vacance | ⟦P:b@0.9|Il faut réparer d'abord, maison par maison.⟧"


def pairs(build_tables, *lines):
    material = gather(build_tables("\n".join(lines)))
    found = [pair for theme in material.themes for pair in opposed(material, theme.theme_id)]
    return [(one.text, other.text) for one, other in found]


def test_contrary_demands_of_two_roles_make_a_point_of_debate(build_tables):
    ((one, other),) = pairs(build_tables, PULLS, KEEPS)
    assert "démolisse" in one
    assert "réparer" in other


@pytest.mark.parametrize(
    "other",
    [
        # The same person, a finding, a denial, another theme.
        KEEPS.replace("| CB |", "| PD |"),
        KEEPS.replace("P:b", "C"),
        KEEPS.replace("réparer d'abord", "décider, et ne pas réparer"),
        KEEPS.replace("vacance", "financement"),
        KEEPS.replace("réparer", "choisir"),
    ],
)
def test_what_does_not_oppose_makes_none(build_tables, other):
    assert pairs(build_tables, PULLS, other) == []


def test_far_apart_only_what_speaks_of_one_thing_opposes(build_tables):
    far = KEEPS.replace("saint-quentin | a.txt", "angouleme | b.vtt").replace("| CB |", "| FG |")
    assert pairs(build_tables, PULLS, far) == []
    assert len(pairs(build_tables, PULLS, far.replace("maison par maison", "le côté impair aussi"))) == 1


@pytest.mark.parametrize(
    ("other", "count"),
    [("réduire les effectifs de cette école", 0), ("réduire les crédits de cette école", 1)],
)
def test_contrary_verbs_oppose_when_they_bear_on_one_thing(build_tables, other, count):
    more = PULLS.replace("Je suis pour qu'on démolisse le côté impair", "Il faut augmenter les crédits de cette école")
    less = KEEPS.replace("réparer d'abord, maison par maison", other)
    assert len(pairs(build_tables, more, less)) == count


def test_the_draft_quotes_both_sides(build_tables, draft):
    page = draft(build_tables("\n".join([PULLS, KEEPS]))).files["synthese.html"].decode()
    assert "vont en sens contraire" in page
    assert page.index("démolisse le côté impair") > 0
    assert page.index("réparer d’abord, maison par maison") > 0
