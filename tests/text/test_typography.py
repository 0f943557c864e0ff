import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.typography import typeset


@pytest.mark.parametrize(
    ("plain", "french"),
    [
        ("Il est dit: oui !", "Il est dit~: oui^!"),
        ("Vraiment ?! Ah; bon ?", "Vraiment^?! Ah^; bon^?"),
        ('Il dit "oui" et “non”', "Il dit «~oui~» et «~non~»"),
        ("«Oui», « non »", "«~Oui~», «~non~»"),
        ("l'eau d'ici, aujourd'hui...", "l’eau d’ici, aujourd’hui…"),
        ("1 250 € et 15%", "1^250~€ et 15~%"),
        ("12 345 678 logements", "12^345^678 logements"),
        ("en 2022 450 logements", "en 2022 450 logements"),
        ("(?) et (!)", "(?) et (!)"),
    ],
)
def test_french_marks(plain, french):
    assert typeset(plain) == french.replace("~", "\u00a0").replace("^", "\u202f")


@pytest.mark.parametrize(
    "kept",
    [
        "https://exemple.fr/page?titre=a;b",
        "à 10:30 ou 9:05:12",
        "u-0123456789ab",
        "notes.docx",
        "prenom.nom@exemple.fr",
        r"C:\Ateliers\Nevers",
        "ratio 3:1",
    ],
)
def test_addresses_times_and_ids_are_left_alone(kept):
    assert kept in typeset(f"Voir {kept} ; merci")


@given(st.text(alphabet="ab1 0.,:;!?'\"«»“”…()%€\u00a0\u202f-\n") | st.text())
def test_typesetting_twice_changes_nothing_more(text):
    assert typeset(typeset(text)) == typeset(text)
