import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.repair import repair


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("d\x92accord, c\x92est \x93dit\x94", "d’accord, c’est “dit”"),
        ("l’oe\x9cuvre et la man\x9coeuvre", "l’œuvre et la manœuvre"),
        ("L’Ã©lu a rÃ©pondu", "L’élu a répondu"),
        ("L’équilibre\u00a0: 3\u202f000\u00a0€", "L’équilibre : 3 000 €"),
        ("e\u0301lu, de\u0301ja\u0300", "élu, déjà"),
        ("mot\u200bcoupé\ufeff, tiret\u00adabsent", "motcoupé, tiretabsent"),
        ("  deux \t lignes \r\n  ici ", "deux lignes ici"),
        ("bonjour ☀️ à tous", "bonjour ☀️ à tous"),
    ],
)
def test_damage_is_repaired_and_nothing_else(damaged, sound):
    assert repair(damaged) == sound


def test_quotes_of_the_author_stay():
    assert repair('« Oui », “non”, "peut-être", l’été, l\'hiver') == '« Oui », “non”, "peut-être", l’été, l\'hiver'


def test_entities_are_read_only_where_the_format_has_them():
    assert repair("1&nbsp;250 logements &amp; l&#39;élu", entities=True) == "1 250 logements & l'élu"
    assert repair("R&amp;D") == "R&amp;D"


@given(st.text())
def test_repairing_twice_changes_nothing_more(text):
    once = repair(text)
    assert repair(once) == once
    assert once == " ".join(once.split())
