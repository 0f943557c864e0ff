import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.speech import tidy


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Bon, euh, on va, on va démarrer.", "Bon, on va démarrer."),
        ("Euh, on a, on a un souci, euh.", "on a un souci."),
        ("c'est, euh, c'est compliqué, vous savez", "c'est compliqué, vous savez"),
        ("C’est c’est heu le le bailleur", "C’est le bailleur"),
        ("de, de, de la, la ville", "de la ville"),
        ("Il faut, il faut euh, il faut agir", "Il faut agir"),
        ("vous avez, vous avez raison", "vous avez raison"),
        ("oui euh ?", "oui ?"),
        ("(euh oui)", "(oui)"),
        ("deux  espaces", "deux espaces"),
        ("Hum.", "."),
        ("J’ai un, un interlocuteur.", "J’ai un interlocuteur."),
    ],
)
def test_hesitations_go(said, quoted):
    assert tidy(said) == quoted


@pytest.mark.parametrize(
    "said",
    [
        "Nous nous sommes vus, vous vous en souvenez.",
        "Très très cher, et non non, ça, ça coûte.",
        "Elle, elle veut partir ; moi, moi je reste.",
        "Le fait fait que rien ne bouge.",
        "Petit à petit à petit, on avance.",
        "L’humus et l’humain, heureux ensemble, bah voilà quoi.",
        "C’est long, c’est long. On en en parlant ?",
        "Cinq, cinq et demi",
        "J’en veux un, un interlocuteur.",
        "On en a fait une, une vraie résidence.",
    ],
)
def test_what_is_meant_stays(said):
    assert tidy(said) == said


SPEECH = st.lists(
    st.sampled_from(["euh", "heu", "hum", ",", ".", " ?", "on", "a", "c’est", "le", "bailleur", "nous", "(", ")", "…"])
).map(" ".join)


@given(SPEECH | st.text())
def test_tidying_twice_changes_nothing_more(said):
    assert tidy(tidy(said)) == tidy(said)


@given(SPEECH)
def test_no_word_is_added_or_moved(said):
    left = iter(said.split())
    assert all(word in left for word in tidy(said).replace(",", " , ").replace("…", " … ").split() if word.isalpha())
